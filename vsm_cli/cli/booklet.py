"""Pictures bound to one PDF, with the first page of the report before them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vsm_cli.diagrams import engine, palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Drawing, Rect, Room, Stroke, Type
from vsm_cli.diagrams.paper import sheet_for
from vsm_cli.diagrams.pdf import bound
from vsm_cli.diagrams.picture_head import draw_head
from vsm_cli.diagrams.text_measures import clean, measure, wrap
from vsm_cli.language import spoken
from vsm_cli.model.settings import Paper
from vsm_cli.reporters.blocks import Block, Cell, Facts, Heading, Paragraph, Table, Tone
from vsm_cli.reporters.report.first_page import first_page
from vsm_cli.reporters.report.overview import overview

if TYPE_CHECKING:
    from vsm_cli.api import Report, WorkspaceReport

_WIDTH, _MARGIN = 760, 18
_SIZE, _LINE, _GAP = 9.5, 14, 16
_LINES_MOST = 4
_INKS: dict[Tone | None, palette.Shade] = {
    None: palette.INK,
    "good": palette.ACCEPT,
    "bad": palette.ERROR,
    "unsure": palette.WARNING,
}
_RULE = Stroke("rule", palette.CELL_LINE, 0.8)


def booklet(report: "Report", pictures: Iterable[bytes], paper: Paper | None) -> bytes:
    """The first page of each workspace's report and then the pictures, PDFs of one page each."""
    covers = [_cover(each) for each in report.workspaces]
    fronts = [
        engine.pdf(cover, each.engine, sheet_for(cover, paper) if paper else None)
        for cover, each in zip(covers, report.workspaces, strict=True)
    ]
    return bound([*fronts, *pictures], covers[0].title)


def _cover(report: "WorkspaceReport") -> Drawing:
    with spoken(report.language):
        facts = overview(report.workspace, report.diagnostics, report.suppressed)
        title, *blocks = first_page(facts)
        assert isinstance(title, Heading)
        canvas = Canvas("cover", clean(title.text), "")
        place = draw_head(canvas, [], Room(_MARGIN, _MARGIN, _WIDTH))
        for block in blocks:
            place = _draw(canvas, block, place) + _GAP
        return canvas.drawing(_WIDTH + 2 * _MARGIN, place)


def _draw(canvas: Canvas, block: Block, top: int) -> int:
    """A block over the whole width; gives where it ends."""
    match block:
        case Heading(text) | Paragraph(text):
            return _draw_rows(canvas, [[Cell(text)]], top)
        case Facts(rows):
            return _draw_rows(canvas, [(Cell(label), value) for label, value in rows], top)
        case Table(columns, rows):
            head = [Cell(column.heading) for column in columns]
            return _draw_rows(canvas, [head, *rows], top, headed=True)
    return top


def _draw_rows(
    canvas: Canvas, rows: Sequence[Sequence[Cell]], top: int, *, headed: bool = False
) -> int:
    widths = _widths(rows)
    for number, row in enumerate(rows):
        bold = headed and not number
        left, height = _MARGIN, 0
        for cell, width in zip(row, widths, strict=True):
            lines = wrap(cell.text, width, _SIZE, lines=_LINES_MOST, bold=bold)
            place = Rect(left, top, width, _LINE * len(lines))
            look = Type("report", _INKS[cell.tone], _SIZE, bold=bold)
            if lines:
                canvas.text(f"cover.{len(canvas)}", place, lines, look)
            left, height = left + width + _GAP, max(height, place.height)
        top += height
        if bold:
            ends = [(_MARGIN, top + 2), (_MARGIN + _WIDTH, top + 2)]
            canvas.line(f"cover.{len(canvas)}", ends, _RULE)
            top += 6
    return top


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns as wide as their longest text; where there is no room for that, the widest give
    way until all fit."""
    widths = [
        max(measure(clean(cell.text), _SIZE, bold=True) for cell in column)
        for column in zip(*rows, strict=True)
    ]
    room = _WIDTH - _GAP * (len(widths) - 1)
    while sum(widths) > room:
        widest = max(widths)
        second = max((width for width in widths if width < widest), default=0)
        share = -(-(sum(widths) - room) // widths.count(widest))
        widths = [max(second, width - share) if width == widest else width for width in widths]
    return widths
