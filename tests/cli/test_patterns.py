"""Commands on workspaces in which streams are like a pattern."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli import running

WORKSPACE = """\
vsm: 1
teams: {desk: {name: Desk}}
patterns:
  repairs:
    owner: desk
    customer: staff
    trigger: It breaks
    value: It works
    steps:
      look: {owner: desk, process: 5m, practices: Incident Management}
      mend: {owner: dsk, process: 1h, people: {desk: 2}, practices: Incident Management}
      close: {owner: desk, process: 1m, practices: Incident Management}
streams:
  printers: {like: repairs, without: close}
  phones: {like: repairs, steps: {mend: {process: 2h}}}
"""


def vsm(*arguments: str) -> CompletedProcess[str]:
    return running.vsm(*arguments, folder=Path())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vsm.yaml"
    path.write_text(WORKSPACE)
    return path


def steps(file: Path, *options: str) -> dict[str, dict[str, float]]:
    """The process times of each stream's steps, in seconds."""
    found = json.loads(vsm("report", str(file), "-f", "json", *options).stdout)["streams"]
    return {
        stream: {id_: step["process_time_s"] for id_, step in said["steps"].items()}
        for stream, said in found.items()
    }


def test_a_report_shows_the_streams_and_no_pattern(file: Path) -> None:
    assert steps(file) == {
        "printers": {"look": 300, "mend": 3600},
        "phones": {"look": 300, "mend": 7200, "close": 60},
    }


@pytest.mark.parametrize(
    ("setting", "look", "mend"),
    [
        ("streams.printers.steps.look.process=1h", (3600, 300), (3600, 7200)),
        ("patterns.repairs.steps.look.process=1h", (3600, 3600), (3600, 7200)),
        ("patterns.repairs.steps.mend.process=9h", (300, 300), (32400, 7200)),
    ],
)
def test_set_reaches_what_a_stream_takes(
    file: Path, setting: str, look: tuple[int, int], mend: tuple[int, int]
) -> None:
    found = steps(file, "--set", setting)
    assert (found["printers"]["look"], found["phones"]["look"]) == look
    assert (found["printers"]["mend"], found["phones"]["mend"]) == mend


def test_set_refuses_a_step_that_the_stream_leaves_out(file: Path) -> None:
    found = vsm("report", str(file), "--set", "streams.printers.steps.close.process=1h")
    assert found.returncode == 2
    assert "there is no close in streams.printers.steps" in found.stderr


def test_a_fix_is_written_once_in_the_pattern(file: Path) -> None:
    vsm("check", str(file), "--fix", "--unsafe-fixes")
    assert file.read_text() == WORKSPACE.replace("owner: dsk", "owner: desk")


def test_a_comparison_sees_a_change_of_a_pattern_in_each_stream(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "after" / "vsm.yaml"
    other.parent.mkdir()
    other.write_text(WORKSPACE.replace("process: 5m", "process: 9m"))
    found = json.loads(vsm("diff", str(file), str(other), "-f", "json").stdout)
    assert found["streams"].keys() == {"printers", "phones"}


def test_explain_says_where_each_value_comes_from(file: Path) -> None:
    said = vsm("explain", str(file), "--element", "streams.phones.steps.mend", "-f", "json").stdout
    found = {
        each["key"]: (each["value"], each["origin"], each["source"], each["line"])
        for each in json.loads(said)["values"]
    }
    assert found == {
        "owner": ("dsk", "pattern", "patterns.repairs.steps.mend", 11),
        "process": ("2h", "own", None, 15),
        "people": ({"desk": "2"}, "pattern", "patterns.repairs.steps.mend", 11),
        "practices": ("Incident Management", "pattern", "patterns.repairs.steps.mend", 11),
        "next": ("close", "default", None, None),
        "automated": (False, "default", None, None),
    }
    rows = vsm("explain", str(file), "--element", "streams.phones.steps.mend").stdout.splitlines()
    (own,) = [row for row in rows if row.endswith(" itself")]
    assert own.split()[:2] == ["process", "2h"]


@pytest.mark.parametrize(
    ("element", "says"),
    [
        ("streams.phone", "there is no phone in streams; did you mean phones?"),
        ("streams.phones.steps.mnd", "there is no mnd in streams.phones.steps; did you mean mend?"),
        ("nothing", "there is no nothing in this workspace"),
    ],
)
def test_explain_refuses_what_is_nowhere(file: Path, element: str, says: str) -> None:
    found = vsm("explain", str(file), "--element", element)
    assert found.returncode == 2
    assert says in found.stderr
