"""The list at the foot of a picture that says the problems laid over it in words."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Room, Type
from vsm_cli.diagrams.problem_chips import LEVEL_COLOURS, sign_of
from vsm_cli.diagrams.text_measures import clean, measure, wrap
from vsm_cli.language import message, tr

SIGN_HEIGHT = 13
SIGN_SIZE = 8
# A picture of a hundred streams would otherwise hang over an endless list.
_MOST = 60
_ABOVE = _HEADING_HEIGHT = 18
_COLUMN = 520
_GAP = 18
_SIZE = 8.5
_LINE = 11

_HEADING = message("Problems")
_WHERE = message("{where}: {problem}")
_MORE = message("{count} more; vsm check lists all")

_HEADING_TYPE = Type("problem-words", palette.INK, 9, bold=True)
_WORDS = Type("problem-words", palette.SOFT, _SIZE)


class Concern(NamedTuple):
    """A problem and the element of the picture that it lies over, as people call it."""

    where: str
    problem: Diagnostic


def draw_problem_sign(
    canvas: Canvas,
    id: str,
    place: Rect,
    problem: Diagnostic,
    *,
    kind: str,
    text: str = "",
    meaning: Meaning | None = None,
) -> None:
    """The mark of a problem: a text, or else its level and code, on a coloured ground."""
    fill, ink = LEVEL_COLOURS[problem.level]
    look = Look(kind, fill=fill, rounded=True, ink=ink, size=SIGN_SIZE, bold=True)
    canvas.shape(id, place, look, text or sign_of(problem), meaning)


def sign_width(problem: Diagnostic) -> int:
    return measure(sign_of(problem), SIGN_SIZE, bold=True) + 10


def draw_problem_list(canvas: Canvas, concerns: Sequence[Concern], room: Room) -> int:
    """Draw the problems, the worst first, in columns; gives where they end."""
    left, top, width = room
    if not concerns:
        return top
    # A problem may lie over two teams and the line between them.
    once = list({each.problem.order: each for each in reversed(concerns)}.values())[::-1]
    once.sort(key=lambda each: -each.problem.level.weight)
    shown = once[:_MOST]
    signs = max(sign_width(each.problem) for each in shown)
    heading = tr(_HEADING)
    y = top + _ABOVE
    place = Rect(left, y, measure(heading, 9, bold=True), 12)
    canvas.text(f"{canvas.id}.problems", place, [heading], _HEADING_TYPE)
    y += _HEADING_HEIGHT
    columns = max(1, (width + _GAP) // (_COLUMN + _GAP))
    column = (width + _GAP) // columns - _GAP
    for _, row in groupby(enumerate(shown), key=lambda item: item[0] // columns):
        heights = [
            _draw_problem(
                canvas,
                f"{canvas.id}.problems.{number + 1}",
                each,
                Rect(left + place * (column + _GAP), y, column, 0),
                signs + 6,
            )
            for place, (number, each) in enumerate(row)
        ]
        y += max(heights) + 6
    if len(once) > _MOST:
        more = tr(_MORE, count=len(once) - _MOST)
        place = Rect(left, y, measure(more, _SIZE), _LINE)
        canvas.text(f"{canvas.id}.problems.more", place, [more], _WORDS)
        y += _LINE + 6
    return y


def _draw_problem(canvas: Canvas, id: str, each: Concern, column: Rect, indent: int) -> int:
    """One problem, its words `indent` from the left; gives their height."""
    sign = Rect(column.left, column.top, sign_width(each.problem), SIGN_HEIGHT)
    draw_problem_sign(canvas, id, sign, each.problem, kind="problem-sign")
    text = tr(_WHERE, where=each.where, problem=clean(each.problem.message))
    room = column.width - indent
    lines = wrap(text, room, _SIZE, lines=5)
    place = Rect(column.left + indent, column.top + 1, room, _LINE * len(lines))
    canvas.text(f"{id}.words", place, lines, _WORDS)
    return max(SIGN_HEIGHT, place.height)
