"""Every form of log gives the same figures, and what is wrong with one is said."""

import gzip
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.logs.logs import log, measured, workspace_of, written
from vsm_cli.errors import VsmError
from vsm_cli.logs.log_files import log_files
from vsm_cli.logs.measuring import measure

ROWS = [
    ("a", "2026-01-05 08:00:00", "受理", "服务台"),
    ("a", "2026-01-05 10:30:00", "修复", "网络组"),
    ("b", "2026-01-06 09:00:00", "受理", "服务台"),
    ("b", "2026-01-06 09:30:00", "修复", "网络组"),
    ("b", "2026-01-06 11:00:00", "受理", "服务台"),
]
HEADINGS = ("case", "time", "activity", "owner")
# Rows, cases, hand-offs, returns, hours from the first row to the last.
FIGURES = (5, 2, 3, 1, 27.0)


def figures(file: Path, **said: Any) -> tuple[object, ...]:
    found = measure(workspace_of("vsm: 1"), log(**said), [file])
    hours = (found.last - found.first).total_seconds() / 3600
    return found.measured.rows, found.measured.cases, found.handoffs, found.returns, hours


def table(delimiter: str = ",", rows: list[tuple[str, ...]] | None = None) -> str:
    return "\n".join(delimiter.join(row) for row in [HEADINGS, *(rows or ROWS)])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_tables(tmp_path: Path, delimiter: str, encoding: str) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(table(delimiter).encode(encoding))
    assert figures(file) == FIGURES


def test_a_packed_table(tmp_path: Path) -> None:
    file = tmp_path / "log.csv.gz"
    file.write_bytes(gzip.compress(table().encode()))
    assert figures(file) == FIGURES


def test_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text("\n".join(json.dumps(dict(zip(HEADINGS, row, strict=True))) for row in ROWS))
    assert figures(file) == FIGURES


def test_parquet(tmp_path: Path) -> None:
    source, file = tmp_path / "log.csv", tmp_path / "log.parquet"
    source.write_text(table())
    duckdb.connect().execute(f"COPY (SELECT * FROM '{source}') TO '{file}'")
    assert figures(file) == FIGURES


def test_xes(tmp_path: Path) -> None:
    traces = []
    for case in ("a", "b"):
        events = "".join(
            f'<event><string key="concept:name" value="{what}"/><string key="org:group"'
            f' value="{who}"/><date key="time:timestamp" value="{when.replace(" ", "T")}+00:00"/>'
            '<string key="note" value="x"><string key="inner" value="y"/></string></event>'
            for name, when, what, who in ROWS
            if name == case
        )
        traces.append(f'<trace><string key="concept:name" value="{case}"/>{events}</trace>')
    file = tmp_path / "log.xes.gz"
    text = f'<log xmlns="http://www.xes-standard.org/">{"".join(traces)}</log>'
    file.write_bytes(gzip.compress(text.encode()))
    said = {"case": "case:concept:name", "time": "time:timestamp", "owner_column": "org:group",
            "activity": ("concept:name",)}  # fmt: skip
    assert figures(file, **said) == FIGURES


def test_document_types_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "log.xes"
    entity = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    file.write_text(f'{entity}<log><trace><string key="concept:name" value="&b;"/></trace></log>')
    with pytest.raises(VsmError, match="document type"):
        measured(file, case="case:concept:name")


def test_ocel(tmp_path: Path) -> None:
    file = tmp_path / "log.sqlite"
    base = sqlite3.connect(file)
    base.executescript(
        "CREATE TABLE event_map_type (ocel_type, ocel_type_map);"
        "CREATE TABLE object_map_type (ocel_type, ocel_type_map);"
        "CREATE TABLE object (ocel_id, ocel_type);"
        "CREATE TABLE event (ocel_id, ocel_type);"
        "CREATE TABLE event_object (ocel_event_id, ocel_object_id, ocel_qualifier);"
        "CREATE TABLE event_accept (ocel_id, ocel_time, who);"
        "CREATE TABLE event_mend (ocel_id, ocel_time, who);"
        "INSERT INTO event_map_type VALUES ('受理', 'accept'), ('修复', 'mend');"
        "INSERT INTO object_map_type VALUES ('Ticket', 'ticket'), ('Asset', 'asset');"
        "INSERT INTO object VALUES ('a', 'Ticket'), ('b', 'Ticket'), ('pc', 'Asset');"
    )
    for number, (case, when, what, who) in enumerate(ROWS):
        name = "accept" if what == "受理" else "mend"
        base.execute(f"INSERT INTO event_{name} VALUES (?, ?, ?)", (f"e{number}", when, who))
        base.execute("INSERT INTO event_object VALUES (?, ?, 'of')", (f"e{number}", case))
        base.execute("INSERT INTO event_object VALUES (?, 'pc', 'at')", (f"e{number}",))
    base.commit()
    base.close()
    said = {
        "case": "Ticket",
        "time": "ocel_time",
        "owner_column": "who",
        "activity": ("ocel_type",),
    }
    assert figures(file, **said) == FIGURES


