"""Programs of a checked folder are never the installed ones."""

import os
from pathlib import Path

import pytest

from vsm_cli.source.programs import installed


def test_the_working_folder_holds_no_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in (".", "", f".{os.pathsep}"):
        monkeypatch.setenv("PATH", path)
        assert installed("git") is None
    monkeypatch.setenv("PATH", f".{os.pathsep}{tmp_path}")
    assert installed("git") == str(program)
