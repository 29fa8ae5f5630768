"""Suppression comments: where they stand and which lines they cover."""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.source.composing import walk

# Compiled when a file first has something like it.
_BEGINNING = r"(?:^|[ \t])(?P<sign>#)[ \t]*vsm:[ \t]*(?P<kind>ignore-file|ignore)\b[ \t]*"
_RULES = r"(?:\[(?P<rules>[^\]]*)\])?"
_SIGNS = str.maketrans("：［］【】，、\u3000", ":[][],, ")
_Position = tuple[int, int]
_AFTER_ALL = (1 << 60, 0)


class SuppressionComment(Struct, frozen=True):
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
        if "ignore" in line and re.search(_BEGINNING, with_ascii_signs(line))
    ]
    if not candidates:
        return ()
    roots = compose()
    values = _value_spans(roots)
    filled = [number for number, line in enumerate(lines, 1) if not _is_empty(line)]
    entries = _entries(roots, lines, filled)
    rules_there = re.compile(_RULES)
    result = []
    for line in candidates:
        text = with_ascii_signs(lines[line - 1])
        beginning = _comment_in(text, line, values)
        if beginning is None:
            continue
        column = beginning.start("sign") + 1
        named = rules_there.match(text, beginning.end())
        assert named is not None  # it may be empty
        whole_line = not text[: column - 1].strip()
        if beginning["kind"] == "ignore-file":
            first, last = 1, len(lines)
        elif whole_line:
            first, last = _entry_below(lines, line, column, entries, filled)
        else:
            first = last = line
        result.append(
            SuppressionComment(
                line,
                column,
                len(text.rstrip()) + 1,
                tuple(part.strip() for part in (named["rules"] or "").split(",") if part.strip()),
                lines[line - 1][named.end() :].strip(),
                first,
                last,
                whole_line,
            )
        )
    return tuple(result)


def comment_columns(text: str, roots: list[Node]) -> dict[int, int]:
    """Where each comment begins: columns by line, both from 0."""
    found: dict[int, int] = {}
    if "#" not in text:
        return found
    values = _value_spans(roots)
    for number, line in enumerate(text.split("\n")):
        for sign in re.finditer(r"(?:^|(?<=[ \t]))#", line):
            start = number + 1, sign.start() + 1
            at = bisect_right(values, (start, _AFTER_ALL)) - 1
            if at < 0 or start >= values[at][1]:
                found[number] = sign.start()
                break
    return found


def with_ascii_signs(line: str) -> str:
    """A line with the signs of a comment as they are meant where a Chinese input method wrote
    them; each stays in its column."""
    return line if line.isascii() else line.translate(_SIGNS)


def _comment_in(
    text: str, line: int, values: list[tuple[_Position, _Position]]
) -> re.Match[str] | None:
    """Where the comment of a line begins that does not stand inside a value."""
    for beginning in re.finditer(_BEGINNING, text):
        start = line, beginning.start("sign") + 1
        at = bisect_right(values, (start, _AFTER_ALL)) - 1
        if at < 0 or start >= values[at][1]:
            return beginning
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


def _entries(roots: list[Node], lines: list[str], filled: list[int]) -> dict[_Position, int]:
    """From the start of every entry (line and column from 1) to the line where it ends. `filled`
    are the lines with more than a comment."""
    ends: dict[_Position, int] = {}
    for root in roots:
        for node in walk(root):
            if isinstance(node, MappingNode):
                for key, value in node.value:
                    start = (key.start_mark.line + 1, key.start_mark.column + 1)
                    ends[start] = max(
                        _last_line(key, lines, filled), _last_line(value, lines, filled)
                    )
            elif isinstance(node, SequenceNode):
                for item in node.value:
                    # The dash of a block sequence stands where the sequence starts.
                    first = item if node.flow_style else node
                    start = (item.start_mark.line + 1, first.start_mark.column + 1)
                    ends.setdefault(start, _last_line(item, lines, filled))
    return ends


def _last_line(node: Any, lines: list[str], filled: list[int]) -> int:
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
    at = bisect_right(filled, line)
    return max(first, filled[at - 1] if at else 0)


def _is_empty(line: str) -> bool:
    content = line.strip()
    return not content or content.startswith("#")


def _entry_below(
    lines: list[str], line: int, column: int, entries: dict[_Position, int], filled: list[int]
) -> tuple[int, int]:
    at = bisect_right(filled, line)
    if at == len(filled):
        return line, line
    number = filled[at]
    text = lines[number - 1]
    last = entries.get((number, column))
    indented_alike = len(text) - len(text.lstrip()) == column - 1
    return (number, last) if last and indented_alike else (line, line)
