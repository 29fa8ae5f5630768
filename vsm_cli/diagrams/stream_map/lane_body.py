"""A stream as lanes: what each owner does, from left to right."""

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.stream_map.layout.grid import lay_grid
from vsm_cli.diagrams.stream_map.layout.placement import lay_out
from vsm_cli.diagrams.stream_map.layout.rework_arcs import plan_rework
from vsm_cli.diagrams.stream_map.layout.route_plan import plan_ways
from vsm_cli.diagrams.stream_map.layout.space import MARGIN, Sizes, Space
from vsm_cli.diagrams.stream_map.layout.traffic import whole_traffic
from vsm_cli.diagrams.stream_map.parts.footer import draw_strip, strip_of
from vsm_cli.diagrams.stream_map.parts.ladder_times import ladders_of
from vsm_cli.diagrams.stream_map.parts.lanes import (
    draw_lanes,
    draw_touchpoints,
    lane_titles,
    strip_height,
    title_heights,
    touchpoints,
)
from vsm_cli.diagrams.stream_map.parts.rework_lines import draw_rework
from vsm_cli.diagrams.stream_map.parts.route_lines import draw_routes, write_captions
from vsm_cli.diagrams.stream_map.parts.step_box import BoxStyle
from vsm_cli.diagrams.stream_map.parts.step_contents import StepContents
from vsm_cli.diagrams.stream_map.parts.time_ladder import draw_ladders, peak_widths, rest_width
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import (
    COMPACT_ABOVE_COLUMNS,
    StreamSubject,
    has_customer,
)

_BEFORE_FIRST = 56


class LaneBody:
    """The lanes of a stream with its ladder below them."""

    def __init__(self, subject: StreamSubject) -> None:
        self._subject = subject
        self._grid = lay_grid(subject.flow, with_customer=has_customer(subject.stream))
        style = BoxStyle(compact=self._grid.columns > COMPACT_ABOVE_COLUMNS)
        self._contents = StepContents(subject, style)
        traffic = whole_traffic(subject.flow)
        self._plan = plan_ways(traffic, self._grid)
        self._rework = plan_rework(traffic, self._grid)
        self._captions = write_captions(
            subject, self._plan, self._grid.columns, compact=style.compact
        )
        self._titles = lane_titles(subject, self._grid, style.width)
        self._touchpoints = touchpoints(subject, self._grid)
        self._ladder, self._earlier = ladders_of(subject, self._grid.column)
        self.width = self._space(0).lanes_right + MARGIN

    def draw(self, canvas: Canvas, top: int, page: int) -> int:
        """Draw it below `top` on a page of this width; gives where it ends."""
        space = self._space(top)
        space.lanes_right = page - MARGIN
        pen = Pen(canvas, self._subject, space)
        draw_lanes(pen, self._titles)
        lines = draw_touchpoints(pen, self._touchpoints)
        self._contents.draw(pen)
        draw_routes(pen, self._captions)
        draw_rework(pen, lines)
        strip = strip_of(self._subject, dict(self._grid.column))
        draw_strip(pen, strip, space.bottom)
        return draw_ladders(pen, self._ladder, self._earlier, space.bottom + strip.height + 8)

    def _space(self, top: int) -> Space:
        grid = self._grid
        in_row: dict[int, list[str]] = {}
        for step, row in grid.row.items():
            in_row.setdefault(row, []).append(step)
        heights = [self._contents.heights(in_row[row]) for row in range(grid.rows)]
        ladders = [each for each in (self._ladder, self._earlier) if each]
        channels = [*peak_widths(ladders, grid.columns), rest_width(ladders)]
        channels[0] = max(channels[0], _BEFORE_FIRST)
        sizes = Sizes(
            top=top,
            box_width=self._contents.style.width,
            over=[over for over, _, _ in heights],
            box_heights=[box for _, box, _ in heights],
            under=[under for _, _, under in heights],
            zones=self._captions.zones,
            channels=channels,
            on_top=self._contents.on_top,
            strip=strip_height(self._titles, self._touchpoints),
            titles=title_heights(grid, self._titles),
        )
        return lay_out(grid, self._plan, self._rework, sizes)
