"""Reading alone, as tests use it: what the loader says, without any rule."""

from collections.abc import Mapping

from vsm_cli.api import Options, analyse_texts
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.rules import ALL_RULES

READING = tuple(rule for rule in ALL_RULES if rule.check is None)
ONLY_READING = Options(rules=READING)


def problems(text: str | Mapping[str, str]) -> list[Diagnostic]:
    """What reading says of a text, or of several by file name."""
    texts = {"w.yaml": text} if isinstance(text, str) else text
    return analyse_texts(texts, ONLY_READING).diagnostics


def told(text: str | Mapping[str, str]) -> list[tuple[str, str]]:
    """Each problem's code and the text that it points at, in order."""
    texts = {"w.yaml": text} if isinstance(text, str) else text
    return [(d.code, pointed_at(texts[d.path], d)) for d in problems(texts)]


def pointed_at(text: str, diagnostic: Diagnostic) -> str:
    """The stretch of text that a problem covers; it must lie within the text."""
    lines = text.replace("\r\n", "\n").split("\n")
    line, column, end_line, end_column = diagnostic.span
    assert 1 <= line <= end_line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
    assert 1 <= end_column <= len(lines[end_line - 1]) + 1
    covered = lines[line - 1 : end_line]
    covered[-1] = covered[-1][: end_column - 1]
    covered[0] = covered[0][column - 1 :]
    return "\n".join(covered)
