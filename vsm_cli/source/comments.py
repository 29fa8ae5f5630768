"""Suppression comments: where they stand and which lines they cover."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.source.composing import walk

_COMMENT = re.compile(
    r"(?P<before>^|[ \t])(?P<comment>#[ \t]*vsm:[ \t]*(?P<kind>ignore-file|ignore)\b[ \t]*"
    r"(?:\[(?P<rules>[^\]\n]*)\])?(?P<reason>[^\n]*))",
    re.M,
)


@dataclass(frozen=True, slots=True)
class SuppressionComment:
    """`# vsm: ignore[…] why`; it covers the lines `first` to `last` (from 1, both included).

    `rules` are the codes and names as written with their columns; `column` and `end_column`
    are those of the whole comment. `whole_line`: nothing else stands on its line.
    """

    line: int
    column: int
    end_column: int
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int
    whole_line: bool


def suppression_comments(
    text: str, compose: Callable[[], list[Node]]
) -> tuple[SuppressionComment, ...]:
    """All suppression comments of a text; what only looks like one inside a value is left out.

    `compose` gives the nodes of its documents, and is asked only where there is a comment.
    """
    if "vsm:" not in text or "ignore" not in text:
        return ()
    found = list(_COMMENT.finditer(text))
    if not found:
        return ()
    roots = compose()
    values = _value_spans(roots)
    entries = _entries(roots)
    lines = text.splitlines()
    result = []
    for match in found:
        at = match.start("comment")
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        if any(start <= (line, column) < end for start, end in values):
            continue
        whole_line = not lines[line - 1][: column - 1].strip()
        if match["kind"] == "ignore-file":
            first, last = 1, len(lines) + 1
        elif whole_line:
            first, last = _entry_below(lines, line, column, entries)
        else:
            first = last = line
        result.append(
            SuppressionComment(
                line,
                column,
                column + len(match["comment"].rstrip()),
                tuple(part.strip() for part in (match["rules"] or "").split(",") if part.strip()),
                match["reason"].strip(),
                first,
                last,
                whole_line,
            )
        )
    return tuple(result)


def _value_spans(roots: list[Node]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [
        (
            (node.start_mark.line + 1, node.start_mark.column + 1),
            (node.end_mark.line + 1, node.end_mark.column + 1),
        )
        for root in roots
        for node in walk(root)
        if isinstance(node, ScalarNode)
        and (node.style or node.end_mark.line > node.start_mark.line)
    ]


def _entries(roots: list[Node]) -> dict[tuple[int, int], int]:
    """From the start of every entry (line and column from 1) to the line where it ends."""
    ends: dict[tuple[int, int], int] = {}
    for root in roots:
        for node in walk(root):
            if isinstance(node, MappingNode):
                for key, value in node.value:
                    start = (key.start_mark.line + 1, key.start_mark.column + 1)
                    ends[start] = max(_last_line(key), _last_line(value))
            elif isinstance(node, SequenceNode):
                for item in node.value:
                    # The dash of a block sequence stands where the sequence starts.
                    start = (item.start_mark.line + 1, node.start_mark.column + 1)
                    ends.setdefault(start, _last_line(item))
    return ends


def _last_line(node: Any) -> int:
    """The last line that a node fills (a block collection ends where the next thing begins)."""
    end = node.end_mark
    line: int = end.line + 1
    if isinstance(node, ScalarNode):
        return line - 1 if node.style in ("|", ">") and end.column == 0 else line
    if node.flow_style:
        return line
    start: int = node.start_mark.line + 1
    return max([start, *(_last_line(child) for child in _last_children(node))])


def _last_children(node: Node) -> list[Node]:
    if not node.value:
        return []
    last = node.value[-1]
    children = list(last) if isinstance(last, tuple) else [last]
    # An alias stands elsewhere; its own lines say nothing about this entry.
    return [child for child in children if child.start_mark.line >= node.start_mark.line]


def _entry_below(
    lines: list[str], line: int, column: int, entries: dict[tuple[int, int], int]
) -> tuple[int, int]:
    for number in range(line + 1, len(lines) + 1):
        content = lines[number - 1].strip()
        if not content or content.startswith("#"):
            continue
        last = entries.get((number, column))
        return (number, last) if last else (line, line)
    return line, line
