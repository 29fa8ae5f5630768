"""The data row at the foot of a step's box: its times, quality and people."""

from collections.abc import Sequence
from typing import NamedTuple

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import HtmlCell, HtmlTable, HtmlWords
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import measure, shorten
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Step
from vsm_cli.wording.figures import number

DATA_HEIGHT = 28
_LABEL = 8

_PROCESS = message("PT")
_WAIT = message("Wait")
_LEAD = message("Lead time")
_QUALITY = message("%C&A")
_PEOPLE = message("Hands")


class DataCell(NamedTuple):
    """A figure with its label; a wait is marked where the step's wait is the longest."""

    label: str
    value: str
    is_wait: bool = False


def data_of(subject: StreamSubject, step: Step, *, compact: bool) -> list[DataCell]:
    """The cells of the data row.

    Where no more than the lead time is known, it stands for process time and wait.
    """
    figures = subject.figures_of(step)
    process = figures.process_time_s if figures else None
    wait = figures.wait_time_s if figures else None
    quality = figures.complete_accurate if figures else step.complete_accurate
    bounds = figures.bounds if figures else (None,) * 4
    people = number(step.people)
    times = [
        DataCell(tr(_PROCESS), subject.time(process, bounds[0])),
        DataCell(tr(_WAIT), subject.time(wait, bounds[1]), is_wait=True),
    ]
    if figures and process is None and wait is None and figures.lead_time_s is not None:
        times = [DataCell(tr(_LEAD), subject.time(figures.lead_time_s, bounds[2]), is_wait=True)]
    cells = [*times, DataCell(tr(_QUALITY), subject.share(quality, bounds[3]))]
    return cells if compact else [*cells, DataCell(tr(_PEOPLE), people)]


def data_row(data: Sequence[DataCell], inner: int, *, waits_most: bool) -> HtmlTable:
    """The row as an HTML table, `inner` points wide."""
    size, widths = _widths(data, inner)
    cells = []
    for place, (label, value, is_wait) in enumerate(data):
        width = widths[place]
        ink = palette.WAITING if is_wait and waits_most else palette.INK
        value = shorten(value, width - 7, size, bold=True)
        # Borders count as one point on all four sides, whichever of them are drawn.
        content = HtmlTable(
            [
                _line(None, 1, width - 2),
                _line(
                    HtmlWords(shorten(label, width - 7, _LABEL), _LABEL, palette.MUTE),
                    10,
                    width - 2,
                ),
                _line(HtmlWords(value, size, ink, bold=True), DATA_HEIGHT - 13, width - 2),
            ]
        )
        sides = "T" if place == 0 else "LT"
        cells.append(HtmlCell(width, DATA_HEIGHT, content, sides=sides))
    return HtmlTable([cells])


def _widths(data: Sequence[DataCell], inner: int) -> tuple[float, list[int]]:
    """The type size at which all values fit, and the cells' widths: equal where they can be."""
    count = len(data)
    labels = [measure(label, _LABEL) for label, _, _ in data]
    for size in (10, 9, 8):
        values = [measure(value, size, bold=True) for _, value, _ in data]
        needs = [max(pair) + 7 for pair in zip(labels, values, strict=True)]
        spare = inner - sum(needs)
        if spare >= 0:
            even = [inner * (n + 1) // count - inner * n // count for n in range(count)]
            if all(need <= width for need, width in zip(needs, even, strict=True)):
                return size, even
            widths = [need + spare // count for need in needs]
            widths[-1] += inner - sum(widths)
            return size, widths
    return 8, [inner * (n + 1) // count - inner * n // count for n in range(count)]


def _line(content: HtmlWords | None, height: int, width: int) -> list[HtmlCell]:
    return [HtmlCell(3, height), HtmlCell(width - 3, height, content)]
