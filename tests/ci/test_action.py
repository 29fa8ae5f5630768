"""action.yml: what GitHub says it must be, and its scripts run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.docs.pages import ROOT, fences, read

FILE = ROOT / "action.yml"
ACTION = YAML(typ="safe").load(FILE)
INPUTS = {name: str(each["default"]) for name, each in ACTION["inputs"].items()}
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the scripts need bash")


def script(name: str, folder: Path, python: str, **inputs: str) -> tuple[int, str]:
    """Run the step that begins with this word as a runner would, with some inputs set."""
    (step,) = (each for each in STEPS if each.get("name", "").startswith(name))
    known = {
        **{f"inputs.{key}": value for key, value in (INPUTS | with_hyphens(inputs)).items()},
        "steps.python.outputs.python-path": python,
        "github.action_path": "/action",
        "runner.temp": str(folder),
    }
    given = {
        key: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], value)
        for key, value in step["env"].items()
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
        | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def with_hyphens(inputs: dict[str, str]) -> dict[str, str]:
    found = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert found.keys() <= INPUTS.keys()
    return found


def test_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run(
        [*command, "vendor.github-actions", str(FILE)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_names_the_inputs() -> None:
    page = read(ROOT / "docs" / "ci.md")
    (workflow,) = (fence.text for fence in fences(page, "yaml") if "vsm-cli/vsm@" in fence.text)
    (job,) = YAML(typ="safe").load(workflow)["jobs"].values()
    assert job["steps"][-1]["with"].keys() <= INPUTS.keys()
    said = page.partition("Its inputs,")[2].partition("\n\n")[0]
    assert {name for name in re.findall(r"`([\w-]+)`", said) if name != "vsm"} == INPUTS.keys()


def test_inputs_never_stand_in_a_script() -> None:
    assert all("${{" not in step.get("run", "") for step in STEPS)
    used = re.findall(r"inputs\.([\w-]+)", FILE.read_text(encoding="utf-8"))
    assert set(used) == INPUTS.keys()


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({}, ["/action"]),
        ({"version": "1.2"}, ["vsm-cli==1.2"]),
        ({"packages": "acme-vsm-rules==1 b"}, ["/action", "acme-vsm-rules==1", "b"]),
        ({"version": "1; touch x"}, ["vsm-cli==1; touch x"]),
    ],
)
def test_install(inputs: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    code, text = script("Install", tmp_path, str(python), **inputs)
    assert code == 0
    said = ["-P", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    assert text.splitlines() == said + expected
    assert [path.name for path in tmp_path.iterdir()] == ["python"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("bank", "bank-defects"):
        shutil.copytree(ROOT / "samples" / name, tmp_path / name)
    # What a checkout may hold must not run in place of vsm or what it needs.
    (tmp_path / "typer.py").write_text("raise SystemExit('not me')\n")
    return tmp_path


def check(folder: Path, **inputs: str) -> tuple[int, str]:
    return script("Check", folder, sys.executable, **inputs)


def test_check(checkout: Path) -> None:
    code, text = check(checkout, path="bank-defects")
    assert code == 1
    assert re.search(r"^::error [^:]*file=bank-defects/", text, re.M)
    (log,) = json.loads((checkout / "vsm.sarif").read_text(encoding="utf-8"))["runs"]
    assert log["results"]
    assert "VSM102" in (checkout / "summary.md").read_text(encoding="utf-8")


def test_check_takes_its_inputs(checkout: Path) -> None:
    assert check(checkout, path="bank")[0] == 0
    assert "::warning " in check(checkout, path="bank-defects")[1]
    assert "::warning " not in check(checkout, path="bank-defects", preset="errors")[1]
    assert check(checkout)[0] == check(checkout, path="bank\nbank-defects\n")[0] == 1
    assert check(checkout, path="bank-defects", fail_on="never")[0] == 0
    assert check(checkout, path="$(touch x)")[0] == 2
    assert not (checkout / "x").exists()
