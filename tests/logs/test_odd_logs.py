"""Logs that are broken or odd: read as far as they can be, and what is wrong is said."""

import gzip
import random
from pathlib import Path

import pytest

from tests.logs.logs import log, measured, workspace_of, written
from vsm_cli.errors import VsmError
from vsm_cli.loading import load_texts
from vsm_cli.logs.measuring import measure
from vsm_cli.logs.mining import mine
from vsm_cli.reporters.measure.definition import as_definition, time_text

HEADING = "case,time,activity,owner\n"
ROWS = "".join(f"c{i},2026-01-0{i} 0{j}:00:00,act {j},team\n" for i in range(1, 7) for j in (1, 5))
XES = "case:concept:name"


def rows_of(file: Path) -> int:
    return measured(file).measured.rows


@pytest.mark.parametrize("above", ["sep=;\n", "\n\n", "\n\nsep=;\n"])
def test_lines_above_the_headings(tmp_path: Path, above: str) -> None:
    file = tmp_path / "log.csv"
    text = HEADING + ROWS
    file.write_text(above + (text.replace(",", ";") if "sep" in above else text))
    assert rows_of(file) == 12


@pytest.mark.parametrize("name", ["log[1].csv", "log*.csv", "log?.csv", "lo[!a-f][g].csv"])
def test_a_name_is_no_pattern(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(HEADING + ROWS)
    for other in ("log1.csv", "log.csv", "log2.csv", "lofg.csv", "logg.csv"):
        (tmp_path / other).write_text(HEADING + ROWS * 2)
    assert rows_of(file) == 12


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_nothing(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(data)
    with pytest.raises(VsmError, match="is empty"):
        measured(file)
    with pytest.raises(VsmError, match="is empty"):
        mine(file, {"case": "case", "time": "time", "activity": "activity"})


def test_packed_under_another_name(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(gzip.compress((HEADING + ROWS).encode()))
    assert rows_of(file) == 12


def test_damaged_files(tmp_path: Path) -> None:
    drawn = random.Random(1)
    noise = "".join(f"c{drawn.random()},2026-01-01,x,y\n" for _ in range(500))
    packed = gzip.compress((HEADING + noise).encode())
    file = tmp_path / "log.csv.gz"
    for broken in (packed[:-20], packed[:900] + b"\x55" * 40 + packed[940:]):
        file.write_bytes(broken)
        with pytest.raises(VsmError, match="cannot be read"):
            measured(file)
    xes = tmp_path / "log.xes"
    xes.write_text('<?xml version="1.0" encoding="martian"?><log/>')
    with pytest.raises(VsmError, match="martian"):
        measured(xes, case=XES)
    lines = tmp_path / "log.jsonl"
    good = '{"case": "a", "time": "2026-01-01", "activity": "x", "owner": "y"}\n'
    lines.write_text(good * 30_000 + "{\n")
    with pytest.raises(VsmError, match="unexpected end"):
        mine(lines, {"case": "case", "time": "time", "activity": "activity"})


def test_what_the_engine_refuses(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text(HEADING + ROWS)
    with pytest.raises(VsmError, match=r"cannot be read: .*actvity"):
        mine(file, {"case": "case", "time": "time", "activity": "actvity"})
    with pytest.raises(VsmError, match="Out of Memory"):
        measure(workspace_of("vsm: 1"), log(), [file], memory="1MB")


@pytest.mark.parametrize(
    "odd", ["n/a", "infinity", "99999-01-01 00:00:00", "0001-01-01 00:00:00+14:00"]
)
def test_a_few_odd_times_are_passed_over(tmp_path: Path, odd: str) -> None:
    file = tmp_path / "log.csv"
    file.write_text(HEADING + ROWS + f"c9,{odd},x,team\n")
    found = measured(file)
    assert found.measured.rows == 12
    assert "1 rows without a time that can be read" in found.notes[0]


def test_the_time_that_is_not_understood_is_named(tmp_path: Path) -> None:
    rows = [("a", "2026-01-01 01:00:00", "x", ""), ("b", "tomorrow", "x", "")]
    with pytest.raises(VsmError, match="are not understood: tomorrow"):
        measured(written(tmp_path, rows))


def test_no_time_is_negative(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    rows = "".join(f"c{i},2026-01-02,2026-01-01,accept,desk\n" for i in range(8))
    file.write_text("case,start,end,activity,owner\n" + rows)
    found = measured(file, time=None, start="start", end="end")
    assert found.measured.lead
    assert found.measured.lead.p50_s == 0
    assert found.notes == ["tickets: 8 rows end before they begin: their time counts as 0"]
    assert not load_texts({"m.yaml": as_definition(found.measured)}).findings


def test_tiny_times_are_written_so_that_they_can_be_read() -> None:
    assert [time_text(each) for each in (9.5e-7, 0.0012, 59.99)] == ["0s", "0.001s", "60s"]


@pytest.mark.parametrize(
    "said",
    [
        "lead: {n: 9, p50-interval: [3h, x]}",
        "lead: {n: 9, p50-interval: [-1h, 2h]}",
        "routes: {a->b: {n: 9, interval: [x, 200%]}}",
        "steps: {a: {n: 9, lead: {n: 9, mean-interval: [{}, []]}}}",
    ],
)
def test_intervals_that_are_none(said: str) -> None:
    loaded = load_texts({"m.yaml": f"vsm: 1\nmeasured:\n  t: {{{said}}}\n"})
    assert {each.code for each in loaded.findings} == {"VSM003"}
    assert "t" in loaded.workspace.measured
