"""The line that a problem stands on, with carets under the place."""

from collections.abc import Sequence
from typing import NamedTuple

from vsm_cli.characters import harmless
from vsm_cli.reporters.screen import cells
from vsm_cli.source.places import Span

_TAB = "    "
_CUT = "…"


class Excerpt(NamedTuple):
    """Source lines by number as they are shown, all cut alike, and the carets for the last:
    how many columns before them, and how many carets."""

    lines: tuple[tuple[int, str], ...]
    indent: int
    carets: int


class _Window(NamedTuple):
    """The columns of a line that are shown: from `left` on, `width` of them."""

    left: int
    width: int


def excerpt(lines: Sequence[str], span: Span, width: int) -> Excerpt | None:
    """The line of a span and the one before it, at most `width` columns wide.

    A line that does not fit is cut around the span, so that its beginning is always seen.
    None where the text has no such line, or nothing on it.
    """
    if not 1 <= span.line <= len(lines) or not lines[span.line - 1].strip():
        return None
    # Of a line of megabytes only what may be seen is looked at.
    first = max(0, span.column - 1 - 2 * width)
    shown = _shown(lines[span.line - 1].rstrip()[first : span.column + 2 * width])
    start = cells("".join(shown[: span.column - 1 - first]))
    last = span.end_column - 1 - first if span.end_line == span.line else len(shown)
    carets = max(1, cells("".join(shown[span.column - 1 - first : last])))
    window = _window(cells("".join(shown)), start, carets, width)
    result = [(span.line, _cut(shown, window))]
    if span.line > 1 and not first:
        before = _cut(_shown(lines[span.line - 2].rstrip()[: 4 * width]), window)
        if before.strip(" " + _CUT):
            result.insert(0, (span.line - 1, before))
    indent = start - window.left
    return Excerpt(tuple(result), indent, min(carets, max(1, width - indent)))


def _shown(line: str) -> list[str]:
    """The characters of a line, each as it appears."""
    if line.isprintable():
        return list(line)
    return [_TAB if char == "\t" else harmless(char) for char in line]


def _window(total: int, start: int, carets: int, width: int) -> _Window:
    """The whole line where it fits; else what is around the place, a third of it before."""
    total = max(total, start + 1)
    if total <= width or start + carets < width:
        return _Window(0, width)
    return _Window(max(0, min(start - width // 3, total - width)), width)


def _cut(shown: list[str], window: _Window) -> str:
    """The part of a line within the window, with a mark where something is left out."""
    line: list[str] = []
    column = 0
    end = window.left + window.width
    for piece in shown:
        wide = cells(piece)
        if column >= window.left and column + wide <= end:
            line.append(piece)
        elif column < window.left < column + wide:
            # Half of a wide character at the edge: keep the columns true.
            line.append(" " * (column + wide - window.left))
        column += wide
    text = "".join(line)
    if window.left and cells(text):
        text = _CUT + _without_first_column(text)
    if column > end and text:
        text = _without_last_column(text, window.width) + _CUT
    return text


def _without_first_column(text: str) -> str:
    while not cells(text[0]):  # a mark of a character that is left out
        text = text[1:]
    return " " * (cells(text[0]) - 1) + text[1:]


def _without_last_column(text: str, width: int) -> str:
    while cells(text) >= width:
        text = text[:-1]
    return text
