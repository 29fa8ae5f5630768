"""Tables as a workbook, one sheet each, in which texts are never formulas or links."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from vsm_cli.language import tr
from vsm_cli.reporters.tables.table import ExportedTable

PRODUCER = "vsm"
_FORMATS = {"text": "", "number": "0.##", "minutes": "#,##0.##", "share": "0.0%"}
# As workbooks have it where nobody says when they were made; the same tables give the same bytes.
_MADE = datetime(1980, 1, 1)
_LONGEST = 32_767


def as_xlsx(tables: Sequence[ExportedTable]) -> bytes:
    """The bytes of the workbook: headings stay in sight, columns can be filtered."""
    data = BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(data, {"in_memory": True, **never})
    workbook.set_properties({"author": PRODUCER, "created": _MADE})
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {
        kind: workbook.add_format({"num_format": pattern, "valign": "top", "text_wrap": True})
        for kind, pattern in _FORMATS.items()
    }
    for table in tables:
        sheet = workbook.add_worksheet(tr(table.name))
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(table.headings):
            sheet.set_column(column, column, heading.width)
            sheet.write_string(0, column, heading.said, head)
        for number, row in enumerate(table.rows, 1):
            for column, value in enumerate(row):
                look = formats[table.headings[column].kind]
                if isinstance(value, str):
                    sheet.write_string(number, column, value[:_LONGEST], look)
                elif value is not None:
                    sheet.write_number(number, column, value, look)
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    workbook.close()
    return data.getvalue()
