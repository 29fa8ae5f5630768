"""Files that are made to harm: refused in bounded time and memory, with a reason in one line."""

import io
import re
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.running import surroundings
from tests.exchange.tables import workbook
from vsm_cli.errors import VsmError
from vsm_cli.exchange.readers import read_bytes

ROWS = [["Step", "PT (min)"], ["Take", 5]]
BOOK, RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
# Of address space, Python and its libraries included.
MOST_KB, MOST_S = 1_500_000, 20


def changed(parts: dict[str, bytes | None]) -> bytes:
    """A workbook in which some parts are others; None: that one is not there."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(Steps=ROWS))) as source,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for each in dict.fromkeys([*source.namelist(), *parts]):
            content = parts[each] if each in parts else source.read(each)
            if content is not None:
                target.writestr(each, content)
    return data.getvalue()


def sheet(rows: str) -> bytes:
    return changed({SHEET: f"{HEAD}{rows}{TAIL}".encode()})


def bomb() -> bytes:
    return changed({"xl/media/a.bin": bytes(120_000_000)})


def lying_bomb() -> bytes:
    """One whose directory says that it unpacks to ten bytes."""
    data = bytearray(bomb())
    honest, lie = struct.pack("<I", 120_000_000), struct.pack("<I", 10)
    return bytes(data.replace(honest, lie))


def far_cell() -> bytes:
    return sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')


def far_row() -> bytes:
    return sheet('<row r="1048576"><c><v>1</v></c></row>')


def repeated_text() -> bytes:
    """A short workbook in which each of many cells has the same long text."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 4001))
    strings = f'<sst xmlns="x"><si><t>{"y" * 9_000_000}</t></si></sst>'
    return changed(
        {SHEET: f"{HEAD}{cells}{TAIL}".encode(), "xl/sharedStrings.xml": strings.encode()}
    )


def repeated_text_elsewhere() -> bytes:
    """The same, with the texts in a part whose name differs in case."""
    return repeated_text().replace(b"xl/sharedStrings.xml", b"xl/SHAREDSTRINGS.xml")


def two_of_a_name() -> bytes:
    """A harmless sheet for whoever takes the first part of this name, another one for others."""
    return changed({"xl/worksheets/SHEET1.xml": f"{HEAD}{TAIL}".encode()})


def sheet_out_of_sight() -> bytes:
    rels = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(workbook(Steps=ROWS))) as source:
        text = source.read(rels).replace(b"worksheets/sheet1.xml", b"worksheets/none.xml")
    return changed({rels: text})


def workbook_of(sheets: dict[str, str], extra: str = "", more: str = "") -> bytes:
    """Sheets by the ids of their relationships; `extra` are sheets, `more` relationships."""
    with zipfile.ZipFile(io.BytesIO(workbook(A=ROWS, B=ROWS))) as source:
        book, rels = (source.read(part).decode() for part in (BOOK, RELS))
    for id_, name in sheets.items():
        book = re.sub(rf'name="[^"]*"([^>]*"{id_}")', rf'name="{name}"\1', book)
    parts = {
        BOOK: book.replace("</sheets>", f"{extra}</sheets>").encode(),
        RELS: rels.replace("</Relationships>", f"{more}</Relationships>").encode(),
    }
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A=ROWS, B=ROWS))) as source,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for each in source.namelist():
            target.writestr(each, parts.get(each) or source.read(each))
    return data.getvalue()


def two_sheets_of_a_name() -> bytes:
    return workbook_of({"rId1": "S", "rId2": "S"})


def one_part_as_many_sheets() -> bytes:
    sheets = (f'<sheet name="n{n}" sheetId="{n}" r:id="rId1"/>' for n in range(10, 20_000))
    return workbook_of({}, "".join(sheets))


def two_relationships_of_an_id() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    return workbook_of(
        {}, more=f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet2.xml"/>'
    )


def entities() -> bytes:
    """Ten entities, each ten times the one before it."""
    defined = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)
    )
    return changed({SHEET: f"<!DOCTYPE x [{defined}]>{HEAD}&a10;{TAIL}".encode()})


def external() -> bytes:
    text = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}&a;{TAIL}'
    return changed({SHEET: text.encode()})


def deep() -> bytes:
    return sheet("<row>" * 200_000 + "</row>" * 200_000)


def macros() -> bytes:
    return changed({"xl/vbaProject.bin": b"x"})


def many_parts() -> bytes:
    return changed({f"xl/{n}.xml": b"" for n in range(2000)})


