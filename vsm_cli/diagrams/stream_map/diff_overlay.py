"""What is laid over a map to show how it differs from an earlier one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vsm_cli.analysis.times.figure_records import StepFigures
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Stroke
from vsm_cli.diagrams.palette import Shade

Status = Literal["added", "removed", "changed"]

INKS: Mapping[Status, Shade] = {
    "added": palette.ADDED,
    "removed": palette.REMOVED,
    "changed": palette.CHANGED,
}
SIGNS: Mapping[Status, str] = {"added": "+", "removed": "−", "changed": "Δ"}


class ChangeMark(NamedTuple):
    """What happened to a step or route, and in words what differs."""

    status: Status
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """Changes by step, by the two ends of a route, and by the step of an entry. Removed steps
    stand on the map, too: `gone` are their figures of before. `facts` stand below the title."""

    steps: Mapping[str, ChangeMark] = field(default_factory=dict)
    routes: Mapping[tuple[str, str], ChangeMark] = field(default_factory=dict)
    entries: Mapping[str, ChangeMark] = field(default_factory=dict)
    gone: Mapping[str, StepFigures] = field(default_factory=dict)
    facts: tuple[str, ...] = ()


NOTHING = Overlay()


def stroke_of(stroke: Stroke, change: ChangeMark | None) -> Stroke:
    """The stroke of a line in the colour of what happened to it; what is gone is dashed."""
    if change is None:
        return stroke
    return stroke._replace(
        kind=f"{stroke.kind} {change.status}",
        ink=INKS[change.status],
        style="dashed" if change.status == "removed" else stroke.style,
    )
