"""Text into YAML nodes: the C parser first, the pure one where that refuses valid YAML.

The C parser is about thirty times faster but its libyaml rejects some YAML 1.2; only what
both refuse is a syntax fault, at the pure parser's place. Limits hold while composing: the C
composer would overflow the stack on deep nesting, so depth is counted in the resolver's
hooks, which it calls for every node.
"""

import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tag import Tag

from vsm_cli.characters import whole
from vsm_cli.language import message
from vsm_cli.source.source_fault import SourceFault

MAX_DEPTH = 100
MAX_NODES = 1_000_000
PURE_LIMIT = 1_000_000

_TOO_DEEP = message("values are nested more than {most} levels deep")
IMPLICIT = Tag(suffix="")
"""The tag of every node that has none written: what a plain scalar means is decided later."""


class _TooDeepError(Exception):
    pass


class _CountDepth:
    depth = 0

    def resolve(self, _kind: Any, _value: Any, _implicit: Any) -> Tag:
        return IMPLICIT

    def descend_resolver(self, _parent: Any, _index: Any) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeepError

    def ascend_resolver(self) -> None:
        self.depth -= 1


class _CLoader(_CountDepth, CParser):  # type: ignore[misc]
    pass


def compose(text: str) -> tuple[list[Node], SourceFault | None]:
    """The root nodes of all documents up to the first fault, and that fault."""
    nodes: list[Node] = []
    try:
        loader = _CLoader(text)
        while loader.check_node():
            nodes.append(loader.get_node())
    except _TooDeepError:
        return nodes, _too_deep(loader)
    except YAMLError as error:
        if len(text) > PURE_LIMIT:
            from vsm_cli.source.syntax_faults import syntax_fault

            return nodes, syntax_fault(error, text, None)
        return _compose_pure(text)
    for index, node in enumerate(nodes):
        fault = _expansion_fault(node) if "*" in text else None
        if fault:
            return nodes[:index], fault
    return nodes, None


def _compose_pure(text: str) -> tuple[list[Node], SourceFault | None]:
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    from vsm_cli.source.syntax_faults import NOT_YAML, syntax_fault

    class Resolver(_CountDepth, VersionedResolver):
        pass

    yaml = YAML(typ="safe", pure=True)
    yaml.Resolver = Resolver
    nodes: list[Node] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for node in yaml.compose_all(text):
                fault = _expansion_fault(node)
                if fault:
                    return nodes, fault
                _make_whole(node)
                nodes.append(node)
    except _TooDeepError:
        return nodes, _too_deep(None)
    except YAMLError as error:
        return nodes, syntax_fault(error, text, _broken_line)
    except (ValueError, OverflowError, RecursionError, AssertionError) as error:
        # The pure scanner lets some slips of its own through, such as `"\\UFFFFFFFF"`.
        return nodes, SourceFault("VSM001", 1, 1, NOT_YAML, {"problem": str(error)})
    return nodes, None


def _make_whole(root: Node) -> None:
    """Join what this parser leaves apart, the halves of an escaped pair; the C parser refuses
    them, and so would most of what the text meets later."""
    for node in walk(root):
        if isinstance(node, ScalarNode):
            node.value = whole(node.value)


def _broken_line(text: str) -> float:
    """The line of the first fault that the C parser finds, from 1; infinity where it finds none."""
    loader = _CLoader(text)
    try:
        while loader.check_node():
            loader.get_node()
    except _TooDeepError:
        return math.inf
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line + 1 if mark else 0
    return math.inf


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree once, aliases not followed twice."""
    seen: set[int] = set()
    todo = [node]
    while todo:
        current = todo.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        todo.extend(_children(current))


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [child for pair in node.value for child in pair]
    if isinstance(node, SequenceNode):
        return list(node.value)
    return []


def _expansion_fault(root: Node) -> SourceFault | None:
    """Count the nodes that aliases expand to, and how deep, without walking them: a bomb or a
    cycle."""
    sizes: dict[int, tuple[int, int]] = {}
    open_ones: set[int] = set()

    def size(node: Node) -> tuple[int, int]:
        """The nodes of a tree and its levels. An anchor stands before its aliases, so that what
        an alias brings is known already and this goes no deeper than the text does."""
        if isinstance(node, ScalarNode):
            return 1, 1
        known = sizes.get(id(node))
        if known is not None:
            return known
        if id(node) in open_ones:
            raise _CycleError(node)
        open_ones.add(id(node))
        total, levels = 1, 0
        for count, below in map(size, _children(node)):
            total += count
            levels = max(levels, below)
        open_ones.discard(id(node))
        sizes[id(node)] = total, levels + 1
        return sizes[id(node)]

    try:
        expanded, levels = size(root)
    except _CycleError as cycle:
        return _at(cycle.node, message("an alias points back to the value that it stands in"))
    if levels > MAX_DEPTH:
        return _at(root, _TOO_DEEP, most=MAX_DEPTH)
    if expanded > MAX_NODES:
        return _at(
            root,
            message("aliases in this document expand to {count} values; at most {most} are read"),
            count=expanded,
            most=MAX_NODES,
        )
    return None


class _CycleError(Exception):
    def __init__(self, node: Node) -> None:
        self.node = node


def _at(node: Node, template: str, **fields: object) -> SourceFault:
    mark = node.start_mark
    return SourceFault("VSM007", mark.line + 1, mark.column + 1, template, fields)


def _too_deep(loader: Any) -> SourceFault:
    line, column = 1, 1
    if loader is not None:
        line, column = _mark_of(loader)
    return SourceFault("VSM007", line, column, _TOO_DEEP, {"most": MAX_DEPTH})


def _mark_of(loader: Any) -> tuple[int, int]:
    # The parser stands at the event that was too deep.
    event: Callable[[], Any] = loader.peek_event
    try:
        mark = event().start_mark
    except (YAMLError, AttributeError):
        return 1, 1
    return mark.line + 1, mark.column + 1
