"""Where a file may be written: not out of the workspace through a link, and not over what vsm
did not write."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from vsm_cli.cli.marks import is_own
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.source.discovery import checkout_of, find_root, is_folder, is_special
from vsm_cli.source.reading import NO_FILE
from vsm_cli.source.workspaces import absolute, shown_name

CANNOT_WRITE = message("{path} cannot be written: {reason}")
_LEADS_OUT = message(
    "{path} is not written: a link leads to {real}, outside of the workspace and of the folder "
    "that was named; name that place itself if it is meant"
)
_NOT_OURS = message("{path} was not written by vsm; --force overwrites it")


class WriteTarget(NamedTuple):
    """A file that may be written: as it was named, and where its links lead."""

    path: Path
    real: Path

    @property
    def name(self) -> str:
        """What messages call it."""
        return shown_name(self.path)


def target(
    path: Path, *, folder: Path | None = None, paths: Iterable[Path] = (), force: bool = False
) -> WriteTarget:
    """Where a result goes: to a new file, or in place of one that vsm wrote; with `force`, of any.

    `folder` is the one that was asked for, by default that of the file; `paths` name the
    workspaces that a link may lead into, too. Raises VsmError; nothing is written yet.
    """
    path = absolute(path)
    real = _real(path, [folder or path.parent, *_workspaces(paths)], paths)
    try:
        kept = not force and _is_file(real) and not is_opened(real)
        foreign = kept and not is_own(real.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise VsmError(tr(CANNOT_WRITE, path=shown_name(path), reason=reason)) from None
    if foreign:
        raise VsmError(tr(_NOT_OURS, path=shown_name(path)))
    return WriteTarget(path, real)


def definition(path: Path, *, paths: Iterable[Path]) -> WriteTarget:
    """A definition that may be written again. Raises VsmError where it lies outside of the
    workspaces that `paths` name."""
    return WriteTarget(path, _real(path, _workspaces(paths), paths))


def _real(path: Path, folders: Iterable[Path], paths: Iterable[Path]) -> Path:
    """Where a path leads, which has to be in one of the folders."""
    if is_opened(path) or (path.is_relative_to("/dev") and is_special(path)):
        return path  # standard output, or nowhere
    real = Path(os.path.realpath(path))
    near = (absolute(Path()), *_workspaces(paths))
    checkouts = [checkout_of(each) or each for each in near]
    if real.is_symlink() or not any(
        real.is_relative_to(_as_it_lies(each, checkouts)) for each in folders
    ):
        raise VsmError(tr(_LEADS_OUT, path=shown_name(path), real=real.as_posix()))
    if is_folder(real) or is_special(real):
        reason = os.strerror(errno.EISDIR) if is_folder(real) else tr(NO_FILE)
        raise VsmError(tr(CANNOT_WRITE, path=shown_name(path), reason=reason))
    return real


def is_opened(path: Path) -> bool:
    """Whether this is a file that the caller has opened, as standard output: it is added to,
    whatever it leads to."""
    return path in (Path("/dev/stdout"), Path("/dev/stderr")) or path.parent == Path("/dev/fd")


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 -- pathlib raises PermissionError


def _workspaces(paths: Iterable[Path]) -> list[Path]:
    """The folders of the workspaces that paths name, without reading them."""
    named = [absolute(path) for path in paths] or [absolute(Path())]
    return [find_root(each) or (each if is_folder(each) else each.parent) for each in named]


def _as_it_lies(folder: Path, checkouts: Iterable[Path]) -> Path:
    """A folder with the links on the way to a checkout followed: they are the user's own. Those
    inside of it came with it, so that what lies behind them is somewhere else."""
    folder = absolute(folder)
    for outer in checkouts:
        if folder.is_relative_to(outer) and outer != Path(outer.anchor):
            return Path(os.path.realpath(outer)) / folder.relative_to(outer)
    return Path(os.path.realpath(folder))
