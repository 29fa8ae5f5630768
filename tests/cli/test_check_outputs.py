"""`vsm check --format` and `--output`: what goes where, in which format."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import vsm
from vsm_cli.cli.check_formats import CheckFormat

ROOT = Path(__file__).parents[2]
DEFECTS = ROOT / "samples" / "bank-defects" / "streams" / "fault-repair.yaml"


def check(
    *arguments: str | Path, cwd: Path = ROOT, ci: str = ""
) -> subprocess.CompletedProcess[str]:
    return vsm("check", *arguments, folder=cwd, environment={"GITHUB_ACTIONS": ci})


def test_several_files_at_once_beside_standard_output(tmp_path: Path) -> None:
    files = {name: tmp_path / "made" / name for name in CheckFormat}
    outputs = [word for name, file in files.items() for word in ("--output", f"{name}={file}")]
    done = check(DEFECTS, "--format", "concise", *outputs)
    assert (done.returncode, done.stderr) == (1, "")
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    assert done.stdout == texts["concise"] != ""
    assert json.loads(texts["sarif"])["version"] == "2.1.0"
    assert json.loads(texts["gitlab"])[0]["check_name"]
    assert json.loads(texts["json"])["version"] == 1
    assert ET.fromstring(texts["junit"].encode()).tag == "testsuites"
    assert check(DEFECTS, "--format", "sarif").stdout == texts["sarif"]


def test_a_file_may_have_an_equals_sign_in_its_name(tmp_path: Path) -> None:
    assert check(DEFECTS, "-o", f"gitlab={tmp_path}/a=b.json").returncode == 1
    assert json.loads((tmp_path / "a=b.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("value", ["sarif", "sarif=", "=x", "xml=x", "SARIF=x", "Format.sarif=x"])
def test_an_output_that_is_not_said_right_ends_with_2(value: str, tmp_path: Path) -> None:
    done = check(DEFECTS, "--output", value, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "FORMAT=FILE" in done.stderr
    assert "sarif" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_ends_with_2(tmp_path: Path) -> None:
    done = check(DEFECTS, "--output", f"sarif={tmp_path}")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_github_actions_get_commands_unless_something_else_is_chosen() -> None:
    assert check(DEFECTS, ci="true").stdout.startswith("::error ")
    full = check(DEFECTS, "-f", "full", ci="true").stdout
    assert full == check(DEFECTS, ci="false").stdout
    assert "::" not in full


def test_only_the_formats_that_are_asked_for_are_imported(tmp_path: Path) -> None:
    program = (
        "import sys, vsm_cli.cli.main as main\n"
        "try: main.run()\n"
        "except SystemExit: print(*sys.modules)"
    )

    def imported(*arguments: str | Path) -> set[str]:
        command = [sys.executable, "-c", program, "check", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        formats = {f"vsm_cli.reporters.check.{name}" for name in CheckFormat}
        watched = formats | {"xml.etree.ElementTree", "rich"}
        return watched & set(done.stdout.split())

    ours = "vsm_cli.reporters.check."
    assert imported(DEFECTS, "-f", "concise") == {f"{ours}concise"}
    assert imported(DEFECTS, "-f", "concise", "-o", f"junit={tmp_path}/junit.xml") == {
        f"{ours}concise",
        f"{ours}junit",
        "xml.etree.ElementTree",
    }
