"""The legend: a sign and a word for everything that occurs on the map, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Rect, Stroke, Type
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.stream_map.diff_overlay import INKS, Status
from vsm_cli.diagrams.stream_map.layout.space import MARGIN
from vsm_cli.diagrams.stream_map.parts.route_captions import PathState, RouteStretch, draw_path
from vsm_cli.diagrams.stream_map.parts.signs import (
    MarkKind,
    draw_burst,
    draw_mark_sign,
    draw_pentagon,
    draw_tick,
)
from vsm_cli.diagrams.stream_map.stream_subject import ACTIVITY_WORDS, StreamSubject
from vsm_cli.diagrams.text_measures import measure
from vsm_cli.language import message, tr

_SIGN = 36
_ROW = 18
_SIZE = 8

Draw = Callable[[Canvas, str, int, int], None]
"""Draws a sign: canvas, id, left, middle."""

_ROUTE = Stroke("legend", palette.ROUTE, 1.2, arrow=True)
_HANDOFF = Stroke("legend", palette.HANDOFF, 2.2, arrow=True)
_REWORK = Stroke("legend", palette.REWORK, 1.4, "dashed", arrow=True)
_DISC = Look("legend", "ellipse", fill=palette.HANDOFF)
_RING = Look("legend", "ellipse", fill=palette.BOX, line=palette.HANDOFF, thickness=2.6)
_DIAMOND = Look("legend", "diamond", fill=palette.BOX, line=palette.HANDOFF, thickness=1.4)
_FORK = Look("legend", fill=palette.HANDOFF)
_SUPPORT = Look("legend", fill=palette.SUPPORT_FILL, line=palette.SUPPORT, thickness=0.8)
_DOT = Look("legend", "ellipse", fill=palette.CUSTOMER)
_NO_OWNER = Look(
    "legend",
    "ellipse",
    fill=palette.BOX,
    line=palette.NO_OWNER,
    thickness=1.6,
    ink=palette.NO_OWNER,
    size=10,
    bold=True,
)
_BAND = Look("legend", fill=palette.BOTTLENECK)


@dataclass(slots=True)
class MapSign:
    """A sign, its words, and the room from its left to these."""

    name: str
    words: str
    draw: Draw
    width: int = _SIGN


def _line(stroke: Stroke) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.line(id, [(x, y), (x + 28, y)], stroke)

    return draw


def _path(state: PathState) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        draw_path(canvas, id, state, RouteStretch(x, x + 28, y))

    return draw


def _shape(place: Rect, look: Look) -> Draw:
    """A shape whose `place` is counted from the left middle of the entry."""

    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        moved = place._replace(left=x + place.left, top=y + place.top)
        canvas.shape(id, moved, look)

    return draw


def _tick(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_tick(canvas, id, x, y - 7)


def _nobody(canvas: Canvas, id: str, x: int, y: int) -> None:
    canvas.shape(id, Rect(x, y - 7, 15, 15), _NO_OWNER, "?")


def _pentagon(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_pentagon(canvas, id, Rect(x, y - 6, 26, 12), "")


def _open(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_pentagon(canvas, id, Rect(x, y - 6, 26, 12), "", is_open=True)


def _nothing(canvas: Canvas, id: str, x: int, y: int) -> None:
    """Words that explain words need no sign."""


def _burst(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_burst(canvas, id, x, y - 8, "")


def _hatch(canvas: Canvas, id: str, x: int, y: int) -> None:
    points = [(x, y + 3)]
    for start in range(x, x + 22, 6):
        points += [(start + 6, y - 3), (start + 6, y + 3)]
    canvas.line(id, points, Stroke("legend", palette.CUSTOMER, 1))


def _sign(kind: MarkKind) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        draw_mark_sign(canvas, id, kind, x, y - 6)

    return draw


def _change(status: Status) -> Draw:
    dashed = status == "removed"
    look = Look("legend", fill=palette.BOX, line=INKS[status], thickness=2.2, dashed=dashed)
    return _shape(Rect(0, -6, 22, 12), look)


def _activity(activity: str) -> Draw:
    return _shape(Rect(0, -7, 5, 14), Look("legend", fill=palette.ACTIVITIES[activity]))


# Each stands for a class, by whose presence on the canvas it is called for.
_ENTRIES = (
    MapSign("entry", message("work comes in"), _shape(Rect(0, -6, 12, 12), _DISC), 18),
    MapSign("end", message("the stream ends"), _shape(Rect(0, -6, 13, 13), _RING), 19),
    MapSign("route", message("route"), _line(_ROUTE)),
    MapSign("handoff", message("hand-off: the owner changes"), _line(_HANDOFF)),
    MapSign("rework", message("rework"), _line(_REWORK)),
    MapSign("choice", message("exactly one way"), _shape(Rect(0, -6, 13, 13), _DIAMOND), 19),
    MapSign("fork", message("side by side"), _shape(Rect(3, -7, 5, 14), _FORK), 15),
    MapSign("automatic", message("path between systems"), _path("automatic")),
    MapSign("manual", message("carried by hand"), _path("manual")),
    MapSign("missing", message("no path"), _path("missing")),
    MapSign("acceptance", message("acceptance"), _tick, 19),
    MapSign("support", message("supporting stream"), _shape(Rect(0, -5, 22, 11), _SUPPORT), 28),
    MapSign("link", message("starts another stream"), _pentagon, 32),
    MapSign("open", message("link, open: says what is missing"), _open, 32),
    MapSign("touchpoint", message("the customer takes part"), _shape(Rect(2, -4, 8, 8), _DOT), 15),
    MapSign("no-owner", message("nobody is accountable"), _nobody, 20),
    MapSign("bottleneck", message("bottleneck"), _shape(Rect(0, -4, 22, 9), _BAND), 28),
    MapSign("adding", message("value adding"), _sign("adding"), 14),
    MapSign("queue", message("items waiting"), _sign("queue"), 15),
    MapSign("every", message("runs only that often"), _sign("every"), 14),
    MapSign("idea", message("improvement idea"), _burst, 21),
    MapSign("added", message("+ added"), _change("added"), 28),
    MapSign("removed", message("− removed"), _change("removed"), 28),
    MapSign("changed", message("Δ changed: before → after"), _change("changed"), 28),
    MapSign("customer-time", message("waiting for the customer"), _hatch, 32),
)

_ABBREVIATIONS = (
    MapSign("process-time", message("PT: process time"), _nothing, 0),
    MapSign("quality", message("%C&A: complete and accurate"), _nothing, 0),
)


@dataclass(slots=True)
class Legend:
    entries: list[tuple[MapSign, str, int, int]]
    height: int


def legend_of(canvas: Canvas, subject: StreamSubject, width: int) -> Legend:
    """The legend of what is on the canvas so far."""
    entries = list(_occurring(canvas, subject))
    texts = [tr(entry.words) for entry in entries]
    widths = [e.width + measure(t, _SIZE) + 4 for e, t in zip(entries, texts, strict=True)]
    places = flow_into_rows(widths, width, 14)
    rows = places[-1][1] + 1 if places else 0
    placed = [(e, t, x, row) for e, t, (x, row) in zip(entries, texts, places, strict=True)]
    return Legend(placed, 16 + _ROW * rows if rows else 0)


def _occurring(canvas: Canvas, subject: StreamSubject) -> Iterator[MapSign]:
    yield from (entry for entry in _ENTRIES if entry.name in canvas.kinds)
    used = {step.activity for step in subject.stream.steps.values()}
    for activity, words in ACTIVITY_WORDS.items():
        if activity in used:
            yield MapSign(activity, words, _activity(activity), 10)
    if subject.stream.steps:
        yield from _ABBREVIATIONS


def draw_legend(canvas: Canvas, subject: StreamSubject, legend: Legend, top: int) -> None:
    for entry, text, x, row in legend.entries:
        left, middle = MARGIN + x, top + 16 + _ROW * row + _ROW // 2
        id = subject.id("legend", entry.name)
        entry.draw(canvas, id, left, middle)
        place = Rect(left + entry.width, middle - 6, measure(text, _SIZE), 12)
        canvas.text(f"{id}.words", place, [text], Type("legend", palette.SOFT, _SIZE))
