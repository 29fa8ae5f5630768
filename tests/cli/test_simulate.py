"""`vsm simulate` as a person calls it."""

import json
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.cli import running

ROOT = Path(__file__).parents[2]
vsm = partial(running.vsm, "simulate", folder=ROOT)


def test_the_text_has_percentiles_chances_driver_and_histogram() -> None:
    result = vsm("samples/bank", "--stream", "service-request", "--runs", "5000")
    assert result.returncode == 0
    for part in ("P50", "P95", "Chance", "driven by Approve the access", "█"):
        assert part in result.stdout


def test_json_is_the_same_for_the_same_seed() -> None:
    options = ("samples/bank", "--runs", "2000", "--seed", "3", "--format", "json")
    first = vsm(*options)
    assert vsm(*options, fresh=True).stdout == first.stdout
    found = json.loads(first.stdout)["streams"]
    assert found["service-request"]["lead"]["p95_s"] > found["service-request"]["lead"]["p50_s"]
    assert found["knowledge-upkeep"]["reason"] in (None, "no-spread")


def test_histograms_as_svg(tmp_path: Path) -> None:
    result = vsm("samples/bank-zh", "--runs", "2000", "--format", "svg", "-o", tmp_path)
    assert result.returncode == 0
    files = list((tmp_path / "lead-times").iterdir())
    assert files
    for file in files:
        root = ElementTree.parse(file).getroot()
        assert len(root.findall("{*}rect")) == 25


def test_what_output_names_is_written_whatever_its_suffix(tmp_path: Path) -> None:
    options = ("samples/bank", "--stream", "service-request", "--runs", "2000")
    for format, name in (("rich", "out.md"), ("json", "x.json"), ("json", "plain")):
        result = vsm(*options, "-f", format, "-o", tmp_path / name)
        assert (result.returncode, result.stdout) == (0, "")
    assert "P95" in (tmp_path / "out.md").read_text(encoding="utf-8")
    for name in ("x.json", "plain"):
        assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["streams"]
    assert vsm(*options, "-f", "json", "-o", tmp_path).returncode == 2, "a folder is no file"


def test_a_folder_is_for_histograms(tmp_path: Path) -> None:
    options = ("samples/bank", "--stream", "service-request", "--runs", "2000")
    assert vsm(*options, "-o", tmp_path / "new").returncode == 0
    assert (tmp_path / "new" / "lead-times" / "service-request.svg").is_file()
    assert vsm(*options, "-o", tmp_path / "out.md").returncode == 2, "no such format"


def test_what_if() -> None:
    setting = "streams.service-request.steps.approve.wait={min: 1m, max: 2m}"
    options = ("samples/bank", "--stream", "service-request", "--runs", "2000", "-f", "json")
    before = json.loads(vsm(*options).stdout)["streams"]["service-request"]
    after = json.loads(vsm(*options, "--set", setting).stdout)["streams"]["service-request"]
    assert after["lead"]["mean_s"] < before["lead"]["mean_s"]


def test_a_stream_that_is_not_there_and_one_without_spread() -> None:
    assert vsm("samples/bank", "--stream", "nope").returncode == 2
    result = vsm("samples/published/1-value-stream-mapping")
    assert result.returncode == 0
    assert "Every item takes the same, 9.5d" in result.stdout


def test_json_has_targets_by_key_and_the_parts_of_all_drivers() -> None:
    options = ("samples/bank", "--stream", "fault-repair", "--runs", "2000", "-f", "json")
    found = json.loads(vsm(*options).stdout)["streams"]["fault-repair"]
    target = found["targets"]["perceived.p95"]
    assert target["met"] is (target["chance"] >= 0.95)
    assert target["met"] is (target["actual_s"] <= target["target_s"])
    assert all(driver.keys() >= {"step", "part", "more_often"} for driver in found["drivers"])
    assert abs(sum(driver["part"] for driver in found["drivers"]) - 1) < 1e-4


def test_promises_are_judged_as_the_report_judges_them() -> None:
    told = running.vsm("report", "samples/bank", "--format", "json", folder=ROOT)
    reported = json.loads(told.stdout)["streams"]
    simulated = json.loads(vsm("samples/bank", "--format", "json").stdout)["streams"]
    judged = {id_: promises(each) for id_, each in simulated.items()}
    assert judged == {id_: promises(each) for id_, each in reported.items()}
    assert {met for each in judged.values() for met, _ in each.values()} == {True, None}


def promises(stream: dict[str, Any]) -> dict[str, tuple[bool | None, float | None]]:
    return {
        key: (each["met"], each.get("actual", each.get("actual_s")))
        for key, each in stream["targets"].items()
    }


def test_a_promise_of_the_mean_and_one_of_a_figure_that_is_not_simulated(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "vsm: 1\nstreams:\n  s:\n    target: {lead: 4h, rolled: 80%, own: 1h}\n    steps:\n"
        "      a: {process: {min: 1h, max: 5h}, wait: 0, complete-accurate: 70%}\n",
        encoding="utf-8",
    )
    told = [" ".join(line.split()) for line in vsm(file, "--runs", "1000").stdout.splitlines()]
    assert "lead 4h 3h 73% yes" in told
    assert "rolled 80% 70% – no" in told
    assert "own 1h – – unknown" in told
