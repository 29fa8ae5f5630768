"""A table as CSV, in which no cell is a formula."""

import csv
from io import StringIO

from vsm_cli.characters import drawable
from vsm_cli.exchange.tables.sheet import FORMULA_SIGNS
from vsm_cli.reporters.tables.table import ExportedTable, Kind, Value


def as_csv(table: ExportedTable) -> str:
    """Comma-separated, with the headings in the first row and shares in percent."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_safe(heading.said) for heading in table.headings])
    kinds = [heading.kind for heading in table.headings]
    for row in table.rows:
        writer.writerow([_written(value, kind) for value, kind in zip(row, kinds, strict=True)])
    return text.getvalue()


def _written(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _safe(value)
    if kind == "share":
        return f"{value * 100:.10g}%"
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _safe(text: str) -> str:
    """A quote before a text that a spreadsheet would compute makes it a text again."""
    plain = "\n".join(map(drawable, text.expandtabs(1).splitlines()))
    return f"'{plain}" if plain.lstrip()[:1] in FORMULA_SIGNS and plain.strip() else plain
