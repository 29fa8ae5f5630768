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
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import measure, shorten
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER

_HEADING = 15
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


def peak_widths(ladders: Sequence[Ladder], columns: int, first: int = 0) -> list[int]:
    """The least width of the channel before each column, for the texts on its peaks; the columns
    are those from `first` on."""
    widths = [0] * columns
    for ladder in ladders:
        for rung in ladder.rungs:
            widths[rung.column - first] = max(widths[rung.column - first], _peak_width(rung.wait))
    return widths


def rest_width(ladders: Sequence[Ladder]) -> int:
    """The room behind the last column for what is spent on the way to the end."""
    return max((_peak_width(each.rest) for each in ladders if each.rest), default=0)


def _peak_width(piece: LadderPiece) -> int:
    return measure(piece.text, _SIZE, bold=True) + 8


def draw_ladders(pen: Pen, ladder: Ladder, earlier: Ladder | None, top: int) -> int:
    """The ladder below `top`, and over it that of an earlier state; gives where it ends. Where
    the stream is drawn in several pieces, each has its own part of them."""
    if not ladder.rungs:
        return top
    space = pen.space
    if earlier and earlier.rungs:
        top += _HEADING
        if not space.first:
            _draw_headings(pen, top, _EARLIER, ((_BEFORE, palette.SOFT),))
        _draw_rungs(pen, earlier, top, _EARLIER)
        top += earlier.height
    delivered = pen.subject.stream.delivered_at in space.grid.column
    top += _FLAG + 4 if delivered else 0 if space.first else _HEADING
    if not space.first:
        _draw_headings(pen, top, _NOW, ((_WAITING, palette.WAITING), (_PROCESS, palette.PROCESS)))
    _draw_rungs(pen, ladder, top, _NOW)
    if delivered:
        _draw_flag(pen, top, top + ladder.height)
    return top + ladder.height


def _draw_rungs(pen: Pen, ladder: Ladder, top: int, style: _Style) -> None:
    canvas, subject, space = pen
    height = ladder.height
    base = top + height
    points: list[Point] = []
    for rung in ladder.rungs:
        column = rung.column - space.first
        start = max(space.channel_left(column - 1), MARGIN + 6)
        box = Rect(space.column_left[column], top, space.sizes.box_width, height)
        peak = Rect(start, top, box.left - start, height)
        _draw_peak(canvas, subject, rung, peak, style)
        _draw_trough(canvas, subject, rung, box, style)
        points += _over(peak)
    end = space.column_left[-1] + space.sizes.box_width
    if ladder.rest:
        place = Rect(end, top, rest_width([ladder]), height)
        title = _title(tr(_REST_TITLE, time=ladder.rest.text), style)
        look = style.peaks[ladder.delivered]
        meaning = Meaning(title, seconds=ladder.rest.seconds)
        canvas.shape(subject.id(style.key, "rest"), place, look, ladder.rest.text, meaning)
        points += _over(place)
        end = place.right
    piece = [str(space.first)] if space.first else []
    canvas.line(subject.id(style.key, *piece), [*points, (end, base)], style.line)


def _over(peak: Rect) -> list[Point]:
    left, right = peak.left, peak.right
    return [(left, peak.bottom), (left, peak.top), (right, peak.top), (right, peak.bottom)]


def _draw_headings(pen: Pen, top: int, style: _Style, words: Sequence[tuple[str, Shade]]) -> None:
    """What the colours of a ladder say, over its beginning."""
    x = MARGIN + 6
    for number, (template, ink) in enumerate(words, 1):
        text = tr(template)
        width = measure(text, 8.5, bold=True)
        id = pen.subject.id(style.key, "heading", str(number))
        place = Rect(x, top - _HEADING + 1, width, 11)
        pen.canvas.text(id, place, [text], Type("ladder", ink, 8.5, bold=True))
        x += width + 10


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
        line = shorten(rung.note, place.width - 8, 8)
        soft = palette.AFTER if rung.after_delivery else palette.SOFT
        small = Rect(place.left + 4, place.top + 1, place.width - 8, 10)
        canvas.text(f"{id}.longest", small, [line], Type("longest", soft, 8, align="middle"))
    bold = style.peaks[0].bold
    canvas.text(
        id,
        Rect(place.left, place.top + (place.height - 10) // 2, place.width, 14),
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


def _draw_flag(pen: Pen, top: int, base: int) -> None:
    canvas, subject, space = pen
    delivered = subject.stream.delivered_at
    assert delivered is not None
    x = space.box(delivered).right
    id = subject.id("ladder", "delivered")
    text = tr(_DELIVERED)
    width = measure(text, 8)
    pole = [(x, base), (x, top - _FLAG)]
    canvas.line(id, pole, Stroke("delivered", palette.ACCEPT, 1.4))
    place = Rect(x - width - 12, top - _FLAG, width + 12, 12)
    canvas.shape(f"{id}.flag", place, _FLAG_LOOK, text)
