"""How routes look, and the marks that stand on their lines."""

from typing import NamedTuple

from vsm_cli.analysis.flow.stream_flow import is_handoff
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Point, Rect, Stroke
from vsm_cli.diagrams.stream_map.layout.route_plan import Port
from vsm_cli.diagrams.stream_map.parts.route_captions import Caption
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Step

RADIUS = 7
DIAMOND = 13
SPLIT_BAR = 5
DISC = 13
RING = 15
FLAG = 14
RING_GAP = 10

_ROUTE = message("{source} to {target}")
_HANDOFF = message("{source} to {target}: handed from {giver} to {taker}")

Cell = tuple[int, int]

CHOICE_LOOK = Look("choice", "diamond", fill=palette.BOX, line=palette.HANDOFF, thickness=1.4)
ROUTE_STROKE = Stroke("route", palette.ROUTE, 1.2, radius=RADIUS, arrow=True)
HANDOFF_STROKE = Stroke("route handoff", palette.HANDOFF, 2.2, radius=RADIUS, arrow=True)
FORK_LOOK = Look("fork", fill=palette.HANDOFF)
ENTRY_LOOK = Look("entry", "ellipse", fill=palette.HANDOFF)
FLAG_LOOK = Look(
    "flag",
    fill=palette.CHIP_FILL,
    line=palette.HANDOFF,
    rounded=True,
    ink=palette.INK,
    size=8,
    bold=True,
)
CHANGE_LOOK = Look("change-of-owner", "ellipse", fill=palette.HANDOFF)
REWORK_STROKE = Stroke("route rework", palette.REWORK, 1.4, "dashed", RADIUS, arrow=True)
END_LOOK = Look("end", "ellipse", fill=palette.BOX, line=palette.HANDOFF, thickness=2.6)


class RouteEnd(NamedTuple):
    """The right end of a line: its port in the stack of a cell, and what is said there."""

    cell: Cell
    port: Port
    caption: Caption


def split_width(subject: StreamSubject, step: Step) -> int:
    """How far the mark of a choice or a fork reaches to the right of its box."""
    if chooses(step):
        return DIAMOND // 2 + 1
    return SPLIT_BAR if forks(subject, step) else 0


def chooses(step: Step) -> bool:
    """Whether an item leaves a step by exactly one of several routes."""
    return step.split == "choice" and len(step.routes) > 1


def forks(subject: StreamSubject, step: Step) -> bool:
    """Whether an item leaves a step by several routes at once."""
    return step.split == "all" and len(subject.flow.forward[step.id]) > 1


def draw_change(canvas: Canvas, id: str, at: Point) -> None:
    """The mark of a new owner on a route, where no lanes tell them apart."""
    canvas.shape(f"{id}.change-of-owner", Rect(at[0] - 7, at[1] - 3, 7, 7), CHANGE_LOOK)


def route_title(
    subject: StreamSubject, source_step: Step, target_step: Step, caption: Caption
) -> str:
    source, target = clean(source_step.label), clean(target_step.label)
    title = tr(_ROUTE, source=source, target=target)
    if is_handoff(source_step, target_step):
        title = tr(
            _HANDOFF,
            source=source,
            target=target,
            giver=subject.owner_label(source_step.owner or ""),
            taker=subject.owner_label(target_step.owner or ""),
        )
    return f"{title}\n{caption.over}" if caption.over else title


def flag_width(flag: str) -> int:
    return max(FLAG, measure(flag, 8, bold=True) + 8)
