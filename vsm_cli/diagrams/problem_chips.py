"""What `vsm check` finds, as pictures say it: chips with counts, lines in tooltips."""

from collections.abc import Sequence

from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr

_LEVELS = {
    Level.ERROR: message("errors: {count}"),
    Level.WARNING: message("warnings: {count}"),
    Level.NOTE: message("notes: {count}"),
}
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


def counts_by_level(problems: Sequence[Diagnostic]) -> list[tuple[Level, str]]:
    """How many problems there are of each level, in words, the worst first."""
    counted = [(level, sum(p.level is level for p in problems)) for level in _LEVELS]
    return [(level, tr(_LEVELS[level], count=count)) for level, count in counted if count]


def sign_of(problem: Diagnostic) -> str:
    """What the mark of a problem says: its level and code."""
    return tr(_SIGNS[problem.level], code=problem.code)


def problem_lines(problems: Sequence[Diagnostic]) -> list[str]:
    return [tr(_PROBLEM, code=p.code, name=p.name, message=clean(p.message)) for p in problems]


def chip_texts(problems: Sequence[Diagnostic]) -> list[tuple[str, Shade, Shade]]:
    """A chip for each level: its text, ground and ink."""
    return [(text, *LEVEL_COLOURS[level]) for level, text in counts_by_level(problems)]
