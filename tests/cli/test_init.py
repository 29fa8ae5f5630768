"""`vsm init`: a workspace to start from that has nothing wrong, and never writes over anything."""

from pathlib import Path

import pytest

from tests.cli.running import vsm


@pytest.mark.parametrize(("language", "stream"), [("en", "restore-service"), ("zh", "恢复服务")])
def test_it_passes_every_check_and_renders(tmp_path: Path, language: str, stream: str) -> None:
    folder = tmp_path / "新 folder"
    assert vsm("init", folder, "--language", language, folder=tmp_path).returncode == 0
    done = vsm(
        "check", "--preset", "strict", "--fail-on", "warning", "-f", "concise", folder=folder
    )
    assert done.returncode == 0, done.stdout
    # One stream cannot be all three types of core stream.
    assert [line.split()[2] for line in done.stdout.splitlines()] in ([], ["VSM603"])
    assert vsm("render", "-o", "out", folder=folder).returncode == 0
    assert {path.name for path in (folder / "out").rglob("*.svg")} >= {
        "landscape.svg", f"{stream}.svg"}  # fmt: skip
    assert vsm("render", "-o", "out", "--check", folder=folder).returncode == 0
    assert vsm("report", folder=folder).returncode == 0


def test_in_the_working_folder(tmp_path: Path) -> None:
    assert vsm("init", folder=tmp_path).returncode == 0
    assert (tmp_path / "vsm.yaml").is_file()


@pytest.mark.parametrize("there", ["vsm.yaml", "organisation.yaml", "streams/restore-service.yaml"])
def test_it_writes_over_nothing(tmp_path: Path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    done = vsm("init", folder=tmp_path)
    assert done.returncode == 2
    assert there in done.stderr
    assert path.read_text() == "mine"
    assert [p for p in tmp_path.rglob("*.yaml") if p != path] == [], "nothing else was written"


def test_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = vsm("init", "file", folder=tmp_path)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