@pytest.mark.parametrize(
    "form",
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y/%m/%d %H:%M",
     "%m/%d/%Y %I:%M %p", "%Y年%m月%d日 %H:%M", "%s", "%Y-%m-%dT%H:%M:%S.000Z"],
)  # fmt: skip
def test_styles_of_times(tmp_path: Path, form: str) -> None:
    rows = []
    for case, when, *rest in ROWS:
        # A day above 12 tells days from months.
        moment = datetime.fromisoformat(when.replace("-01-0", "-01-1")).replace(tzinfo=UTC)
        said = str(int(moment.timestamp())) if form == "%s" else moment.strftime(form)
        rows.append((case, said, *rest))
    file = tmp_path / "log.csv"
    file.write_text(table(rows=rows))
    found = measured(file)
    assert found.first.isoformat() == "2026-01-15T08:00:00+00:00"
    assert not found.notes


def test_days_and_months_that_cannot_be_told_apart_are_said(tmp_path: Path) -> None:
    rows = [("a", "03/04/2026 08:00", "x", ""), ("a", "04/04/2026 08:00", "x", "")]
    found = measured(written(tmp_path, rows))
    assert "day first" in found.notes[0]
    assert found.first.month == 4


def test_a_time_zone_counts_for_times_without_one(tmp_path: Path) -> None:
    # The clock goes forward in the night between.
    rows = [("a", "2026-03-28 12:00:00", "x", ""), ("a", "2026-03-29 12:00:00", "x", "")]
    found = measured(written(tmp_path, rows), timezone="Europe/Berlin")
    assert (found.last - found.first).total_seconds() == 23 * 3600
    with pytest.raises(VsmError, match="no time zone"):
        measured(written(tmp_path, rows), timezone="Europe/Nowhere")


def test_columns_that_are_not_there(tmp_path: Path) -> None:
    file = written(tmp_path, ROWS)
    with pytest.raises(VsmError, match="did you mean owner"):
        measured(file, owner_column="ownr")
    with pytest.raises(VsmError, match="it has case, time, activity and owner"):
        measured(file, case="ticket_number_of_the_case")
    assert measured(file, case="Case").measured.cases == 2


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    rows = [*ROWS, ("c", "", "受理", ""), ("", "2026-01-06 11:00:00", "受理", "")]
    notes = measured(written(tmp_path, rows)).notes
    assert [note for note in notes if "1 rows without" in note] == notes
    assert len(notes) == 2
    with pytest.raises(VsmError, match="are not understood: soon"):
        measured(written(tmp_path, [("a", "soon", "x", "")]))


def test_texts_of_a_log_are_never_sql(tmp_path: Path) -> None:
    name = "o'Brien; DROP TABLE events; --"
    rows = [(case, when, what, name) for case, when, what, _ in ROWS]
    found = measured(written(tmp_path, rows), teams={name: "desk"}, where={"owner": (name,)})
    assert found.measured.rows == 5


def test_files_of_a_log(tmp_path: Path) -> None:
    root = tmp_path / "work"
    (root / "exports").mkdir(parents=True)
    for name in ("exports/b.csv", "exports/a.csv", "../out.csv"):
        (root / name).write_text("case")
    found = log_files("t", ("exports/*.csv",), root, root)
    assert [file.name for file in found] == ["a.csv", "b.csv"]
    with pytest.raises(VsmError, match="outside"):
        log_files("t", ("../out.csv",), root, root)
    assert log_files("t", ("../out.csv",), root, root, outside=True)
    with pytest.raises(VsmError, match="no file"):
        log_files("t", ("none.csv",), root, root)
    with pytest.raises(VsmError, match="not from https"):
        log_files("t", ("https://example.org/a.csv",), root, root)
    (root / "exports" / "link.csv").symlink_to(tmp_path / "out.csv")
    with pytest.raises(VsmError, match="outside"):
        log_files("t", ("exports/link.csv",), root, root)
