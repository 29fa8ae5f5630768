"""The legend: a sign and a word for everything that occurs on the map, and nothing else."""

from collections.abc import Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import RING_LOOK
from vsm_cli.diagrams.drawing import Look, Rect, Stroke
from vsm_cli.diagrams.legend import LegendEntry, Sign, box, note, occurring, shape
from vsm_cli.diagrams.stream_map.diff_overlay import DASHED, INKS, Status
from vsm_cli.diagrams.stream_map.parts.attachments import SUPPORT_LOOK
from vsm_cli.diagrams.stream_map.parts.route_captions import PathState, RouteStretch, draw_path
from vsm_cli.diagrams.stream_map.parts.route_marks import (
    CHOICE_LOOK,
    END_LOOK,
    ENTRY_LOOK,
    FLAG_LOOK,
    FORK_LOOK,
    HANDOFF_STROKE,
    REWORK_STROKE,
    ROUTE_STROKE,
)
from vsm_cli.diagrams.stream_map.parts.signs import (
    DOT_LOOK,
    MarkKind,
    draw_burst,
    draw_mark_sign,
    draw_pentagon,
    draw_tick,
)
from vsm_cli.diagrams.stream_map.stream_subject import ACTIVITY_WORDS, StreamSubject
from vsm_cli.diagrams.time_bar import LEGEND as TIME_BAR
from vsm_cli.language import message, tr

ROW = 18


def _line(name: str, words: str, stroke: Stroke) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        canvas.line(id, [(x, y), (x + 28, y)], stroke._replace(kind="legend"))

    return LegendEntry(name, words, draw, 36)


def _path(state: PathState, words: str) -> LegendEntry:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        draw_path(canvas, id, state, RouteStretch(x, x + 28, y))

    return LegendEntry(state, words, draw, 36)


def _mark(kind: MarkKind) -> Sign:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        draw_mark_sign(canvas, id, kind, x, y - 6)

    return draw


def _pentagon(*, is_open: bool) -> Sign:
    def draw(canvas: Canvas, id: str, x: int, y: int) -> None:
        draw_pentagon(canvas, id, Rect(x, y - 6, 26, 12), "", is_open=is_open)

    return draw


def _tick(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_tick(canvas, id, x, y - 7)


def _burst(canvas: Canvas, id: str, x: int, y: int) -> None:
    draw_burst(canvas, id, x, y - 8, "")


def _nobody(canvas: Canvas, id: str, x: int, y: int) -> None:
    canvas.shape(id, Rect(x, y - 7, 15, 15), RING_LOOK._replace(kind="legend", size=10), "?")


def _hatch(canvas: Canvas, id: str, x: int, y: int) -> None:
    points = [(x, y + 3)]
    for start in range(x, x + 22, 6):
        points += [(start + 6, y - 3), (start + 6, y + 3)]
    canvas.line(id, points, Stroke("legend", palette.CUSTOMER, 1))


def _change(status: Status, words: str) -> LegendEntry:
    dashed = status in DASHED
    look = Look(status, fill=palette.BOX, line=INKS[status], thickness=2.2, dashed=dashed)
    return box(status, words, look)


_BAND = Look("bottleneck", fill=palette.BOTTLENECK)

_TABLE = (
    shape("entry", message("work comes in"), Rect(0, -6, 12, 12), ENTRY_LOOK, 18),
    shape("end", message("the stream ends"), Rect(0, -6, 13, 13), END_LOOK, 19),
    _line("route", message("route"), ROUTE_STROKE),
    _line("handoff", message("hand-off: the owner changes"), HANDOFF_STROKE),
    _line("rework", message("rework"), REWORK_STROKE),
    shape("flag", message("goes on at the same number"), Rect(0, -6, 14, 13), FLAG_LOOK, 20),
    shape("choice", message("exactly one way"), Rect(0, -6, 13, 13), CHOICE_LOOK, 19),
    shape("fork", message("side by side"), Rect(3, -7, 5, 14), FORK_LOOK, 15),
    _path("automatic", message("path between systems")),
    _path("manual", message("carried by hand")),
    _path("missing", message("no path")),
    LegendEntry("acceptance", message("acceptance"), _tick, 19),
    shape("support", message("supporting stream"), Rect(0, -5, 22, 11), SUPPORT_LOOK, 28),
    LegendEntry("link", message("starts another stream"), _pentagon(is_open=False), 32),
    LegendEntry("open", message("link, open: says what is missing"), _pentagon(is_open=True), 32),
    shape("touchpoint", message("the customer takes part"), Rect(2, -4, 8, 8), DOT_LOOK, 15),
    LegendEntry("no-owner", message("nobody is accountable"), _nobody, 20),
    shape("bottleneck", message("bottleneck"), Rect(0, -4, 22, 9), _BAND, 28),
    LegendEntry("adding", message("value adding"), _mark("adding"), 14),
    LegendEntry("queue", message("items waiting"), _mark("queue"), 15),
    LegendEntry("every", message("runs only that often"), _mark("every"), 14),
    LegendEntry("idea", message("improvement idea"), _burst, 21),
    _change("added", message("+ added")),
    _change("removed", message("− removed")),
    _change("changed", message("Δ changed: before → after")),
    _change("fits", message("= measured as declared")),
    _change("differs", message("≠ declared → measured")),
    _change("undeclared", message("! not declared")),
    _change("unseen", message("– hardly any case passes")),
    LegendEntry("customer-time", message("waiting for the customer"), _hatch, 32),
    *TIME_BAR,
)
_PROCESS_TIME = message("PT: process time")
_QUALITY = message("%C&A: complete and accurate")


def legend_of(canvas: Canvas, subject: StreamSubject) -> list[LegendEntry]:
    """The legend of what is on the canvas so far."""
    return [*occurring(_TABLE, canvas.kinds), *_about_steps(subject)]


def _about_steps(subject: StreamSubject) -> Iterator[LegendEntry]:
    used = {step.activity for step in subject.stream.steps.values()}
    for activity, words in ACTIVITY_WORDS.items():
        if activity in used:
            look = Look("activity", fill=palette.ACTIVITIES[activity])
            yield shape(activity, tr(words), Rect(0, -7, 5, 14), look, 10)
    if subject.stream.steps:
        yield note("process-time", tr(_PROCESS_TIME))
        yield note("quality", tr(_QUALITY))
