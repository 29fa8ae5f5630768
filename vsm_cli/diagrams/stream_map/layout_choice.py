"""Which layout a stream map has: lanes while they are short, else as many rows as fit the page."""

from collections.abc import Callable, Iterator
from math import log, sqrt

from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.paper import SIZES, letters_on
from vsm_cli.diagrams.stream_map.body import Body
from vsm_cli.diagrams.stream_map.lane_body import LaneBody
from vsm_cli.diagrams.stream_map.layout.grid import columns_of
from vsm_cli.diagrams.stream_map.row_layout.row_body import RowBody, RowContents
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.model.settings import Layout, Paper

_LANES_MOST = 8
_SCREEN = 1.6
# Letters of this size are easy to read on paper, in points; for them boxes may say less.
_LETTERS_WANTED = 6.5
# About how much broader a column is than a row is high, to begin the search with.
_COLUMN_TO_ROW = 1.0

Draw = Callable[[Body], Drawing]


def best_drawing(subject: StreamSubject, draw: Draw) -> Drawing:
    """The map in the layout that the scope asks for, on the screen or on its paper."""
    layout, paper = subject.scope.layout, subject.scope.paper
    if layout is Layout.lanes or not subject.stream.steps:
        return draw(LaneBody(subject))
    columns = max(columns_of(subject.flow).values()) + 1
    if paper:
        return _best_on_paper(subject, draw, columns, paper)
    if layout is Layout.auto and columns <= _LANES_MOST:
        return draw(LaneBody(subject))
    found = []
    for drawing in _rows(subject, draw, columns, (_SCREEN,), compact=False):
        found.append(drawing)
        if drawing.width <= _SCREEN * drawing.height:
            break  # those with more rows are only narrower
    return min(found, key=lambda drawing: abs(log(drawing.width / drawing.height / _SCREEN)))


def _best_on_paper(subject: StreamSubject, draw: Draw, columns: int, paper: Paper) -> Drawing:
    long, short = SIZES[paper]
    shapes = (long / short, short / long)
    found = [draw(LaneBody(subject))] if subject.scope.layout is Layout.auto else []
    found += _rows(subject, draw, columns, shapes, compact=False)
    best = max(found, key=lambda drawing: letters_on(drawing, paper))
    if letters_on(best, paper) < _LETTERS_WANTED:
        found = [best, *_rows(subject, draw, columns, shapes, compact=True)]
        best = max(found, key=lambda drawing: letters_on(drawing, paper))
    return best


def _rows(
    subject: StreamSubject,
    draw: Draw,
    columns: int,
    shapes: tuple[float, ...],
    *,
    compact: bool,
) -> Iterator[Drawing]:
    """Drawings with about as many rows as give the page one of these shapes, the broadest first."""
    contents = RowContents(subject, compact=compact)
    counts: set[int] = set()
    for shape in shapes:
        likely = round(sqrt(columns * _COLUMN_TO_ROW / shape))
        counts.update(range(max(1, likely - 1), min(columns, likely + 1) + 1))
    for most in sorted({-(-columns // count) for count in counts}, reverse=True):
        yield draw(RowBody(contents, most))
