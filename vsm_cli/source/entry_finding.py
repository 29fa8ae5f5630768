"""Entries of mappings and lists in a text: where they stand, on which lines, and with what beside
them."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.language import message
from vsm_cli.source.comments import comment_columns
from vsm_cli.source.composing import walk
from vsm_cli.source.data import key_text
from vsm_cli.source.places import Key
from vsm_cli.source.reading import SourceFile

Path = Sequence[Key]
ELSEWHERE = message("{key} is written elsewhere, and comes here through `*` or `<<`")
_SHARED = message("others take {key}, too, through `&`")
ABSENT = message("{key} is not written there")
SEVERAL_LINES = message("{key} is written over several lines")
_COMMENT = message("a comment stands beside {key} and would be lost: {comment}")
_ANCHOR = message("{key} holds an anchor or an alias")
_TO_ALIAS = re.compile(r"\s*:(?:\s|#[^\n]*)*\*")


class KeptError(Exception):
    """A text stays as it is; the template says why."""

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template)
        self.template, self.fields = template, fields


class Found(NamedTuple):
    """A value with its key, and the collection that holds it."""

    node: Any
    key: Node | None
    holder: Any
    number: int


class EntryFinder:
    """The entries of one document of a file. Paths are of English keys, ids and numbers of items.

    What a person wrote is never lost in silence: where an entry comes from elsewhere, is taken by
    others, or has a comment or an anchor that would go with it, KeptError says so.
    """

    def __init__(self, source: SourceFile, document: int) -> None:
        self.source = source
        self.root = source.roots[document]
        self._lines = source.text.split("\n")

    def has(self, path: Path) -> bool:
        """Whether something of its own stands there. Raises KeptError where it comes from
        elsewhere."""
        return self._find(path) is not None

    def path_at(self, line: int, column: int) -> tuple[Key, ...]:
        """The keys and items that lead to what stands at a line and column (from 1). A line belongs
        to the key or dash that it begins with, its indentation included."""
        path: list[Key] = []
        node: Any = self.root
        spot = line - 1, column - 1
        while isinstance(node, MappingNode | SequenceNode) and node.value:
            starts = [
                (each[0] if isinstance(each, tuple) else each).start_mark for each in node.value
            ]
            # Within brackets the column counts, too.
            far = spot if node.flow_style else (line - 1, 1 << 30)
            elsewhere = self._aliases(node)
            behind = [
                n
                for n, mark in enumerate(starts)
                if (mark.line, mark.column) <= far and n not in elsewhere
            ]
            if not behind:
                break
            found = node.value[behind[-1]]
            inner = found[1] if isinstance(found, tuple) else found
            path.append((key_text(found[0]) or "") if isinstance(found, tuple) else behind[-1])
            begins = inner.start_mark.line, inner.start_mark.column
            held = getattr(inner, "flow_style", False)
            brought = isinstance(found, tuple) and self._is_alias(inner, found[0])
            if brought or (held and begins > spot):
                break
            node = inner
        return tuple(path)

    def text(self, path: Path) -> str:
        """A value as it is written."""
        found = self._own(path)
        return self.source.text[self._at(found.node.start_mark) : self._end(found.node, found.key)]

    def scalar(self, path: Path) -> str | None:
        """A value that is a text, without its quotes; None where it is none."""
        return key_text(self._own(path).node)

    def shape(self, path: Path) -> str:
        """What stands there: `mapping`, `list`, `text` or `nothing`."""
        node = self._own(path).node
        if isinstance(node, MappingNode):
            return "mapping"
        if isinstance(node, SequenceNode):
            return "list"
        return "nothing" if self._is_nothing(node) else "text"

    def in_brackets(self, path: Path) -> bool:
        """Whether a mapping or list is written within brackets."""
        return bool(getattr(self._own(path).node, "flow_style", False))

    def keys(self, path: Path) -> list[str | None]:
        """The keys of a mapping."""
        return [key_text(key) for key, _ in self._own(path).node.value]

    def key(self, path: Path) -> str:
        """A key as it is written."""
        found = self._own(path)
        assert found.key is not None
        start, end = self._at(found.key.start_mark), self._at(found.key.end_mark)
        return self.source.text[start:end]

    def items(self, path: Path) -> list[str | None]:
        """The texts of a list; None for an item that is none."""
        return [key_text(each) for each in self._own(path).node.value]

    def lines_of(self, path: Path) -> tuple[int, int]:
        """The first and last line (from 0) of an entry that stands on lines of its own. Raises
        KeptError where it does not."""
        found = self._own(path, inside=True)
        first = found.key or found.node
        line = first.start_mark.line
        before = self._lines[line][: first.start_mark.column]
        allowed = r" *" if found.key else r" *- +"
        if not re.fullmatch(allowed, before):
            raise KeptError(SEVERAL_LINES, key=last_of(path))
        return line, self._last_line(found.node, found.key)

    def comments_above(self, line: int) -> int:
        """The first line of the comments that stand directly above a line; it itself without."""
        while line > 0 and self._is_comment(line - 1):
            line -= 1
        return line

    def written(self, path: Path) -> list[str]:
        """An entry with its key as lines without indentation, and the comments above it."""
        found = self._own(path)
        assert found.key is not None
        if found.holder is not None and not found.holder.flow_style:
            first, last = self.lines_of(path)
            lines = self._lines[self.comments_above(first) : last + 1]
            indent = found.key.start_mark.column
            return [line[indent:] if line[:indent].isspace() else line.strip() for line in lines]
        start = self._at(found.key.start_mark)
        head, *rest = self.source.text[start : self._end(found.node, found.key)].split("\n")
        return [head, *(f"  {line.strip()}" for line in rest)]

    def has_comments(self, path: Path) -> bool:
        """Whether a comment stands in an entry of lines or directly above it."""
        found = self._own(path)
        if found.holder is None or found.holder.flow_style:
            return False
        first, last = self.lines_of(path)
        lines = range(self.comments_above(first), last + 1)
        return any(self._comment_on(line) is not None for line in lines)

    def _own(self, path: Path, *, inside: bool = False) -> Found:
        """What stands there; `inside` where it is to be changed: others must not take it."""
        found = self._find(path, inside=inside)
        if found is None:
            raise KeptError(ABSENT, key=last_of(path))
        return found

    def _find(self, path: Path, *, inside: bool = False) -> Found | None:
        found = Found(self.root, None, None, 0)
        for part in path:
            node = found.node
            if isinstance(part, int):
                if isinstance(node, SequenceNode):
                    if part >= len(node.value):
                        return None
                    found = Found(node.value[part], None, node, part)
            elif isinstance(node, MappingNode):
                keys = [None if _is_merge(key) else key_text(key) for key, _ in node.value]
                if part not in keys:
                    if _brings(node, part):
                        raise KeptError(ELSEWHERE, key=part)
                    return None
                index = keys.index(part)
                key, value = node.value[index]
                found = Found(value, key, node, index)
            else:
                return None
            if found.key is not None:
                holder = found.holder
                brought = self._is_alias(found.key, holder) or self._is_alias(found.node, found.key)
            else:
                brought = found.holder is not None and found.number in self._aliases(found.holder)
            if brought:
                raise KeptError(ELSEWHERE, key=part)
            if inside and _spot(found.node) in self._shared:
                raise KeptError(_SHARED, key=part)
        return found

    def _is_alias(self, node: Node, before: Node) -> bool:
        """Whether a node stands in front of where it is used: an alias brings it."""
        return self._at(node.start_mark) < self._at(before.start_mark)

    def _aliases(self, node: Node) -> set[int]:
        """The numbers of the items of a list that an alias brings: they stand in front of where the
        item before them ends."""
        if not isinstance(node, SequenceNode):
            return set()
        found = set()
        at = self._at(node.start_mark)
        for number, item in enumerate(node.value):
            if self._at(item.start_mark) < at:
                found.add(number)
            else:
                at = self._at(item.end_mark)
        return found

    def _keep_alias(self, node: Node, number: int) -> None:
        """Raises KeptError where an alias brings an item of a list: where it stands itself is not
        known."""
        if number in self._aliases(node):
            raise KeptError(ELSEWHERE, key=self._anchor_name(node.value[number]))

    def _anchor_name(self, node: Node) -> str:
        """What an alias calls a value, such as `*form`."""
        found = re.compile(r"&([^\s,\[\]{}]+)").match(self.source.text, self._at(node.start_mark))
        return f"*{found[1]}" if found else last_of(())

    @cached_property
    def _shared(self) -> set[tuple[int, int]]:
        """The collections and anchored scalars that more than one place takes."""
        counts: Counter[tuple[int, int]] = Counter()
        seen: set[tuple[int, int]] = set()
        for node in walk(self.root):
            if isinstance(node, ScalarNode) or _spot(node) in seen:
                continue
            seen.add(_spot(node))
            for each in node.value:
                for child in each if isinstance(each, tuple) else (each,):
                    if not isinstance(child, ScalarNode) or self._anchored(child):
                        counts[_spot(child)] += 1
        return {spot for spot, count in counts.items() if count > 1}

    def _anchored(self, node: Node) -> bool:
        return self.source.text.startswith("&", self._at(node.start_mark))

    def _keep_anchors(self, path: Path, top: Node) -> None:
        first, last = self._at(top.start_mark), self._at(top.end_mark)
        for node in walk(top):
            if self._anchored(node) or not first <= self._at(node.start_mark) <= last:
                raise KeptError(_ANCHOR, key=last_of(path))

    def _keep_comments(
        self, path: Path, first: int, last: int, column: int = 0, last_column: int | None = None
    ) -> None:
        """Raises KeptError where a comment stands from one line and column to another."""
        for line in range(first, last + 1):
            at = self._comment_on(line)
            if at is None or (line == first and at < column):
                continue
            if line < last or last_column is None or at < last_column:
                raise KeptError(_COMMENT, key=last_of(path), comment=self._lines[line][at:].strip())

    def _comment_on(self, line: int) -> int | None:
        """The column (from 0) at which a comment begins on a line."""
        return self._comments.get(line)

    def _is_comment(self, line: int) -> bool:
        at = self._comment_on(line)
        return at is not None and not self._lines[line][:at].strip()

    @cached_property
    def _comments(self) -> dict[int, int]:
        return comment_columns(self.source.text, self.source.roots)

    def _last_line(self, node: Any, key: Node | None) -> int:
        """The last line (from 0) that a value fills."""
        start: int = (key or node).end_mark.line
        if key is not None and self._is_alias(node, key):
            behind = _TO_ALIAS.match(self.source.text, self._at(key.end_mark))
            if behind is None:  # the key stands elsewhere, too
                raise KeptError(ELSEWHERE, key=key_text(key) or "-")
            return start + behind[0].count("\n")
        if self._is_nothing(node):
            return start
        end = node.end_mark
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            last: int = end.line - 1 if end.column == 0 else end.line
            head = self._lines[node.start_mark.line][node.start_mark.column :]
            while "+" not in head and last > start and not self._lines[last].strip():
                last -= 1  # empty lines at the end do not count
            return last
        if isinstance(node, ScalarNode) or node.flow_style:
            return int(end.line)
        if isinstance(node, MappingNode):
            inner, value = node.value[-1]
            return self._last_line(value, inner)
        self._keep_alias(node, len(node.value) - 1)
        return self._last_line(node.value[-1], None)

    def _is_nothing(self, node: Node) -> bool:
        return isinstance(node, ScalarNode) and not node.style and node.value in ("", "~", "null")

    def _end(self, node: Node, key: Node | None) -> int:
        """Where a value ends; behind the colon where there is none."""
        if key is not None and (self._is_alias(node, key)):
            raise KeptError(ELSEWHERE, key=key_text(key) or "")
        if key is not None and node.end_mark.index == node.start_mark.index:
            return self.source.text.find(":", self._at(key.end_mark)) + 1 or self._at(key.end_mark)
        return self._at(node.end_mark)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def _at(self, mark: Any) -> int:
        return int(self._starts[mark.line] + mark.column)


def _is_merge(key: Node) -> bool:
    return isinstance(key, ScalarNode) and key.value == "<<" and not key.style


def _brings(node: MappingNode, part: str) -> bool:
    """Whether a key comes into a mapping through `<<`."""
    merged = [value for key, value in node.value if _is_merge(key)]
    bases = [each for value in merged
             for each in (value.value if isinstance(value, SequenceNode) else [value])]  # fmt: skip
    return any(
        any(key_text(key) == part for key, _ in base.value) or _brings(base, part)
        for base in bases
        if isinstance(base, MappingNode)
    )


def _spot(node: Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def last_of(path: Path) -> str:
    return str(path[-1]) if path else "-"
