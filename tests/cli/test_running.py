"""Tests run most commands in a process forked from one that has imported everything. Each command
must do the same where Python has just been started, and imports only what it asks for."""

from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams
from vsm_cli.cli.main import COMMANDS

ARGUMENTS = {
    "check": ("--statistics",),
    "render": ("-f", "svg"),
    "report": (),
    "serve": ("nowhere",),
    "diff": (".", ".", "--set", "streams.one.steps.answer.process=9m"),
    "simulate": ("--runs", "100"),
    "impact": ("desk",),
    "ideas": ("--most", "2"),
    "measure": ("--log", "none"),
    "mine": ("none.csv",),
    "lsp": (),
    "explain": ("VSM101",),
    "rules": (),
    "init": ("new",),
    "schema": (),
    "baseline": (),
    "cache": (),
    "refactor": ("streams.one.steps.answer",),
    "import": ("none.csv",),
    "export": (),
    "codeowners": (),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_forked_and_fresh_do_the_same(tmp_path: Path, command: str) -> None:
    done, left = [], []
    for fresh in (False, True):
        folder = tmp_path / str(fresh)
        folder.mkdir()
        (folder / "vsm.yaml").write_text(streams("one"))
        run = vsm(command, *ARGUMENTS[command], folder=folder, fresh=fresh)
        done.append((run.returncode, run.stdout, run.stderr))
        files = (path for path in folder.rglob("*") if path.is_file())
        left.append({path.relative_to(folder): path.read_bytes() for path in files})
    assert done[0] == done[1]
    assert left[0] == left[1]
    assert any(done[0][1:]), "something is said"


@pytest.mark.parametrize("fresh", [False, True])
def test_a_run_gets_its_input_and_its_surroundings(tmp_path: Path, fresh: bool) -> None:
    given = b"vsm: 1\ntitle: " + b"\xff" * 200_000
    done = vsm("check", "-", folder=tmp_path, given=given, together=True, fresh=fresh)
    assert (done.returncode, done.stderr) == (1, "")
    assert "VSM007" in done.stdout
    colored = vsm(
        "check", "-", folder=tmp_path, environment={"FORCE_COLOR": "1"}, given=given, fresh=fresh
    )
    assert "\x1b[" in colored.stdout
