"""What people wrote, made fit to draw: cleaned, measured in thousandths of an em, wrapped.

Widths are upper bounds that hold for Arial and its stand-ins and for Chinese fonts: a text
that fits here overflows nowhere. All arithmetic is in whole numbers, so that the same text
gives the same picture on every machine.
"""

import html
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from vsm_cli.characters import REPLACEMENT, drawable

ELLIPSIS = "…"
WORD_JOINER = "\u2060"

_NARROW = frozenset("iljI.,:;|!'()[]{}/\\ftr- ")
_BROAD = frozenset("mwMW@%—…→")
# Beyond the plane of letters stand emoji, whose fonts are broader than an em.
_PICTURES = 0x1F000
_PICTURE_WIDTH = 1300

# A line must not begin with one of these, nor end with one of those.
_CLOSING = frozenset("，。、；：！？）》」』】〕％”’…,.;:!?)]}%")
_OPENING = frozenset("（《「『【〔“‘([{")
_BREAK_AFTER = frozenset("-/_,·")


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The text on one line, without what XML and fonts cannot carry: white space becomes single
    spaces, what cannot be seen is left out, and what would be obeyed becomes U+FFFD."""
    joined = " ".join(text.split())
    # What stood beside something that cannot be seen may be white space again.
    shown = joined if joined.isprintable() else " ".join(drawable(joined).split())
    # A name of which nothing can be seen still has its place.
    return unicodedata.normalize("NFC", shown) or (text and REPLACEMENT)


def holds_chinese(text: str) -> bool:
    """Whether the text holds wide East Asian characters and needs a font for them."""
    return not text.isascii() and any(
        ord(char) < _PICTURES and unicodedata.east_asian_width(char) in "WF" for char in text
    )


@lru_cache(maxsize=4096)
def _char_width(char: str, bold: bool, among_chinese: bool) -> int:
    """The width of one character in thousandths of an em."""
    if ord(char) >= _PICTURES and unicodedata.east_asian_width(char) == "W":
        return _PICTURE_WIDTH
    east_asian = unicodedata.east_asian_width(char)
    if east_asian in "WF" or (among_chinese and east_asian == "A"):
        return 1000
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return _latin_width(char) * (125 if bold else 112) // 100


def _latin_width(char: str) -> int:
    if char in _NARROW:
        return 340
    if char in _BROAD:
        return 900
    if char.isupper():
        return 700
    if ord(char) > 0x2000:
        return 1000
    return 620 if ord(char) > 0x24F and char.islower() else 560


@lru_cache(maxsize=8192)
def _ems(text: str, bold: bool) -> int:
    among_chinese = holds_chinese(text)
    return sum(_char_width(char, bold, among_chinese) for char in text)


def measure(text: str, size: float, *, bold: bool = False) -> int:
    """The width of a cleaned text in whole points, rounded up."""
    # Sizes have at most one decimal: tenths keep the product whole.
    return -(-_ems(text, bold) * round(size * 10) // 10000)


def shorten(text: str, width: int, size: float, *, bold: bool = False) -> str:
    """A cleaned text that fits into `width` points, cut with an ellipsis where it must be."""
    if measure(text, size, bold=bold) <= width:
        return text
    end = _fitting(text, width, size, bold, ELLIPSIS)
    return _whole(text, end).rstrip() + ELLIPSIS


def _fitting(text: str, width: int, size: float, bold: bool, tail: str = "") -> int:
    """How many characters of a text fit, with `tail` behind them. More characters never take
    less room, so that the place is found by halves."""

    def taken(end: int) -> int:
        return measure(text[:end].rstrip() + tail, size, bold=bold)

    most = 64  # mostly far less than there is
    while most < len(text) and taken(most) <= width:
        most *= 2
    return bisect_right(range(1, min(most, len(text)) + 1), width, key=taken)


def _whole(text: str, end: int) -> str:
    """The first `end` characters without a mark or joiner torn from its character."""
    while end and end < len(text) and _clings(text, end):
        end -= 1
    return text[:end]


def _clings(text: str, place: int) -> bool:
    """Whether the character at `place` belongs to the one before it."""
    return (
        unicodedata.category(text[place]) in ("Mn", "Me", "Mc", "Cf")
        or text[place - 1] == "\u200d"
        or 0x1F3FB <= ord(text[place]) <= 0x1F3FF
    )


def wrap(text: str, width: int, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """A text in at most `lines` lines of `width` points; the last one is cut where it must be."""
    rest = clean(text)
    result: list[str] = []
    while rest and len(result) < lines - 1 and measure(rest, size, bold=bold) > width:
        end = _line_end(rest, width, size, bold)
        result.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rest:
        result.append(shorten(rest, width, size, bold=bold))
    return result


def _line_end(text: str, width: int, size: float, bold: bool) -> int:
    """Where the first line ends: at the last fitting break, else inside a long word."""
    fitting = max(1, _fitting(text, width, size, bold))
    for end in range(fitting, 0, -1):
        if _may_break(text, end):
            return end
    while fitting > 1 and fitting < len(text) and _clings(text, fitting):
        fitting -= 1
    return fitting


def _may_break(text: str, place: int) -> bool:
    """Whether a line may end before the character at `place`."""
    if place >= len(text):
        return True
    before, after = text[place - 1], text[place]
    if text[place : place + 2].lstrip().startswith("·"):
        return False  # what joins two facts ends a line
    if before == " " or after == " ":
        return True
    if after in _CLOSING or before in _OPENING or _clings(text, place):
        return False
    return before in _BREAK_AFTER or _is_wide(before) or _is_wide(after)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def in_html_label(text: str) -> str:
    """A cleaned text as DOT's HTML labels take it.

    Graphviz reads escapes such as `\\n` even there, so a word joiner follows each backslash.
    """
    return html.escape(text, quote=False).replace("\\", "\\" + WORD_JOINER)


def in_quotes(text: str) -> str:
    """A cleaned text as the inside of a double-quoted DOT string (label or attribute).

    DOT reads entities and escapes there: both are written so that they come out as they went
    in.
    """
    return html.escape(text, quote=False).replace("\\", "\\\\").replace('"', '\\"')
