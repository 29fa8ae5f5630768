"""The head of a picture: its title, and lines of facts below it."""

from collections.abc import Sequence

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Rect, Room, Type
from vsm_cli.diagrams.text_measures import measure, wrap

TITLE_SIZE = 18
_TITLE_LINE, _TITLE_LINES = 24, 3
_FACTS_SIZE = 9.5
_FACTS_LINE = 14

_TITLE = Type("title", palette.INK, TITLE_SIZE, bold=True)
_FACTS = Type("facts", palette.SOFT, _FACTS_SIZE)


def draw_head(canvas: Canvas, facts: Sequence[str], room: Room) -> int:
    """Draw the title and facts, cleaned texts; gives where they end."""
    left, top, width = room
    title = wrap(canvas.title, width, TITLE_SIZE, lines=_TITLE_LINES, bold=True)
    broad = max((measure(line, TITLE_SIZE, bold=True) for line in title), default=0)
    place = Rect(left, top, broad, _TITLE_LINE * len(title))
    canvas.text(f"{canvas.id}.heading", place, title, _TITLE)
    top += place.height + 4
    for number, line in enumerate(wrap(" · ".join(facts), width, _FACTS_SIZE, lines=3)):
        place = Rect(left, top, measure(line, _FACTS_SIZE), _FACTS_LINE)
        canvas.text(f"{canvas.id}.facts.{number + 1}", place, [line], _FACTS)
        top += _FACTS_LINE
    return top + 8
