"""Suppression comments: where they stand and which lines they cover."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.source.composing import walk

# Compiled when a file first has something like it.
_COMMENT = (
    r"(?:^|[ \t])(?P<comment>#[ \t]*vsm:[ \t]*(?P<kind>ignore-file|ignore)\b[ \t]*"
    r"(?:\[(?P<rules>[^\]]*)\])?(?P<reason>.*))"
)
_SIGNS = str.maketrans("：［］【】，、\u3000", ":[][],, ")
_Position = tuple[int, int]
_AFTER_ALL = (1 << 60, 0)


@dataclass(frozen=True, slots=True, repr=False)
class SuppressionComment:
    """`# vsm: ignore[…] why`; it covers the lines `first` to `last` (from 1, both included).

    `rules` are the codes and names as written; `column` and `end_column`
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
    if "ignore" not in text:
        return ()
    lines = text.split("\n")
    candidates = [
        number
        for number, line in enumerate(lines, 1)
        if "ignore" in line and re.search(_COMMENT, with_ascii_signs(line))
    ]
    if not candidates:
        return ()
    roots = compose()
    values = _value_spans(roots)
    entries = _entries(roots, lines)
    result = []
    for line in candidates:
        match = _comment_in(with_ascii_signs(lines[line - 1]), line, values)
        if match is None:
            continue
        column = match.start("comment") + 1
        whole_line = not lines[line - 1][: column - 1].strip()
        if match["kind"] == "ignore-file":
            first, last = 1, len(lines)
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
                lines[line - 1][match.start("reason") :].strip(),
                first,
                last,
                whole_line,
            )
        )
    return tuple(result)


def with_ascii_signs(line: str) -> str:
    """A line with the signs of a comment as they are meant where a Chinese input method wrote
    them; each stays in its column."""
    return line if line.isascii() else line.translate(_SIGNS)


def _comment_in(
    text: str, line: int, values: list[tuple[_Position, _Position]]
) -> re.Match[str] | None:
    """The comment of a line that does not stand inside a value."""
    start = 0
    while match := re.compile(_COMMENT).search(text, start):
        start = match.start("comment") + 1
        at = bisect_right(values, ((line, start), _AFTER_ALL)) - 1
        if at < 0 or (line, start) >= values[at][1]:
            return match
    return None


def _value_spans(roots: list[Node]) -> list[tuple[_Position, _Position]]:
    """Where the scalars that may hold a `#` begin and end, in the order of the text."""
    return sorted(
        (
            (node.start_mark.line + 1, node.start_mark.column + 1),
            (node.end_mark.line + 1, node.end_mark.column + 1),
        )
        for root in roots
        for node in walk(root)
        if isinstance(node, ScalarNode)
        and (node.style or node.end_mark.line > node.start_mark.line)
    )


def _entries(roots: list[Node], lines: list[str]) -> dict[_Position, int]:
    """From the start of every entry (line and column from 1) to the line where it ends."""
    ends: dict[_Position, int] = {}
    for root in roots:
        for node in walk(root):
            if isinstance(node, MappingNode):
                for key, value in node.value:
                    start = (key.start_mark.line + 1, key.start_mark.column + 1)
                    ends[start] = max(_last_line(key, lines), _last_line(value, lines))
            elif isinstance(node, SequenceNode):
                for item in node.value:
                    # The dash of a block sequence stands where the sequence starts.
                    first = item if node.flow_style else node
                    start = (item.start_mark.line + 1, first.start_mark.column + 1)
                    ends.setdefault(start, _last_line(item, lines))
    return ends


def _last_line(node: Any, lines: list[str]) -> int:
    """The last line that a node fills."""
    end = node.end_mark
    # Behind a last line without a break the parser sees one more.
    line: int = min(end.line + 1, len(lines))
    if isinstance(node, ScalarNode):
        return line - 1 if node.style in ("|", ">") and end.column == 0 else line
    if node.flow_style:
        return line
    # A block collection ends where the next thing begins, comments between them included.
    first: int = node.start_mark.line + 1
    if end.column < len(lines[line - 1]):
        line -= 1
    while line > first and _is_empty(lines[line - 1]):
        line -= 1
    return max(first, line)


def _is_empty(line: str) -> bool:
    content = line.strip()
    return not content or content.startswith("#")


def _entry_below(
    lines: list[str], line: int, column: int, entries: dict[_Position, int]
) -> tuple[int, int]:
    for number in range(line + 1, len(lines) + 1):
        text = lines[number - 1]
        if not _is_empty(text):
            last = entries.get((number, column))
            indented_alike = len(text) - len(text.lstrip()) == column - 1
            return (number, last) if last and indented_alike else (line, line)
    return line, line
