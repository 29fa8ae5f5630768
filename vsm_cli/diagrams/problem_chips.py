"""What `vsm check` finds, as pictures say it: chips with words, lines in tooltips."""

from collections.abc import Sequence

from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.problem_words import words_of
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr

LEVEL_COLOURS = {
    Level.ERROR: (palette.ERROR, palette.ON_ERROR),
    Level.WARNING: (palette.WARNING, palette.ON_WARNING),
    Level.NOTE: (palette.NOTE, palette.ON_NOTE),
}
_PROBLEM = message("{code} {name}: {message}")
_SIGNS = {
    Level.ERROR: message("error {code}"),
    Level.WARNING: message("warning {code}"),
    Level.NOTE: message("note {code}"),
}


def is_within(element: str, address: str) -> bool:
    """Whether an element is the one at an address, or stands in it."""
    return element == address or element.startswith(address + ".")


def sign_of(problem: Diagnostic) -> str:
    """What the mark of a problem says: its level and code."""
    return tr(_SIGNS[problem.level], code=problem.code)


def problem_lines(problems: Sequence[Diagnostic]) -> list[str]:
    return [tr(_PROBLEM, code=p.code, name=p.name, message=clean(p.message)) for p in problems]


def worst_of(problems: Sequence[Diagnostic]) -> Diagnostic:
    """The first of the worst."""
    return max(problems, key=lambda problem: problem.level.weight)


def chip_texts(problems: Sequence[Diagnostic]) -> list[tuple[str, Shade, Shade]]:
    """The chip of some problems: what it says, its ground and ink; none where there is none."""
    if not problems:
        return []
    return [(words_of(problems), *LEVEL_COLOURS[worst_of(problems).level])]
