"""Two workspaces side by side: changes, figures, and what the gain rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum
from typing import Literal

from vsm_cli.analysis.comparison.attribution import (
    GainPart,
    all_supports,
    attribute,
    bears_on_time,
    leaning_on,
)
from vsm_cli.analysis.comparison.changes import Change, added_or_removed, element_changes
from vsm_cli.analysis.comparison.key_changes import DURATIONS, TOLERANCE
from vsm_cli.analysis.comparison.partly_changed import Hybrids
from vsm_cli.analysis.comparison.step_matching import match, renamed_like
from vsm_cli.analysis.comparison.stream_changes import stream_diff
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.streams import Stream
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.model.workspace import Workspace

Verdict = Literal["unknown", "unchanged", "longer", "mechanism", "mixed", "action"]

# What must not get worse, and whether more is better.
_JUDGED = {
    "lead_time_s": False,
    "perceived_lead_time_s": False,
    "rolled_complete_accurate": True,
}


@dataclass(frozen=True, slots=True)
class Renamed:
    """A step that goes on under another id."""

    stream: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StreamComparison:
    """One stream in both states. Where one of them has none, so have its figures.

    Figures are in seconds of each state's own calendar; `calendar` is the one for what is said
    of both: theirs, or the clock on the wall where they differ. `parts` are what the changes
    contribute to the lead time in its seconds; None where that cannot be told.
    """

    before: Stream | None
    after: Stream | None
    before_figures: StreamFigures | None
    after_figures: StreamFigures | None
    parts: tuple[GainPart, ...] | None = None

    @property
    def stream(self) -> Stream:
        """The later state, or the earlier one of a stream that is gone."""
        stream = self.after or self.before
        assert stream is not None
        return stream

    @property
    def calendar(self) -> Calendar:
        if self.before and self.after and self.before.calendar != self.after.calendar:
            return ELAPSED
        return self.stream.calendar

    def values(self, figure: str) -> tuple[float | None, float | None]:
        """A figure, by field name, before and after; times in seconds of `calendar`."""
        return (
            self._value(figure, self.before, self.before_figures),
            self._value(figure, self.after, self.after_figures),
        )

    def _value(
        self, figure: str, stream: Stream | None, figures: StreamFigures | None
    ) -> float | None:
        if stream is None or figures is None:
            return None
        value: float | None = getattr(figures, figure)
        if value is not None and figure.endswith("_s") and stream.calendar != self.calendar:
            return value * stream.calendar.elapsed_factor
        return value

    def change(self, figure: str) -> float | None:
        """A figure after − before; None where one of them is not known."""
        before, after = self.values(figure)
        return None if before is None or after is None else after - before

    @property
    def is_bound(self) -> bool:
        """Whether a lead time counts some of the steps only, as others have no time."""
        return any(
            figures is not None and figures.lead_time_s is not None and figures.lead_is_bound
            for figures in (self.before_figures, self.after_figures)
        )

    @property
    def mechanism_s(self) -> float | None:
        """What changes of mechanism contribute to the lead time."""
        return self._of_nature("mechanism")

    @property
    def action_s(self) -> float | None:
        """What changes of mere figures contribute to it."""
        return self._of_nature("action")

    def _of_nature(self, nature: str) -> float | None:
        if self.parts is None:
            return None
        return fsum(part.seconds for part in self.parts if part.nature == nature)

    @property
    def mechanism_share(self) -> float | None:
        """How much of the gain is mechanism, 0–1; None without a gain, or where it cannot be
        told. Where one nature eats up part of what the other gains, it counts as 0."""
        if self.verdict not in ("mechanism", "mixed", "action"):
            return None
        gains = [max(0.0, -(part or 0.0)) for part in (self.mechanism_s, self.action_s)]
        return gains[0] / sum(gains)

    @property
    def verdict(self) -> Verdict:
        """What the change of the lead time is, and a gain rests on."""
        change = self.change("lead_time_s")
        if change is None:
            return "unknown"
        slack = TOLERANCE * max(1.0, *(abs(v or 0.0) for v in self.values("lead_time_s")))
        if abs(change) <= slack:
            return "unchanged"
        if change > 0:
            return "longer"
        if self.mechanism_s is None or self.action_s is None:
            return "unknown"
        if -self.mechanism_s <= slack:
            return "action"
        return "mechanism" if -self.action_s <= slack else "mixed"

    @property
    def durations_alone(self) -> bool:
        """Whether there is a gain, and shorter times are all that it rests on."""
        if self.verdict != "action":
            return False
        gaining = [part for part in self.parts or () if part.seconds < 0]
        details = [d for part in gaining for change in part.changes for d in change.details]
        return all(detail.key in DURATIONS for detail in details)

    @property
    def worse(self) -> tuple[str, ...]:
        """Which of lead time, perceived lead time and rolled %C&A are worse, by field name.

        Only what is certain counts: not what is unknown, nor a bound that leaves it open.
        """
        return tuple(figure for figure in _JUDGED if self._is_worse(figure))

    def _is_worse(self, figure: str) -> bool:
        change = self.change(figure)
        if change is None or not self.before_figures or not self.after_figures:
            return False
        more_is_better = _JUDGED[figure]
        # What the figure may be at its best before, and at its best after, must be known.
        loose = ("≤", "≈") if more_is_better else ("≥", "≈")
        loose_after = ("≥", "≈") if more_is_better else ("≤", "≈")
        if self.before_figures.bounds.get(figure) in loose:
            return False
        if self.after_figures.bounds.get(figure) in loose_after:
            return False
        slack = TOLERANCE * max(abs(v or 0.0) for v in self.values(figure))
        return (-change if more_is_better else change) > slack


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """What changed between two workspaces, and what it does to each stream."""

    before: Workspace
    after: Workspace
    changes: tuple[Change, ...]
    renamed: tuple[Renamed, ...]
    streams: tuple[StreamComparison, ...]

    @property
    def worse(self) -> tuple[StreamComparison, ...]:
        """The core streams (before or after) of which a figure is worse."""
        return tuple(
            each
            for each in self.streams
            if each.worse and "core" in {s.layer for s in (each.before, each.after) if s}
        )


def compare(before: Workspace, after: Workspace) -> Comparison:
    """Compare two states of a workspace.

    Elements are matched by id, steps also by `was`. A stream's later state counts as being of
    the time of its earlier one (`mapped.state`), as if it were so today.
    """
    renamed = tuple(_renamed(before, after))
    before = renamed_like(before, after)
    after = _of_the_same_time(before, after)
    both = [id_ for id_ in after.streams if id_ in before.streams]
    diffs = {id_: stream_diff(before.streams[id_], after.streams[id_]) for id_ in both}
    added = [id_ for id_ in after.streams if id_ not in before.streams]
    removed = [id_ for id_ in before.streams if id_ not in after.streams]
    one_sided = {
        change.stream or "": change
        for change in (
            *added_or_removed("streams", removed, added=False),
            *added_or_removed("streams", added, added=True),
        )
    }
    changes = [*one_sided.values()]
    changes += [change for diff in diffs.values() for change in diff.changes]
    hybrids = Hybrids(before, after, diffs, one_sided)
    supports = all_supports((before, after))
    streams = [
        _compared(before, after, id_, changes, hybrids.among(leaning_on(supports, id_)))
        for id_ in both
    ]
    streams += [_one_sided(after, id_, is_after=True) for id_ in added]
    streams += [_one_sided(before, id_, is_after=False) for id_ in removed]
    return Comparison(
        before=before,
        after=after,
        changes=(*changes, *element_changes(before, after)),
        renamed=renamed,
        streams=tuple(streams),
    )


def _renamed(before: Workspace, after: Workspace) -> list[Renamed]:
    return [
        Renamed(id_, group.before[0], group.after[0])
        for id_, stream in after.streams.items()
        if id_ in before.streams
        for group in match(before.streams[id_], stream)
        if group.is_same and group.before != group.after
    ]


def _of_the_same_time(before: Workspace, after: Workspace) -> Workspace:
    """Only current streams start others: a future one that replaces a current one does, too."""
    streams: Mapping[str, Stream] = {
        id_: replace(stream, mapped=replace(stream.mapped, state=before.streams[id_].mapped.state))
        if id_ in before.streams
        else stream
        for id_, stream in after.streams.items()
    }
    return replace(after, streams=streams)


def _one_sided(workspace: Workspace, id_: str, *, is_after: bool) -> StreamComparison:
    stream = workspace.streams[id_]
    figures = stream_figures(workspace, stream)
    return StreamComparison(
        before=None if is_after else stream,
        after=stream if is_after else None,
        before_figures=None if is_after else figures,
        after_figures=figures if is_after else None,
    )


def _compared(
    before: Workspace, after: Workspace, id_: str, changes: list[Change], hybrids: Hybrids
) -> StreamComparison:
    old, new = before.streams[id_], after.streams[id_]
    found = StreamComparison(
        before=old,
        after=new,
        before_figures=stream_figures(before, old),
        after_figures=stream_figures(after, new),
    )
    from_s, to_s = found.values("lead_time_s")
    if from_s is None or to_s is None:
        return found
    players = [
        change for change in changes if change.stream in hybrids.streams and bears_on_time(change)
    ]
    elapsed = old.calendar != new.calendar
    parts = attribute(hybrids, id_, players, (from_s, to_s), elapsed=elapsed)
    return replace(found, parts=parts)
