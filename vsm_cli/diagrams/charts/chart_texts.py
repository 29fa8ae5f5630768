"""What several of the flowcharts say in the same words."""

from collections.abc import Iterable, Iterator, Sequence

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.landscape.key_figures import KeyFigure
from vsm_cli.diagrams.problem_words import words_of
from vsm_cli.language import message, tr
from vsm_cli.wording.times import UNKNOWN

FIGURE = message("{figure}: {value}")
_FIGURE_TARGET = message("{figure}: {value}, target {target}")


def figure_lines(figures: Iterable[KeyFigure]) -> Iterator[str]:
    """A line for each figure that is known or promised."""
    for label, value, target, _ in figures:
        if value == UNKNOWN and not target:
            continue
        template = _FIGURE_TARGET if target else FIGURE
        yield tr(template, figure=label, value=value, target=target)


def problem_words(problems: Sequence[Diagnostic]) -> str:
    """What the worst problem is and how many there are besides; empty where there is none."""
    return words_of(problems) if problems else ""
