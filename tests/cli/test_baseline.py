"""`vsm baseline` and `vsm check --baseline`."""

import json
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams

FILE = "vsm-baseline.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vsm.yaml").write_text(streams("one"))
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.yaml").write_text(streams("two", owner="ops"))
    return tmp_path


def summary(folder: Path, *arguments: str | Path) -> tuple[int, int, int]:
    """Exit code, problems shown, problems baselined."""
    done = vsm("check", "--format", "json", *arguments, folder=folder)
    told = json.loads(done.stdout)
    return done.returncode, len(told["diagnostics"]), told["summary"]["baselined"]


def test_only_new_problems_fail(folder: Path) -> None:
    assert summary(folder) == (1, 2, 0)
    done = vsm("baseline", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"wrote {FILE}: 2 accepted (2 new, 0 gone)\n"
    lines = (folder / FILE).read_text().splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["more/two.yaml", "VSM301", "streams.two.steps.answer"],
        ["vsm.yaml", "VSM301", "streams.one.steps.answer"],
    ]
    assert summary(folder, "--baseline", FILE) == (0, 0, 2)
    # Moved lines are the same problems; a new one is a new one.
    text = streams("new", "one").replace("streams:", "\n# moved\n\nstreams:")
    (folder / "vsm.yaml").write_text(text)
    assert summary(folder, "--baseline", FILE) == (1, 1, 2)
    full = vsm("check", "--baseline", FILE, folder=folder).stdout
    assert full.endswith("1 error in 2 files with 3 streams; 2 in the baseline\n")


def test_a_new_problem_is_one_line_more(folder: Path) -> None:
    vsm("baseline", folder=folder)
    before = (folder / FILE).read_text().splitlines()
    (folder / "vsm.yaml").write_text(streams("a", "one", "z"))
    assert vsm("baseline", folder=folder).stdout.endswith("4 accepted (2 new, 0 gone)\n")
    after = (folder / FILE).read_text().splitlines()
    assert set(before) < set(after)
    assert after == sorted(after)


def test_prune_only_removes(folder: Path) -> None:
    vsm("baseline", folder=folder)
    (folder / "vsm.yaml").write_text(streams("another"))
    done = vsm("baseline", "--prune", folder=folder)
    assert done.stdout == f"wrote {FILE}: 1 accepted (0 new, 1 gone)\n"
    assert summary(folder, "--baseline", FILE) == (1, 1, 1)
    (folder / "more" / "two.yaml").unlink()
    assert vsm("baseline", "--prune", folder=folder).returncode == 0
    assert (folder / FILE).read_text() == ""


def test_prune_needs_a_baseline(folder: Path) -> None:
    done = vsm("baseline", "--prune", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (folder / FILE).exists()


def test_what_is_not_named_stays(folder: Path) -> None:
    vsm("baseline", "more", folder=folder)
    assert (folder / FILE).read_text().startswith("more/two.yaml ")
    vsm("baseline", "vsm.yaml", folder=folder)
    assert summary(folder, "--baseline", FILE) == (0, 0, 2)
    (folder / "vsm.yaml").write_text(streams("other"))
    (folder / "more" / "two.yaml").write_text(streams("changed", owner="ops"))
    assert vsm("baseline", "--prune", "more", folder=folder).returncode == 0
    assert [line.split()[0] for line in (folder / FILE).read_text().splitlines()] == ["vsm.yaml"]


def test_from_a_folder_further_down(folder: Path) -> None:
    done = vsm("baseline", folder=folder / "more")
    assert done.stdout == f"wrote ../{FILE}: 1 accepted (1 new, 0 gone)\n"
    assert summary(folder / "more", "--baseline", f"../{FILE}") == (0, 0, 1)
    assert summary(folder, "--baseline", FILE) == (1, 1, 1)


def test_reading_errors_are_not_accepted(folder: Path) -> None:
    (folder / "vsm.yaml").write_text(streams("one") + "colour: red\n")
    done = vsm("baseline", folder=folder)
    assert done.returncode == 0
    assert "have to be put right: 1" in done.stderr
    assert "VSM0" not in (folder / FILE).read_text()
    assert summary(folder, "--baseline", FILE) == (1, 1, 2)


def test_what_cannot_be_read_is_not_gone(folder: Path) -> None:
    vsm("baseline", folder=folder)
    before = (folder / FILE).read_text()
    (folder / "more" / "two.yaml").write_text("vsm: 1\n  streams: [\n")
    assert vsm("baseline", "--prune", folder=folder).returncode == 0
    assert (folder / FILE).read_text() == before


def test_several_workspaces(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "vsm.yaml").write_text(streams("one"))
    assert vsm("baseline", folder=tmp_path).stdout.count("wrote") == 2
    assert summary(tmp_path / "b", "--baseline", FILE) == (0, 0, 1)
    # One file for both: what it accepts in the one is new in the other.
    vsm("baseline", "a", "-o", "all.txt", folder=tmp_path)
    assert summary(tmp_path, "--baseline", "all.txt") == (1, 1, 1)
    vsm("baseline", "-o", "all.txt", folder=tmp_path)
    assert summary(tmp_path, "--baseline", "all.txt") == (0, 0, 2)


def test_other_rules_accept_other_problems(folder: Path) -> None:
    vsm("baseline", "--ignore", "VSM3", folder=folder)
    assert (folder / FILE).read_text() == ""
    assert summary(folder, "--baseline", FILE) == (1, 2, 0)


def test_a_missing_or_damaged_baseline(folder: Path) -> None:
    done = vsm("check", "--baseline", "none.txt", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "`vsm baseline` writes one" in done.stderr
    (folder / FILE).write_text("<<<<<<< HEAD\n")
    assert vsm("check", "--baseline", FILE, folder=folder).returncode == 2
    assert vsm("baseline", folder=folder).returncode == 2
    assert (folder / FILE).read_text() == "<<<<<<< HEAD\n"
