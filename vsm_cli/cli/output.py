"""The only place that writes: results to stdout, everything else to stderr, files to disk."""

import errno
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from vsm_cli.characters import harmless
from vsm_cli.ci_commands import runs_in_ci, without_commands
from vsm_cli.errors import VsmError
from vsm_cli.language import tr

if TYPE_CHECKING:
    from vsm_cli.cli.targets import WriteTarget

T = TypeVar("T")
LONG = 20
PATIENCE_S = 1.0
# Wider than any screen; a width of millions would be filled with spaces.
_WIDEST = 1000


class Color(StrEnum):
    """When to colour: `auto` on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise."""

    auto = "auto"
    always = "always"
    never = "never"


def prepare() -> None:
    """Make all three streams usable and both outputs take any character: piped text is UTF-8
    with plain line ends. A size of the terminal that no terminal has is forgotten."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller: nobody speaks or listens
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115
    for name in ("COLUMNS", "LINES"):  # all that draw on a terminal believe them
        value = os.environ.get(name, "")
        if not (value.isascii() and value.isdecimal() and 0 < int(value[:9]) <= _WIDEST):
            os.environ.pop(name, None)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def is_colored(color: Color, stream: TextIO | None = None) -> bool:
    """Whether to colour what goes to `stream` (stdout), see https://no-color.org."""
    if color is not Color.auto:
        return color is Color.always
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb"


def width() -> int | None:
    """Columns of the terminal; None where there is none, so that piped lines stay whole."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return None
    import shutil

    return max(20, shutil.get_terminal_size((100, 24)).columns)


class ReaderGoneError(Exception):
    """Nobody reads the output any more; no OSError, of which the argument parser makes code 1."""


def write(text: str, *, commands: bool = False) -> None:
    """A result, to stdout. A CI system finds no order in it, unless it is made of our own
    `commands`. Raises ReaderGoneError."""
    if not commands and runs_in_ci(os.environ):
        text = without_commands(text)
    try:
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None


def write_paged(text: str, wanted: bool | None) -> None:
    """A result, to stdout; screen by screen where a terminal shows it and it is longer than that,
    or where that is `wanted`. Raises ReaderGoneError."""
    from vsm_cli.cli import pager

    if not (pager.pages(text, wanted) and pager.shown(text)):
        write(text)


def replace_screen(text: str) -> None:
    """A result in place of all that the terminal shows; below it where there is none."""
    write(f"\x1b[2J\x1b[3J\x1b[H{text}" if sys.stdout.isatty() else text)


def note(text: str) -> None:
    """Anything else, to stderr: one line, whatever stands in names and values."""
    line = harmless(text)
    # That nobody can be told (a full disk, a closed pipe) changes no result.
    with suppress(OSError):
        sys.stderr.write((without_commands(line) if runs_in_ci(os.environ) else line) + "\n")


@contextmanager
def protocol() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Standard input and output for a protocol that nothing else may get into: whatever else is
    written to standard output meanwhile goes to standard error."""
    sys.stdout.flush()
    with os.fdopen(os.dup(1), "wb") as stdout:
        os.dup2(2, 1)
        yield sys.stdin.buffer, stdout


def progress(jobs: Sequence[T], what: str) -> Iterable[T]:
    """The jobs, with a progress bar on a terminal where there are many."""
    if len(jobs) < LONG or not sys.stderr.isatty():
        return jobs
    from rich.console import Console
    from rich.progress import track

    return track(jobs, what, console=Console(stderr=True), transient=True)


class Progress:
    """A progress bar on a terminal that shows itself only when the work takes long."""

    def __init__(self, total: float, what: str) -> None:
        self._total = total
        self._what = what
        self._started = time.monotonic()
        self._done: float = 0
        self._bar: Any = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, count: int) -> None:
        """So much more is done."""
        self.reach(self._done + count)

    def reach(self, done: float) -> None:
        """So much is done, of the total."""
        self._done = done
        if self._bar is None and sys.stderr.isatty():
            if time.monotonic() - self._started < PATIENCE_S:
                return
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.add_task(self._what, total=self._total)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._done)


def write_file(
    target: "WriteTarget", content: str | bytes, *, instead_of: bytes | None = None
) -> None:
    """Write a file whole or not at all, its folders included; text as UTF-8 with plain line ends.

    A file that is there keeps its mode and owner; where it has to be `instead_of` something, it
    is left as it is if something else stands there by now. Raises VsmError.
    """
    from vsm_cli.cli.targets import CANNOT_WRITE, is_opened

    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        target.real.parent.mkdir(parents=True, exist_ok=True)
        replaced = target.real.stat() if target.real.exists() else None
        if replaced and (is_opened(target.real) or not stat.S_ISREG(replaced.st_mode)):
            with target.real.open("ab") as stream:  # standard output, or nowhere
                stream.write(data)
        else:
            _replace(target, data, replaced, instead_of)
    except OSError as error:
        reason = error.strerror or str(error)
        raise VsmError(tr(CANNOT_WRITE, path=target.name, reason=reason)) from None


def _replace(
    target: "WriteTarget", data: bytes, replaced: os.stat_result | None, instead_of: bytes | None
) -> None:
    """Write beside the file, to the disk, and put the result in its place in one step."""
    if replaced and not os.access(target.real, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # Hidden, and no YAML: where a run is killed, what it leaves is not taken for a definition.
    beside = target.real.with_name(f".vsm-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if replaced else 0o666)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replaced:
            _give(beside, replaced)
        if instead_of is not None and target.real.read_bytes() != instead_of:
            from vsm_cli.api.fixed_workspaces import CHANGED

            raise VsmError(tr(CHANGED, path=target.name))
        beside.replace(target.real)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _give(file: Path, like: os.stat_result) -> None:
    """Give a file the owner, as far as that is allowed, and the mode of another one."""
    made = file.stat()
    if hasattr(os, "chown") and (made.st_uid, made.st_gid) != (like.st_uid, like.st_gid):
        with suppress(OSError):
            os.chown(file, like.st_uid, like.st_gid)
    file.chmod(stat.S_IMODE(like.st_mode))


def close_quietly() -> int:
    """After a reader went away: say nothing more, and end as other tools do (SIGPIPE)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141
