"""What analysing gave before: in memory for commands that run long, on disk for the others."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from vsm_cli.cache import Cache
from vsm_cli.source.reading import SourceFile, read_bytes

if TYPE_CHECKING:
    from vsm_cli.loading.earlier import Earlier

MANY = 20
"""Fewer files below a root are read sooner than found in a cache."""


class Memory:
    """Files by name, and the last load of each workspace by its root: what has not changed is
    neither read nor built again, and what was worked out from it is still known."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, SourceFile | None]] = {}
        self._loads: dict[str, Earlier] = {}

    def of(self, root: str) -> "Earlier":
        """What is known of the workspace at a root."""
        from vsm_cli.loading.earlier import Earlier  # a short run has nothing earlier

        return self._loads.setdefault(root, Earlier())

    def read(self, data: bytes, name: str) -> SourceFile | None:
        """As `read_bytes`; the same object as before where the bytes of a name are the same."""
        known = self._files.get(name)
        if known is None or known[0] != data:
            known = self._files[name] = data, read_bytes(data, name)
        return known[1]


class KnownTexts:
    """The texts below the roots of a run that an earlier run found to be ours, so that nobody has
    to read them to learn that."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._ours: set[str] = set()

    def expect(self, root: Path, files: int) -> None:
        """There are so many files below a root."""
        if files >= MANY:
            self._ours |= set(self._cache.get("texts", str(root)) or ())

    def read(self, data: bytes, name: str) -> SourceFile | None:
        """As `read_bytes`."""
        return read_bytes(data, name, self._ours)

    def keep(self, root: Path, files: Iterable[SourceFile]) -> None:
        """Keep which texts below a root are ours."""
        now = {source.digest for source in files if source.digest}
        if len(now) >= MANY and not now <= self._ours:
            self._cache.put(sorted(now), "texts", str(root))
