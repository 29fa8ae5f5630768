"""Whatever stands in a table: it is read or refused, and what comes of it is a definition without
a reading error."""

import csv
from contextlib import suppress
from io import StringIO

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.exchange.tables import read, workbook
from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import Imported
from vsm_cli.exchange.readers import read_bytes
from vsm_cli.loading import load_texts
from vsm_cli.source.writing import as_yaml

# What the table lacks: other streams, kinds of step and practices that nothing defines.
LACKING = {"VSM005"}
HEADINGS = (
    "Stream", "Id", "Step", "No.", "Owner", "Participants", "PT (min)", "Wait [h]", "LT (d)",
    "%C&A", "Systems", "Inputs", "Outputs", "Next", "People", "Accepts", "Entry", "Queue", "Every",
    "Work", "Tags", "Practices", "Description", "Satisfaction", "步骤", "Cost",
)  # fmt: skip
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "a", "b", "A b", "end", "客户", "customer", "a: 70%; b", "a + b: 10%", "a; a", "[x]",
         "a [b]", "a [end]", "a [a b]", "5", "0", "-1", "0.5", "1,5", "1.500", "95%", "1e9", "15m",
         "1h-4h", "4-1", "n/a", "none", "yes", "no", "null", "~", "true", "2026-01-01", "a: b: c",
         "a:", ":", ";", "- a", "'=1", "=1", "#", "{", "&a", "*a", "!x", "|", ">", "%", "@", "`",
         "3.6/5", "9999999999999 y", "²", "\u0661", "\ud7ff", "a\nb", "a\u2028b", "\x85",
         "\x1b[31m"]
    ),
)  # fmt: skip
TABLES = st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=8, unique=True).flatmap(
    lambda heads: st.lists(
        st.lists(CELLS, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=6
    ).map(lambda rows: [heads, *rows])
)


def assert_readable(imported: Imported) -> None:
    text = as_yaml({"vsm": 1, **imported.definitions}, "")
    loaded = load_texts({"vsm.yaml": text})
    faults = [fault for source in loaded.files.values() for fault in source.faults]
    codes = {each.code for each in (*loaded.findings, *faults)} - LACKING
    assert codes == set(), (text, loaded.findings, faults)
    for stream in loaded.workspace.streams.values():
        assert list(stream.steps) == list(imported.definitions["streams"][stream.id]["steps"])


@given(TABLES)
@settings(max_examples=150)
@example([["Step", "Next"], ["a", "a: 70%; b"], ["b", "a + b"]])
def test_of_text(rows: list[list[str]]) -> None:
    text = StringIO()
    csv.writer(text).writerows(rows)
    try:
        imported = read(text.getvalue())
    except VsmError:
        return
    assert_readable(imported)


@given(TABLES)
@settings(max_examples=25)
def test_of_cells(rows: list[list[str]]) -> None:
    plain = [[cell.lstrip("=") for cell in row] for row in rows]
    try:
        imported = read_bytes(workbook(Steps=plain), "t.xlsx")
    except VsmError:
        return
    assert_readable(imported)


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_of_bytes(data: bytes) -> None:
    for name in ("t.csv", "t.xlsx", "catalog-info.yaml"):
        with suppress(VsmError):
            read_bytes(b"apiVersion: backstage.io/\n" + data if name[-1] == "l" else data, name)
