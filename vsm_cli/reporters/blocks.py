"""What a report is made of: a few kinds of blocks with plain texts, for formats to lay out.

Texts may hold anything that a person wrote; each format makes them harmless for its medium.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vsm_cli.language import tr

Tone = Literal["good", "bad", "unsure"]


class Cell(NamedTuple):
    """A text, and whether what it says is good, bad or uncertain: the text alone says it, too."""

    text: str
    tone: Tone | None = None


class Column(NamedTuple):
    heading: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the report's title. `about` is the address of the element that follows, or
    the key of the section, for formats that link."""

    text: str
    level: int = 2
    about: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what is to be said of each.

    `dense` where all of it is short; `brief` keeps each on one line.
    """

    rows: Sequence[tuple[str, Cell]]
    dense: bool = field(default=False, kw_only=True)
    brief: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Table:
    """`brief` tables keep each row on one line. `about` are the addresses of the elements that
    the rows are about, one for each row, for formats that link; column `naming` names them."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    brief: bool = field(default=False, kw_only=True)
    about: Sequence[str] = field(default=(), kw_only=True)
    naming: int = field(default=0, kw_only=True)


class ListEntry(NamedTuple):
    """One entry of a list: what it is, where it stands, what there is to say."""

    head: Cell
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Entries:
    items: Sequence[ListEntry]


Block = Heading | Paragraph | Facts | Table | Entries


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """A row of a table."""
    return tuple(text if isinstance(text, Cell) else Cell(text) for text in texts)


def columns(
    texts: Sequence[str], numbers: Sequence[str] = (), last: Sequence[str] = ()
) -> list[Column]:
    """The columns of a table by their headings, which are messages: texts, numbers, then texts."""
    return [
        *(Column(tr(heading)) for heading in texts),
        *(Column(tr(heading), number=True) for heading in numbers),
        *(Column(tr(heading)) for heading in last),
    ]
