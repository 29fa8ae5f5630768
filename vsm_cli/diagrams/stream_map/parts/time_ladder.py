"""Draws the timeline ladder: waits on the peaks, process time in the troughs. That of an earlier
state is drawn hollow, above the one of the later state."""

from collections.abc import Sequence
from typing import NamedTuple

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Point, Rect, Stroke, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.stream_map.layout.space import MARGIN
from vsm_cli.diagrams.stream_map.parts.ladder_times import Ladder, LadderPiece, Rung
from vsm_cli.diagrams.stream_map.parts.ladder_totals import TOTAL_HEIGHT
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import measure, shorten
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER

BELOW = 30
HEIGHT = 34
_EARLIER_GAP = 12
_FLAG = 14
_HATCH = 6
_SIZE = 10.5

_WAITING = message("Waiting")
_PROCESS = message("Process time")
_DELIVERED = message("delivered")
_BEFORE = message("Before")
_CUSTOMER_TITLE = message("waiting for the customer")
_WAIT_TITLE = message("{step}: {time} waiting before it")
_PROCESS_TITLE = message("{step}: {time} process time")
_REST_TITLE = message("{time} on the way to the end")
_BEFORE_TITLE = message("Before: {what}")

_WAIT = Look("wait", fill=palette.WAIT_FILL, ink=palette.WAITING, size=_SIZE, bold=True)
_WAIT_AFTER = _WAIT._replace(fill=palette.AFTER_FILL, ink=palette.AFTER)
_FLAG_LOOK = Look("delivered", fill=palette.ACCEPT, ink=palette.ON_ACCEPT, size=8, bold=True)


class _Style(NamedTuple):
    """How a ladder looks before and after delivery; `key` tells its parts from those of others."""

    key: str
    peaks: tuple[Look, Look]
    troughs: tuple[Shade, Shade]
    line: Stroke


_NOW = _Style(
    "ladder",
    (_WAIT, _WAIT_AFTER),
    (palette.PROCESS, palette.AFTER),
    Stroke("ladder", palette.LADDER, 1.4),
)
_HOLLOW = Look("before", fill=palette.PAGE, ink=palette.WAITING, size=_SIZE)
_EARLIER = _Style(
    "ladder-before",
    (_HOLLOW, _HOLLOW._replace(ink=palette.AFTER)),
    (palette.PROCESS, palette.AFTER),
    Stroke("ladder", palette.LADDER, 1, "dashed"),
)


def peak_widths(ladders: Sequence[Ladder], columns: int) -> list[int]:
    """The least width of the channel before each column, for the texts on its peaks."""
    widths = [0] * columns
    for ladder in ladders:
        for rung in ladder.rungs:
            widths[rung.column] = max(widths[rung.column], _peak_width(rung.wait))
    return widths


def rest_width(ladders: Sequence[Ladder]) -> int:
    """The room behind the last column for what is spent on the way to the end."""
    return max((_peak_width(each.rest) for each in ladders if each.rest), default=0)


def _peak_width(piece: LadderPiece) -> int:
    return measure(piece.text, _SIZE, bold=True) + 8


def ladder_height(*, delivered: bool) -> int:
    return BELOW + (_FLAG if delivered else 0) + max(HEIGHT, 2 * TOTAL_HEIGHT)


def draw_ladder(pen: Pen, ladder: Ladder, top: int) -> int:
    """The ladder with its top at `top`; gives where it ends."""
    canvas, subject, _ = pen
    if subject.stream.delivered_at:
        top += _FLAG
    _draw_headings(canvas, subject, top)
    _draw_rungs(pen, ladder, top, _NOW)
    _draw_flag(pen, top)
    return top + HEIGHT


def draw_earlier_ladder(pen: Pen, ladder: Ladder, top: int) -> int:
    """The ladder of an earlier state on the columns of the map; gives where it ends."""
    place = Rect(MARGIN + 8, top + 11, 120, 12)
    line = shorten(tr(_BEFORE), place.width, 9, bold=True)
    id = pen.subject.id(_EARLIER.key, "heading")
    pen.canvas.text(id, place, [line], Type("ladder", palette.SOFT, 9, bold=True))
    _draw_rungs(pen, ladder, top, _EARLIER)
    return top + HEIGHT + _EARLIER_GAP


