"""The parts of a text, one within the other: what can be folded, listed and selected."""

from collections.abc import Iterator
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.source.data import key_text
from vsm_cli.source.places import Span
from vsm_cli.source.reading import SourceFile


class OutlinePart(NamedTuple):
    """An entry of a mapping, or an item of a list (without a key), with what stands in it. `name`
    is the span of its key, `span` that of all of it."""

    key: str | None
    name: Span
    span: Span
    parts: tuple["OutlinePart", ...]


def outline(source: SourceFile) -> list[OutlinePart]:
    """The entries of each document of a file, as far as it could be read."""
    return [part for root in source.roots for part in _parts(root, source.lines)]


def around(source: SourceFile, line: int, column: int) -> list[Span]:
    """The spans that hold a place, the smallest first."""
    found: list[Span] = []
    for root in source.roots:
        node: Node | None = root
        while node is not None:
            node = _inner(node, (line, column), source.lines, found)
    holding = [span for span in found if span[:2] <= (line, column) <= span[2:]]
    return list(dict.fromkeys(reversed(holding)))


def _inner(node: Node, at: tuple[int, int], lines: list[str], found: list[Span]) -> Node | None:
    """Adds the spans of a node and of the entry of it that holds a place; what is further in."""
    found.append(_span(node, node, lines))
    if isinstance(node, MappingNode):
        for key, value in node.value:
            span = _span(key, value, lines)
            if span[:2] <= at <= span[2:]:
                found.append(span)
                on_key = at <= _span(key, key, lines)[2:] or not _follows(key, value)
                inner: Node = key if on_key else value
                return inner
    elif isinstance(node, SequenceNode):
        return next((i for i in node.value if _holds(_span(i, i, lines), at)), None)
    return None


def _holds(span: Span, at: tuple[int, int]) -> bool:
    return span[:2] <= at <= span[2:]


def _parts(node: Node, lines: list[str]) -> Iterator[OutlinePart]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            inside = tuple(_parts(value, lines)) if _follows(key, value) else ()
            yield OutlinePart(
                key_text(key), _span(key, key, lines), _span(key, value, lines), inside
            )
    elif isinstance(node, SequenceNode):
        for item in node.value:
            if not isinstance(item, ScalarNode):
                span = _span(item, item, lines)
                yield OutlinePart(None, span, span, tuple(_parts(item, lines)))


def _follows(key: Node, value: Node) -> bool:
    """Whether a value stands behind its key, and not where an alias leads."""
    return bool(value.start_mark.index >= key.start_mark.index)


def _span(first: Node, last: Node, lines: list[str]) -> Span:
    """From the start of one node to the end of another, without the empty lines behind it."""
    start, end = first.start_mark, last.end_mark
    if not _follows(first, last):
        end = first.end_mark
    line, column = end.line, end.column
    while line > start.line and not lines[line][:column].split("#")[0].strip():
        line -= 1
        column = len(lines[line].rstrip())
    return Span(start.line + 1, start.column + 1, line + 1, column + 1)
