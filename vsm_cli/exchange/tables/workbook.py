"""An XLSX file into its sheets: values only, in bounded time and memory."""

from io import BytesIO

from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import ImportNote
from vsm_cli.exchange.tables.sheet import Cell, TableSheet
from vsm_cli.exchange.tables.workbook_limits import inspect, is_ours
from vsm_cli.language import message, tr

_NO_READER = message("reading {file} needs python-calamine: pip install 'vsm-cli[tables]'")
_OTHER_KIND = message("{file} is no XLSX: save it as an Excel workbook (.xlsx) or as CSV")
_UNREADABLE = message("{file} cannot be read: {reason}")
_HIDDEN = message("sheet {sheet} is hidden, and left out")
_COMPUTED = message("computed by a formula; what it gave when the file was saved is taken")
_NOT_COMPUTED = message("a formula without a value: open the file, compute it and save it again")
_ERROR = message("the formula gives an error, {error}")
_MOST_MERGED = 5000
_ZIP = b"PK\x03\x04"


def read_workbook(data: bytes, name: str) -> list[TableSheet]:
    """The sheets that are shown. Raises VsmError for what is none, or where the library is
    missing."""
    if not data.startswith(_ZIP):
        raise VsmError(tr(_OTHER_KIND, file=name))
    try:
        from python_calamine import (
            CalamineError,
            CalamineWorkbook,
            SheetTypeEnum,
            SheetVisibleEnum,
        )
    except ImportError:
        raise VsmError(tr(_NO_READER, file=name)) from None

    facts, ours = inspect(data, name), is_ours(data)
    sheets = []
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        for about in workbook.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:  # a chart
                continue
            known = facts.get(about.name)
            if known is None:  # it would be read without having been looked at
                raise VsmError(tr(_UNREADABLE, file=name, reason=about.name))
            if about.visible is not SheetVisibleEnum.Visible:
                note = ImportNote("", tr(_HIDDEN, sheet=about.name))
                sheets.append(TableSheet(about.name, [], notes=[note]))
                continue
            source = workbook.get_sheet_by_name(about.name)
            rows: list[list[Cell]] = [
                [None if cell == "" else float(cell) if type(cell) is int else cell for cell in row]
                for row in source.to_python(skip_empty_area=False)
            ]
            for (top, left), (bottom, _) in (source.merged_cell_ranges or [])[:_MOST_MERGED]:
                _fill(rows, top, left, bottom)
            sheet = TableSheet(about.name, rows, ours=ours)
            sheet.notes = [
                *(ImportNote(sheet.place(*at), tr(_COMPUTED)) for at in known.computed),
                *(
                    ImportNote(sheet.place(*at), tr(_NOT_COMPUTED), True)
                    for at in known.not_computed
                ),
                *(
                    ImportNote(sheet.place(*at), tr(_ERROR, error=e), True)
                    for at, e in known.errors
                ),
            ]
            sheets.append(sheet)
    except (CalamineError, ValueError) as error:
        raise VsmError(tr(_UNREADABLE, file=name, reason=str(error))) from None
    except BaseException as error:  # a panic in the library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise VsmError(tr(_UNREADABLE, file=name, reason=str(error))) from None
    return sheets


def _fill(rows: list[list[Cell]], top: int, left: int, bottom: int) -> None:
    """What stands in merged cells counts for each row of them."""
    if top >= len(rows) or left >= len(rows[top]):
        return
    for row in rows[top + 1 : bottom + 1]:
        if left < len(row):
            row[left] = rows[top][left]
