"""Puts the parts of a stream map together, from measuring to drawing."""

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.card import RING
from vsm_cli.diagrams.drawing import Drawing, Room
from vsm_cli.diagrams.legend import draw_legend
from vsm_cli.diagrams.problem_list import draw_problem_list
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.layout.grid import Grid, lay_grid
from vsm_cli.diagrams.stream_map.layout.placement import lay_out
from vsm_cli.diagrams.stream_map.layout.rework_arcs import plan_rework
from vsm_cli.diagrams.stream_map.layout.route_plan import plan_ways
from vsm_cli.diagrams.stream_map.layout.space import MARGIN, Sizes, Space
from vsm_cli.diagrams.stream_map.parts.attachments import Under, draw_under, under_of
from vsm_cli.diagrams.stream_map.parts.footer import (
    draw_ideas,
    draw_strip,
    ideas_height,
    listed_ideas,
    number_stream_ideas,
    strip_of,
)
from vsm_cli.diagrams.stream_map.parts.ladder_times import Ladder, ladder_of
from vsm_cli.diagrams.stream_map.parts.ladder_totals import (
    GAP,
    TOTAL_HEIGHT,
    Totals,
    draw_totals,
    totals_of,
)
from vsm_cli.diagrams.stream_map.parts.lanes import (
    HEADING,
    draw_lanes,
    draw_touchpoints,
    strip_height,
    touchpoints,
)
from vsm_cli.diagrams.stream_map.parts.map_header import (
    draw_header,
    facts_of,
    header_of,
    missed_targets,
)
from vsm_cli.diagrams.stream_map.parts.map_legend import ROW as LEGEND_ROW
from vsm_cli.diagrams.stream_map.parts.map_legend import legend_of
from vsm_cli.diagrams.stream_map.parts.map_problems import concerns_of
from vsm_cli.diagrams.stream_map.parts.map_time_bar import MapBars
from vsm_cli.diagrams.stream_map.parts.rework_lines import draw_rework
from vsm_cli.diagrams.stream_map.parts.route_lines import draw_routes, write_captions
from vsm_cli.diagrams.stream_map.parts.step_box import (
    BAND,
    COMPACT,
    WIDE,
    StepBox,
    bottleneck_text,
    box_of,
    draw_box,
)
from vsm_cli.diagrams.stream_map.parts.step_tooltips import step_tooltip
from vsm_cli.diagrams.stream_map.parts.time_ladder import (
    BELOW,
    draw_earlier_ladder,
    draw_ladder,
    ladder_height,
    peak_widths,
    rest_width,
)
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import (
    COMPACT_ABOVE_COLUMNS,
    StreamSubject,
    has_no_owner,
    subject_of,
)
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.model.streams import Stream

_WIDE_PAGE_COLUMNS = 6
_PAGE_WIDTH_LEAST = 700


def stream_map(scope: Scope, stream: Stream) -> Drawing:
    """The map of one stream."""
    return map_of(subject_of(scope, stream))


def map_of(subject: StreamSubject) -> Drawing:
    """The map of a subject that is put together already."""
    return _Composer(subject).drawing()


