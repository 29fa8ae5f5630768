"""The one door to Git, which runs no program that the checked folder names.

A repository's own configuration can name programs: for file systems that are watched, filters,
hooks, diffs, pagers, transports. Whoever sends a change can bring such a configuration, in a
folder that looks like a bare repository or in an archive. So Git starts only where a `.git`
stands, with options that switch these programs off, and is asked only for what needs none of
them: names of files, and blobs as they are stored.
"""

import os
import stat
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from msgspec import Struct

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.source.programs import installed

_NOT_INSTALLED = message("Git is not installed")
_NO_REPOSITORY = message("there is no Git repository at {folder} or above it")
_FAILED = message("Git says: {reason}")
_TOO_SLOW = message("Git gave no answer in {seconds} s")
_MISSING = message("the file {path} has not been fetched yet (a partial clone): fetch it first")
_ODD_NAME = message("it holds a file with the impossible name {path}")

PATIENCE_S = 30.0
_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    # Of the folder that was found, whatever `core.worktree` says.
    "--work-tree=.",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "protocol.allow=never"),
    *("-c", "submodule.recurse=false"),
)
# Git sets variables while a hook runs that would lead it to another repository or index, and
# variables can name programs, too. What the person configured stays.
_KEPT = ("GIT_CONFIG", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_FIXED = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # Objects that a partial clone lacks are not fetched; a repository can allow single protocols
    # over `protocol.allow`, but not over this.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}


class TreeEntry(NamedTuple):
    """A file in a commit: `link` says that its content is the target of a symbolic link; the
    size is in bytes."""

    path: str
    object: str
    size: int
    link: bool


class Repository(Struct, frozen=True):
    """A working tree: `folder` is its top, absolute and without links."""

    folder: Path

    def ignored(self, below: Path) -> list[str]:
        """What Git ignores below a folder of the working tree, as paths from that folder; of a
        folder that is ignored whole only the folder. Raises VsmError."""
        inside = below.relative_to(self.folder).as_posix()
        listing = self._ask(
            "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory",
            "--", inside,
        )  # fmt: skip
        prefix = "" if inside == "." else f"{inside}/"
        names = (os.fsdecode(name).rstrip("/") for name in listing.split(b"\0"))
        return [
            name.removeprefix(prefix) for name in names if name.startswith(prefix) and name != "."
        ]

    def commit(self, name: str) -> str | None:
        """The id of the commit that a revision names; None where there is no such revision."""
        if not name or name.startswith("-") or "\0" in name:
            return None
        try:
            told = self._ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        except _NoAnswerError:
            return None
        return told.decode().strip()

    def entries(self, commit: str, endings: tuple[str, ...]) -> list[TreeEntry]:
        """The files and links of a commit whose names have these endings. Raises VsmError."""
        listing = self._ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
        found = []
        for line in listing.split(b"\0")[:-1]:
            facts, _, name = line.partition(b"\t")
            mode, kind, object_, size = facts.decode().split()
            path = os.fsdecode(name)
            if kind != "blob" or not path.endswith(endings):
                continue
            if not _is_plain(path):
                raise VsmError(tr(_ODD_NAME, path=path))
            if not size.isdecimal():
                raise VsmError(tr(_MISSING, path=path))
            found.append(TreeEntry(path, object_, int(size), link=mode == "120000"))
        return found

    def contents(self, entries: Sequence[TreeEntry], most: int) -> Iterator[bytes]:
        """The bytes of each entry, as they are stored, the first `most` of a longer one. Raises
        VsmError."""
        with tempfile.TemporaryFile() as wanted:
            wanted.write("".join(f"{entry.object}\n" for entry in entries).encode())
            wanted.seek(0)
            command = [*self._command(), "cat-file", "--batch", "--buffer"]
            with subprocess.Popen(
                command,
                cwd=self.folder,
                env=self._environment(),
                stdin=wanted,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            ) as git:
                watchdog = threading.Timer(PATIENCE_S, git.kill)
                watchdog.start()
                try:
                    assert git.stdout is not None
                    for entry in entries:
                        yield _one_of_batch(git.stdout, entry, most)
                finally:
                    watchdog.cancel()
                    git.kill()

    def _ask(self, *arguments: str) -> bytes:
        try:
            done = subprocess.run(
                [*self._command(), *arguments],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE_S,
            )
        except subprocess.TimeoutExpired:
            raise VsmError(tr(_TOO_SLOW, seconds=round(PATIENCE_S))) from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = next((line for line in said if line.startswith("fatal: ")), "")
            reason = reason.removeprefix("fatal: ") or f"exit code {done.returncode}"
            raise _NoAnswerError(tr(_FAILED, reason=reason))
        return done.stdout

    def _command(self) -> list[str]:
        program = installed("git")
        if program is None:
            raise VsmError(tr(_NOT_INSTALLED))
        return [program, *_OPTIONS]

    def _environment(self) -> Mapping[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.upper().startswith("GIT_") or name.upper().startswith(_KEPT)
        }
        # Where `.git` turns out to be none, Git looks no further up.
        return {**kept, **_FIXED, "GIT_CEILING_DIRECTORIES": str(self.folder.parent)}


class _NoAnswerError(VsmError):
    """Git refused, or does not know what it was asked for."""


def repository_of(path: Path) -> Repository | None:
    """The repository whose working tree a path lies in, which need not exist; None without one.

    It is the nearest folder that holds `.git`: Git would take a folder that only looks like a
    bare repository, too. An empty file `.git` ends the search: it marks a tree that is none.
    """
    real = Path(os.path.realpath(path))
    for folder in (real, *real.parents):
        try:
            mark = os.lstat(folder / ".git")
        except OSError:
            continue
        return Repository(folder) if mark.st_size or not stat.S_ISREG(mark.st_mode) else None
    return None


def repository_at(path: Path) -> Repository:
    """The repository of a path. Raises VsmError where there is none, or Git refuses it."""
    found = repository_of(path)
    if found is None:
        raise VsmError(tr(_NO_REPOSITORY, folder=os.path.realpath(path)))
    found._ask("rev-parse", "--git-dir")
    return found


def _one_of_batch(stream: IO[bytes], entry: TreeEntry, most: int) -> bytes:
    """The next object of `cat-file --batch`: a line `ID blob SIZE`, the bytes, a line break."""
    if not stream.readline().endswith(b" blob %d\n" % entry.size):
        raise VsmError(tr(_MISSING, path=entry.path))
    content = stream.read(min(entry.size, most))
    left = entry.size + 1 - len(content)
    while left and (passed := stream.read(min(left, 1 << 20))):
        left -= len(passed)
    if left:
        raise VsmError(tr(_MISSING, path=entry.path))
    return content


def _is_plain(path: str) -> bool:
    """Whether each part of a path is a name: a commit made by hand may hold others."""
    parts = path.replace(os.sep, "/").split("/")
    return not {"", ".", ".."} & set(parts) and not os.path.splitdrive(path)[0]
