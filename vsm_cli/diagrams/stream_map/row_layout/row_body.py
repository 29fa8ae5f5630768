"""A stream as rows: boxes in reading order, each with its owner over it and its rung below."""

from dataclasses import replace
from functools import cached_property

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Room
from vsm_cli.diagrams.stream_map.layout.placement import lay_out
from vsm_cli.diagrams.stream_map.layout.rework_arcs import plan_rework
from vsm_cli.diagrams.stream_map.layout.route_plan import plan_ways
from vsm_cli.diagrams.stream_map.layout.space import MARGIN, Sizes, Space
from vsm_cli.diagrams.stream_map.parts.footer import list_strip, strip_of
from vsm_cli.diagrams.stream_map.parts.ladder_times import Ladder, ladders_of
from vsm_cli.diagrams.stream_map.parts.rework_lines import draw_rework
from vsm_cli.diagrams.stream_map.parts.route_lines import draw_routes, write_captions
from vsm_cli.diagrams.stream_map.parts.step_box import BoxStyle
from vsm_cli.diagrams.stream_map.parts.step_contents import StepContents
from vsm_cli.diagrams.stream_map.parts.time_ladder import draw_ladders, peak_widths, rest_width
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.row_layout.lines import BoxLine, lines_of
from vsm_cli.diagrams.stream_map.row_layout.owner_heads import HEAD, draw_owner_heads, shades_of
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject

_BETWEEN, _BETWEEN_DENSE = 16, 8
_LADDER = 4
_HEIGHT = 28


class RowContents:
    """What does not depend on where lines end: boxes and ladders, measured once."""

    def __init__(self, subject: StreamSubject, *, compact: bool) -> None:
        self.subject = subject
        style = BoxStyle(compact=compact, lifted=HEAD, touchpoints=True)
        self.steps = StepContents(subject, style)
        self.shades = shades_of(subject)
        # On paper letters get larger for every point that is saved.
        self.dense = compact or subject.scope.paper is not None


class RowBody:
    """The rows of a stream, of at most so many columns each."""

    def __init__(self, contents: RowContents, most: int) -> None:
        self._contents = contents
        self._lines = [_RowLine(contents, line) for line in lines_of(contents.subject.flow, most)]
        column = {
            step: place + each.line.first
            for each in self._lines
            for step, place in each.line.grid.column.items()
        }
        self._column = column
        ladder, earlier = ladders_of(contents.subject, column)
        for number, each in enumerate(self._lines, 1):
            last = number == len(self._lines)
            each.ladder = _part(ladder, each.line, last=last)
            each.earlier = _part(earlier, each.line, last=last) if earlier else None
        self.width = max(each.space(0).lanes_right for each in self._lines) + MARGIN

    def draw(self, canvas: Canvas, top: int, page: int) -> int:
        """Draw it below `top` on a page of this width; gives where it ends."""
        subject = self._contents.subject
        between = _BETWEEN_DENSE if self._contents.dense else _BETWEEN
        for number, each in enumerate(self._lines):
            top = each.draw(canvas, top + (between if number else 0))
        strip = strip_of(subject, self._column)
        return list_strip(canvas, subject, strip, Room(MARGIN, top, page - 2 * MARGIN))


def _part(ladder: Ladder, line: BoxLine, *, last: bool) -> Ladder:
    """The part of a ladder that stands below one line."""
    columns = range(line.first, line.first + line.grid.columns)
    rungs = [rung for rung in ladder.rungs if rung.column in columns]
    return replace(ladder, rungs=rungs, rest=ladder.rest if last else None, height=_HEIGHT)


class _RowLine:
    """One line of boxes with its routes and its part of the ladder."""

    def __init__(self, contents: RowContents, line: BoxLine) -> None:
        self.line = line
        self.ladder: Ladder
        self.earlier: Ladder | None
        self._contents = contents
        self._plan = plan_ways(line.traffic, line.grid)
        self._rework = plan_rework(line.traffic, line.grid)
        self._captions = write_captions(
            contents.subject, self._plan, line.grid.columns, compact=contents.dense
        )

    def draw(self, canvas: Canvas, top: int) -> int:
        """Draw it below `top`; gives where it ends."""
        contents = self._contents
        pen = Pen(canvas, contents.subject, self.space(top))
        draw_owner_heads(pen, contents.shades)
        contents.steps.draw(pen)
        draw_routes(pen, self._captions)
        draw_rework(pen, ())
        return draw_ladders(pen, self.ladder, self.earlier, pen.space.bottom + _LADDER)

    @cached_property
    def _channels(self) -> list[int]:
        line = self.line
        ladders = [each for each in (self.ladder, self.earlier) if each]
        channels = peak_widths(ladders, line.grid.columns, line.first)
        return [*channels, rest_width(ladders)]

    def space(self, top: int) -> Space:
        line, steps = self.line, self._contents.steps
        in_row: dict[int, list[str]] = {}
        for step, row in line.grid.row.items():
            in_row.setdefault(row, []).append(step)
        heights = [steps.heights(in_row[row]) for row in range(line.grid.rows)]
        sizes = Sizes(
            top=top,
            box_width=steps.style.width,
            over=[over for over, _, _ in heights],
            box_heights=[box for _, box, _ in heights],
            under=[under for _, _, under in heights],
            zones=self._captions.zones,
            channels=self._channels,
            on_top=steps.on_top,
        )
        return lay_out(line.grid, self._plan, self._rework, sizes, line.first)
