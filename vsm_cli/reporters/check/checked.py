"""What the formats of `vsm check` are made from."""

import posixpath
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.source.reading import SourceFile


class Checked(Protocol):
    """The result of a check: problems in the order to show them, and what was looked at.

    `paths` are the files that the person named, `streams` counts what stands in them; `source`
    finds the text for excerpts.
    """

    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...

    @property
    def suppressed(self) -> Sequence[Diagnostic]: ...

    @property
    def baselined(self) -> Sequence[Diagnostic]: ...

    @property
    def paths(self) -> Sequence[str]: ...

    @property
    def streams(self) -> int: ...

    def source(self, path: str, /) -> SourceFile | None: ...


def from_top(path: str, way: str) -> str:
    """A path as a CI service finds it; `way` leads from the top of its checkout to the working
    folder, which paths start from: `streams/a.yaml`, or `../a.yaml` further up."""
    return posixpath.normpath(posixpath.join(way, path)) if way else path


def by_level(checked: Checked) -> dict[Level, int]:
    """How many problems there are of each level, the highest first."""
    counted = Counter(diagnostic.level for diagnostic in checked.diagnostics)
    return {level: counted[level] for level in sorted(Level, key=lambda level: -level.weight)}
