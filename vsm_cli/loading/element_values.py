"""Each value of an element as written, with where it comes from."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.loading.load import Loaded
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.loading.references import canonical
from vsm_cli.source.key_names import english_path
from vsm_cli.source.places import Place

_NOWHERE = message("there is no {part} in {where}")
_WORKSPACE = message("this workspace")
_DID_YOU_MEAN = message("; did you mean {nearest}?")
_BY_ID = ("steps",)

Origin = Literal["own", "pattern", "default"]


class WrittenValue(NamedTuple):
    """A key and what stands there. `origin` is `pattern` for what is taken from a pattern or from
    another stream, `source` its address; `path` and `line` are None for a default."""

    key: str
    value: Any
    origin: Origin
    source: str | None
    path: str | None
    line: int | None


def values_of(loaded: Loaded, address: str) -> list[WrittenValue]:
    """What is known of an element such as `streams.ID.steps.ID`. Raises VsmError where there is
    none."""
    element, place = _find(loaded, address)
    found = [_written(loaded, key, value, place.key(key)) for key, value in element.items()]
    given = {value.key for value in found}
    defaults = (pair for pair in _defaults(loaded, place) if pair[0] not in given)
    return [*found, *(WrittenValue(*pair, "default", None, None, None) for pair in defaults)]


def _find(loaded: Loaded, address: str) -> tuple[dict[str, Any], Place]:
    """What stands at an address, and its place."""
    path = english_path(tuple(canonical(part) for part in address.strip().split(".")))
    known: list[str] = []
    for source in loaded.files.values():
        for index, document in enumerate(source.documents):
            data = document.data if isinstance(document.data, dict) else {}
            section = data.get(path[0])
            if not isinstance(section, dict):
                continue
            if len(path) > 1 and path[1] in section:
                return _below(section, path), Place(source.path, index, path)
            known += section if len(path) > 1 else []
    if len(path) > 1:
        raise _nowhere(path[1], path[0], known)
    raise _nowhere(path[0], tr(_WORKSPACE), loaded.root)


def _below(section: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    node: Any = section
    for number, part in enumerate(path[1:], 1):
        if not isinstance(node, dict) or part not in node:
            raise _nowhere(part, ".".join(path[:number]), node if isinstance(node, dict) else ())
        node = node[part]
    return node if isinstance(node, dict) else {}


def _nowhere(part: str, where: str, known: Any) -> VsmError:
    near = nearest(part, known)
    hint = tr(_DID_YOU_MEAN, nearest=near) if near else ""
    return VsmError(tr(_NOWHERE, part=part, where=where) + hint)


def _written(loaded: Loaded, key: str, value: Any, at: Place) -> WrittenValue:
    place = loaded.workspace.origins.of(at)
    own = place == at
    source = None if own else ".".join(map(str, place.path[: len(at.path) - 1]))
    line = loaded.files[place.file].locate(place).line
    shown = list(value) if key in _BY_ID and isinstance(value, dict) else value
    return WrittenValue(str(key), shown, "own" if own else "pattern", source, place.file, line)


def _defaults(loaded: Loaded, place: Place) -> Iterator[tuple[str, Any]]:
    """What counts for keys of streams and steps that nobody wrote."""
    if place.path[0] != "streams" or place.path[1] not in loaded.workspace.streams:
        return
    stream = loaded.workspace.streams[str(place.path[1])]
    if len(place.path) == 2:
        yield (
            "calendar",
            {
                "day": f"{stream.calendar.day_s / 3600:g}h",
                "week": f"{stream.calendar.week_s / stream.calendar.day_s:g}d",
            },
        )
        yield "mapped", {"state": stream.mapped.state}
    elif len(place.path) == 4 and place.path[3] in stream.steps:
        ids = [*stream.steps, "end"]
        yield "next", ids[ids.index(str(place.path[3])) + 1]
        entries = any(step.entry is not None for step in stream.steps.values())
        if not entries and place.path[3] == ids[0]:
            yield "entry", True
        yield "automated", False
