"""The pipelines of ci.md, in both languages: what their servers say they must be, and their
commands run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, fences, read

SCHEMAS = {
    "GitHub": "vendor.github-workflows",
    "GitHub, with the action": "vendor.github-workflows",
    "GitLab": "vendor.gitlab-ci",
}


def pipelines(page: str) -> dict[str, str]:
    text = read(ROOT / "docs" / page)
    of_hosts = [fence.text for fence in fences(text, "yaml")][: len(SCHEMAS)]
    (jenkinsfile,) = (fence.text for fence in fences(text, "groovy"))
    return {**dict(zip(SCHEMAS, of_hosts, strict=True)), "Jenkins": jenkinsfile}


IN_BOTH = [
    (f"{name} in {page}", name, text)
    for page in ("ci.md", "zh/ci.md")
    for name, text in pipelines(page).items()
]


@pytest.mark.parametrize(
    ("text", "schema"),
    [pytest.param(text, SCHEMAS[name], id=id) for id, name, text in IN_BOTH if name in SCHEMAS],
)
def test_schema(text: str, schema: str, tmp_path: Path) -> None:
    file = tmp_path / "pipeline.yml"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=id) for id, name, text in IN_BOTH if not name.endswith("action")],
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
