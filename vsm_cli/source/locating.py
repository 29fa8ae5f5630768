"""From a place (document and key path) to a stretch of text."""

from collections.abc import Sequence
from typing import Any, Literal

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.source.data import key_text
from vsm_cli.source.places import Place, Span

# A list within brackets, one of lines with dashes, or none around a value.
ListStyle = Literal["flow", "block", "none"]
_Pair = tuple[Node, Node]


class Locator:
    """Finds places in the documents of one file. The keys of a mapping are indexed when it is
    first passed, since a large one may hold many problems."""

    def __init__(self, roots: Sequence[Node]) -> None:
        self._roots = roots
        self._pairs: dict[int, dict[str | None, _Pair]] = {}

    def locate(self, place: Place) -> Span:
        """The span of the last key of the place's path, or of its value where not `on_key`.

        A key that comes in through `<<` is shown where it is written, as what an alias brings is;
        one that is absent falls back to the nearest parent that is there. A list index on a single
        value means that value.
        """
        if place.document >= len(self._roots):
            return Span(1, 1, 1, 1)
        node = shown = self._roots[place.document]
        for position, part in enumerate(place.path):
            last = position == len(place.path) - 1
            if isinstance(part, int):
                # Of a single value where a list may stand, the index is not in the text.
                if isinstance(node, SequenceNode) and part < len(node.value):
                    node = shown = node.value[part]
                elif isinstance(node, ScalarNode):
                    shown = node
            elif isinstance(node, MappingNode):
                pair = self._pair(node, part)
                if pair is None:
                    break
                node = pair[1]
                shown = pair[1] if last and not place.on_key else pair[0]
            else:
                # A name inside a list of names or of single-key mappings: show the item.
                item = self._item(node, part)
                if item is None:
                    break
                node = shown = item
        return span_of(shown)

    def list_around(self, place: Place) -> ListStyle:
        """The kind of list that a value is written in; `none` for a single value."""
        found = self._sequence(place)
        return "none" if found is None else "flow" if found.flow_style else "block"

    def neighbours(self, place: Place) -> tuple[Span | None, Span, Span | None] | None:
        """The items before, at and after a place in a list; None where it is in none, or alone."""
        found = self._sequence(place)
        if found is None or len(found.value) < 2:
            return None
        spans = [span_of(item) for item in found.value]
        at = spans.index(self.locate(place))
        before = spans[at - 1] if at else None
        return before, spans[at], spans[at + 1] if at + 1 < len(spans) else None

    def _sequence(self, place: Place) -> SequenceNode | None:
        """The list that holds the value of a place as an item of its own."""
        node = self._roots[place.document]
        for part in place.path[:-1]:
            if isinstance(node, MappingNode):
                pair = self._pair(node, str(part))
                if pair is None:
                    return None
                node = pair[1]
            elif isinstance(part, int) and isinstance(node, SequenceNode):
                node = node.value[part]
        if isinstance(node, SequenceNode) and self.locate(place) in map(span_of, node.value):
            return node
        return None

    def _pair(self, node: MappingNode, key: str) -> _Pair | None:
        pairs = self._pairs.get(id(node))
        if pairs is None:
            # Of a key that is given twice the first counts.
            pairs = {key_text(pair[0]): pair for pair in reversed(node.value)}
            self._pairs[id(node)] = pairs
        return pairs.get(key) or self._merged_pair(pairs, key)

    def _merged_pair(self, pairs: dict[str | None, _Pair], key: str) -> _Pair | None:
        """The pair that comes in through `<<`; of several mappings the first that has it counts."""
        sign, merged = pairs.get("<<", (None, None))
        # In quotes it is a key like any other.
        if not isinstance(sign, ScalarNode) or sign.style:
            return None
        bases = merged.value if isinstance(merged, SequenceNode) else [merged]
        found = (self._pair(base, key) for base in bases if isinstance(base, MappingNode))
        return next((pair for pair in found if pair), None)

    def _item(self, node: Any, name: str) -> Any:
        if isinstance(node, ScalarNode):
            return node if key_text(node) == name else None
        for item in node.value:
            if key_text(item) == name:
                return item
            if isinstance(item, MappingNode) and (pair := self._pair(item, name)):
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
        if first is None or first.start_mark.line != start.line:
            return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
        inner = first.end_mark if first.end_mark.line == start.line else first.start_mark
        return Span(
            start.line + 1,
            start.column + 1,
            start.line + 1,
            max(inner.column, start.column + 1) + 1,
        )
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
