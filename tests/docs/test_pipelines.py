"""The pipelines of docs/ci.md: what their servers say they must be, and their commands run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, fences, read

PAGE = read(ROOT / "docs" / "ci.md")
WORKFLOW, WITH_ACTION, PIPELINE, _ = (fence.text for fence in fences(PAGE, "yaml"))
(JENKINSFILE,) = (fence.text for fence in fences(PAGE, "groovy"))


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        (WORKFLOW, "vendor.github-workflows"),
        (WITH_ACTION, "vendor.github-workflows"),
        (PIPELINE, "vendor.gitlab-ci"),
    ],
    ids=["GitHub", "GitHub, with the action", "GitLab"],
)
def test_schema(text: str, schema: str, tmp_path: Path) -> None:
    file = tmp_path / "pipeline.yml"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "text", [WORKFLOW, PIPELINE, JENKINSFILE], ids=["GitHub", "GitLab", "Jenkins"]
)
def test_commands(text: str, tmp_path: Path) -> None:
    """Each writes the files that the pipeline hands on, with problems and without."""
    (command,) = re.findall(r"\bvsm check[^'\n]*", text)
    for sample, code in (("bank-defects", 1), ("bank", 0)):
        shutil.copytree(ROOT / "samples" / sample, tmp_path / sample)
        done = run(command, tmp_path / sample)
        assert done.returncode == code, done.stderr
        files = re.findall(r'--output \w+="?([^"\s]+)', command)
        assert len(files) == 2
        for file in files:
            path = tmp_path / sample / file.replace("$GITHUB_STEP_SUMMARY", "summary.md")
            assert path.stat().st_size > 0
            assert file.startswith("$") or text.count(file) == 2, "handed on below"


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHON": sys.executable,
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    return subprocess.run(
        ["bash", "-ec", command.replace("vsm ", '"$PYTHON" -m vsm_cli ', 1)],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
