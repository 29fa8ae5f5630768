"""Which files make up which workspace, for the paths that a person names."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from vsm_cli.errors import NothingFoundError, VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.source.discovery import (
    ROOT_FILE,
    checkout_of,
    find_root,
    ignored_by_git,
    is_folder,
    is_root,
    is_special,
    leads_out,
    walk_yaml,
)
from vsm_cli.source.globs import matches
from vsm_cli.source.reading import Read, SourceFile, is_ours, read_bytes, read_file

_MISSING = message("there is no file or folder {path}")
_NOT_OURS = message("{path} is not a value stream definition (it has no `vsm: 1`); left out")
_NONE_FOUND = message(
    "no value stream definitions in {paths}: a definition is a YAML file that says `vsm: 1`. "
    "`vsm init` writes a first one."
)
_LEADS_OUT = message(
    "{path} is a link to {target}, outside of what is checked, and is not followed; name that "
    "file to have it read"
)
_NOTHING_IGNORED = message(
    "{root}: what .gitignore names is read as well, since Git could not be asked. {reason}"
)


class FileGroup(Struct):
    """The files of one workspace, all of them, with what of it the person named.

    `root` is its folder: the one with vsm.yaml, the given folder, or None for single files
    that belong to no root. `excluded` are the patterns of its `lint: exclude`.
    """

    root: Path | None
    excluded: tuple[str, ...] = ()
    files: dict[Path, SourceFile] = field(default_factory=dict)
    named: list[Path] = field(default_factory=list)

    def shows(self, path: Path) -> bool:
        """Whether problems of this file are asked for."""
        return any(path == named or below(named, path) is not None for named in self.named)

    def excludes(self, path: Path) -> bool:
        """Whether `lint: exclude` covers a file or folder of this workspace."""
        if not self.excluded or self.root is None or self.root not in path.parents:
            return False
        inside = path.relative_to(self.root).as_posix()
        return any(matches(pattern, inside) for pattern in self.excluded)


class Gathering(Struct):
    """Collects the workspaces behind a list of paths.

    `overlay` replaces what stands on disk, as an editor's unsaved text does. `force_exclude`
    leaves out also what is named, where `lint: exclude` covers it or it is not ours. Else
    `notices` says which named files are not ours. The bytes of files go through `read`; how many
    there are below a root is told to `expect` before.
    """

    overlay: Mapping[Path, bytes] = field(default_factory=dict)
    force_exclude: bool = False
    read: Read = read_bytes
    expect: Callable[[Path, int], None] | None = None
    groups: dict[Path | None, FileGroup] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    _refusing: set[Path | None] = field(default_factory=set)
    _folders: dict[Path, str] = field(default_factory=dict)

    def gather(self, paths: list[Path]) -> list[FileGroup]:
        """The workspaces, each with all of its files, whatever of it was named.

        Raises VsmError for a path that does not exist, NothingFoundError where none is ours;
        no workspace at all is fine where all that was named is left out by `force_exclude`.
        """
        left_out = 0
        # Outer folders first, so that what lies in them is not read as a workspace of its own.
        for given in sorted(paths, key=_folders_first):
            path = absolute(given)
            if is_folder(path):
                left_out += self._take_folder(path, self._root_of(path) or path)
            elif path in self.overlay or os.path.lexists(path):
                left_out += self._take_file(path, self._root_of(path.parent))
            else:
                raise VsmError(tr(_MISSING, path=str(given)))
        found = [group for group in self.groups.values() if any(map(group.shows, group.files))]
        if not found and left_out < len(paths):
            shown = names(str(path) for path in paths)
            raise NothingFoundError(tr(_NONE_FOUND, paths=shown))
        return found

    def _root_of(self, folder: Path) -> Path | None:
        """The folder with vsm.yaml, or else the given folder that this one lies in."""
        given = (root for root in self.groups if root and root in (folder, *folder.parents))
        return find_root(folder) or next(given, None)

    def _take_folder(self, folder: Path, root: Path) -> bool:
        """A folder's own workspace, and those with a vsm.yaml of their own below it. Says
        whether it is left out."""
        self._walk(root)
        if self.force_exclude and self.groups[root].excludes(folder):
            return True
        for group in self.groups.values():
            if group.root and (group.root == root or folder in group.root.parents):
                group.named.append(folder)
        return False

    def _take_file(self, path: Path, root: Path | None) -> bool:
        """One file and the workspace that it belongs to. Says whether it is left out."""
        if root is not None:
            self._walk(root)
        group = self.groups.setdefault(root, FileGroup(root))
        if self.force_exclude and group.excludes(path):
            return True
        if self.force_exclude and not is_special(path) and leads_out(path, root or path.parent):
            return True
        if path not in group.files:
            source = self._read(path)
            if source is None and self.force_exclude:
                return True
            if source is None:
                self.notices.append(tr(_NOT_OURS, path=shown_name(path)))
                return False
            group.files[path] = source
        group.named.append(path)
        return False

    def _walk(self, root: Path) -> None:
        """Read all files below a root; a folder further down with its own vsm.yaml is a root."""
        if root in self.groups:
            return
        group = self.groups[root] = FileGroup(root)
        group.excluded = self._excluded(root)
        below: list[Path] = []
        ignored = self._ignored(root)

        def skip(path: Path, folder: bool) -> bool:
            if path in ignored or group.excludes(path):
                return True
            if folder and is_root(path):
                below.append(path)
                return True
            return False

        found = list(walk_yaml(root, skip))
        if self.expect:
            self.expect(root, len(found))
        for path in found:
            if path not in group.files and self._stays_inside(path, root):
                source = self._read(path)
                if source is not None:
                    group.files[path] = source
        for nested in below:
            self._walk(nested)

    def _ignored(self, root: Path) -> frozenset[Path]:
        """What Git ignores; where it does not say, nothing is, and that is told. It is not asked
        again in the same checkout, since it may take its time each time."""
        checkout = checkout_of(root)
        if checkout in self._refusing:
            return frozenset()
        try:
            return ignored_by_git(root)
        except VsmError as error:
            self._refusing.add(checkout)
            shown = shown_name(checkout or root)
            self.notices.append(tr(_NOTHING_IGNORED, root=shown, reason=error))
            return frozenset()

    def _stays_inside(self, path: Path, root: Path) -> bool:
        """Whether a file may be read for being there: what a link in a checked folder fetches from
        elsewhere on this machine would be shown to whoever made the link. It is told once."""
        if not leads_out(path, root) or is_special(path):
            return True  # devices and the like are told, and never opened
        target = Path(os.path.realpath(path)).as_posix()
        notice = tr(_LEADS_OUT, path=shown_name(path), target=target)
        if notice not in self.notices:
            self.notices.append(notice)
        return False

    def _read(self, path: Path) -> SourceFile | None:
        folder = path.parent
        if folder not in self._folders:
            # Of files beside each other it is the same, and takes long to tell.
            self._folders[folder] = shown_name(folder / "_")[:-1]
        name = self._folders[folder] + path.name
        if path in self.overlay:
            data = self.overlay[path]
            return self.read(data, name) if is_ours(data) else None
        return read_file(path, name, self.read)

    def _excluded(self, root: Path) -> tuple[str, ...]:
        """The `lint: exclude` of a root, read ahead; whether it is right is judged later."""
        path = root / ROOT_FILE
        inside = is_root(root) and self._stays_inside(path, root)
        source = self._read(path) if inside else None
        if source is None:
            return ()
        # It stays read: a root's own file is not read twice.
        self.groups[root].files[path] = source
        for document in source.documents:
            if isinstance(document.data, dict) and isinstance(document.data.get("lint"), dict):
                patterns = document.data["lint"].get("exclude")
                listed = patterns if isinstance(patterns, list) else [patterns]
                return tuple(pattern for pattern in listed if isinstance(pattern, str))
        return ()


def below(folder: Path, path: Path) -> str | None:
    """What a file is called below a folder, with `/`; None where it is not below it. Both are
    absolute. `Path.parents` takes long to ask of thousands of files."""
    start, name = os.path.join(folder, ""), os.fspath(path)  # noqa: PTH118
    return name[len(start) :].replace(os.sep, "/") if name.startswith(start) else None


def _folders_first(path: Path) -> tuple[bool, int]:
    return (not is_folder(path), len(absolute(path).parts))


def absolute(path: Path) -> Path:
    """The path from the top, with `..` taken out but links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def shown_name(path: Path) -> str:
    """A path as messages show it: relative to the working folder, with `/`."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
