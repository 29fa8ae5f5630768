"""A sheet of cells, whatever kind of file it stands in."""

from datetime import date, time, timedelta

from msgspec import Struct, field

from vsm_cli.exchange.imported import ImportNote
from vsm_cli.language import message, tr

Cell = str | float | bool | timedelta | time | date | None

_AT = message("row {row}, column {letter}")
_HEADED = message("row {row}, column {letter} ({heading})")
_ROW = message("row {row}")
_IN = message("sheet {sheet}, {place}")


class TableSheet(Struct):
    """Rows of cells, from the first row of the file on. `name` is empty where the file has no
    sheets. With `decimal_commas`, `1,5` is a number. `notes` are about the file. `ours`: vsm itself
    wrote it, so that what is no definition in it is a figure."""

    name: str
    rows: list[list[Cell]]
    decimal_commas: bool = True
    notes: list[ImportNote] = field(default_factory=list)
    ours: bool = False

    def place(self, row: int, column: int | None = None, heading: str = "") -> str:
        """A row, or a cell in it, as people find it; both count from 0."""
        if column is None:
            place = tr(_ROW, row=row + 1)
        else:
            said = {"row": row + 1, "letter": letters(column)}
            place = tr(_HEADED, heading=heading, **said) if heading else tr(_AT, **said)
        return tr(_IN, sheet=self.name, place=place) if self.name else place


def letters(column: int) -> str:
    """A column, counted from 0, as spreadsheets call it: A, B … Z, AA."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def text_of(cell: Cell) -> str:
    """What a cell shows, on one line of plain spaces."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return plain(cell)
    text = str(cell)
    # What tables of ours put before a text that a spreadsheet would take for a formula.
    if text[:1] == "'" and text[1:].lstrip()[:1] in FORMULA_SIGNS and len(text) > 1:
        text = text[1:]
    return " ".join(text.split())


# A text that begins so is computed by a spreadsheet, in whatever program opens the table.
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def plain(number: float) -> str:
    """A number without an exponent, to ten decimals."""
    return f"{number:.10f}".rstrip("0").rstrip(".") or "0"
