"""Rows of a sheet into what is said of streams as a whole: who owns them, whom they serve."""

import re
from collections.abc import Callable
from typing import Any

from vsm_cli.catalogue import vocabulary
from vsm_cli.exchange.imported import ImportNote
from vsm_cli.exchange.tables import headings as h
from vsm_cli.exchange.tables.cells import (
    BLANK,
    CellFault,
    checked,
    number_of,
    one_to_five,
    text_in,
    texts_in,
    word_of,
)
from vsm_cli.exchange.tables.headings import TableColumn, columns_of
from vsm_cli.exchange.tables.named import CUSTOMER
from vsm_cli.exchange.tables.sheet import Cell, TableSheet, plain, text_of
from vsm_cli.exchange.tables.steps import Elements
from vsm_cli.language import message, tr
from vsm_cli.loading import value_parsing
from vsm_cli.loading.rates import RATE_UNITS

_NO_NAME = message("this row names no stream")
_LEFT_OUT = message("no key of a stream, and left out")
_NO_TIME = message(
    "{value} does not say in which time: write {value}/month, or (/month) behind the heading"
)
_PER = r"(?:/|\bper\s+|每)\s*([a-z]+|年|月|周|日|天|季度?)"
_TYPES = value_parsing.FixedWord(vocabulary.STREAM_TYPES)


def _demand(cell: Cell, column: TableColumn, commas: bool) -> str:
    """A rate; of a bare number the heading says in which time, as in `Items per year`."""
    number = number_of(cell, commas)
    if number is None:
        checked(value_parsing.rate, text_of(cell))
        return text_of(cell)
    said = re.search(_PER, column.heading.casefold())
    if said is None or said[1] not in RATE_UNITS:
        raise CellFault(tr(_NO_TIME, value=plain(number)))
    text = f"{plain(number)}/{RATE_UNITS[said[1]]}"
    checked(value_parsing.rate, text)
    return text


def _type(cell: Cell, _column: TableColumn, _commas: bool) -> str:
    return _TYPES.look_up(text_of(cell)) or text_of(cell)


_READERS: dict[str, Callable[[Cell, TableColumn, bool], Any]] = {
    "description": text_in,
    "tags": texts_in,
    "layer": word_of(value_parsing.FixedWord(vocabulary.LAYERS)),
    "type": _type,
    "customer": text_in,
    "trigger": text_in,
    "value": text_in,
    "demand": _demand,
    "impact": one_to_five,
    "sensitivity": one_to_five,
}


def read_streams(
    sheet: TableSheet, top: int, elements: Elements
) -> tuple[dict[str, dict[str, Any]], list[ImportNote]]:
    """What the rows below the headings say, by the ids of streams; and what there is to say."""
    columns = {column.key: column for column in columns_of(sheet.rows[top], "Stream")}
    found: dict[str, dict[str, Any]] = {}
    notes = [] if sheet.ours else _left_out(sheet, top, columns)
    for number, row in enumerate(sheet.rows[top + 1 :], top + 1):
        cells = {
            key: row[column.index]
            for key, column in columns.items()
            if column.index < len(row) and text_of(row[column.index])
        }
        if not cells:
            continue
        id_, name = text_of(cells.get(h.ID)), text_of(cells.get(h.NAME))
        if not id_ and not name:
            notes.append(ImportNote(sheet.place(number), tr(_NO_NAME), is_lost=True))
            continue
        called = f"{name or id_} [{id_}]" if id_ else name
        stream = found.setdefault(elements.streams.id_of(called), {})
        for key, cell in cells.items():
            if text_of(cell).casefold() in BLANK:
                continue
            column = columns[key]
            try:
                if key == "owner":
                    owner = text_of(cell)
                    is_customer = owner.casefold() in CUSTOMER
                    stream[key] = CUSTOMER[0] if is_customer else elements.teams.id_of(owner)
                elif key in _READERS:
                    stream[key] = _READERS[key](cell, column, sheet.decimal_commas)
            except CellFault as fault:
                place = sheet.place(number, column.index, column.heading)
                notes.append(ImportNote(place, str(fault), is_lost=True))
    return found, notes


def _left_out(sheet: TableSheet, top: int, columns: dict[str, TableColumn]) -> list[ImportNote]:
    held = {c.index for key, c in columns.items() if key in (h.ID, h.NAME, "owner", *_READERS)}
    return [
        ImportNote(sheet.place(top, index, text_of(cell)), tr(_LEFT_OUT), is_lost=True)
        for index, cell in enumerate(sheet.rows[top])
        if index not in held and text_of(cell)
    ]
