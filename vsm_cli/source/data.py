"""YAML nodes into plain data, with what the text says about each scalar kept.

Scalars stay text, because ids mean what is written (`007`). A plain number becomes a
`Number`, plain `true` and `false` a bool, plain null None; the shapes decide what to make of
them. A tag that no value of the format has is a fault, and the value below it still counts.
"""

import re
import unicodedata
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from vsm_cli.language import message
from vsm_cli.source.composing import IMPLICIT
from vsm_cli.source.source_fault import SourceFault


class Number(str):
    """A plain scalar that reads as a number, as it was written."""

    __slots__ = ()


_NUMBER = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0[xo][0-9a-fA-F]+|[-+]?\.(inf|nan)", re.I
)
_CONSTANTS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_PLAIN_TAGS = {
    "tag:yaml.org,2002:" + kind for kind in ("map", "seq", "null", "bool", "int", "float")
}
_TEXT_TAG = "tag:yaml.org,2002:str"


class Converter:
    """Turns the nodes of one document into data; what it could not use goes to `faults`."""

    def __init__(self) -> None:
        self.faults: list[SourceFault] = []
        # Whether there are keys that may be Chinese names of ours.
        self.other_keys = False
        self._known: dict[int, Any] = {}

    def data(self, node: Node) -> Any:
        if node.ctag is not IMPLICIT and str(node.ctag):
            tag = str(node.ctag)
            if tag == _TEXT_TAG and isinstance(node, ScalarNode):
                return str(node.value)
            if tag not in _PLAIN_TAGS:
                self._fault(node, "VSM003", message("the tag {tag} has no meaning here"), tag=tag)
        if isinstance(node, ScalarNode):
            return _scalar(node)
        known = self._known.get(id(node))
        if known is None:
            if isinstance(node, MappingNode):
                known = self._mapping(node)
            else:
                known = [self.data(child) for child in node.value]
            self._known[id(node)] = known
        return known

    def _mapping(self, node: MappingNode) -> dict[str, Any]:
        result: dict[str, Any] = {}
        merged: list[Node] = []
        for key_node, value_node in node.value:
            key = key_text(key_node)
            if key is None:
                self._fault(
                    key_node, "VSM003", message("a key must be a word, not a list or mapping")
                )
            elif key == "<<" and not key_node.style:
                merged.append(value_node)
            elif key in result:
                self._twice(key_node, key, result)
            elif value_node.ctag is IMPLICIT and isinstance(value_node, ScalarNode):
                result[key] = _scalar(value_node)
            else:
                result[key] = self.data(value_node)
        if not "".join(result).isascii():
            self.other_keys = True
        for value_node in merged:
            self._merge(result, value_node)
        return result

    def _merge(self, result: dict[str, Any], node: Node) -> None:
        """Take over what the mapping or list of mappings behind `<<` has and `result` lacks."""
        value = self.data(node)
        sources = value if isinstance(value, list) else [value]
        for source in sources:
            if not isinstance(source, dict):
                self._fault(node, "VSM003", message("`<<` needs a mapping, or a list of mappings"))
                continue
            for key, inherited in source.items():
                result.setdefault(key, inherited)

    def _twice(self, node: Node, key: str, earlier: dict[str, Any]) -> None:
        """A key that stands there already, if only by its other name."""
        from vsm_cli.source.key_names import written

        first = written(next(each for each in earlier if each == key))
        again = written(node.value)
        if first == again:
            self._fault(node, "VSM004", message("{key} is given twice here"), key=again)
        else:
            template = message("{key} is given twice here: {other} is the same key")
            self._fault(node, "VSM004", template, key=again, other=first)

    def _fault(self, node: Node, code: str, template: str, **fields: object) -> None:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if end.line == start.line else 1
        self.faults.append(
            SourceFault(
                code, start.line + 1, start.column + 1, template, fields, length=max(1, length)
            )
        )


def _scalar(node: ScalarNode) -> Any:
    value: str = node.value
    if node.style:
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] in "0123456789+-." and _NUMBER.fullmatch(value):
        return Number(value)
    return value


def key_text(node: Node) -> str | None:
    """A key as written, in NFC; None where it is a collection."""
    if not isinstance(node, ScalarNode):
        return None
    text: str = node.value
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def as_scalar(text: str) -> str:
    """A text as it is written in YAML: plain where that means the text itself, else quoted."""
    if re.fullmatch(r"[^\W_][\w ./%-]*", text) and text not in _CONSTANTS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
