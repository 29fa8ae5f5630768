"""Where improving pays most: streams and steps by what their waits cost, and the ideas for them.

Times are elapsed seconds, so that streams with different calendars compare. Only streams as
they are today count.
"""

from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from vsm_cli.analysis.data.transfers import transfer_of
from vsm_cli.analysis.links.traffic import passages_per_year
from vsm_cli.analysis.times.figure_records import NOTHING, Bound, Measured, StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.elements import Idea, SystemPath
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace

# Stands for an impact or sensitivity that is not given: the middle of 1–5.
MIDDLE = 3.0

_SCALES = ("impact", "sensitivity")


class StreamPriority(NamedTuple):
    """How much improving a stream matters, with the bound of every figure.

    `wait_s` is what an item waits until it is delivered, `customer_wait_s_per_year` that of
    all items of a year. `weight` is demand per year × impact × sensitivity, `weight_share` its
    part (0–1) of all known weights; `assumed` names the scales that are not given.
    """

    stream: Stream
    assumed: tuple[str, ...]
    wait_s: Measured
    customer_wait_s_per_year: Measured
    weight: Measured
    weight_share: Measured


class StepPriority(NamedTuple):
    """A step and what items wait before it in a year, as far as the customer feels it."""

    stream: Stream
    step: Step
    wait_s: Measured
    wait_s_per_year: Measured

    @property
    def ideas(self) -> tuple[Idea, ...]:
        return _ideas_at(self.step)


class IdeaWorth(NamedTuple):
    """An idea, the element that it is written at, and the waiting per year that it could
    free: all of that there. `owner` answers for the idea, else for the element; `stream` is
    None for the idea of a path."""

    idea: Idea
    stream: Stream | None
    place: Stream | Step | Link | Use | SystemPath
    owner: str | None
    wait_s_per_year: Measured


def stream_priorities(workspace: Workspace) -> tuple[StreamPriority, ...]:
    """The streams by weight × wait per item, the largest first: frequent, costly, felt, slow.

    Where one of them is not known, a stream stands behind; the weights are this project's own,
    in the manner of weighted shortest job first (Reinertsen, The Principles of Product
    Development Flow, 2009). Customer wait per year = demand × (perceived lead time − process
    time up to `delivered-at`).
    """
    found = [_priority(workspace, each) for each in workspace.streams.values() if each.current]
    total = _sum([each.weight for each in found])
    shared = [each._replace(weight_share=_share(each.weight, total)) for each in found]
    return tuple(sorted(shared, key=lambda each: _rank(each.stream, each.weight, each.wait_s)))


def worth_touching(workspace: Workspace, most: int = 3) -> tuple[StepPriority, ...]:
    """The steps most worth touching: by weight × the wait of an item before them in all, up to
    delivery. A step's own sensitivity goes before the stream's. Steps of streams whose weight is
    not known stand behind; those before which nobody is known to wait are left out."""
    found = []
    for stream in workspace.streams.values():
        if stream.current:
            for step in stream.steps.values():
                priority = step_priority(workspace, stream, step)
                weight = _weight(workspace, stream, step)
                if priority.wait_s[0]:
                    found.append((_rank(stream, weight, priority.wait_s), priority))
    found.sort(key=lambda each: each[0])
    return tuple(priority for _, priority in found[:most])


def step_priority(workspace: Workspace, stream: Stream, step: Step) -> StepPriority:
    """What items wait before a step, all visits together.

    Of a step with a lead time only, that is the most that its wait can be.
    """
    figures = stream_figures(workspace, stream).steps[step.id]
    wait: Measured = NOTHING
    if figures.perceived_wait_s is not None:
        wait = (figures.perceived_wait_s, "≥" if figures.wait_is_bound else None)
    elif figures.lead_time_s is not None and figures.wait_time_s is None:
        wait = (figures.perceived_lead_time_s, "≤")
    elapsed = _times(wait, (stream.calendar.elapsed_factor, None))
    return StepPriority(stream, step, elapsed, _times(_demand(workspace, stream), elapsed))


def idea_worths(workspace: Workspace) -> tuple[IdeaWorth, ...]:
    """All ideas beside what they could free, the largest first and the unknown last."""
    found = [
        worth
        for stream in workspace.streams.values()
        if stream.current
        for worth in _worths(workspace, stream)
    ]
    found += [
        IdeaWorth(idea, None, path, idea.owner or path.owner, NOTHING)
        for path in workspace.paths
        for idea in path.ideas
    ]
    return tuple(sorted(found, key=lambda each: -_or_nothing(each.wait_s_per_year)))


