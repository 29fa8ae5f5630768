"""Finished pictures, kept from one run to the next: where nothing changed, none is put together."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vsm_cli.cache import Cache
from vsm_cli.cli.picture_formats import Format
from vsm_cli.cli.picture_jobs import Asked
from vsm_cli.errors import EngineError
from vsm_cli.language import current

if TYPE_CHECKING:
    from vsm_cli.api import Report

Content = str | bytes | EngineError
# What more is worth drawing again than keeping: a run of a thousand streams has 60 MB of SVG.
_MOST_CHARACTERS = 100_000_000


class Pictures(NamedTuple):
    """Where pictures go, and what each is."""

    files: list[Path]
    contents: Iterable[Content]


class KeptPictures:
    """The pictures of one run, under all that they are made from."""

    def __init__(self, cache: Cache, key: tuple[str, ...]) -> None:
        self._cache = cache
        self._key = key

    def get(self) -> Pictures | None:
        """What an earlier run drew."""
        kept = self._cache.get(*self._key)
        if kept is None:
            return None
        return Pictures([Path(file) for file, _ in kept], [content for _, content in kept])

    def keeping(self, files: list[Path], contents: Iterable[Content]) -> Iterator[Content]:
        """The contents as they come; kept when all are there and whole."""
        kept = []
        for file, content in zip(files, contents, strict=True):
            if isinstance(content, str):
                kept.append((str(file), content))
            yield content
        whole = len(kept) == len(files)
        if whole and sum(len(content) for _, content in kept) <= _MOST_CHARACTERS:
            self._cache.put(kept, *self._key)


def kept_pictures(report: "Report", asked: Asked, format: Format) -> KeptPictures | None:
    """Where the pictures of a run are kept; None where they cannot be: what they are made from
    is not known, as with the fonts of PNG and PDF, or something is told while they are made."""
    if asked.against is not None or asked.paper or format not in (Format.svg, Format.dot):
        return None
    cache = next((each.cache for each in report.workspaces), None)
    keys = [each.key for each in report.workspaces]
    if cache is None or None in keys:
        return None
    from vsm_cli.diagrams.engine import engines

    roots = [f"{each.root} {each.language}" for each in report.workspaces]
    here = str(Path.cwd())
    # Of what was found, only what stands in the named files is drawn.
    found = repr((keys, report.paths))
    made_from = (*engines(), here, current(), repr(asked), format.value, *roots, found)
    return KeptPictures(cache, ("pictures", *made_from))
