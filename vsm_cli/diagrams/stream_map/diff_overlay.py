"""What is laid over a map to show how it differs from an earlier one, or from what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vsm_cli.analysis.times.figure_records import StepFigures
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Stroke
from vsm_cli.diagrams.palette import Shade
from vsm_cli.language import message

Status = Literal[
    "added", "removed", "changed", "fits", "differs", "undeclared", "unseen"
]  # fmt: skip

INKS: Mapping[Status, Shade] = {
    "added": palette.ADDED,
    "removed": palette.REMOVED,
    "changed": palette.CHANGED,
    "fits": palette.ADDED,
    "differs": palette.CHANGED,
    "undeclared": palette.REMOVED,
    "unseen": palette.MUTE,
}
SIGNS: Mapping[Status, str] = {
    "added": "+", "removed": "−", "changed": "Δ",
    "fits": "=", "differs": "≠", "undeclared": "!", "unseen": "–",
}  # fmt: skip
# What is not there, or was not meant to be.
DASHED: frozenset[Status] = frozenset(("removed", "undeclared", "unseen"))


_TO_BE = message("as is → to be")


class ChangeMark(NamedTuple):
    """What happened to a step or route, and in words what differs. `thickness` is that of the
    line of a route, where it says how many took it."""

    status: Status
    lines: tuple[str, ...] = ()
    thickness: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """Changes by step, by the two ends of a route, and by the step of an entry. Removed steps
    stand on the map, too: `gone` are their figures of before. `facts` stand below the title,
    `compares` beside it says what is compared."""

    steps: Mapping[str, ChangeMark] = field(default_factory=dict)
    routes: Mapping[tuple[str, str], ChangeMark] = field(default_factory=dict)
    entries: Mapping[str, ChangeMark] = field(default_factory=dict)
    gone: Mapping[str, StepFigures] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    compares: str = _TO_BE


NOTHING = Overlay()


def stroke_of(stroke: Stroke, change: ChangeMark | None) -> Stroke:
    """The stroke of a line in the colour of what happened to it; what is gone is dashed."""
    if change is None:
        return stroke
    return stroke._replace(
        kind=f"{stroke.kind} {change.status}",
        ink=INKS[change.status],
        style="dashed" if change.status in DASHED else stroke.style,
        thickness=change.thickness or stroke.thickness,
    )
