"""The totals below the timeline ladder; where there is an earlier state, before and after."""

from typing import NamedTuple

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Room, Type
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject, has_customer
from vsm_cli.diagrams.text_measures import measure, shorten
from vsm_cli.language import message, tr
from vsm_cli.wording.times import calendar_cell

TOTAL_HEIGHT = 29
_LEAST = 82
_PAD = 6
_SIZE = 10.5

_LABELS = {
    "lead": message("Lead time"),
    "perceived": message("Perceived"),
    "process": message("Process"),
    "ratio": message("Activity ratio"),
    "rolled": message("Rolled %C&A"),
    "calendar": message("Calendar"),
}

_TOTAL = Look("total", fill=palette.BOX, line=palette.BORDER, thickness=0.8)


class Totals(NamedTuple):
    """What stands in each cell, by name, and how wide the cells are. Of two states, what does not
    change is left out."""

    values: dict[str, str]
    cell_width: int


def totals_of(subject: StreamSubject) -> Totals:
    values = _values(subject)
    if subject.earlier is None:
        return Totals(values, _LEAST)
    before = _values(subject.earlier)
    both = {
        name: f"{before[name]} → {value}"
        for name, value in values.items()
        if value != before.get(name, value)
    } or values
    widest = max(measure(text, _SIZE, bold=True) for text in both.values())
    return Totals(both, max(_LEAST, widest + _PAD))


def _values(subject: StreamSubject) -> dict[str, str]:
    figures = subject.figures
    values = {
        "lead": subject.time(figures.lead_time_s, figures.bound("lead")),
        "perceived": subject.time(figures.perceived_lead_time_s, figures.bound("perceived")),
        "process": subject.time(figures.process_time_s, figures.bound("process")),
        "ratio": subject.share(figures.activity_ratio, figures.bound("activity-ratio")),
        "rolled": subject.share(figures.rolled_complete_accurate, figures.bound("rolled")),
        "calendar": calendar_cell(subject.stream.calendar),
    }
    return (
        values
        if has_customer(subject.stream)
        else {k: values[k] for k in values if k != "perceived"}
    )


def draw_totals(canvas: Canvas, subject: StreamSubject, totals: Totals, room: Room) -> int:
    """The cells at the right of the room, as many in a row as fit; gives where they end."""
    count = len(totals.values)
    per_row = count if count * totals.cell_width <= room.width else -(-count // 2)
    left = room.left + room.width - per_row * totals.cell_width
    for place, (name, value) in enumerate(totals.values.items()):
        row, column = divmod(place, per_row)
        cell = Rect(
            left + totals.cell_width * column,
            room.top + TOTAL_HEIGHT * row,
            totals.cell_width,
            TOTAL_HEIGHT,
        )
        _draw_total(canvas, subject.id("total", name), cell, tr(_LABELS[name]), value)
    return room.top + TOTAL_HEIGHT * -(-count // per_row)


def _draw_total(canvas: Canvas, id: str, cell: Rect, label: str, value: str) -> None:
    canvas.shape(id, cell, _TOTAL, meaning=Meaning(f"{label}: {value}"))
    width = cell.width - _PAD
    for name, text, y, height, size, ink, bold in (
        ("label", label, 3, 10, 8.0, palette.MUTE, False),
        ("value", value, 12, 14, _SIZE, palette.INK, True),
    ):
        place = Rect(cell.left + _PAD // 2, cell.top + y, width, height)
        line = shorten(text, width, size, bold=bold)
        canvas.text(
            f"{id}.{name}", place, [line], Type("total", ink, size, bold=bold, align="middle")
        )
