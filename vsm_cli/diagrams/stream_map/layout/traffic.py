"""Which routes are drawn as lines on one grid, and which of them leave and come in by flags."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vsm_cli.analysis.flow.stream_flow import Flow
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Step

Passage = tuple[Step, Route, Step]
"""Where a route begins, the route, and where it leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """The routes of a grid, in written order.

    Those `leaving` go to a step that stands elsewhere, or too far away for a line, whose number
    `flags` gives; steps in `arriving` are where such routes come in.
    """

    forward: Sequence[Passage]
    rework: Sequence[Passage]
    entries: Sequence[Step]
    ends: Sequence[tuple[Step, Route]]
    leaving: Sequence[tuple[Step, Route]] = ()
    arriving: Sequence[Step] = ()
    flags: Mapping[str, str] = field(default_factory=dict)


def whole_traffic(flow: Flow) -> Traffic:
    """All routes of a stream as lines."""
    return Traffic(
        forward=list(flow.forward_pairs()),
        rework=list(flow.rework_pairs()),
        entries=[flow.stream.steps[entry] for entry in flow.entries],
        ends=list(ends_of(flow).values()),
    )


def ends_of(flow: Flow) -> Mapping[str, tuple[Step, Route]]:
    """The steps after which the stream may end, each with its route there."""
    found: dict[str, tuple[Step, Route]] = {}
    for step in flow.stream.steps.values():
        for route in flow.forward[step.id]:
            if route.target == END:
                found.setdefault(step.id, (step, route))
    return found
