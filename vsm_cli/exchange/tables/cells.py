"""Cells into values as they are written in definitions."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from pydantic_core import PydanticCustomError

from vsm_cli.catalogue import vocabulary
from vsm_cli.exchange.tables.headings import TableColumn
from vsm_cli.exchange.tables.sheet import Cell, plain, text_of
from vsm_cli.language import fill, message, tr
from vsm_cli.loading import value_parsing
from vsm_cli.loading.amounts import Amount
from vsm_cli.loading.spreads import Disorder, spread_of
from vsm_cli.model.values import ELAPSED
from vsm_cli.source.data import Number

_NO_UNIT = message(
    "{value} has no unit, and the heading says none: write {value}m or {value}h, or (min) or (h) "
    "behind the heading"
)
_BELOW_0 = message("{value} is below 0")
_A_DATE = message("this is a date; a spreadsheet makes one of what looks like one, such as 1-2")
_THOUSANDS = message("{value} may be {point} or {whole}: write it without a sign in it")
_PERCENT = message("{value} is above 1, and neither the cell nor the heading says %")
_CLOCK = message("{value} may be hours or minutes: write for example 1h 30m")
_UNITS = (
    (Amount(1.0), "s"), (Amount(60.0), "m"), (Amount(3600.0), "h"), (Amount(days=1.0), "d"),
    (Amount(weeks=1.0), "w"), (Amount(months=1.0), " months"), (Amount(months=3.0), " quarters"),
    (Amount(months=12.0), " years"),
)  # fmt: skip
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_BETWEEN = r"\s*(?:[-–—~至到]|\bto\b|\.\.)\s*"
# What people write where there is nothing to write.
_BLANK = "- – — -- . n/a na n.a. ? tbd tba unknown none nil 无 未知 待定 不详 不适用 /"
BLANK = frozenset(_BLANK.split())
NOTHING = frozenset(("none", "nil", "无"))


class CellFault(Exception):  # noqa: N818 -- a cell that cannot be read is no error of vsm
    """Why a cell cannot be read."""


def number_of(cell: Cell, commas: bool) -> float | None:
    """The number in a cell; None where there is none. Raises CellFault where it may be two."""
    if isinstance(cell, float):
        return cell
    text = unicodedata.normalize("NFKC", text_of(cell))
    pointed = _pointed(text, commas)
    return float(pointed) if re.fullmatch(rf"-?{_NUMBER}", pointed) else None


def _pointed(text: str, commas: bool) -> str:
    """A text with decimal points; where that is asked for, its commas are decimal ones. Raises
    CellFault for what may stand between thousands."""
    for found in re.finditer(r"(?<![0-9.,])([1-9][0-9]{0,2})([.,])([0-9]{3})(?![0-9.,])", text):
        if found[2] == "," or commas:
            whole, point = found[1] + found[3], f"{found[1]}.{found[3]}".rstrip("0").rstrip(".")
            raise CellFault(tr(_THOUSANDS, value=found[0], point=point, whole=whole))
    return re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text) if commas else text


def time_of(cell: Cell, column: TableColumn, commas: bool) -> Any:
    """A time or a range of times."""
    if isinstance(cell, timedelta):
        return _written(cell.total_seconds() / 60, Amount(60.0))
    if isinstance(cell, time):
        return _written(cell.hour * 60 + cell.minute + cell.second / 60, Amount(60.0))
    if isinstance(cell, date):
        raise CellFault(tr(_A_DATE))
    number = number_of(cell, commas)
    if number is not None:
        return _with_unit([number], column)
    text = _pointed(unicodedata.normalize("NFKC", text_of(cell)), commas)
    ends = re.fullmatch(rf"({_NUMBER}){_BETWEEN}({_NUMBER})", text)
    if ends:
        return _with_unit([float(ends[1]), float(ends[2])], column)
    if re.fullmatch(r"[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?", text):
        raise CellFault(tr(_CLOCK, value=text))
    checked(value_parsing.duration if column.key in ("every", "expects") else _spread, text)
    return text


def _spread(value: object) -> Any:
    found = spread_of(value_parsing.spread(value), ELAPSED)
    if isinstance(found, Disorder):
        raise CellFault(tr(found.message, **found.fields))
    return found


def _with_unit(numbers: list[float], column: TableColumn) -> Any:
    if min(numbers) < 0:
        raise CellFault(tr(_BELOW_0, value=plain(min(numbers))))
    if numbers == [0]:
        return 0
    if column.unit is None:
        raise CellFault(tr(_NO_UNIT, value=plain(numbers[0])))
    if len(numbers) == 1:
        return _written(numbers[0], column.unit)
    sign = next(sign for unit, sign in _UNITS if unit == column.unit)
    text = f"{plain(numbers[0])}-{plain(numbers[1])}{sign}"
    checked(_spread, text)
    return text


def _written(number: float, unit: Amount) -> Any:
    if unit == Amount(60.0) and number >= 60 and number % 60 == 0:
        number, unit = number / 60, Amount(3600.0)
    text = plain(number) + next(sign for each, sign in _UNITS if each == unit)
    if plain(number) == "0":
        return 0
    checked(value_parsing.duration, text)
    return text


def share_of(cell: Cell, column: TableColumn, commas: bool) -> str:
    """A share in percent: under a heading with %, numbers above 1 are percentages."""
    number = number_of(cell, commas)
    if number is None:
        text = _pointed(unicodedata.normalize("NFKC", text_of(cell)), commas)
        return f"{plain(checked(value_parsing.share, text) * 100)}%"
    if number > 1 and not column.percent:
        raise CellFault(tr(_PERCENT, value=plain(number)))
    share = number / 100 if number > 1 else number
    checked(value_parsing.share, Number(plain(share)))
    return f"{plain(share * 100)}%"


def number_in(cell: Cell, _column: TableColumn, commas: bool) -> float | int:
    number = number_of(cell, commas)
    found: float = checked(
        value_parsing.number, Number(plain(number)) if number is not None else text_of(cell)
    )
    return int(found) if found.is_integer() else found


def one_to_five(cell: Cell, column: TableColumn, commas: bool) -> float | int:
    number = number_in(cell, column, commas)
    checked(value_parsing.one_to_five, Number(plain(number)))
    return number


def text_in(cell: Cell, _column: TableColumn, _commas: bool) -> str:
    return text_of(cell)


def texts_in(cell: Cell, _column: TableColumn, _commas: bool) -> list[str]:
    return items(cell)


def yes_or_no(cell: Cell, column: TableColumn, _commas: bool) -> bool:
    said = text_of(cell).casefold()
    if said in ("x", "✓", "✔", "√", "y", "true", "1"):
        return True
    if said in ("n", "false", "0"):
        return False
    return bool(checked(value_parsing.automated, said, key=column.heading))


def entry_of(cell: Cell, column: TableColumn, commas: bool) -> bool | str:
    """Whether work comes in here, or how much of it."""
    try:
        return yes_or_no(cell, column, commas)
    except CellFault:
        return share_of(cell, column, commas)


def word_of(word: value_parsing.FixedWord) -> Callable[[Cell, TableColumn, bool], str]:
    return lambda cell, _column, _commas: str(checked(word, text_of(cell)))


def score_of(cell: Cell, _column: TableColumn, _commas: bool) -> str:
    text = text_of(cell)
    checked(value_parsing.score, text)
    return text


def items(cell: Cell, *, long: bool = False) -> list[str]:
    """The names that a cell lists: by semicolons and lines, or else by commas, which may stand in
    what is `long`."""
    text = str(cell) if isinstance(cell, str) else text_of(cell)
    if long or any(sign in text for sign in ";；\n"):
        found = re.split("[;；\n]", text)
    else:
        found = re.split("[,，、]", text)
    texts = (text_of(re.sub(r"^\s*[•·*-]\s+", "", each)) for each in found)
    return list(dict.fromkeys(each for each in texts if each))


def checked(parse: Callable[[object], Any], value: object, **fields: object) -> Any:
    """What a parser of the format makes of a value. Raises CellFault with what it says."""
    try:
        return parse(value)
    except PydanticCustomError as error:
        context = {**(error.context or {}), **fields}
        raise CellFault(fill(error.message_template, context)) from None


# By key: those whose cells need nothing but themselves.
READERS: dict[str, Callable[[Cell, TableColumn, bool], Any]] = {
    "description": text_in,
    "tags": texts_in,
    "practices": texts_in,
    "activity": word_of(value_parsing.FixedWord(vocabulary.ACTIVITIES)),
    "kind": text_in,
    "process": time_of,
    "wait": time_of,
    "lead": time_of,
    "queue": number_in,
    "every": time_of,
    "complete-accurate": share_of,
    "automated": yes_or_no,
    "touchpoint": text_in,
    "satisfaction": score_of,
    "expects": time_of,
    "sensitivity": one_to_five,
    "work": word_of(value_parsing.FixedWord(vocabulary.WORK)),
    "entry": entry_of,
}
