"""A table with one row for each step into the streams that it holds."""

from pathlib import PurePath
from typing import Any

from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import Imported, ImportNote
from vsm_cli.exchange.tables.delimited_sheet import read_delimited
from vsm_cli.exchange.tables.headings import TableColumn, are_of_streams, columns_of, is_heading
from vsm_cli.exchange.tables.sheet import TableSheet, text_of
from vsm_cli.exchange.tables.steps import HELD, Elements, StepRows
from vsm_cli.exchange.tables.stream_rows import read_streams
from vsm_cli.exchange.tables.workbook_limits import LARGE, MOST_COLUMNS, MOST_ROWS
from vsm_cli.language import counted, forms, message, names, tr

_NO_TABLE = message(
    "{file} has no table of steps: its headings are to name a step, as in Step, Owner, PT (min), "
    "Wait (h)"
)
_NO_STEPS = message("{file} has headings, and no step below them")
_READ = message("read {steps} of {streams}; columns: {columns}")
_STEPS = forms("{number} step", "{number} steps")
_LEFT_OUT = message("no key of a step, and left out")
_ABOVE = message("what stands above the headings is left out: {text}")
_OTHER_SHEET = message("sheet {sheet} has no table of steps")
_LOOKED_AT = 20


def read_table(data: bytes, name: str) -> Imported:
    """The streams of a CSV or XLSX file. Raises VsmError where it holds no table of steps, nor of
    streams."""
    sheets = _sheets(data, name)
    notes = [note for sheet in sheets for note in sheet.notes]
    elements = Elements()
    said: dict[str, dict[str, Any]] = {}
    tables = []
    for sheet in sheets:
        if (top := _stream_headings(sheet)) is not None:
            found, told = read_streams(sheet, top, elements)
            said |= found
            notes += told
        elif (headings := _headings(sheet)) is not None:
            tables.append((sheet, *headings))
        elif any(map(any, sheet.rows)) and not sheet.ours:
            notes.append(ImportNote("", tr(_OTHER_SHEET, sheet=sheet.name), is_lost=True))
    if not tables and not said:
        raise VsmError(tr(_NO_TABLE, file=name))
    # Where only one stream is spoken of, steps without one are its steps.
    only = next(iter(said)) if len(said) == 1 else PurePath(name).stem
    streams: dict[str, dict[str, dict[str, Any]]] = {id_: {} for id_ in said}
    for sheet, top, columns in tables:
        notes += _about(sheet, top, columns)
        held = [column for column in columns if column.key in HELD]
        rows = StepRows(sheet, top, held, sheet.name if len(tables) > 1 else only, elements)
        rows.read(streams)
        notes += rows.notes
    if not streams:
        raise VsmError(tr(_NO_STEPS, file=name))
    summary = _summary(streams, [columns for _, _, columns in tables])
    return Imported(_definitions(elements, said, streams), (summary, *notes))


def _sheets(data: bytes, name: str) -> list[TableSheet]:
    if PurePath(name).suffix.lower() in (".csv", ".tsv", ".txt"):
        sheets = [read_delimited(data, name)]
    else:
        from vsm_cli.exchange.tables.workbook import read_workbook

        sheets = read_workbook(data, name)
    if any(len(sheet.rows) > MOST_ROWS for sheet in sheets):
        raise VsmError(tr(LARGE, file=name, rows=MOST_ROWS, columns=MOST_COLUMNS))
    return sheets


def _stream_headings(sheet: TableSheet) -> int | None:
    """The row with the headings of a table of streams."""
    rows = enumerate(sheet.rows[:_LOOKED_AT])
    return next((number for number, row in rows if are_of_streams(row)), None)


def _headings(sheet: TableSheet) -> tuple[int, list[TableColumn]] | None:
    """The row with the headings, and its columns."""
    best: tuple[int, list[TableColumn]] | None = None
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        columns = columns_of(row)
        if is_heading(columns) and (best is None or len(columns) > len(best[1])):
            best = number, columns
    return best


def _about(sheet: TableSheet, top: int, columns: list[TableColumn]) -> list[ImportNote]:
    """What is left out of a sheet: rows above the headings, columns that are no key."""
    above = [text for row in sheet.rows[:top] for cell in row if (text := text_of(cell))]
    notes = [ImportNote(sheet.place(0), tr(_ABOVE, text="; ".join(above)))] if above else []
    held = {column.index for column in columns if column.key in HELD}
    for index, cell in enumerate(sheet.rows[top]):
        below = (row[index] for row in sheet.rows[top + 1 :] if index < len(row))
        if index not in held and any(map(text_of, below)):
            place = sheet.place(top, index, text_of(cell))
            notes.append(ImportNote(place, tr(_LEFT_OUT), is_lost=True))
    return notes


def _summary(streams: dict[str, dict[str, Any]], tables: list[list[TableColumn]]) -> ImportNote:
    read = dict.fromkeys(
        column.heading for columns in tables for column in columns if column.key in HELD
    )
    steps = counted(sum(map(len, streams.values())), _STEPS)
    said = {"steps": steps, "streams": names(streams), "columns": names(read or ["–"])}
    return ImportNote("", tr(_READ, **said))


def _definitions(
    elements: Elements,
    said: dict[str, dict[str, Any]],
    streams: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    named = elements.streams.definitions()
    sections = {
        "teams": elements.teams.definitions(),
        "systems": elements.systems.definitions(),
        "data": elements.data.definitions(),
        "streams": {
            id_: {**named[id_], **said.get(id_, {}), **({"steps": steps} if steps else {})}
            for id_, steps in streams.items()
        },
    }
    return {section: entries for section, entries in sections.items() if entries}
