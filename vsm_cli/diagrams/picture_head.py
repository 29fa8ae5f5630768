"""The head of a picture: its title, and lines of facts below it."""

from collections.abc import Sequence

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Rect, Type
from vsm_cli.diagrams.text_measures import measure, shorten, wrap

TITLE_SIZE = 18
_FACTS_SIZE = 9.5
_FACTS_LINE = 14

_TITLE = Type("title", palette.INK, TITLE_SIZE, bold=True)
_FACTS = Type("facts", palette.SOFT, _FACTS_SIZE)


def draw_head(
    canvas: Canvas, picture: str, title: str, facts: Sequence[str], left: int, top: int, room: int
) -> int:
    """Draw title and facts, cleaned texts, in at most `room`; gives where they end."""
    shown = shorten(title, room, TITLE_SIZE, bold=True)
    canvas.text(
        f"{picture}.heading",
        Rect(left, top, measure(shown, TITLE_SIZE, bold=True), 24),
        [shown],
        _TITLE,
    )
    top += 28
    for number, line in enumerate(wrap(" · ".join(facts), room, _FACTS_SIZE, lines=3)):
        canvas.text(
            f"{picture}.facts.{number + 1}",
            Rect(left, top, measure(line, _FACTS_SIZE), _FACTS_LINE),
            [line],
            _FACTS,
        )
        top += _FACTS_LINE
    return top + 8
