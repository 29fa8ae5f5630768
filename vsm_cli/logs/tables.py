"""Files of a log as tables that DuckDB reads: of each, the SQL that stands behind FROM, and the
columns that it has."""

import codecs
import csv
import gzip
import re
import sqlite3
import zlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from msgspec import Struct

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.logs.log_files import kind_of
from vsm_cli.logs.sql import first_line, literal
from vsm_cli.source.delimited import (
    SIGNS,
    chunks,
    encoding_of,
    frequent_separator,
    said_separator,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MIXED = message("{log}: its files are of several kinds: {kinds}")
_UNREADABLE = message("{file} cannot be read: {reason}")
_EMPTY = message("{file} is empty")
_NO_OCEL = message("{file} is no OCEL 2.0: {reason}")
_DECODED = message("{file} was read as {encoding}")
_DELIMITED = message("{file} is separated by {sign}")
_CHUNK = 1 << 20


class LogTable(Struct):
    """A log as a table. `notes` say what had to be found out about its files."""

    sql: str
    columns: list[str]
    notes: list[str]


def table_of(
    connection: "DuckDBPyConnection", log: str, files: list[Path], wanted: set[str], scratch: Path
) -> LogTable:
    """The files as one table. XES and OCEL become CSV in the folder `scratch`, of the columns that
    are wanted. Raises VsmError for what cannot be read."""
    kinds = sorted({kind_of(file) for file in files})
    if len(kinds) > 1:
        raise VsmError(tr(_MIXED, log=log, kinds=", ".join(kinds)))
    kind = kinds[0]
    notes: list[str] = []
    if kind == "csv":
        files = [_in_utf8(file, scratch / f"{i}.csv", notes) for i, file in enumerate(files)]
        sql = _csv_sql(files, notes)
    elif kind == "parquet":
        sql = f"read_parquet({_list(files)}, union_by_name=true)"
    elif kind == "json":
        sql = f"read_json({_list(files)}, union_by_name=true)"
    else:
        converted = []
        for number, file in enumerate(files):
            target = scratch / f"{number}.csv"
            _convert(file, kind, target, wanted)
            converted.append(target)
        sql = _csv_sql(converted, [])
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()
    except Exception as error:
        raise VsmError(tr(_UNREADABLE, file=files[0].name, reason=first_line(error))) from None
    return LogTable(sql, [row[0] for row in described], notes)


def _list(files: Iterable[Path]) -> str:
    """Files for DuckDB, which takes names for patterns."""
    names = (re.sub(r"[\[*?]", r"[\g<0>]", file.as_posix()) for file in files)
    return "[" + ", ".join(map(literal, names)) + "]"


def _csv_sql(files: list[Path], notes: list[str]) -> str:
    delimiter, before = _delimiter(files[0])
    if delimiter in SIGNS:
        notes.append(tr(_DELIMITED, file=files[0].name, sign=tr(SIGNS[delimiter])))
    options = f"delim={literal(delimiter)}, header=true, all_varchar=true, quote='\"', escape='\"'"
    if before:
        options += f", skip={before}"
    return (
        f"read_csv({_list(files)}, {options}, union_by_name=true, null_padding=true,"
        " strict_mode=false, max_line_size=16777216, parallel=false)"
    )


def _delimiter(file: Path) -> tuple[str, int]:
    """What separates the headings of a table: what Excel says above them (`sep=;`), or else of the
    usual signs the one that stands there most often. And how many lines are above them."""
    with _open(file) as stream:
        for before, line in enumerate(iter(lambda: stream.readline(_CHUNK), b"")):
            heading = line.decode("utf-8-sig", "replace").strip("\r\n")
            if said := said_separator(heading):
                return said, before + 1
            if heading:
                return frequent_separator(heading), before
    raise VsmError(tr(_EMPTY, file=file.name))


def _open(file: Path) -> IO[bytes]:
    """The bytes of a file, unpacked if it is packed."""
    return gzip.open(file, "rb") if _is_packed(file) else file.open("rb")  # type: ignore[return-value]


def _is_packed(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _in_utf8(file: Path, target: Path, notes: list[str]) -> Path:
    """The file, or where it is written in another encoding, the same in UTF-8."""
    try:
        encoding = encoding_of(partial(_open, file))
        if encoding == "utf-8" and (file.suffix.lower() == ".gz" or not _is_packed(file)):
            return file
        if encoding != "utf-8":
            notes.append(tr(_DECODED, file=file.name, encoding=encoding))
        with _open(file) as stream, target.open("w", encoding="utf-8", newline="") as written:
            for text in codecs.iterdecode(chunks(stream), encoding):
                written.write(text)
    except (OSError, EOFError, UnicodeError, zlib.error) as error:
        raise VsmError(tr(_UNREADABLE, file=file.name, reason=str(error))) from None
    return target


def _convert(file: Path, kind: str, target: Path, wanted: set[str]) -> None:
    from vsm_cli.logs.xes import xes_rows

    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        try:
            if kind == "xes":
                with _open(file) as source:
                    writer.writerows(xes_rows(source, file.name, wanted))
            else:
                from vsm_cli.logs.ocel import ocel_rows

                writer.writerows(ocel_rows(file, wanted))
        except (sqlite3.Error, KeyError) as error:
            raise VsmError(tr(_NO_OCEL, file=file.name, reason=str(error))) from None
        except (OSError, EOFError, LookupError, zlib.error) as error:
            raise VsmError(tr(_UNREADABLE, file=file.name, reason=str(error))) from None
