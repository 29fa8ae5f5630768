"""What a checked folder says is never an order to the CI system that reads along."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.running import COMMAND, surroundings, vsm
from vsm_cli.cli.check_formats import ORDERS, CheckFormat

ORDER = "::stop-commands::x"
OLD_ORDER = "##[set-env name=A;]b ##vso[task.setvariable variable=A]b ##teamcity[x]"
SYSTEMS = (
    {"GITHUB_ACTIONS": "true", "CI": "true"},
    {"TF_BUILD": "True"},
    {"TEAMCITY_VERSION": "2026.1"},
    {"CI": "1"},
)
_TAKEN = re.compile(r"^[\s\ufeff\u200b]*::|##(vso|teamcity)?\[", re.MULTILINE)

TEXT = f"""vsm: 1
title: "{ORDER}"
teams:
  "{ORDER}": {{name: "{ORDER} {OLD_ORDER}"}}
systems:
  x: {{name: "{OLD_ORDER}", owner: "{ORDER}"}}
streams:
  "{ORDER}":
    name: |
      {ORDER}
      {OLD_ORDER}
    owner: "{ORDER}"
    steps:
      a: {{name: "{ORDER}", owner: nobody, practices: Change control, next: b}}
      b:
        wait:
          ::error::line of its own
        process: 5m
        systems: [x]
"""
NAMES = ("a.yaml", "x\n::warning::pwned.yaml", "::error::x.yaml", f"{OLD_ORDER}.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, name in enumerate(NAMES):
        text = TEXT.replace("streams:\n  ", f"streams:\n  s{number}: {{name: '{ORDER}'}}\n  ")
        (tmp_path / name).write_text(text if number else TEXT)
    return tmp_path


COMMANDS = (
    *(("check", ".", "-f", each) for each in CheckFormat if each not in ORDERS),
    *(("check", ".", f"--{each}") for each in ("statistics", "diff", "show-files", "show-config")),
    *(("report", ".", "-f", each) for each in ("rich", "markdown", "html", "json")),
    ("render", ".", "-f", "mermaid"),
    ("diff", ".", "::error::x.yaml"),
    ("diff", ".", "a.yaml", "-f", "markdown"),
    ("simulate", "."),
    ("impact", "x", "."),
    ("impact", ORDER, "."),
    ("explain", f"x\n{ORDER}"),
    ("check", f"x\n{ORDER}"),
    ("check", ".", "--select", f"x\n{ORDER}"),
    ("check", ".", "-f", f"x\n{ORDER}"),
    ("render", ".", "--stream", OLD_ORDER),
    ("report", ".", "--set", f"x\n{ORDER}"),
    (f"x\n{ORDER}",),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: " ".join(each)[:30])
def test_no_line_is_an_order(folder: Path, arguments: tuple[str, ...]) -> None:
    done = vsm(*arguments, folder=folder, environment=SYSTEMS[len(arguments) % len(SYSTEMS)])
    assert done.stdout + done.stderr
    assert not _TAKEN.search(done.stdout), done.stdout
    assert not _TAKEN.search(done.stderr), done.stderr


def test_without_a_ci_system_nothing_is_changed(folder: Path) -> None:
    shown = vsm("check", ".", "--show-files", folder=folder).stdout
    assert shown.startswith(f"{OLD_ORDER}.yaml\n{NAMES[2]}\na.yaml\n")


@pytest.mark.parametrize("format", ["json", "sarif", "gitlab", "junit"])
def test_formats_for_machines_are_the_same_everywhere(folder: Path, format: str) -> None:
    arguments = ("check", ".", "-f", format)
    alone, under_ci = (
        vsm(*arguments, folder=folder, environment=each).stdout for each in ({}, SYSTEMS[0])
    )
    assert alone == under_ci
    if format == "junit":
        names = {suite.get("name") for suite in ElementTree.fromstring(alone)}
        assert {NAMES[2], NAMES[3]} <= names, "written in another way, they mean the same"
    else:
        assert ORDER in json.dumps(json.loads(alone))


def test_annotations_are_the_only_orders(folder: Path) -> None:
    done = vsm("check", ".", folder=folder, environment=SYSTEMS[0])
    assert done.stdout.count("\n") > 10
    for line in done.stdout.splitlines():
        assert re.match(r"::(error|warning|notice) title=[\w :-]+,file=[^:]+::", line), line
    assert not _TAKEN.search(done.stderr)


def test_each_message_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(f'vsm: 1\nlint: {{select: ["x\\n{ORDER}\\n::error::y"]}}\n')
    done = vsm("check", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"vsm: vsm.yaml:2: lint.select.0: there is no rule x {ORDER} ::error::y"
    ]


def test_a_fault_of_ours_is_no_order_either(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TEXT)
    code = (
        "import sys; sys.argv = ['vsm', 'rules']\n"
        "import vsm_cli.api.available_rules as k, vsm_cli.cli.main as m\n"
        f"def fail(_): raise ValueError('x\\n{ORDER}')\n"
        "k.rules_in = fail\n"
        "m.run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True,
        env=surroundings(CI="1"), check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "ValueError" in done.stderr
    assert f"\\{ORDER}" in done.stderr
    assert not _TAKEN.search(done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="a shell closes it")
def test_closed_input_and_absurd_screens(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("vsm: 1\nteams: {t: {name: T}}\n")
    done = subprocess.run(
        ["sh", "-c", '"$@" check - <&-', "sh", *COMMAND], cwd=tmp_path, capture_output=True,
        text=True, env=surroundings(), check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("vsm: no value stream definitions in stdin.yaml")
    for columns in ("99999999", "9" * 5000, "-1", "²", "x", ""):
        for command in (("check", "a.yaml"), ("report", "a.yaml"), ("check", "--help")):
            shown = vsm(*command, folder=tmp_path, environment={"COLUMNS": columns})
            assert max(map(len, shown.stdout.splitlines())) <= 200
