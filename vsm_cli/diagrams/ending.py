"""Runs a program that ends in time, and never outlives us."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from graphviz.backend import execute

_SHELL = Path("/bin/sh")
_keepers: set[int] = set()


class TooSlowError(Exception):
    """The program gave no answer in time; it is ended."""


def run(command: Sequence[str | Path], given: bytes, seconds: float) -> bytes:
    """What a program answers to a text. Raises TooSlowError, and what `graphviz` raises for a
    program that is missing or fails."""
    with _kept() as group:
        try:
            done = execute.run_check(
                command,
                input=given,
                capture_output=True,
                quiet=True,
                timeout=seconds,
                process_group=group,
            )
        except subprocess.TimeoutExpired:
            raise TooSlowError from None
    return bytes(done.stdout)


def end_all() -> None:
    """End all that run at the moment, whoever waits for them."""
    for group in list(_keepers):
        with suppress(OSError):  # ended by itself just now
            os.killpg(group, signal.SIGKILL)


@contextmanager
def _kept() -> Iterator[int | None]:
    """A process group for a program, which ends with this context and with us.

    Nobody can act after a SIGKILL, so a shell leads the group: it waits at the end of a pipe
    that closes with our process, and then ends the group, itself included. What Linux has for
    that (PR_SET_PDEATHSIG) would have to be asked for between fork and exec, where threads make
    Python unsafe, and macOS has no such thing. Windows has neither groups nor this shell.
    """
    if os.name != "posix" or not _SHELL.exists():
        yield None
        return
    keeper = subprocess.Popen(
        [_SHELL, "-c", "read -r _; kill -KILL 0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    _keepers.add(keeper.pid)
    try:
        yield keeper.pid
    finally:
        _keepers.discard(keeper.pid)
        with keeper:  # closes our end of the pipe, and waits
            pass
