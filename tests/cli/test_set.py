"""`--set`: what-if without editing files."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli.running import vsm

ROOT = Path(__file__).parents[2]


def report(*settings: str) -> CompletedProcess[str]:
    options = [part for setting in settings for part in ("--set", setting)]
    return vsm("report", "samples/bank", "-f", "json", *options, folder=ROOT)


def test_a_value_replaces_what_the_file_says_and_the_file_stays() -> None:
    path = ROOT / "samples/bank/streams/service-request.yaml"
    before = path.read_bytes()
    step = json.loads(report("streams.service-request.steps.approve.wait=1h").stdout)
    assert step["streams"]["service-request"]["steps"]["approve"]["wait_time_s"] == 3600
    assert path.read_bytes() == before


def test_several_values_and_new_keys() -> None:
    result = json.loads(
        report(
            "streams.service-request.steps.approve.wait={min: 1h, max: 3h}",
            "streams.service-request.target.process=1h",
        ).stdout
    )["streams"]["service-request"]
    assert result["steps"]["approve"]["wait_time_s"] == 7200
    assert result["targets"]["process"]["target_s"] == 3600


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("streams.service-request.steps.aprove.wait=1h", "did you mean approve?"),
        ("streams.service-request.steps.approve.wait=5", "5 has no unit"),
        ("streams.service-request.steps.approve.wiat=5m", "wiat is not a key"),
        ("streams.service-request.stepz.approve.wait=5m", "stepz is not a key"),
        ("streams.service-request.steps.approve.owner=nobody", "nobody is neither"),
        ("streams.nope.owner=service-desk", "there is no nope in streams"),
        (
            "streams.service-request.steps.approve.uses.knowledge-upkeep.covered=90%",
            "there is no knowledge-upkeep in streams.service-request.steps.approve.uses",
        ),
        ("teams.service-desk.size=[", "not YAML"),
        ("wait", "write a place and a value"),
    ],
)
def test_what_cannot_be_set_ends_with_2(setting: str, says: str) -> None:
    result = report(setting)
    assert result.returncode == 2
    assert says in result.stderr
    assert setting in result.stderr
    assert result.stdout == ""


def test_several_workspaces_are_refused() -> None:
    result = vsm("report", "samples", "--set", "streams.a.b=1", folder=ROOT)
    assert result.returncode == 2
    assert "one workspace" in result.stderr
