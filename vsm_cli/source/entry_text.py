"""Values as they are written into a document that is there: with keys in its language."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from vsm_cli.source.composing import walk
from vsm_cli.source.data import as_scalar, key_text
from vsm_cli.source.key_names import KEYS, Below, WrittenKey, below
from vsm_cli.source.places import Key


class AsWritten(NamedTuple):
    """A text that already is as it is to stand in the document."""

    text: str


class OnLines(NamedTuple):
    """A mapping or list that is to stand on lines of its own below its key, where lines are
    possible."""

    value: Any


Value = Any
"""A text, a list or a mapping by English keys; or an AsWritten, or OnLines of either."""


def as_flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, AsWritten):
        return value.text
    if isinstance(value, OnLines):
        return as_flow(value.value)
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)}: {as_flow(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(as_flow, value))}]"
    return "" if value is None else as_scalar(str(value))


def _key(key: str) -> str:
    return as_scalar(key)


class EntryNames:
    """What keys are called in one document: in Chinese where those around them are."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._used: dict[str, str] | None = None

    def pairs(self, path: Sequence[Key], values: Mapping[str, Value]) -> str:
        """Keys and values beside each other on one line."""
        return as_flow(self.named(path, values))[1:-1]

    def lines(self, path: Sequence[Key], values: Mapping[str, Value]) -> list[str]:
        """Keys and values on lines."""
        kind, chinese = _kind_at(path), self._is_chinese(path)
        found = []
        for key, value in values.items():
            name = _key(self._name(key, kind, chinese))
            inside = _below(kind, key)
            if isinstance(value, OnLines):
                found.append(f"{name}:")
                found += [f"  {line}" for line in self._on_lines(value.value, inside, chinese)]
            else:
                found.append(f"{name}: {as_flow(self._named(value, inside, chinese))}")
        return found

    def item(self, path: Sequence[Key], value: Value, *, block: bool) -> list[str]:
        """One item of a list, without its dash: on lines where it is to stand so."""
        named = self.named(path, value)
        if block and isinstance(named, Mapping):
            return [f"{_key(key)}: {as_flow(each)}" for key, each in named.items()]
        return [as_flow(named)]

    def named(self, path: Sequence[Key], value: Value) -> Value:
        """A value at a path, with its keys as they are to be written."""
        return self._named(value, _kind_at(path), self._is_chinese(path))

    def end(self, path: Sequence[Key]) -> str:
        """What the end of a stream is called there."""
        return "结束" if self._is_chinese(path) else "end"

    def _on_lines(self, value: Value, kind: Below | None, chinese: bool) -> list[str]:
        if isinstance(value, AsWritten):
            return value.text.split("\n")
        return [f"- {as_flow(self._named(each, kind, chinese))}" for each in value]

    def _named(self, value: Value, kind: Below | None, chinese: bool) -> Value:
        if isinstance(value, OnLines):
            return self._named(value.value, kind, chinese)
        if isinstance(value, Mapping):
            return {
                self._name(key, kind, chinese): self._named(each, _below(kind, key), chinese)
                for key, each in value.items()
            }
        if isinstance(value, list):
            return [self._named(each, kind, chinese) for each in value]
        return value

    def _name(self, key: str, kind: Below | None, chinese: bool) -> str:
        if kind is None or kind.ids or not chinese:
            return key
        names = KEYS[kind.kind].chinese().get(key, [key])
        used = self._names_in_use().get(key)
        return used if used in names else names[0]

    def _names_in_use(self) -> dict[str, str]:
        if self._used is None:
            self._used = {}
            for node in walk(self._root):
                for key, _ in node.value if isinstance(node, MappingNode) else ():
                    if isinstance(key.value, WrittenKey):
                        self._used.setdefault(str(key.value), key.value.written)
        return self._used

    def _is_chinese(self, path: Sequence[Key]) -> bool:
        """Whether the nearest keys of ours around a place are Chinese."""
        around = [(self._root, path[:0])]
        node = self._root
        for number, part in enumerate(path, 1):
            inside = _child(node, part)
            if inside is None:
                break
            node = inside
            around.append((node, path[:number]))
        for each, place in reversed(around):
            kind = _kind_at(place)
            if kind is None or kind.ids or not isinstance(each, MappingNode):
                continue
            ours = set(KEYS[kind.kind].english.values())
            keys = [key.value for key, _ in each.value if key_text(key) in ours]
            if keys:
                chinese = sum(isinstance(key, WrittenKey) for key in keys)
                return 2 * chinese >= len(keys)
        return False


def _child(node: Node, part: Key) -> Node | None:
    if isinstance(node, MappingNode) and isinstance(part, str):
        return next((value for key, value in node.value if key_text(key) == part), None)
    if isinstance(part, int) and not isinstance(node, ScalarNode | MappingNode):
        return node.value[part] if part < len(node.value) else None
    return node if isinstance(part, int) else None


def _kind_at(path: Sequence[Key]) -> Below | None:
    return below(tuple(part for part in path if isinstance(part, str)))


def _below(kind: Below | None, key: str) -> Below | None:
    if kind is None:
        return None
    return Below(kind.kind) if kind.ids else KEYS[kind.kind].below.get(key)
