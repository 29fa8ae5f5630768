"""Draws the timeline ladder: waits on the peaks, process time in the troughs, totals behind."""

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Point, Rect, Stroke, Type
from vsm_cli.diagrams.stream_map.layout.space import MARGIN
from vsm_cli.diagrams.stream_map.parts.ladder_times import Ladder, LadderPiece, Rung
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean, measure, shorten
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.wording.times import calendar_cell

BELOW = 30
HEIGHT = 34
TOTAL_WIDTH, TOTAL_HEIGHT = 82, 29
TOTALS_WIDTH = 3 * TOTAL_WIDTH
TOTALS_GAP = 14
_FLAG = 14
_HATCH = 6
_SIZE = 10.5

_WAITING = message("Waiting")
_PROCESS = message("Process time")
_DELIVERED = message("delivered")
_CUSTOMER_TITLE = message("waiting for the customer")
_WAIT_TITLE = message("{step}: {time} waiting before it")
_PROCESS_TITLE = message("{step}: {time} process time")
_REST_TITLE = message("{time} on the way to the end")

_LEAD_TOTAL = message("Lead time")
_PERCEIVED_TOTAL = message("Perceived")
_PROCESS_TOTAL = message("Process")
_RATIO_TOTAL = message("Activity ratio")
_ROLLED_TOTAL = message("Rolled %C&A")
_CALENDAR_TOTAL = message("Calendar")

_WAIT = Look("wait", fill=palette.WAIT_FILL, ink=palette.WAITING, size=_SIZE, bold=True)
_WAIT_AFTER = _WAIT._replace(fill=palette.AFTER_FILL, ink=palette.AFTER)
_FLAG_LOOK = Look("delivered", fill=palette.ACCEPT, ink=palette.ON_ACCEPT, size=8, bold=True)
_TOTAL = Look("total", fill=palette.BOX, line=palette.BORDER, thickness=0.8)


def peak_widths(ladder: Ladder) -> list[int]:
    """The least width of the channel before each column, for the text on its peak."""
    return [_peak_width(rung.wait) for rung in ladder.rungs]


def rest_width(ladder: Ladder) -> int:
    """The room behind the last column for what is spent on the way to the end."""
    return _peak_width(ladder.rest) if ladder.rest else 0


def _peak_width(piece: LadderPiece) -> int:
    return measure(piece.text, _SIZE, bold=True) + 8


def ladder_height(*, delivered: bool) -> int:
    return BELOW + (_FLAG if delivered else 0) + max(HEIGHT, 2 * TOTAL_HEIGHT)


def draw_ladder(pen: Pen, ladder: Ladder, top: int, right: int) -> None:
    """The ladder with its top at `top`; the totals end at `right`."""
    canvas, subject, space = pen
    if subject.stream.delivered_at:
        top += _FLAG
    base = top + HEIGHT
    _draw_headings(canvas, subject, top)
    points: list[Point] = [(space.left + 6, base)]
    for column, rung in enumerate(ladder.rungs):
        start = max(space.channel_left(column - 1), space.left + 6)
        box = Rect(space.column_left[column], top, space.sizes.box_width, HEIGHT)
        peak = Rect(start, top, box.left - start, HEIGHT)
        _draw_peak(canvas, subject, rung, peak)
        _draw_trough(canvas, subject, rung, box)
        points += _over(peak)
    end = space.column_left[-1] + space.sizes.box_width
    if ladder.rest:
        place = Rect(end, top, rest_width(ladder), HEIGHT)
        meaning = Meaning(tr(_REST_TITLE, time=ladder.rest.text), seconds=ladder.rest.seconds)
        look = _WAIT_AFTER if subject.stream.delivered_at else _WAIT
        canvas.shape(subject.id("ladder", "rest"), place, look, ladder.rest.text, meaning)
        points += _over(place)
        end = place.right
    points.append((end, base))
    canvas.line(subject.id("ladder"), points[1:], Stroke("ladder", palette.LADDER, 1.4))
    _draw_flag(pen, top)
    _draw_totals(canvas, subject, right - TOTALS_WIDTH, base - 2 * TOTAL_HEIGHT + 12)


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


