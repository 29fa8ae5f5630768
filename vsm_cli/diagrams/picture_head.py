"""The head of a picture: its title, and lines of facts below it."""

from collections.abc import Sequence

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Rect, Room, Type
from vsm_cli.diagrams.text_measures import measure, shorten, wrap

TITLE_SIZE = 18
_FACTS_SIZE = 9.5
_FACTS_LINE = 14

_TITLE = Type("title", palette.INK, TITLE_SIZE, bold=True)
_FACTS = Type("facts", palette.SOFT, _FACTS_SIZE)


def draw_head(canvas: Canvas, facts: Sequence[str], room: Room) -> int:
    """Draw the title and facts, cleaned texts; gives where they end."""
    left, top, width = room
    shown = shorten(canvas.title, width, TITLE_SIZE, bold=True)
    place = Rect(left, top, measure(shown, TITLE_SIZE, bold=True), 24)
    canvas.text(f"{canvas.id}.heading", place, [shown], _TITLE)
    top += 28
    for number, line in enumerate(wrap(" · ".join(facts), width, _FACTS_SIZE, lines=3)):
        place = Rect(left, top, measure(line, _FACTS_SIZE), _FACTS_LINE)
        canvas.text(f"{canvas.id}.facts.{number + 1}", place, [line], _FACTS)
        top += _FACTS_LINE
    return top + 8