class _Composer:
    def __init__(self, subject: StreamSubject) -> None:
        self._subject = subject
        self._steps = list(subject.stream.steps.values())
        self._grid: Grid = lay_grid(subject.flow)
        self._compact = self._grid.columns > COMPACT_ABOVE_COLUMNS
        self._width = COMPACT if self._compact else WIDE
        number_stream_ideas(subject)
        self._boxes: dict[str, StepBox] = {
            step.id: box_of(subject, step, compact=self._compact) for step in self._steps
        }
        self._under: dict[str, Under] = {
            step.id: under_of(subject, step, self._width) for step in self._steps
        }
        self._touchpoints = touchpoints(subject, self._grid)
        self._bars = MapBars(subject)
        self._ladder: Ladder = ladder_of(subject, self._grid)
        earlier = subject.earlier
        self._earlier: Ladder | None = ladder_of(earlier, self._grid) if earlier else None
        self._totals: Totals = totals_of(subject)

    def drawing(self) -> Drawing:
        subject, grid = self._subject, self._grid
        plan = plan_ways(subject.flow, grid)
        captions = write_captions(subject, plan, grid.columns, compact=self._compact)
        rework = plan_rework(subject.flow, grid)
        # The page is never narrower than this, so the head may be broken for it.
        least = max(_PAGE_WIDTH_LEAST, HEADING + 2 * MARGIN + grid.columns * (self._width + 30))
        header = header_of(subject, least)
        top = header.height + self._bars.height
        space = lay_out(grid, plan, rework, self._sizes(top, captions.zones))
        page = self._widen(space)

        stream = subject.stream
        canvas = Canvas(
            subject.id(),
            clean(stream.label),
            "\n".join([*facts_of(subject), *missed_targets(subject)]),
        )
        draw_header(canvas, subject, header)
        self._bars.draw(canvas, Room(MARGIN, header.height, page - 2 * MARGIN))
        pen = Pen(canvas, subject, space)
        draw_lanes(pen)
        lines = draw_touchpoints(pen, self._touchpoints)
        self._draw_steps(pen)
        draw_routes(pen, captions)
        draw_rework(pen, lines)
        bottom = self._draw_foot(pen, page)
        return canvas.drawing(page, bottom)

    def _sizes(self, top: int, zones: list[int]) -> Sizes:
        grid = self._grid
        box_heights, under, over = [0] * grid.rows, [0] * grid.rows, [6] * grid.rows
        for step in self._steps:
            row = grid.row[step.id]
            box_heights[row] = max(box_heights[row], self._boxes[step.id].height)
            under[row] = max(under[row], self._under[step.id].height)
            if bottleneck_text(self._subject, step, self._width):
                over[row] = BAND
            elif has_no_owner(step):
                over[row] = max(over[row], RING // 2)
        far_heading = HEADING if grid.columns > _WIDE_PAGE_COLUMNS else 0
        ladders = [self._ladder, *([self._earlier] if self._earlier else [])]
        behind = rest_width(ladders) + self._totals.width + GAP - far_heading
        channels = [*peak_widths(ladders, grid.columns), behind]
        if channels[:-1]:
            channels[0] = max(channels[0], 56)
        return Sizes(
            top=top,
            heading=HEADING,
            far_heading=far_heading,
            strip=strip_height(self._touchpoints),
            box_width=self._width,
            box_heights=box_heights,
            under=under,
            over=over,
            zones=zones,
            channels=channels,
        )

    def _widen(self, space: Space) -> int:
        """The width of the page; the lanes fill it."""
        page = max(space.right + MARGIN, _PAGE_WIDTH_LEAST)
        space.lanes_right += page - MARGIN - space.right
        return page

    def _draw_steps(self, pen: Pen) -> None:
        canvas, subject, space = pen
        for step in self._steps:
            place = space.box(step.id)
            tooltip = step_tooltip(subject, step)
            draw_box(canvas, subject, self._boxes[step.id], place, tooltip)
            draw_under(canvas, self._under[step.id], place.left, place.bottom)

    def _draw_foot(self, pen: Pen, page: int) -> int:
        """Everything below the lanes; gives the height of the page."""
        canvas, subject, space = pen
        strip = strip_of(subject, dict(self._grid.column))
        draw_strip(pen, strip, space.bottom)
        y = space.bottom + strip.height
        if self._ladder.rungs:
            if self._earlier:
                y = draw_earlier_ladder(pen, self._earlier, y + BELOW) - BELOW
            base = draw_ladder(pen, self._ladder, y + BELOW)
            left = page - MARGIN - self._totals.width
            draw_totals(canvas, subject, self._totals, left, base - 2 * TOTAL_HEIGHT + 12)
            y += ladder_height(delivered=bool(subject.stream.delivered_at))
        room = page - 2 * MARGIN
        ideas = listed_ideas(subject, room)
        draw_ideas(canvas, subject, ideas, y)
        y += ideas_height(ideas)
        y = draw_problem_list(canvas, concerns_of(subject), Room(MARGIN, y, room))
        if legend := legend_of(canvas, subject):
            y = draw_legend(canvas, legend, Room(MARGIN, y + 16, room), LEGEND_ROW)
        return y + MARGIN
