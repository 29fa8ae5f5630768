"""Places of editors into ours and back: lines from 0, columns in UTF-16 (or what was agreed)."""

import re
from typing import NamedTuple

from lsprotocol import types

from vsm_cli.source.places import Span

_LINE_END = re.compile("\r\n|\n|\r")
_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Spot(NamedTuple):
    """A place in a text: line and column from 1, in code points."""

    line: int
    column: int


def lines_of(text: str) -> list[str]:
    """The lines of a text as the protocol counts them, without their ends."""
    return _LINE_END.split(text)


class Units:
    """What columns are counted in on the way to and from one client."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self.encoding = encoding if encoding in _BYTES else "utf-16"
        self._codec, self._size = _BYTES[self.encoding]

    def spot(self, lines: list[str], position: types.Position) -> Spot:
        """Where a position lies; one behind the end of its line, or of the text, at that end."""
        if position.line >= len(lines):
            return Spot(len(lines), len(lines[-1]) + 1)
        return Spot(position.line + 1, self._column(lines[position.line], position.character) + 1)

    def position(self, lines: list[str], line: int, column: int) -> types.Position:
        """The position of a place (from 1, in code points)."""
        text = lines[line - 1] if line <= len(lines) else ""
        before = text[: column - 1]
        units = column - 1 if before.isascii() else self._length(before)
        return types.Position(line - 1, units)

    def range(self, lines: list[str], span: Span) -> types.Range:
        return types.Range(
            self.position(lines, span.line, span.column),
            self.position(lines, span.end_line, span.end_column),
        )

    def changed(self, text: str, range_: types.Range, new: str) -> str:
        """The text with what stands in a range replaced."""
        lines = lines_of(text)
        starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        start, end = (
            starts[spot.line - 1] + spot.column - 1
            for spot in (self.spot(lines, range_.start), self.spot(lines, range_.end))
        )
        return text[:start] + new + text[end:]

    def _length(self, text: str) -> int:
        return len(text.encode(self._codec, "surrogatepass")) // self._size

    def _column(self, line: str, units: int) -> int:
        """The code point at so many units; of one in the midst of a sign, that sign."""
        if line.isascii():
            return min(units, len(line))
        part = line.encode(self._codec, "surrogatepass")[: units * self._size]
        return len(part.decode(self._codec, "ignore"))