def _draw_rungs(pen: Pen, ladder: Ladder, top: int, style: _Style) -> None:
    canvas, subject, space = pen
    base = top + HEIGHT
    points: list[Point] = []
    for rung in ladder.rungs:
        start = max(space.channel_left(rung.column - 1), space.left + 6)
        box = Rect(space.column_left[rung.column], top, space.sizes.box_width, HEIGHT)
        peak = Rect(start, top, box.left - start, HEIGHT)
        _draw_peak(canvas, subject, rung, peak, style)
        _draw_trough(canvas, subject, rung, box, style)
        points += _over(peak)
    end = space.column_left[-1] + space.sizes.box_width
    if ladder.rest:
        place = Rect(end, top, rest_width([ladder]), HEIGHT)
        title = _title(tr(_REST_TITLE, time=ladder.rest.text), style)
        look = style.peaks[ladder.delivered]
        meaning = Meaning(title, seconds=ladder.rest.seconds)
        canvas.shape(subject.id(style.key, "rest"), place, look, ladder.rest.text, meaning)
        points += _over(place)
        end = place.right
    canvas.line(subject.id(style.key), [*points, (end, base)], style.line)


def _over(peak: Rect) -> list[Point]:
    left, right = peak.left, peak.right
    return [(left, peak.bottom), (left, peak.top), (right, peak.top), (right, peak.bottom)]


def _draw_headings(canvas: Canvas, subject: StreamSubject, top: int) -> None:
    for name, text, y, ink in (
        ("waiting", tr(_WAITING), top + 3, palette.WAITING),
        ("process", tr(_PROCESS), top + 18, palette.PROCESS),
    ):
        width = 120
        place = Rect(MARGIN + 8, y, width, 12)
        line = shorten(text, width, 9, bold=True)
        id = subject.id("ladder", name)
        canvas.text(id, place, [line], Type("ladder", ink, 9, bold=True))


def _draw_peak(
    canvas: Canvas, subject: StreamSubject, rung: Rung, place: Rect, style: _Style
) -> None:
    id = subject.id(style.key, "wait", rung.step.id)
    look = style.peaks[rung.after_delivery]
    text = shorten(rung.wait.text, place.width - 2, _SIZE, bold=True)
    canvas.shape(id, place, look, text, _meaning(_WAIT_TITLE, rung, rung.wait, style))
    if rung.step.owner == CUSTOMER:
        _draw_hatch(canvas, f"{id}.customer", place)


def _draw_trough(
    canvas: Canvas, subject: StreamSubject, rung: Rung, place: Rect, style: _Style
) -> None:
    id = subject.id(style.key, "process", rung.step.id)
    if rung.note:
        line = shorten(rung.note, place.width - 8, 7)
        soft = palette.AFTER if rung.after_delivery else palette.SOFT
        small = Rect(place.left + 4, place.top + 2, place.width - 8, 9)
        canvas.text(f"{id}.longest", small, [line], Type("longest", soft, 7, align="middle"))
    bold = style.peaks[0].bold
    canvas.text(
        id,
        Rect(place.left, place.top + 12, place.width, 14),
        [rung.process.text],
        Type("process", style.troughs[rung.after_delivery], _SIZE, bold=bold, align="middle"),
        _meaning(_PROCESS_TITLE, rung, rung.process, style),
    )
    if rung.step.owner == CUSTOMER:
        _draw_hatch(canvas, f"{id}.customer", place)


def _meaning(template: str, rung: Rung, piece: LadderPiece, style: _Style) -> Meaning:
    title = tr(template, step=rung.name, time=piece.text)
    if rung.step.owner == CUSTOMER:
        title += "\n" + tr(_CUSTOMER_TITLE)
    return Meaning(_title(title, style), seconds=piece.seconds)


def _title(what: str, style: _Style) -> str:
    return tr(_BEFORE_TITLE, what=what) if style is _EARLIER else what


def _draw_hatch(canvas: Canvas, id: str, place: Rect) -> None:
    """Slanting lines along the foot of a stretch: the customer's time."""
    points: list[Point] = []
    for x in range(place.left + 2, place.right - _HATCH - 1, 8):
        # One line for all: it goes back along the base, where the ladder covers it.
        points += [(x, place.bottom), (x + _HATCH, place.bottom - _HATCH), (x, place.bottom)]
    if len(points) > 1:
        canvas.line(id, points, Stroke("customer-time", palette.CUSTOMER, 1))


def _draw_flag(pen: Pen, top: int) -> None:
    canvas, subject, space = pen
    delivered = subject.stream.delivered_at
    if not delivered:
        return
    x = space.box(delivered).right
    id = subject.id("ladder", "delivered")
    text = tr(_DELIVERED)
    width = measure(text, 8)
    pole = [(x, top + HEIGHT), (x, top - _FLAG)]
    canvas.line(id, pole, Stroke("delivered", palette.ACCEPT, 1.4))
    place = Rect(x - width - 12, top - _FLAG, width + 12, 12)
    canvas.shape(f"{id}.flag", place, _FLAG_LOOK, text)
