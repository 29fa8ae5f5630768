"""The definitions of a Git revision as files in a temporary folder."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.source.discovery import ENDINGS, is_folder

_NO_GIT = message("{revision} needs Git, which is not installed")
_NO_REPOSITORY = message("{revision} needs a Git repository: {reason}")
_UNKNOWN = message(
    "Git knows no revision {revision} here; a shallow clone, as CI makes it, has to fetch it first"
)
_NOT_THERE = message("there is no definition at {path} in {revision}")
_FAILED = message("Git cannot give the files of {revision}: {reason}")

# Git sets these while a hook runs; with them, it would not look for the repository of a folder.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_QUIETLY = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")


@dataclass(frozen=True, slots=True, repr=False)
class Revision:
    """The YAML files of one revision.

    `base` stands for the top of the file system, so that files lie to each other, and to the
    working folder, as they do in the working tree. `path` is the folder or file that was asked
    for: the repository's top, or what follows the colon of `HEAD~3:streams`.
    """

    base: Path
    path: Path

    def at(self, path: Path) -> Path:
        """Where a path of the working tree lies in this revision; it need not exist there."""
        real = Path(os.path.realpath(path))
        return self.base / real.relative_to(real.anchor)


@contextmanager
def extracted(revision: str, near: Path) -> Iterator[Revision]:
    """The files of a revision, for as long as the context lasts.

    `near` is a path in the repository. `HEAD~3:streams` means the folder streams, from the top
    of the repository, and `HEAD~3:./streams` the one from the working folder. Raises VsmError
    outside a repository, for an unknown revision, and for a path that it does not have.
    """
    commit, _, inside = revision.partition(":")
    # ignore_cleanup_errors: what is left in a temporary folder must not spoil a result.
    with tempfile.TemporaryDirectory(prefix="vsm-", ignore_cleanup_errors=True) as temporary:
        git = _Git(_folder_of(near), revision, Path(os.path.realpath(temporary)) / "index")
        repository = git.repository()
        base = git.index.parent / "files"
        top = base / repository.relative_to(repository.anchor)
        top.mkdir(parents=True)
        git.write_files(git.commit(commit), repository, top)
        # A file that is no repository: neither we nor Git look for one further up.
        (top / ".git").touch()
        start = Path.cwd() if inside.startswith(("./", "../")) else repository
        asked = base / Path(os.path.normpath(start / inside)).relative_to(start.anchor)
        if not asked.exists():
            raise VsmError(tr(_NOT_THERE, path=inside, revision=commit))
        yield Revision(base, asked)


def _folder_of(path: Path) -> Path:
    """The nearest folder at or above a path that is there."""
    real = Path(os.path.realpath(path))
    return next(folder for folder in (real, *real.parents) if is_folder(folder))


@dataclass(frozen=True, slots=True, repr=False)
class _Git:
    """Git in one folder, with an index of our own, so that the user's stays as it is.

    An index and not `git archive`: archives leave out what .gitattributes marks export-ignore.
    """

    folder: Path
    revision: str
    index: Path

    def repository(self) -> Path:
        told = self._run(_NO_REPOSITORY, self.folder, "rev-parse", "--show-toplevel")
        return Path(os.path.realpath(os.fsdecode(told).removesuffix("\n")))

    def commit(self, name: str) -> str:
        if not name or name.startswith("-"):
            raise VsmError(tr(_UNKNOWN, revision=name or self.revision))
        asked = f"{name}^{{commit}}"
        return self._run(_UNKNOWN, self.folder, "rev-parse", "--verify", asked).decode().strip()

    def write_files(self, commit: str, repository: Path, top: Path) -> None:
        self._run(_FAILED, repository, "read-tree", commit)
        patterns = [f"*{ending}" for ending in ENDINGS]
        names = self._run(_FAILED, repository, "ls-files", "-z", "--", *patterns)
        to = f"--prefix={top}{os.sep}"
        self._run(_FAILED, repository, "checkout-index", "-z", "--stdin", to, given=names)

    def _run(self, fault: str, folder: Path, *arguments: str, given: bytes = b"") -> bytes:
        try:
            done = subprocess.run(
                ["git", *_QUIETLY, *arguments],
                cwd=folder,
                env=self._environment(),
                input=given,
                capture_output=True,
                check=True,
            )
        except FileNotFoundError:
            raise VsmError(tr(_NO_GIT, revision=self.revision)) from None
        except subprocess.CalledProcessError as error:
            lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = lines[-1].removeprefix("fatal: ") if lines else str(error)
            raise VsmError(tr(fault, revision=self.revision, reason=reason)) from None
        return done.stdout

    def _environment(self) -> Mapping[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
        return {**kept, "GIT_INDEX_FILE": str(self.index)}
