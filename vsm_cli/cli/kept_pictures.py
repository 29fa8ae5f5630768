"""Finished pictures, kept from one run to the next: where nothing changed, none is put together."""

from base64 import b64decode, b64encode
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
        contents = [b64decode(data) if is_binary else data for _, is_binary, data in kept]
        return Pictures([Path(file) for file, *_ in kept], contents)

    def keeping(self, files: list[Path], contents: Iterable[Content]) -> Iterator[Content]:
        """The contents as they come; kept when all are there and whole."""
        kept = []
        for file, content in zip(files, contents, strict=True):
            binary = isinstance(content, bytes)
            kept.append((str(file), binary, _as_text(content)))
            yield content
        if sum(len(text or "") for *_, text in kept) > _MOST_CHARACTERS:
            return
        if all(text is not None for *_, text in kept):
            self._cache.put(kept, *self._key)


def _as_text(content: Content) -> str | None:
    """What JSON can hold of a picture; None where it could not be drawn."""
    if isinstance(content, bytes):
        return b64encode(content).decode()
    return None if isinstance(content, EngineError) else content


def kept_pictures(report: "Report", asked: Asked, format: Format) -> KeptPictures | None:
    """Where the pictures of a run are kept; None where they cannot be: what they are made from
    is not known, or something is told while they are made."""
    if asked.against is not None or asked.paper or format is Format.mermaid:
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
