"""A CSV file into a sheet: encoding and separator are found out, and said."""

import csv
import re
from codecs import BOM_UTF8
from io import BytesIO, StringIO
from itertools import islice

from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import ImportNote
from vsm_cli.exchange.tables.headings import columns_of
from vsm_cli.exchange.tables.sheet import Cell, TableSheet
from vsm_cli.exchange.tables.workbook_limits import LARGE, MOST_COLUMNS, MOST_ROWS
from vsm_cli.language import message, tr
from vsm_cli.source.delimited import DELIMITERS, FALLBACK, SIGNS, encoding_of, said_separator

_DECODED = message("read as {encoding}")
_DELIMITED = message("separated by {sign}")
_UNREADABLE = message("{file} cannot be read: {reason}")
_ENCODINGS = {
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "gb18030": "GB 18030",
    FALLBACK: "Windows-1252",
}
_BINARY = message("{file} is no text")
# Above the headings may stand a title, a date, an empty row.
_LOOKED_AT = 20


def read_delimited(data: bytes, name: str) -> TableSheet:
    """The rows of a CSV file. Raises VsmError where it is none."""
    encoding, text = _decoded(data, name)
    notes = []
    if encoding != "utf-8":
        said_name = _ENCODINGS.get(encoding, encoding)
        notes.append(ImportNote("", tr(_DECODED, encoding=said_name)))
    if "\0" in text:
        raise VsmError(tr(_BINARY, file=name))
    first = text.partition("\n")[0].rstrip("\r")
    said = said_separator(first)
    try:
        sign = said or _separator(text)
        rows = _rows(text, sign, MOST_ROWS + 1)
    except csv.Error as error:
        raise VsmError(tr(_UNREADABLE, file=name, reason=str(error))) from None
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise VsmError(tr(LARGE, file=name, rows=MOST_ROWS, columns=MOST_COLUMNS))
    if said:
        rows[0] = []
    if sign in SIGNS:
        notes.append(ImportNote("", tr(_DELIMITED, sign=tr(SIGNS[sign]))))
    return TableSheet("", rows, decimal_commas=sign != ",", notes=notes)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The encoding of a file, and its text."""
    encoding = "utf-8-sig" if data.startswith(BOM_UTF8) else encoding_of(lambda: BytesIO(data))
    try:
        text = data.decode(encoding)
        if encoding == "gb18030" and _is_western(text):
            return FALLBACK, data.decode(FALLBACK)
    except UnicodeDecodeError as error:
        raise VsmError(tr(_UNREADABLE, file=name, reason=str(error))) from None
    return encoding, text


def _is_western(text: str) -> bool:
    """Whether Chinese characters are bytes of another encoding: none stands beside another, and one
    within a word of Latin letters, as those that Grüße would be taken for."""
    return not re.search(r"[^\x00-\x7f]{2}", text) and bool(
        re.search(r"[a-z][^\x00-\x7f][a-z]", text)
    )


def _rows(text: str, sign: str, most: int) -> list[list[Cell]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign)
    return [[*row[: MOST_COLUMNS + 1]] for row in islice(reader, most)]


def _separator(text: str) -> str:
    """The sign by which the most headings that are known stand apart."""

    def headings(sign: str) -> int:
        try:
            return max((len(columns_of(row)) for row in _rows(text, sign, _LOOKED_AT)), default=0)
        except csv.Error:
            return 0

    return max(DELIMITERS, key=headings)
