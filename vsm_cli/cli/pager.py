"""A long text on a terminal, screen by screen, by the pager that somebody likes."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from vsm_cli.ci_commands import runs_in_ci
from vsm_cli.source.programs import installed

# As Git has it: end at once where all fits, show colours, and leave on the screen what was shown.
_LESS = "FRX"


def pages(text: str, wanted: bool | None) -> bool:
    """Whether a text for stdout is to be paged: never but on a terminal that somebody looks at;
    there as it is `wanted`, or where it is longer than the screen."""
    if wanted is False or not (sys.stdout.isatty() and sys.stdin.isatty()):
        return False
    if runs_in_ci(os.environ) or os.environ.get("TERM", "dumb") == "dumb":
        return False
    return bool(wanted) or text.count("\n") >= shutil.get_terminal_size().lines


def shown(text: str) -> bool:
    """Show a text through the pager, until it is left; False where there is none that runs."""
    command = _command()
    if not command:
        return False
    data = text.encode(sys.stdout.encoding or "utf-8", "replace")
    surroundings = {"LESS": _LESS, **os.environ}
    with _no_interrupts(), suppress(OSError):
        subprocess.run(command, input=data, env=surroundings, check=False)
        return True
    return False


def _command() -> list[str]:
    """The words that start the pager; none where somebody wants none (`PAGER=` or `PAGER=cat`)."""
    if (named := os.environ.get("PAGER")) is not None:
        try:
            words = shlex.split(named)
        except ValueError:
            return []
        if not words or words == ["cat"]:
            return []
        program = words[0] if os.path.isabs(words[0]) else installed(words[0])  # noqa: PTH117
        return [program, *words[1:]] if program else []
    program = installed("less") or installed("more")
    return [program] if program else []


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Ctrl-C is for the pager, which stops a search with it: it would not hear of it if we left it
    with a signal that is ignored."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
