"""Text on a screen of character cells: measured, wrapped."""

import unicodedata
from collections.abc import Iterator

# What must not begin a line, in the writings that break between any two characters.
_CLOSING = frozenset("，。、；：？！）」』】》〉”’…—·,.;:?!)]}")
_OPENING = frozenset("（「『【《〈“‘([{")


def cells(text: str) -> int:
    """The columns that a text takes: two for a wide East Asian character, none for a mark."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that fit `width` columns: broken at spaces, between wide characters,
    and within a word only where it is longer than a line."""
    if cells(text) <= width:
        return [text]
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        wide = cells(piece.rstrip(" "))
        if taken + wide > width and line:
            lines.append(line.rstrip(" "))
            line, taken = "", 0
        while wide > width:
            head = fitting(piece, width)
            lines.append(head)
            piece = piece[len(head) :]
            wide = cells(piece.rstrip(" "))
        line += piece
        taken += cells(piece)
    if line:
        lines.append(line.rstrip(" "))
    return lines


def fitting(text: str, width: int) -> str:
    """The longest beginning of a text that fits, one character at least."""
    taken = 0
    for place, char in enumerate(text):
        taken += _cells_of(char)
        if taken > width and place:
            return text[:place]
    return text


def _pieces(text: str) -> Iterator[str]:
    """Words with the spaces behind them; a wide character stands for itself."""
    start = 0
    for place in range(1, len(text)):
        before, here = text[place - 1], text[place]
        after_space = before == " " and here != " "
        beside_wide = "W" in (
            unicodedata.east_asian_width(before),
            unicodedata.east_asian_width(here),
        )
        may_break = here != " " and here not in _CLOSING and before not in _OPENING
        if after_space or (beside_wide and may_break and _cells_of(here)):
            yield text[start:place]
            start = place
    yield text[start:]