def _draw_peak(canvas: Canvas, subject: StreamSubject, rung: Rung, place: Rect) -> None:
    id = subject.id("ladder", "wait", rung.step.id)
    look = _WAIT_AFTER if rung.after_delivery else _WAIT
    text = shorten(rung.wait.text, place.width - 2, _SIZE, bold=True)
    canvas.shape(id, place, look, text, _meaning(_WAIT_TITLE, rung, rung.wait))
    if rung.step.owner == CUSTOMER:
        _draw_hatch(canvas, f"{id}.customer", place)


def _draw_trough(canvas: Canvas, subject: StreamSubject, rung: Rung, place: Rect) -> None:
    id = subject.id("ladder", "process", rung.step.id)
    ink = palette.AFTER if rung.after_delivery else palette.PROCESS
    if rung.note:
        line = shorten(rung.note, place.width - 8, 7)
        soft = palette.AFTER if rung.after_delivery else palette.SOFT
        small = Rect(place.left + 4, place.top + 2, place.width - 8, 9)
        canvas.text(f"{id}.longest", small, [line], Type("longest", soft, 7, align="middle"))
    canvas.text(
        id,
        Rect(place.left, place.top + 12, place.width, 14),
        [rung.process.text],
        Type("process", ink, _SIZE, bold=True, align="middle"),
        _meaning(_PROCESS_TITLE, rung, rung.process),
    )
    if rung.step.owner == CUSTOMER:
        _draw_hatch(canvas, f"{id}.customer", place)


def _meaning(template: str, rung: Rung, piece: LadderPiece) -> Meaning:
    title = tr(template, step=clean(rung.step.label), time=piece.text)
    if rung.step.owner == CUSTOMER:
        title += "\n" + tr(_CUSTOMER_TITLE)
    return Meaning(title, seconds=piece.seconds)


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


def _draw_totals(canvas: Canvas, subject: StreamSubject, left: int, top: int) -> None:
    figures, calendar = subject.figures, subject.stream.calendar
    cells = (
        ("lead", _LEAD_TOTAL, subject.time(figures.lead_time_s, figures.bound("lead"))),
        (
            "perceived",
            _PERCEIVED_TOTAL,
            subject.time(figures.perceived_lead_time_s, figures.bound("perceived")),
        ),
        ("process", _PROCESS_TOTAL, subject.time(figures.process_time_s, figures.bound("process"))),
        (
            "ratio",
            _RATIO_TOTAL,
            subject.share(figures.activity_ratio, figures.bound("activity-ratio")),
        ),
        (
            "rolled",
            _ROLLED_TOTAL,
            subject.share(figures.rolled_complete_accurate, figures.bound("rolled")),
        ),
        (
            "calendar",
            _CALENDAR_TOTAL,
            calendar_cell(calendar),
        ),
    )
    for place, (name, label, value) in enumerate(cells):
        cell = Rect(
            left + TOTAL_WIDTH * (place % 3),
            top + TOTAL_HEIGHT * (place // 3),
            TOTAL_WIDTH,
            TOTAL_HEIGHT,
        )
        _draw_total(canvas, subject.id("total", name), cell, tr(label), value)


def _draw_total(canvas: Canvas, id: str, cell: Rect, label: str, value: str) -> None:
    canvas.shape(id, cell, _TOTAL, meaning=Meaning(f"{label}: {value}"))
    width = cell.width - 6
    for name, text, y, height, size, ink, bold in (
        ("label", label, 3, 9, 7.0, palette.MUTE, False),
        ("value", value, 12, 14, 10.5, palette.INK, True),
    ):
        place = Rect(cell.left + 3, cell.top + y, width, height)
        line = shorten(text, width, size, bold=bold)
        canvas.text(
            f"{id}.{name}", place, [line], Type("total", ink, size, bold=bold, align="middle")
        )
