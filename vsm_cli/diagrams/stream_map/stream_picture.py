"""Puts the parts of a stream map together, from measuring to drawing."""

from functools import partial

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Drawing, Room
from vsm_cli.diagrams.legend import draw_legend
from vsm_cli.diagrams.problem_list import draw_problem_list
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.body import Body
from vsm_cli.diagrams.stream_map.layout.space import MARGIN
from vsm_cli.diagrams.stream_map.layout_choice import best_drawing
from vsm_cli.diagrams.stream_map.parts.footer import (
    draw_ideas,
    ideas_height,
    listed_ideas,
    number_stream_ideas,
)
from vsm_cli.diagrams.stream_map.parts.ladder_totals import draw_totals, totals_of
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
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject, subject_of
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.model.streams import Stream

_PAGE_WIDTH_LEAST = 680
_OVER_TOTALS, _OVER_LEGEND = 8, 10


def stream_map(scope: Scope, stream: Stream) -> Drawing:
    """The map of one stream."""
    return map_of(subject_of(scope, stream))


def map_of(subject: StreamSubject) -> Drawing:
    """The map of a subject that is put together already."""
    number_stream_ideas(subject)
    return best_drawing(subject, partial(_drawn, subject))


def _drawn(subject: StreamSubject, body: Body) -> Drawing:
    page = max(body.width, _PAGE_WIDTH_LEAST)
    room = Room(MARGIN, 0, page - 2 * MARGIN)
    canvas = Canvas(
        subject.id(),
        clean(subject.stream.label),
        "\n".join([*facts_of(subject), *missed_targets(subject)]),
    )
    header, bars = header_of(subject, page), MapBars(subject)
    draw_header(canvas, subject, header)
    bars.draw(canvas, room.at(header.height))
    y = body.draw(canvas, header.height + bars.height, page)
    return canvas.drawing(page, _draw_foot(canvas, subject, room.at(y)))


def _draw_foot(canvas: Canvas, subject: StreamSubject, room: Room) -> int:
    """Everything below the ladder; gives the height of the page."""
    y = room.top
    if subject.stream.steps:
        y = draw_totals(canvas, subject, totals_of(subject), room.at(y + _OVER_TOTALS))
    ideas = listed_ideas(subject, room.width)
    draw_ideas(canvas, subject, ideas, y)
    y += ideas_height(ideas)
    y = draw_problem_list(canvas, concerns_of(subject), room.at(y))
    if legend := legend_of(canvas, subject):
        y = draw_legend(canvas, legend, room.at(y + _OVER_LEGEND), LEGEND_ROW)
    return y + MARGIN