def _worths(workspace: Workspace, stream: Stream) -> Iterator[IdeaWorth]:
    wait = _priority(workspace, stream).customer_wait_s_per_year
    for idea in stream.ideas:
        yield IdeaWorth(idea, stream, stream, idea.owner or stream.owner, wait)
    for step in stream.steps.values():
        wait = step_priority(workspace, stream, step).wait_s_per_year
        for idea in step.ideas:
            yield IdeaWorth(idea, stream, step, idea.owner or step.owner, wait)
        for use in step.uses:
            for idea in use.ideas:
                felt = wait if use in step.awaited else NOTHING
                yield IdeaWorth(idea, stream, use, idea.owner or use.owner, felt)
        for link in step.starts:
            for idea in link.ideas:
                felt = _link_wait(workspace, stream, link)
                yield IdeaWorth(idea, stream, link, idea.owner or link.owner, felt)


def _ideas_at(step: Step) -> tuple[Idea, ...]:
    """The ideas at a step and at what it waits for."""
    return (*step.ideas, *(idea for use in step.awaited for idea in use.ideas))


def _link_wait(workspace: Workspace, stream: Stream, link: Link) -> Measured:
    """What the items that pass over a link wait there in a year, in elapsed seconds."""
    transfer = transfer_of(workspace, link)
    if link.wait is None or transfer is None:
        return NOTHING
    bound = _demand(workspace, stream)[1]
    wait_s = link.wait.mean_s * stream.calendar.elapsed_factor
    return _times((passages_per_year(workspace, transfer), bound), (wait_s, None))


def _priority(workspace: Workspace, stream: Stream) -> StreamPriority:
    felt = customer_wait(stream_figures(workspace, stream))
    wait = _times(felt, (stream.calendar.elapsed_factor, None))
    return StreamPriority(
        stream,
        tuple(scale for scale in _SCALES if stream.lacks(scale)),
        wait,
        _times(_demand(workspace, stream), wait),
        _weight(workspace, stream),
        NOTHING,
    )


def customer_wait(figures: StreamFigures) -> Measured:
    """Perceived lead time − process time up to delivery, of an item in seconds of the stream's
    calendar; where only lead times are known, the wait is at most that."""
    wait_s, lead_s = figures.perceived_wait_time_s, figures.perceived_lead_time_s
    if wait_s is None and lead_s is not None:
        return lead_s, _both("≤", figures.bounds.get("perceived_lead_time_s"))
    return wait_s, figures.bounds.get("perceived_wait_time_s")


def _weight(workspace: Workspace, stream: Stream, step: Step | None = None) -> Measured:
    """Demand per year × impact × sensitivity × (1 + what is missing to full satisfaction, where
    that is measured)."""
    measured = stream.satisfaction
    unhappy = 1 - measured.value if measured and measured.judged else 0.0
    weight = _times(_demand(workspace, stream), (_felt(stream, step), None))
    return _times(weight, (1 + unhappy, None)) if unhappy else weight


def _felt(stream: Stream, step: Step | None = None) -> float | None:
    """Impact × sensitivity; None where one of them could not be read."""
    if stream.unread.intersection(_SCALES) or (step and "sensitivity" in step.unread):
        return None
    own = step.sensitivity if step else None
    impact = MIDDLE if stream.impact is None else stream.impact
    return impact * (own or (MIDDLE if stream.sensitivity is None else stream.sensitivity))


def _demand(workspace: Workspace, stream: Stream) -> Measured:
    figures = stream_figures(workspace, stream)
    return figures.demand_per_year, figures.bounds.get("demand_per_year")


def _rank(stream: Stream, weight: Measured, wait: Measured) -> tuple[bool, float]:
    """A key to sort by: the largest known product first, then what is known of the others."""
    known = weight[0] is not None and wait[0] is not None
    heavy = weight[0] if known else _felt(stream)
    return not known, -(heavy or 0.0) * (wait[0] or 0.0)


def _times(one: Measured, other: Measured) -> Measured:
    """The product of two figures that are not negative."""
    if (0.0, None) in (one, other):
        return 0.0, None
    if one[0] is None or other[0] is None:
        return NOTHING
    return one[0] * other[0], _both(one[1], other[1])


def _sum(figures: list[Measured]) -> Measured:
    """The sum of what is known, with its bound."""
    bound: Bound | None = "≥" if any(value is None for value, _ in figures) else None
    for value, of_value in figures:
        if value is not None:
            bound = _both(bound, of_value)
    return fsum(value for value, _ in figures if value is not None), bound


def _share(part: Measured, whole: Measured) -> Measured:
    """A part of a sum that holds it. Where both are at least that, neither is sure."""
    if part[0] is None or not whole[0]:
        return NOTHING
    bound: Bound | None = None
    if whole[1]:
        bound = "≈" if part[1] else "≤"
    return part[0] / whole[0], bound


def _both(one: Bound | None, other: Bound | None) -> Bound | None:
    if one is None or other is None or one == other:
        return one or other
    return "≈"


def _or_nothing(figure: Measured) -> float:
    return -1.0 if figure[0] is None else figure[0]
