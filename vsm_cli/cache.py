"""Results kept on disk from one run to the next, under what they were made from.

What is not there, cannot be read or is broken is made anew; what cannot be written is not kept.
So a cache changes how long a run takes, and nothing else.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache as once
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from vsm_cli import __version__

MOST_BYTES = 256_000_000
_UNUSED_S = 30 * 24 * 3600
_ENDING = ".json"
_CHECKED = 32
"""Hexadecimal digits that an entry begins with: the digest of its name and the rest of it."""

# Of what is called otherwise nothing is ours, even where `XDG_CACHE_HOME` names a folder of work.
_ENTRIES = "/".join(("[0-9a-f]" * 2, "[0-9a-f]" * (_CHECKED - 2) + "*"))


def digest(data: bytes) -> str:
    """What bytes are known by."""
    import hashlib  # takes as long as checking a small file, which keeps nothing

    return hashlib.blake2b(data, digest_size=_CHECKED // 2).hexdigest()


class Cache:
    """Entries below a folder, each in a file of its own, written whole under another name first:
    several runs may use it at once. Without a folder it is the one of whoever runs this, where the
    system keeps such things."""

    def __init__(self, folder: Path | None = None) -> None:
        self._given = folder
        self._has_written = False

    @cached_property
    def folder(self) -> Path:
        """Raises OSError where there is no such place."""
        if self._given is not None:
            return self._given
        from platformdirs import user_cache_path

        try:
            return user_cache_path("vsm", appauthor=False)
        except RuntimeError as error:  # nobody's home
            raise OSError(str(error)) from None

    def get(self, *key: str) -> Any:
        """What was kept under a key, as JSON has it; None where nothing is."""
        import json

        try:
            path = self._path(key)
            data = path.read_bytes()
            whole = data[_CHECKED:]
            if _seal(path, whole) != data[:_CHECKED]:
                return None
            value = json.loads(whole)
        except (OSError, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)  # what is used stays longest
        return value

    def put(self, value: Any, *key: str) -> None:
        """Keep what JSON can hold under a key."""
        import json
        import tempfile

        if not self._has_written:
            self._has_written = True
            with suppress(OSError):
                self.trim()
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        data = text.encode("utf-8", "surrogatepass")
        with suppress(OSError):
            path = self._path(key)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(prefix=path.stem, dir=path.parent)
            try:
                with open(handle, "wb") as file:  # noqa: PTH123 -- a handle, not a path
                    file.write(_seal(path, data) + data)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def trim(self, most: int = MOST_BYTES) -> None:
        """Let go of what nobody used for a month, and of more where it is too much: what was
        not used for longest."""
        now = time.time()
        size = 0
        for used, bytes_, path in sorted(self._entries(), reverse=True):
            size += bytes_
            if size > most or now - used > _UNUSED_S:
                with suppress(OSError):
                    path.unlink()

    def size(self) -> int:
        """Its bytes."""
        return sum(bytes_ for _, bytes_, _ in self._entries())

    def clear(self) -> int:
        """Take everything away that is ours; returns how many bytes that were."""
        freed = 0
        for _, bytes_, path in list(self._entries()):
            with suppress(OSError):
                path.unlink()
                freed += bytes_
        return freed

    def _path(self, key: tuple[str, ...]) -> Path:
        text = "\0".join((_made_by(), *key))
        name = digest(text.encode("utf-8", "surrogatepass"))
        return self.folder / name[:2] / f"{name[2:]}{_ENDING}"

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """When each entry was last used, its bytes, and where it is."""
        for path in self.folder.glob(_ENTRIES):
            with suppress(OSError):
                state = path.stat()
                yield state.st_mtime, state.st_size, path


def _seal(path: Path, data: bytes) -> bytes:
    """What tells that data are whole, and that they are those of this entry."""
    return digest(path.name.encode() + data).encode()


@once
def _made_by() -> str:
    """Which vsm this is. An installed one is told by its version and by when it was put there;
    where somebody works at it, by the latest change of any of its files. What it was installed
    with tells of it as well: their folder changes with each that comes or goes."""
    package = Path(__file__).parent
    installed = {"site-packages", "dist-packages"} & set(package.parts)
    files = [Path(__file__)] if installed else [*package.rglob("*.py"), *package.rglob("*.mo")]
    others = Path(msgspec.__file__).parents[1]
    changed = max(path.stat().st_mtime_ns for path in files)
    return f"{__version__} {changed} {package} {others.stat().st_mtime_ns} {others}"
