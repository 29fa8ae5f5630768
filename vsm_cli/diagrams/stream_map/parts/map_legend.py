"""The legend: a sign and a word for everything that occurs on the map, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas, Look, Rect, Stroke, Type
from vsm_cli.diagrams.row_flow import flow_into_rows
from vsm_cli.diagrams.stream_map.diff_overlay import INKS, Status
from vsm_cli.diagrams.stream_map.layout.space import MARGIN
from vsm_cli.diagrams.stream_map.parts.route_captions import PathState, draw_path
from vsm_cli.diagrams.stream_map.parts.signs import (
    draw_burst,
    draw_mark_sign,
    draw_pentagon,
    draw_tick,
)
from vsm_cli.diagrams.stream_map.stream_subject import ACTIVITY_WORDS, Subject
from vsm_cli.diagrams.text_measures import measure
from vsm_cli.language import message, tr

_SIGN = 36
_ROW = 18
_SIZE = 8

Draw = Callable[[Canvas, str, int, int], None]
"""Draws a sign: canvas, id, left, middle."""

_END_RING = Look("legend", "ellipse", fill=palette.BOX, line=palette.HANDOFF, thickness=2.6)
_CHOICE_DIAMOND = Look("legend", "diamond", fill=palette.BOX, line=palette.HANDOFF, thickness=1.4)
_SUPPORT_BOX = Look("legend", fill=palette.SUPPORT_FILL, line=palette.SUPPORT, thickness=0.8)
_NO_OWNER_RING = Look(
    "legend",
    "ellipse",
    fill=palette.BOX,
    line=palette.NO_OWNER,
    thickness=1.6,
    ink=palette.NO_OWNER,
    size=10,
    bold=True,
)


@dataclass(slots=True)
class Entry:
    """A sign: `kind` is the class whose presence on the canvas calls for it."""

    name: str
    kind: str
    words: str
    draw: Draw
    width: int = _SIGN


def _line(kind: str) -> Draw:
    ink, thickness = {
        "route": (palette.ROUTE, 1.2),
        "handoff": (palette.HANDOFF, 2.2),
        "rework": (palette.REWORK, 1.4),
    }[kind]

    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.line(
            id,
            [(x, y), (x + 28, y)],
            Stroke(
                "legend",
                ink,
                thickness,
                style="dashed" if kind == "rework" else "solid",
                arrow=True,
            ),
        )

    return draw


def _path(state: PathState) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        draw_path(canvas, id, state, x, x + 28, y)

    return draw


def _shape(kind: str) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        if kind == "entry":
            place = Rect(x, y - 6, 12, 12)
            canvas.shape(id, place, Look("legend", "ellipse", fill=palette.HANDOFF))
        elif kind == "end":
            canvas.shape(id, Rect(x, y - 6, 13, 13), _END_RING)
        elif kind == "choice":
            canvas.shape(id, Rect(x, y - 6, 13, 13), _CHOICE_DIAMOND)
        elif kind == "fork":
            place = Rect(x + 3, y - 7, 5, 14)
            canvas.shape(id, place, Look("legend", fill=palette.HANDOFF))
        elif kind == "support":
            place = Rect(x, y - 5, 22, 11)
            canvas.shape(id, place, _SUPPORT_BOX)
        elif kind == "touchpoint":
            place = Rect(x + 2, y - 4, 8, 8)
            canvas.shape(id, place, Look("legend", "ellipse", fill=palette.CUSTOMER))
        elif kind == "no-owner":
            canvas.shape(id, Rect(x, y - 7, 15, 15), _NO_OWNER_RING, "?")
        else:
            canvas.shape(id, Rect(x, y - 4, 22, 9), Look("legend", fill=palette.BOTTLENECK))

    return draw


def _tick(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_tick(canvas, id, x, y - 7)


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


def _sign(kind: str) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        if kind == "queue":
            draw_mark_sign(canvas, id, "queue", x, y - 6)
        elif kind == "every":
            draw_mark_sign(canvas, id, "every", x, y - 6)
        else:
            draw_mark_sign(canvas, id, "adding", x, y - 6)

    return draw


def _change(status: Status) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.shape(
            id,
            Rect(x, y - 6, 22, 12),
            Look(
                "legend",
                fill=palette.BOX,
                line=INKS[status],
                thickness=2.2,
                dashed=status == "removed",
            ),
        )

    return draw


def _activity(activity: str) -> Draw:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        place = Rect(x, y - 7, 5, 14)
        canvas.shape(id, place, Look("legend", fill=palette.ACTIVITIES[activity]))

    return draw


_ENTRIES = (
    Entry("entry", "entry", message("work comes in"), _shape("entry"), 18),
    Entry("end", "end", message("the stream ends"), _shape("end"), 19),
    Entry("route", "route", message("route"), _line("route")),
    Entry("handoff", "handoff", message("hand-off: the owner changes"), _line("handoff")),
    Entry("rework", "rework", message("rework"), _line("rework")),
    Entry("choice", "choice", message("exactly one way"), _shape("choice"), 19),
    Entry("fork", "fork", message("side by side"), _shape("fork"), 15),
    Entry("automatic", "automatic", message("path between systems"), _path("automatic")),
    Entry("manual", "manual", message("carried by hand"), _path("manual")),
    Entry("missing", "missing", message("no path"), _path("missing")),
    Entry("acceptance", "acceptance", message("acceptance"), _tick, 19),
    Entry("support", "support", message("supporting stream"), _shape("support"), 28),
    Entry("link", "link", message("starts another stream"), _pentagon, 32),
    Entry("open", "open", message("link, open: says what is missing"), _open, 32),
    Entry("touchpoint", "touchpoint", message("the customer takes part"), _shape("touchpoint"), 15),
    Entry("no-owner", "no-owner", message("nobody is accountable"), _shape("no-owner"), 20),
    Entry("bottleneck", "bottleneck", message("bottleneck"), _shape("bottleneck"), 28),
    Entry("adding", "adding", message("value adding"), _sign("adding"), 14),
    Entry("queue", "queue", message("items waiting"), _sign("queue"), 15),
    Entry("every", "every", message("runs only that often"), _sign("every"), 14),
    Entry("idea", "idea", message("improvement idea"), _burst, 21),
    Entry("added", "added", message("+ added"), _change("added"), 28),
    Entry("removed", "removed", message("− removed"), _change("removed"), 28),
    Entry("changed", "changed", message("Δ changed: before → after"), _change("changed"), 28),
    Entry("customer-time", "customer-time", message("waiting for the customer"), _hatch, 32),
)

_ABBREVIATIONS = (
    Entry("process-time", "", message("PT: process time"), _nothing, 0),
    Entry("quality", "", message("%C&A: complete and accurate"), _nothing, 0),
)


@dataclass(slots=True)
class Legend:
    entries: list[tuple[Entry, str, int, int]]
    height: int


def legend_of(canvas: Canvas, subject: Subject, width: int) -> Legend:
    """The legend of what is on the canvas so far."""
    entries = list(_occurring(canvas, subject))
    texts = [tr(entry.words) for entry in entries]
    widths = [e.width + measure(t, _SIZE) + 4 for e, t in zip(entries, texts, strict=True)]
    places = flow_into_rows(widths, width, 14)
    rows = places[-1][1] + 1 if places else 0
    placed = [(e, t, x, row) for e, t, (x, row) in zip(entries, texts, places, strict=True)]
    return Legend(placed, 16 + _ROW * rows if rows else 0)


def _occurring(canvas: Canvas, subject: Subject) -> Iterator[Entry]:
    yield from (entry for entry in _ENTRIES if entry.kind in canvas.kinds)
    used = {step.activity for step in subject.stream.steps.values()}
    for activity, words in ACTIVITY_WORDS.items():
        if activity in used:
            yield Entry(activity, "", words, _activity(activity), 10)
    if subject.stream.steps:
        yield from _ABBREVIATIONS


def draw_legend(canvas: Canvas, subject: Subject, legend: Legend, top: int) -> None:
    for entry, text, x, row in legend.entries:
        left, middle = MARGIN + x, top + 16 + _ROW * row + _ROW // 2
        id = subject.id("legend", entry.name)
        entry.draw(canvas, id, left, middle)
        place = Rect(left + entry.width, middle - 6, measure(text, _SIZE), 12)
        canvas.text(f"{id}.words", place, [text], Type("legend", palette.SOFT, _SIZE))