def no_sheets() -> bytes:
    return changed({"xl/workbook.xml": None})


def cut() -> bytes:
    return workbook(Steps=ROWS)[:-200]


def odd_reference() -> bytes:
    return sheet('<row r="x"><c r="A1"><v>1</v></c></row>')


def text_in_pieces() -> bytes:
    """One cell that holds its text in very many pieces."""
    pieces = f"<t>{'y' * 120}</t>" * 200_000
    return sheet(f'<row r="1"><c r="A1" t="inlineStr"><is>{pieces}</is></c></row>')


def no_archive() -> bytes:
    return b"PK\x03\x04" + bytes(1000)


def very_large() -> bytes:
    return b"Step,Owner\n" + b"x" * 100_000_000


def commas() -> bytes:
    return b"Step,Owner\n" + b"," * 9_000_000


def quotes() -> bytes:
    return b"Step,Owner\n" + b'"' * 9_000_001


def lines() -> bytes:
    return b"Step,Owner\n" + b"\n" * 9_000_000


HOSTILE = [
    (bomb, "t.xlsx", "unpacks to more than 100 MB"),
    (lying_bomb, "t.xlsx", "unpacks to more than 100 MB"),
    (far_cell, "t.xlsx", "more than 5000 rows or 500 columns"),
    (far_row, "t.xlsx", "more than 5000 rows or 500 columns"),
    (repeated_text, "t.xlsx", "holds more than 20 MB of text"),
    (repeated_text_elsewhere, "t.xlsx", "holds more than 20 MB of text"),
    (two_of_a_name, "t.xlsx", "cannot be read"),
    (sheet_out_of_sight, "t.xlsx", "cannot be read"),
    (two_sheets_of_a_name, "t.xlsx", "cannot be read"),
    (one_part_as_many_sheets, "t.xlsx", "cannot be read"),
    (two_relationships_of_an_id, "t.xlsx", "cannot be read"),
    (text_in_pieces, "t.xlsx", "holds more than 20 MB of text"),
    (entities, "t.xlsx", "holds a DTD"),
    (external, "t.xlsx", "holds a DTD"),
    (deep, "t.xlsx", "has no table of steps"),
    (macros, "t.xlsx", "holds macros"),
    (many_parts, "t.xlsx", "cannot be read"),
    (no_sheets, "t.xlsx", "cannot be read"),
    (cut, "t.xlsx", "cannot be read"),
    (odd_reference, "t.xlsx", "cannot be read"),
    (no_archive, "t.xlsx", "cannot be read"),
    (very_large, "t.csv", "larger than 10 MB"),
    (commas, "t.csv", "more than 5000 rows or 500 columns"),
    (quotes, "t.csv", "cannot be read"),
    (lines, "t.csv", "more than 5000 rows or"),
]


@pytest.mark.parametrize(
    ("make", "name", "reason"), HOSTILE, ids=lambda each: getattr(each, "__name__", "")
)
def test_refused(tmp_path: Path, make: Callable[[], bytes], name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(make())
    program = f"ulimit -v {MOST_KB} 2>/dev/null; exec {sys.executable} -m vsm_cli import {name}"
    started = time.monotonic()
    done = subprocess.run(
        ["sh", "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60,
        env=surroundings(),
    )  # fmt: skip
    assert time.monotonic() - started < MOST_S
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    [line] = done.stderr.splitlines()
    assert line.startswith("vsm: t.")
    assert reason in line


def test_the_workbook_that_they_are_made_of_is_read() -> None:
    assert read_bytes(changed({}), "t.xlsx").is_whole


def test_another_way_to_say_where_a_sheet_is() -> None:
    rels = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(workbook(Steps=ROWS))) as source:
        text = source.read(rels).replace(b'"worksheets', b'"/xl/worksheets')
    assert read_bytes(changed({rels: text}), "t.xlsx").is_whole


def test_several_sheets_are_read() -> None:
    assert read_bytes(workbook_of({}), "t.xlsx").is_whole


def test_empty_cells_may_reach_far() -> None:
    """Whoever formats a whole column has not filled it."""
    data = sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Step</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Take</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    assert list(read_bytes(data, "t.xlsx").definitions["streams"]["t"]["steps"]) == ["take"]


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_with_one_byte_changed_raises_nothing_else(seed: int) -> None:
    data = bytearray(workbook(Steps=ROWS))
    at = zlib.crc32(bytes([seed])) % len(data)
    data[at] ^= 1 << seed % 8
    with suppress(VsmError):
        read_bytes(bytes(data), "t.xlsx")
