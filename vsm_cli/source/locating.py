"""From a place (document and key path) to a stretch of text."""

from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from vsm_cli.source.data import key_text
from vsm_cli.source.places import Span


def locate(root: Node | None, path: tuple[str | int, ...], *, on_key: bool = True) -> Span:
    """The span of the last key of `path`, or of its value where not `on_key`.

    A key that is not written there (inherited through `<<`, or absent) falls back to the
    nearest parent that is; a list index on a single value means that value.
    """
    if root is None:
        return Span(1, 1, 1, 1)
    node, shown = root, root
    for position, part in enumerate(path):
        last = position == len(path) - 1
        if isinstance(node, MappingNode):
            pair = _pair(node, part)
            if pair is None:
                # A single mapping where a list may stand: the index is not in the text.
                if isinstance(part, int):
                    continue
                break
            node = pair[1]
            shown = pair[1] if last and not on_key else pair[0]
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = shown = node.value[part]
        elif not isinstance(part, int):
            # A name inside a list of names or of single-key mappings: show the item.
            item = _item(node, part)
            if item is None:
                break
            node = shown = item
    return span_of(shown)


def _pair(node: MappingNode, key: str | int) -> tuple[Node, Node] | None:
    for key_node, value_node in node.value:
        if key_text(key_node) == key:
            return key_node, value_node
    return None


def _item(node: Any, name: str) -> Any:
    if not isinstance(node, SequenceNode):
        return node if getattr(node, "value", None) == name else None
    for item in node.value:
        if getattr(item, "value", None) == name:
            return item
        if isinstance(item, MappingNode) and (pair := _pair(item, name)):
            return pair[0]
    return None


def span_of(node: Node) -> Span:
    """The text of a scalar, or the first line of a collection."""
    start, end = node.start_mark, node.end_mark
    if isinstance(node, MappingNode | SequenceNode):
        if node.flow_style and end.line == start.line:
            return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        first: Node | None = None
        if node.value:
            first = node.value[0][0] if isinstance(node, MappingNode) else node.value[0]
        if first is None or first.start_mark.line != start.line or first is node:
            return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
        inner = first.end_mark if first.end_mark.line == start.line else first.start_mark
        return Span(
            start.line + 1,
            start.column + 1,
            start.line + 1,
            max(inner.column, start.column + 1) + 1,
        )
    if end.line != start.line and end.column == 0 and end.line == start.line + 1:
        # A block scalar ends at the start of the next line.
        return Span(start.line + 1, start.column + 1, end.line + 1, 1)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
