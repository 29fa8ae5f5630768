"""`vsm check --watch`: check again on change, until Ctrl-C."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, surroundings, vsm
from tests.cli.workspaces import streams
from vsm_cli.cli.watch_loop import free_what_is_left

PATIENCE_S = 30


class Watching:
    """A `vsm check --watch` that runs; what it says is read as it comes."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        self._run = subprocess.Popen(
            [*COMMAND, "check", "--watch", *arguments],
            cwd=folder,
            env=surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A shell may have turned Ctrl-C off for what runs in the background.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self._limit = threading.Timer(PATIENCE_S, self._run.kill)
        self._limit.start()

    def screen(self) -> str:
        """All that is said up to the line that ends a check."""
        assert self._run.stdout
        lines = []
        for line in self._run.stdout:
            if line.startswith("watching;"):
                return "".join(lines)
            lines.append(line)
        raise AssertionError(f"no further check; the last words: {lines}")

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code, and what is said then."""
        self._run.send_signal(signal.SIGINT)
        last, _ = self._run.communicate()
        return self._run.returncode, last

    def kill(self) -> None:
        self._limit.cancel()
        self._run.kill()
        self._run.wait()
        assert self._run.stdout
        self._run.stdout.close()


@contextmanager
def watching(*arguments: str, folder: Path) -> Iterator[Watching]:
    started = Watching(*arguments, folder=folder)
    try:
        yield started
    finally:
        started.kill()


def test_checks_again_on_change(tmp_path: Path) -> None:
    root = tmp_path / "vsm.yaml"
    root.write_text(streams("one"))
    (tmp_path / "b.txt").write_text("")
    with watching("--baseline", "b.txt", folder=tmp_path) as run:
        assert run.screen().endswith("1 error in 1 file with 1 stream\n")
        root.write_text(streams("one", "two"))
        shown, _, new = run.screen().rpartition("2 errors in 1 file with 2 streams\n")
        assert shown
        assert new == "new: vsm.yaml:13 VSM301 no practice stands behind answer (desk)\n"
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "three.yaml").write_text(streams("three", owner="ops"))
        assert "3 errors in 2 files with 3 streams\nnew: new/three.yaml" in run.screen()
        vsm("baseline", "-o", "b.txt", folder=tmp_path)
        quiet, *solved = run.screen().splitlines()
        assert quiet == "No problems in 2 files with 3 streams; 3 in the baseline"
        assert [line.split(" no ")[0] for line in solved] == [
            "solved: new/three.yaml:7 VSM301",
            "solved: vsm.yaml:8 VSM301",
            "solved: vsm.yaml:13 VSM301",
        ]
        # What cannot be done is said, and the next change tried.
        root.write_text(streams("one") + "lint: {preset: none}\n")
        assert run.screen().startswith("vsm: vsm.yaml:9: lint.preset: ")
        root.write_text(streams("one"))
        shown = run.screen()
        assert shown.startswith("No problems in 2 files")
        assert shown.endswith("nothing new, nothing solved since the check before\n")
        assert run.end() == (0, "")


def test_a_piped_watch_clears_no_screen_and_a_terminal_does(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    (tmp_path / "vsm.yaml").write_text(streams("one"))
    with watching(folder=tmp_path) as run:
        assert "\x1b" not in run.screen()
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [*COMMAND, "check", "--watch", "--color", "never"],
        cwd=tmp_path,
        env=surroundings(TERM="xterm"),
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
    )
    limit = threading.Timer(PATIENCE_S, run.kill)
    limit.start()
    try:
        shown = b""
        while b"watching;" not in shown and run.poll() is None:
            shown += os.read(ours, 4096)
    finally:
        limit.cancel()
        run.kill()
        run.wait()
        os.close(ours)
        os.close(theirs)
    assert shown.startswith(b"\x1b[2J\x1b[3J\x1b[Hvsm.yaml:")


@pytest.mark.parametrize(
    "arguments", [["--fix"], ["--diff"], ["-"], ["--format", "json"]], ids=lambda a: a[-1]
)
def test_what_watching_does_not_go_with(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("one"))
    done = vsm("check", "--watch", *arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--watch" in done.stderr


def test_each_check_is_in_the_language_that_the_files_name_then(tmp_path: Path) -> None:
    root = tmp_path / "vsm.yaml"
    root.write_text(streams("one") + "language: zh\n")
    with watching(folder=tmp_path) as run:
        assert "1 个错误" in run.screen()
        root.write_text(streams("one"))
        assert "1 error in 1 file" in run.screen()


def test_an_interruption_while_memory_is_freed_is_not_lost() -> None:
    class Left:
        """Only a collection ends it, which hears no exception."""

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    Left()
    with pytest.raises(KeyboardInterrupt):
        free_what_is_left(0)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
