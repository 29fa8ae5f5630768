"""When YAML files below some folders change: by polling, which works everywhere."""

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from vsm_cli.source.discovery import ENDINGS

Stamps = Mapping[str, tuple[int, int]]


def changes(
    folders: Collection[Path], also: Collection[Path] = (), every_s: float = 0.5
) -> Iterator[None]:
    """Yields at once, and whenever a YAML file below `folders`, or a file of `also`, has come,
    gone or changed since. Looks every `every_s` seconds, and never ends by itself."""
    known: Stamps | None = None
    while True:
        now = stamps(folders, also)
        if now != known:
            known = now
            yield
        time.sleep(every_s)


def stamps(folders: Iterable[Path], also: Iterable[Path] = ()) -> Stamps:
    """The time of change (ns) and size of each file, without hidden folders and node_modules."""
    found = {}
    for path in (*_yaml_files(folders), *map(os.fspath, also)):
        try:
            state = os.stat(path)  # noqa: PTH116 -- many files, often
        except OSError:
            continue
        found[path] = (state.st_mtime_ns, state.st_size)
    return found


def _yaml_files(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for place, below, names in os.walk(folder):
            below[:] = [name for name in below if name[0] != "." and name != "node_modules"]
            yield from (os.path.join(place, name) for name in names if name.endswith(ENDINGS))  # noqa: PTH118
