"""`--statistics`, `--show-files`, `--show-config` and `--force-exclude` of `vsm check`."""

import json
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams

LINT = """\
lint:
  levels: {step-without-practice: warning}
  per-file: {"old/**": [VSM2]}
  exclude: [drafts]
  settings:
    VSM703: {most: 5}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vsm.yaml").write_text(streams("one") + LINT)
    (tmp_path / "two.yaml").write_text(streams("two", "three", owner="ops"))
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "four.yaml").write_text(streams("four"))
    (tmp_path / "theirs.yaml").write_text("services: {}\n")
    return tmp_path


def test_statistics(folder: Path) -> None:
    expected = """\
errors  warnings  notes  rule
     0         3      0  VSM301 step-without-practice

errors  warnings  notes  team
     0         2      0  ops
     0         1      0  desk

3 warnings in 2 files with 3 streams
"""
    for arguments in ([], ["--format", "full"], ["--format", "concise"]):
        done = vsm("check", "--statistics", "--fail-on", "warning", *arguments, folder=folder)
        assert (done.returncode, done.stdout) == (1, expected)
    on_github = vsm("check", "--statistics", folder=folder, environment={"GITHUB_ACTIONS": "true"})
    assert on_github.stdout == expected
    nothing = vsm("check", "--statistics", "--ignore", "VSM3", folder=folder).stdout
    assert nothing == "No problems in 2 files with 3 streams\n"


def test_statistics_are_for_people(folder: Path) -> None:
    done = vsm("check", "--statistics", "--format", "json", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    done = vsm("check", "--statistics", "--output", "json=out.json", folder=folder)
    assert len(json.loads((folder / "out.json").read_text())["diagnostics"]) == 3


def test_show_files(folder: Path) -> None:
    def shown(*arguments: str) -> str:
        done = vsm("check", "--show-files", *arguments, folder=folder)
        assert done.returncode == 0
        return done.stdout

    assert shown() == "two.yaml\nvsm.yaml\n"
    assert shown("two.yaml", "drafts/four.yaml") == "drafts/four.yaml\ntwo.yaml\n"
    assert shown("two.yaml", "drafts/four.yaml", "--force-exclude") == "two.yaml\n"
    assert shown("drafts/four.yaml", "--force-exclude") == ""


def test_show_config(folder: Path) -> None:
    done = vsm("check", "--show-config", "--select", "VSM303,VSM802", folder=folder)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    for line in (
        "default       lint.preset: recommended",
        "command line  lint.select: [VSM303, VSM802]",
        "default       lint.ignore: []",
        "vsm.yaml:10   lint.levels.step-without-practice: warning",
        "vsm.yaml:11   lint.per-file.old/**: [VSM2]",
        "vsm.yaml:12   lint.exclude: [drafts]",
        "default       lint.require-reason: false",
        "vsm.yaml:14   lint.settings.customer-bounced.most: 5",
        "default       render.engine: bundled",
        "default       render.seconds: 10",
    ):
        assert line in lines


def test_show_config_without_a_root_and_of_several(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "vsm.yaml").write_text(streams("one") + "lint: {preset: strict}\n")
    told = vsm("check", "--show-config", folder=tmp_path).stdout
    assert told.startswith("# a\na/vsm.yaml:9  lint.preset: strict\n")
    assert "\n\n# b\nb/vsm.yaml:9  lint.preset: strict\n" in told
    (tmp_path / "a" / "vsm.yaml").rename(tmp_path / "a" / "one.yaml")
    told = vsm("check", "--show-config", "a/one.yaml", folder=tmp_path).stdout
    assert told.startswith("default  lint.preset: recommended\n")


def test_show_config_refuses_a_faulty_one(folder: Path) -> None:
    done = vsm("check", "--show-config", "--select", "VSM999", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")


def test_force_exclude(folder: Path) -> None:
    """What pre-commit names: every changed file, excluded ones among them."""
    named = vsm("check", "drafts/four.yaml", folder=folder)
    assert "four.yaml" in named.stdout
    for path in ("drafts/four.yaml", "drafts"):
        done = vsm("check", path, "--force-exclude", folder=folder)
        assert (done.returncode, done.stdout) == (0, "No problems in 0 files with 0 streams\n")
    done = vsm("check", "drafts/four.yaml", "two.yaml", "--force-exclude", folder=folder)
    assert done.stdout.endswith("2 warnings in 1 file with 2 streams\n")
    # Without it, nothing of ours in what is named remains an error of usage.
    assert vsm("check", "theirs.yaml", folder=folder).returncode == 2
