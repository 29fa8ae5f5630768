"""What values at other places would change: the exact figures with them and without."""

from collections.abc import Callable, Sequence
from math import fsum, isclose
from typing import NamedTuple

from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.improvement_ranking import customer_wait
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.elements import Idea, Setting
from vsm_cli.model.streams import Stream
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.model.workspace import Workspace

# Sums of the same times in another order may differ in the last bits.
_NOISE = 1e-9


class StreamEffect(NamedTuple):
    """What a stream would take after less before, in seconds of its calendar: lead and perceived
    lead time of an item; what customers wait in a year in elapsed seconds, the effort of a year,
    and that of an item. None: not known. What a year would bring `counts` for streams as they are
    today, and waits for those that have a customer. `lost` names what is known before, but could
    not be told after."""

    stream: Stream
    lead_time_s: float | None
    perceived_lead_time_s: float | None
    customer_wait_s_per_year: float | None
    effort_s_per_year: float | None
    effort_s: float | None
    counts: bool
    has_customer: bool
    lost: frozenset[str]

    @property
    def figures(self) -> tuple[float | None, ...]:
        return self[1:6]


class Effect(NamedTuple):
    """What would change: the streams of which a figure would be another."""

    streams: tuple[StreamEffect, ...]

    @property
    def calendar(self) -> Calendar:
        """The clock of the sums of lead times: that of the streams, or the one on the wall where
        they keep different hours."""
        calendars = {each.stream.calendar for each in self.streams}
        return calendars.pop() if len(calendars) == 1 else ELAPSED

    @property
    def lead_time_s(self) -> float | None:
        """Added up over the streams, an item of each."""
        return self._sum("lead_time_s", self.streams, self._on_clock)

    @property
    def perceived_lead_time_s(self) -> float | None:
        return self._sum("perceived_lead_time_s", self.streams, self._on_clock)

    @property
    def customer_wait_s_per_year(self) -> float | None:
        """What customers would wait more in a year, in elapsed seconds."""
        felt = [each for each in self.streams if each.counts and each.has_customer]
        return self._sum("customer_wait_s_per_year", felt)

    @property
    def effort_s_per_year(self) -> float | None:
        return self._sum("effort_s_per_year", [each for each in self.streams if each.counts])

    @property
    def loses(self) -> bool:
        """Whether a figure that is known could not be told any more: no item might ever end."""
        return any(each.lost for each in self.streams)

    @property
    def is_better(self) -> bool:
        """Whether a figure of a stream is better, and all that are known could still be told."""
        return not self.loses and any(
            value is not None and value < 0 for e in self.streams for value in e.figures
        )

    @property
    def rank(self) -> tuple[float, float]:
        """What to sort by: what customers wait in a year, then effort; the best is the least."""
        wait_s, effort_s = self.customer_wait_s_per_year, self.effort_s_per_year
        return round(wait_s or 0.0, 3), round(effort_s or 0.0, 3)

    def _sum(
        self,
        figure: str,
        streams: Sequence[StreamEffect],
        scaled: Callable[[StreamEffect, float], float] = lambda _, value: value,
    ) -> float | None:
        """The sum of what is known; 0 where nothing changes, None where nothing of it is known, or
        a part of it could not be told any more."""
        known = [
            scaled(each, value) for each in streams if (value := getattr(each, figure)) is not None
        ]
        if any(figure in each.lost for each in streams) or (streams and not known):
            return None
        return fsum(known)

    def _on_clock(self, each: StreamEffect, time_s: float) -> float:
        calendar = each.stream.calendar
        return time_s if calendar == self.calendar else time_s * calendar.elapsed_factor


def effect_of(workspace: Workspace, settings: Sequence[Setting]) -> Effect:
    """What these values would change. Raises VsmError where one cannot stand there."""
    assert workspace.supposing is not None
    return difference(workspace, workspace.supposing(settings))


def difference(before: Workspace, after: Workspace) -> Effect:
    """The figures of a workspace less those of another one with the same streams."""
    any_current = any(stream.current for stream in before.streams.values())
    found = []
    for id_, stream in before.streams.items():
        new = after.streams.get(id_)
        if new is None:
            continue
        pairs = list(zip(_values(after, new), _values(before, stream), strict=True))
        changes = [_change(*pair) for pair in pairs]
        if any(changes) or any((one is None) != (other is None) for one, other in pairs):
            lost = frozenset(
                figure
                for figure, (value, was) in zip(StreamEffect._fields[1:6], pairs, strict=True)
                if value is None and was is not None
            )
            counts = stream.current or not any_current
            has_customer = stream.layer != "support" or stream.customer is not None
            lead_s, perceived_s, wait_s, work_s, effort_s = changes
            found.append(
                StreamEffect(
                    stream,
                    lead_s,
                    perceived_s,
                    wait_s,
                    work_s,
                    effort_s,
                    counts,
                    has_customer,
                    lost,
                )
            )
    return Effect(tuple(found))


def _values(workspace: Workspace, stream: Stream) -> tuple[float | None, ...]:
    figures = stream_figures(workspace, stream)
    return (
        figures.lead_time_s,
        figures.perceived_lead_time_s,
        _wait_per_year(stream, figures),
        figures.effort_per_year_s,
        figures.effort_s,
    )


def _wait_per_year(stream: Stream, figures: StreamFigures) -> float | None:
    wait_s, per_year = customer_wait(figures)[0], figures.demand_per_year
    if wait_s is None or per_year is None:
        return None
    return wait_s * per_year * stream.calendar.elapsed_factor


def _change(after: float | None, before: float | None) -> float | None:
    if after is None or before is None:
        return None
    return 0.0 if isclose(after, before, rel_tol=_NOISE, abs_tol=1e-6) else after - before


# What is no more than a figure of the work, a promise or a word about it.
_FIGURES = frozenset(
    ("process", "wait", "lead", "queue", "complete-accurate", "people", "share", "covered",
     "changes", "without", "demand", "size", "available", "hours", "latency", "within", "name",
     "description", "target", "stated", "mapped", "work", "impact", "sensitivity", "satisfaction",
     "expects", "calendar", "day", "week", "participants", "practices", "criteria")
)  # fmt: skip


def changes_mechanism(idea: Idea) -> bool:
    """Whether an idea changes how the work is done, not its figures alone."""
    return any(_is_mechanism(setting.path) for setting in idea.settings)


def _is_mechanism(path: tuple[str, ...]) -> bool:
    if _FIGURES.intersection(path[2:]):
        return False
    # `next.STEP` says how many go there; `next` as a whole, where they go.
    return "next" not in path or path[-1] == "next"
