"""Check the data of one document against the shapes, keeping all that is right.

What a fault names is dropped and the rest checked again, so that one wrong value costs only
itself; what was dropped is remembered, because it counts as present.
"""

from functools import partial
from typing import Any, NamedTuple

from pydantic import ValidationError

from vsm_cli.diagnostics import Finding, Replacement
from vsm_cli.language import message, tr
from vsm_cli.loading.field_types import DROPPED
from vsm_cli.loading.shapes import DocumentShape
from vsm_cli.loading.value_parsing import shown
from vsm_cli.source.places import Place

Path = tuple[str | int, ...]
EVERYTHING = "*"
_NOTHING: frozenset[str] = frozenset()

_PROBLEMS = {
    "string_type": message("{key} is a text, not {value}"),
    "dict_type": message("{key} is a mapping (key: value), not {value}"),
    "model_type": message("{key} is a mapping (key: value), not {value}"),
    "list_type": message("{key} is a list, not {value}"),
    "bool_type": message("{key} is true or false, not {value}"),
}
_ASCII_ONLY = ("number", "one-to-five", "date", "bool_type")
_OTHER = message("{value} cannot be the value of {key}")
_WRITE = message("write {text}")
_QUOTE = message('if a text is meant, write it in quotes: "{value}"')


class Unread:
    """The keys of one document that were written but could not be read, by element path."""

    def __init__(self) -> None:
        self._keys: dict[Path, set[str]] = {}

    def add(self, path: Path) -> None:
        """Remember a dropped key or list item under the mapping that holds the key."""
        while path and isinstance(path[-1], int):
            path = path[:-1]
        if path:
            self._keys.setdefault(path[:-1], set()).add(str(path[-1]))

    def copy(self) -> "Unread":
        result = Unread()
        result._keys = {path: set(keys) for path, keys in self._keys.items()}
        return result

    def at(self, path: Path) -> frozenset[str]:
        """The unread keys right below `path`; `EVERYTHING` where its own value was dropped."""
        if not self._keys:
            return _NOTHING
        keys = self._keys.get(path, set())
        if path and path[-1] == 0:
            # A single mapping where a list may stand has no index in the text.
            keys = keys | self._keys.get(path[:-1], set())
        if path and path[-1] in self._keys.get(path[:-1], ()):
            return frozenset({*keys, EVERYTHING})
        return frozenset(keys)

    def __bool__(self) -> bool:
        return bool(self._keys)


class Validated(NamedTuple):
    """The shape of a document with all that could be read, and what could not."""

    shape: DocumentShape
    unread: Unread
    findings: list[Finding]


def validate(data: dict[str, Any], place: Place) -> Validated:
    unread = Unread()
    findings: list[Finding] = []
    copied = False
    while True:
        try:
            return Validated(DocumentShape.model_validate(data), unread, findings)
        except ValidationError as error:
            if not copied:
                # Aliases make parts of the data shared: dropping one must leave the others.
                data, copied = _copy(data), True
            faults = error.errors(include_url=False)
        for fault in faults:
            path = _written_path(data, fault["loc"])
            if fault["input"] is DROPPED:
                unread.add(path)
            elif fault["type"] != "extra_forbidden":
                findings.append(_finding(fault, data, path, place))
                unread.add(path)
            elif not str(path[-1]).startswith("x-"):
                findings.append(_unknown(data, path, place, unread))
            _drop(data, path)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _written_path(data: Any, loc: Path) -> Path:
    """The part of an error's location that stands in the data: a list index on a single value
    and the mapping made from a bare id are ours, not the writer's."""
    path: list[str | int] = []
    node: Any = data
    for part in loc:
        if _holds(node, part):
            node = node[part]
        elif isinstance(part, int) and part == 0:
            continue
        else:
            break
        path.append(part)
    return tuple(path)


def _holds(node: Any, part: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, dict) and part in node


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _drop(data: Any, path: Path) -> None:
    node = _at(data, path[:-1])
    last: Any = path[-1]
    if isinstance(node, list) and node[last] is not DROPPED:
        node[last] = DROPPED
    elif isinstance(node, list):
        # A list whose items cannot be left out, such as the two ends of an interval.
        _drop(data, path[:-1])
    elif _is_route(path) or (len(path) % 2 == 0 and _KINDS.get(_section(path))):
        # An element whose value cannot be read is still defined.
        node[last] = {}
    else:
        node.pop(last, None)


def _section(path: Path) -> Any:
    """The section that an element's path goes through: `("streams", "steps")` for a step."""
    return path[0:-1:2]


def _is_route(path: Path) -> bool:
    """Whether a path leads to a route, of a choice or with a share in a list."""
    words = [part for part in path if isinstance(part, str)]
    return len(words) == 6 and words[2::2] == ["steps", "next"]


