"""Signs that stand in several places of a map: drawn lines and shapes, no glyphs."""

from typing import Literal

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Stroke

DISC = 14
BURST = 16
_TEXT = 8

MarkKind = Literal["automated", "adding", "queue", "every", "touchpoint"]

_DISC = Look("acceptance", "ellipse", fill=palette.ACCEPT)
_DIAMOND = Look("idea", "diamond", fill=palette.IDEA_FILL, line=palette.ON_IDEA, thickness=0.6)
_SQUARE = Look(
    "idea",
    fill=palette.IDEA_FILL,
    line=palette.ON_IDEA,
    thickness=0.6,
    ink=palette.ON_IDEA,
    size=8,
    bold=True,
)
_LINK = Look(
    "link",
    "cds",
    fill=palette.LINK_FILL,
    line=palette.LINK,
    thickness=0.8,
    ink=palette.LINK,
    size=_TEXT,
)
_OPEN_LINK = _LINK._replace(
    kind="link open", line=palette.OPEN_LINK, dashed=True, ink=palette.OPEN_LINK
)
DOT_LOOK = Look("touchpoint", "ellipse", fill=palette.CUSTOMER)
_QUEUE = Look("queue", "triangle", fill=palette.WAIT_FILL, line=palette.WAITING)


def draw_tick(canvas: Canvas, id: str, x: int, y: int, meaning: Meaning | None = None) -> None:
    """The acceptance disc with a drawn tick."""
    canvas.shape(id, Rect(x, y, DISC, DISC), _DISC, meaning=meaning)
    tick = [(x + 4, y + 7), (x + 6, y + 10), (x + 11, y + 4)]
    canvas.line(f"{id}.tick", tick, Stroke("tick", palette.ON_ACCEPT, 1.6))


def draw_burst(
    canvas: Canvas, id: str, x: int, y: int, text: str, meaning: Meaning | None = None
) -> None:
    """A burst of eight points with a number: a square over a diamond."""
    canvas.shape(f"{id}.rays", Rect(x, y, BURST, BURST), _DIAMOND)
    canvas.shape(id, Rect(x + 2, y + 2, 12, 12), _SQUARE, text, meaning)


def draw_pentagon(
    canvas: Canvas,
    id: str,
    place: Rect,
    text: str,
    meaning: Meaning | None = None,
    *,
    is_open: bool = False,
) -> None:
    """An arrow-like pentagon, dashed for an open link. Graphviz draws `cds` at two thirds of
    its height."""
    place = Rect(place.left, place.top - 4, place.width, 21)
    canvas.shape(id, place, _OPEN_LINK if is_open else _LINK, text, meaning)


def draw_mark_sign(canvas: Canvas, id: str, kind: MarkKind, x: int, y: int) -> None:
    """The sign of a mark, ten points wide and high; `automated` is a word alone."""
    if kind == "queue":
        canvas.shape(id, Rect(x, y + 2, 10, 10), _QUEUE)
    elif kind == "every":
        canvas.shape(id, Rect(x, y + 2, 9, 9), Look("every", "ellipse", line=palette.WAITING))
        hands = [(x + 4, y + 4), (x + 4, y + 7), (x + 7, y + 7)]
        canvas.line(f"{id}.hands", hands, Stroke("every", palette.WAITING, 1))
    elif kind == "touchpoint":
        canvas.shape(id, Rect(x, y + 2, 8, 8), DOT_LOOK)
    elif kind == "adding":
        canvas.shape(id, Rect(x, y + 2, 9, 9), Look("adding", "ellipse", line=palette.ADDING))
        level, upright = [(x + 2, y + 7), (x + 7, y + 7)], [(x + 5, y + 4), (x + 5, y + 9)]
        canvas.line(f"{id}.level", level, Stroke("adding", palette.ADDING, 1))
        canvas.line(f"{id}.upright", upright, Stroke("adding", palette.ADDING, 1))
