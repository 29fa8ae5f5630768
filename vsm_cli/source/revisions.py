"""The definitions of a Git revision as files in a temporary folder."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.source.discovery import ENDINGS
from vsm_cli.source.git import Repository, repository_at
from vsm_cli.source.reading import MAX_BYTES

_NOT_READ = message("the revision {revision} cannot be read: {reason}")
_UNKNOWN = message(
    "Git knows no revision {revision} here; a shallow clone, as CI makes it, has to fetch it first"
)
_NOT_THERE = message("there is no definition at {path} in {revision}")


class Revision(Struct, frozen=True):
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
    name, _, inside = revision.partition(":")
    # ignore_cleanup_errors: what is left in a temporary folder must not spoil a result.
    with tempfile.TemporaryDirectory(prefix="vsm-", ignore_cleanup_errors=True) as temporary:
        base = Path(os.path.realpath(temporary))
        try:
            repository = repository_at(near)
            top = base / repository.folder.relative_to(repository.folder.anchor)
            commit = repository.commit(name)
            if commit is not None:
                _write_files(repository, commit, top)
        except VsmError as error:
            raise VsmError(tr(_NOT_READ, revision=revision, reason=error)) from None
        if commit is None:
            raise VsmError(tr(_UNKNOWN, revision=name or revision))
        start = Path.cwd() if inside.startswith(("./", "../")) else repository.folder
        asked = base / Path(os.path.normpath(start / inside)).relative_to(start.anchor)
        if not asked.exists():
            raise VsmError(tr(_NOT_THERE, path=inside, revision=name))
        yield Revision(base, asked)


def _write_files(repository: Repository, commit: str, top: Path) -> None:
    """The definitions of a commit below `top`. A link belongs to it where it leads to a place in
    the repository; what it leads to elsewhere is not of that time."""
    top.mkdir(parents=True)
    # An empty file `.git`: nobody looks for a repository there or further up.
    (top / ".git").touch()
    entries = repository.entries(commit, ENDINGS)
    # Longer ones are refused by whoever reads them: one byte more tells that they are.
    contents = repository.contents(entries, MAX_BYTES + 1)
    links = []
    for entry, content in zip(entries, contents, strict=True):
        path = top / entry.path
        if entry.link:
            links.append((path, os.fsdecode(content)))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path, target in links:
        aim = Path(os.path.normpath(path.parent / target))
        if not Path(target).is_absolute() and top in aim.parents:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(target)
