"""Tables as tests write them."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from vsm_cli.exchange.imported import Imported
from vsm_cli.exchange.readers import read_bytes
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.writing import as_yaml


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these rows in its sheets; a time is written as spreadsheets have it, and a
    text that begins with `=` as a formula with its value behind a second one: `=1+1=2`."""
    data = BytesIO()
    book = Workbook(data, {"in_memory": True})
    clock = book.add_format({"num_format": "[h]:mm"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, timedelta):
                    sheet.write_datetime(number, column, cell, clock)
                elif isinstance(cell, str) and cell.startswith("="):
                    _, formula, value = cell.split("=")
                    sheet.write_formula(number, column, formula, None, value)
                elif cell is not None:
                    sheet.write(number, column, cell)
    book.close()
    return data.getvalue()


def workspace_of(imported: Imported, calendar: str = "") -> Workspace:
    text = as_yaml({"vsm": 1, **imported.definitions}, "")
    texts = {"vsm.yaml": text} | ({"c.yaml": f"vsm: 1\ncalendar: {calendar}\n"} if calendar else {})
    return load_texts(texts).workspace


def read(text: str, name: str = "t.csv") -> Imported:
    return read_bytes(text.encode(), name)


def steps(imported: Imported) -> dict[str, Any]:
    """The steps of the only stream."""
    [stream] = imported.definitions["streams"].values()
    found: dict[str, Any] = stream["steps"]
    return found


def step(text: str) -> dict[str, Any]:
    """The first step of a table of which nothing is lost."""
    imported = read(text)
    assert lost(imported) == []
    return dict(next(iter(steps(imported).values())))


def lost(imported: Imported) -> list[tuple[str, str]]:
    return [(note.place, note.text) for note in imported.notes if note.is_lost]


def said(imported: Imported) -> str:
    return "\n".join(f"{note.place}: {note.text}" for note in imported.notes)
