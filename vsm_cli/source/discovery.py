"""Which files belong to a workspace: its root, and what lies below it."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT_FILE = "vsm.yaml"
ENDINGS = (".yaml", ".yml")


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds vsm.yaml, up to the Git root."""
    folder = start if is_folder(start) else start.parent
    for candidate in (folder, *folder.parents):
        if is_root(candidate):
            return candidate
        if os.path.lexists(candidate / ".git"):
            return None
    return None


def leads_out(path: Path, root: Path) -> bool:
    """Whether a file below `root` is a link to somewhere outside of the checkout that the root
    lies in; of the root itself where that is none."""
    if not path.is_symlink():
        return False
    top = checkout_of(root) or root
    return Path(os.path.realpath(top)) not in Path(os.path.realpath(path)).parents


def checkout_of(folder: Path) -> Path | None:
    """The top of the checkout that a folder lies in, by its path as it stands; None outside."""
    around = (folder, *folder.parents)
    return next((outer for outer in around if os.path.lexists(outer / ".git")), None)


def is_folder(path: Path) -> bool:
    """Whether this is a folder; not where it may not be looked at."""
    return os.path.isdir(path)  # noqa: PTH112 -- pathlib raises PermissionError


def is_special(path: Path) -> bool:
    """Whether this is a device, a pipe or a socket: opening it may do something, or wait for
    ever."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def is_root(folder: Path) -> bool:
    """Whether a folder holds a vsm.yaml; not where it may not be entered."""
    return os.path.isfile(folder / ROOT_FILE)  # noqa: PTH113 -- as above


def walk_yaml(folder: Path, skip: Callable[[Path, bool], bool]) -> Iterator[Path]:
    """All .yaml and .yml files below a folder, in order of path.

    Linked folders are not followed; hidden folders, node_modules and what `skip` names, told
    whether it is a folder, are not entered.
    """

    def visit(current: Path) -> Iterator[Path]:
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError:
            # The caller is told when it reads; a folder that cannot be listed is named there.
            yield current
            return
        for entry in entries:
            path = current / entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name.startswith(".") or entry.name == "node_modules":
                    continue
                if not skip(path, True):
                    yield from visit(path)
            elif (
                entry.name.endswith(ENDINGS)
                and not entry.name.startswith(".#")  # the lock of an editor, not a file
                and not (entry.is_symlink() and is_folder(path))
                and not skip(path, False)
            ):
                yield path

    yield from visit(folder)


def ignored_by_git(folder: Path) -> frozenset[Path]:
    """The files and folders below `folder` that Git ignores; none outside a working tree.

    Raises VsmError where Git is missing or refuses to look at the repository.
    """
    if checkout_of(folder) is None:
        return frozenset()
    from vsm_cli.source.git import repository_of  # starts programs, which takes long to import

    repository = repository_of(folder)
    if repository is None:
        return frozenset()
    below = Path(os.path.realpath(folder))
    return frozenset(folder / name for name in repository.ignored(below))
