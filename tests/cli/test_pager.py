"""A report on a terminal: paged where it is longer than the screen, never in pipes or CI."""

import os
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from struct import pack

import pytest

from tests.cli.running import COMMAND, surroundings, vsm
from tests.cli.workspaces import streams

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")

PAGER = """#!/bin/sh
cat > "$0.seen"
echo "$*|$LESS" > "$0.called"
echo PAGED
"""


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that keeps what it gets."""
    program = tmp_path / "bin" / "a pager"
    program.parent.mkdir()
    program.write_text(PAGER)
    program.chmod(0o755)
    (tmp_path / "vsm.yaml").write_text(streams("one", "two"))
    return program


def on_terminal(folder: Path, *arguments: str, lines: int = 24, **more: str) -> str:
    """What a terminal shows of `vsm report`."""
    ours, theirs = os.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, pack("HHHH", lines, 80, 0, 0))
    run = subprocess.Popen(
        [*COMMAND, "report", *arguments],
        cwd=folder,
        env=surroundings(TERM="xterm", **more),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b"".join(_pieces(ours))
    os.close(ours)
    assert run.wait(60) == 0
    return shown.decode().replace("\r\n", "\n")


def _pieces(terminal: int) -> Iterator[bytes]:
    with suppress(OSError):  # Linux says so where nobody writes any more
        while piece := os.read(terminal, 65536):
            yield piece


def seen(pager: Path) -> str:
    file = pager.with_name(f"{pager.name}.seen")
    return file.read_text() if file.exists() else ""


def test_a_report_that_is_longer_than_the_screen(tmp_path: Path, pager: Path) -> None:
    shown = on_terminal(tmp_path, PAGER=f"'{pager}' --some 'option'")
    assert shown == "PAGED\n"
    assert "one" in seen(pager)
    assert "\x1b[" in seen(pager)
    assert pager.with_name("a pager.called").read_text() == "--some option|FRX\n"
    whole = on_terminal(tmp_path, "--no-pager", PAGER=f"'{pager}'")
    assert whole == seen(pager)


def test_a_report_that_fits_unless_somebody_wants_it(tmp_path: Path, pager: Path) -> None:
    assert "PAGED" not in on_terminal(tmp_path, lines=500, PAGER=f"'{pager}'")
    assert on_terminal(tmp_path, "--pager", lines=500, PAGER=f"'{pager}'") == "PAGED\n"


@pytest.mark.parametrize("named", ["", "cat", "'", "no-such-program-at-all"])
def test_no_pager(tmp_path: Path, pager: Path, named: str) -> None:
    assert "one" in on_terminal(tmp_path, PAGER=named)
    assert seen(pager) == ""


def test_a_pager_in_the_folder_is_not_run(tmp_path: Path, pager: Path) -> None:
    pager.rename(tmp_path / "less")
    shown = on_terminal(tmp_path, PAGER="less", PATH=".")
    assert "PAGED" not in shown
    assert "one" in shown


def test_never_in_pipes_files_or_ci(tmp_path: Path, pager: Path) -> None:
    named = {"PAGER": f"'{pager}'", "TERM": "xterm", "COLUMNS": "80", "LINES": "5"}
    assert "one" in vsm("report", "--pager", folder=tmp_path, environment=named).stdout
    assert "one" in on_terminal(tmp_path, "--pager", CI="true", **{"PAGER": f"'{pager}'"})
    on_terminal(tmp_path, "--pager", "-o", "report.txt", **{"PAGER": f"'{pager}'"})
    assert seen(pager) == ""


def test_a_pager_that_is_left_early(tmp_path: Path, pager: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams(*(f"stream-{n}" for n in range(300))))
    pager.write_text("#!/bin/sh\nhead -1 >/dev/null\n")
    assert on_terminal(tmp_path, PAGER=f"'{pager}'") == ""
