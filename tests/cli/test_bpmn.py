"""BPMN in and out, as somebody runs it."""

from pathlib import Path

import pytest

from tests.cli.running import vsm

SAMPLES = Path(__file__).parents[2] / "samples"


def test_a_diagram_becomes_definitions_and_what_is_lost_is_said(tmp_path: Path) -> None:
    file = tmp_path / "streams" / "complaints.yaml"
    diagram = SAMPLES / "bpmn" / "complaints.bpmn"
    done = vsm("import", diagram, "-o", file, folder=tmp_path)
    assert done.returncode == 1
    assert "read 5 steps of complaints" in done.stderr
    assert "complaints.bpmn: Event_late: 2 weeks: events at the border" in done.stderr
    assert "agree-on-compensation: 30%" in file.read_text()
    checked = vsm("check", str(file), "--format", "concise", folder=tmp_path)
    assert "VSM101" in checked.stdout
    assert "VSM00" not in checked.stdout


def test_a_stream_becomes_a_diagram_that_may_be_written_again(tmp_path: Path) -> None:
    file = tmp_path / "repair.bpmn"
    ask = ("export", str(SAMPLES / "bank"), "--stream", "fault-repair", "-o", str(file))
    for _ in range(2):
        assert vsm(*ask, folder=tmp_path).returncode == 0
    again = vsm("import", str(file), folder=tmp_path)
    assert again.returncode == 0
    assert "fault-repair:" in again.stdout
    foreign = tmp_path / "complaints.bpmn"
    foreign.write_bytes((SAMPLES / "bpmn" / "complaints.bpmn").read_bytes())
    refused = vsm(*ask[:-1], str(foreign), folder=tmp_path)
    assert (refused.returncode, "--force" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-f", "bpmn"), "say --stream with one of"),
        (("-f", "bpmn", "--stream", "nope"), "there is no stream nope"),
        (("-f", "bpmn", "--stream", "fault-repair", "--table", "links"), "--stream chooses"),
        (("--stream", "fault-repair"), "--stream chooses"),
    ],
)
def test_it_must_be_clear_what_is_meant(options: tuple[str, ...], said: str) -> None:
    done = vsm("export", str(SAMPLES / "bank"), *options, folder=SAMPLES)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.bpmn"
    file.write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    done = vsm("import", str(file), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "document type" in done.stderr
