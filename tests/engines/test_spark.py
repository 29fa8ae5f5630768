"""Both engines measure the same in the same log."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.logs.logs import TICKETS, log, workspace_of, written
from vsm_cli.errors import VsmError
from vsm_cli.loading import load_files
from vsm_cli.logs.measuring import measure, measure_table
from vsm_cli.model.logs import EventLog
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.reading import read_file

BANK = Path(__file__).parents[2] / "samples" / "bank"


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Spark of its own, which SPARK_REMOTE names."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("spark")
    command = [sys.executable, "-m", "tests.engines.local_spark", str(port), str(folder)]
    variables = {key: value for key, value in os.environ.items() if key != "SPARK_REMOTE"}
    variables["PYTHONPATH"] = str(Path(__file__).parents[2])
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, env=variables
    )
    try:
        assert server.stdout
        assert server.stdout.readline().strip() == b"ready"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SPARK_REMOTE", f"sc://localhost:{port}")
            yield f"sc://localhost:{port}"
    finally:
        assert server.stdin
        server.stdin.close()
        server.wait(60)


def give(spark: str, file: Path) -> None:
    """Make a table `given` of a file."""
    from pyspark.sql.connect.session import SparkSession

    session = SparkSession.builder.remote(spark).create()
    session.sql("DROP TABLE IF EXISTS given").collect()
    options = f"path '{file}', header 'true', escape '\"'"
    session.sql(f"CREATE TABLE given USING csv OPTIONS ({options})").collect()
    session.stop()


def equal_in_both(spark: str, workspace: Workspace, of: EventLog, file: Path) -> None:
    give(spark, file)
    here = measure(workspace, replace(of, table=None), [file])
    there = measure_table(workspace, of, "given")
    assert there.measured.sha256 is None
    found = replace(there, measured=replace(there.measured, sha256=here.measured.sha256))
    assert _plain(found) == _plain(here)


def _plain(value: Any) -> Any:
    """Values that compare: times to a millionth."""
    if isinstance(value, float):
        return pytest.approx(value, rel=1e-9, abs=1e-6)
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value


def test_of_a_sample(spark: str) -> None:
    files = [read_file(path, str(path)) for path in sorted(BANK.rglob("*.yaml"))]
    workspace = load_files([file for file in files if file], str(BANK / "vsm.yaml")).workspace
    of = workspace.logs["requests"]
    equal_in_both(spark, workspace, of, BANK / "exports" / "requests.csv")


@pytest.mark.parametrize("seed", range(3))
def test_of_logs_at_random(spark: str, tmp_path: Path, seed: int) -> None:
    """Ties, rows without owner, time or case, reopened cases, and many that are closed at once."""
    random = Random(seed)
    rows = []
    for case in range(120):
        at = random.randrange(0, 40 * 86400)
        for _ in range(random.randrange(1, 9)):
            at += random.choice([0, 0, 60, 3600, 90_000])
            activity = random.choice(["accept", "mend", "wait", "else", "closed"])
            owner = random.choice(["desk", "Network team", "it's \\ nobody", ""])
            rows.append((f"c{case}", _time(at), activity, owner))
        if random.random() < 0.5:
            rows.append((f"c{case}", _time(50 * 86400), "closed", "desk"))
    rows += [("", _time(5), "accept", "desk"), ("c1", "", "mend", "desk")]
    of = log(
        stream="repair",
        waiting=({"activity": ("wait",)},),
        done=({"activity": ("closed",)},),
        where={"owner": ("desk", "Network team", "it's \\ nobody")} if seed == 2 else {},
        timezone="Europe/Berlin",
    )
    equal_in_both(spark, workspace_of(TICKETS), of, written(tmp_path, rows))


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(1_700_000_000 + seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


def test_of_intervals(spark: str, tmp_path: Path) -> None:
    random = Random(7)
    rows = []
    for case in range(60):
        at = random.randrange(0, 10**6)
        for activity in ("accept", "mend", "accept"):
            end = at + random.randrange(-50, 4000)
            rows.append((f"c{case}", _time(at), activity, "desk", _time(end)))
            at = max(at, end) + random.randrange(0, 9000)
    file = tmp_path / "spans.csv"
    lines = ["case,time,activity,owner,until", *(",".join(row) for row in rows)]
    file.write_text("\n".join(lines) + "\n")
    of = log(stream="repair", time=None, start="time", end="until")
    equal_in_both(spark, workspace_of(TICKETS), of, file)


def test_what_is_not_there_is_said_in_a_line(spark: str, tmp_path: Path) -> None:
    with pytest.raises(VsmError, match=r"^tickets: there is no table itsm\.none"):
        measure_table(workspace_of(TICKETS), log(), "itsm.none")
    file = written(tmp_path, [("c", "soon", "accept", "desk")])
    give(spark, file)
    with pytest.raises(VsmError, match="in column time are not understood"):
        measure_table(workspace_of(TICKETS), log(), "given")
    with pytest.raises(VsmError, match="no column nothing in the log"):
        measure_table(workspace_of(TICKETS), log(case="nothing"), "given")


def test_where_nobody_answers_that_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SPARK_REMOTE", f"sc://127.0.0.1:{free.getsockname()[1]}")
        with pytest.raises(VsmError, match=r"does not answer: .*refused"):
            measure_table(workspace_of(TICKETS), log(), "itsm.incidents")