def _unknown(data: Any, path: Path, place: Place, unread: Unread) -> Finding:
    """What is said about an unknown key; what was meant by it counts as written."""
    from msgspec.structs import replace

    from vsm_cli.loading.shape_faults import misplaced
    from vsm_cli.loading.unknown_keys import unknown_key

    finding, meant = unknown_key(path, place, address(path[:-1]), partial(_where, path))
    there = _at(data, path[:-1])
    if line := misplaced(path, there):
        fields = {**finding.fields, **line.said()}
        finding = replace(finding, help=line.help, fields=fields, fix=None)
        meant = (*meant, *line.meant)
    for key in (path[-1], *meant):
        if key == path[-1] or key not in there:
            unread.add((*path[:-1], key))
    return finding


def _finding(fault: Any, data: Any, path: Path, place: Place) -> Finding:
    from vsm_cli.loading.shape_faults import help_of
    from vsm_cli.loading.value_problems import HELPS, PROBLEMS
    from vsm_cli.source import full_width

    kind, value = fault["type"], fault["input"]
    fields: dict[str, object] = {"key": _written_key(data, path), "value": shown(value)}
    at = place.value(*path) if isinstance(path[-1], int) else place.key(*path)
    help_line = HELPS.get(kind)
    if kind == "string_type" and isinstance(value, bool):
        help_line = _QUOTE
    # A mapping that is wrong may be so by a key that took its value in.
    said = " ".join(value) if isinstance(value, dict) else str(value)
    slip = full_width.cause(said, letters=kind in _ASCII_ONLY)
    if slip and not {"text", "choice"} & fault.get("ctx", {}).keys():
        help_line, fields = slip[0], fields | slip[1]
    if line := help_of(kind, path, value):
        help_line, fields = line.help, fields | line.said()
    return Finding(
        code="VSM003", place=at, element=address(path[:-1]),
        message=PROBLEMS.get(kind) or _PROBLEMS.get(kind, _OTHER),
        fields=fields | fault.get("ctx", {}), help=help_line, subject=_key(path),
        fix=_fix_of(kind, value, fault.get("ctx", {}), place.value(*path)),
    )  # fmt: skip


def _fix_of(kind: str, value: object, said: dict[str, Any], place: Place) -> Replacement | None:
    """A bare number is most often meant in minutes, or in percent; only a person knows."""
    ending = {"unit": "m", "percent": "%"}.get(kind)
    text = f"{value}{ending}" if ending else said.get("text") or said.get("nearest")
    return _write(place, str(value), text) if text and isinstance(value, str) else None


def _write(place: Place, old: str, text: str) -> Replacement:
    return Replacement(
        place=place, old=old, text=text, description=_WRITE, fields={"text": text}, safe=False
    )


def _written_key(data: Any, path: Path) -> str:
    """The key of a faulty value as it was written, in English or Chinese."""
    key = _key(path)
    from vsm_cli.source.key_names import written

    while path and path[-1] != key:
        path = path[:-1]
    there = _at(data, path[:-1]) if path else {}
    return next((written(each) for each in there if each == key), key)


def _key(path: Path) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "")


_KINDS = {
    ("teams",): message("a team"), ("roles",): message("a role"), ("systems",): message("a system"),
    ("data",): message("a data object"), ("practices",): message("a practice"),
    ("step-kinds",): message("a step kind"), ("streams",): message("a stream"),
    ("journeys",): message("a journey"), ("streams", "steps"): message("a step"),
    ("logs",): message("a log"), ("measured",): message("a measured log"),
    ("patterns",): message("a pattern"), ("patterns", "steps"): message("a step"),
}  # fmt: skip
_INNER = {"paths": message("a path"), "starts": message("a link"), "uses": message("a use"),
          "next": message("a route"), "accepts": message("an acceptance")}  # fmt: skip


def _where(path: Path) -> str:
    """What a wrong key stands in, for people."""
    if len(path) == 1:
        return tr(message("a document"))
    words = [part for part in path[:-1] if isinstance(part, str)]
    if words and words[-1] in _INNER:
        return tr(_INNER[words[-1]])
    if len(words) >= 2 and words[-2] in _INNER:
        return tr(_INNER[words[-2]])
    kind = _KINDS.get(tuple(words[0::2])) if len(words) % 2 == 0 else None
    return tr(kind) if kind else words[-1]


def address(path: Path) -> str:
    """The place in the workspace of the element that holds `path`: `streams.ID.steps.ID`."""
    if len(path) >= 4 and path[0] in ("streams", "patterns") and path[2] == "steps":
        return ".".join(str(part) for part in path[:4])
    return ".".join(str(part) for part in path[:2])
