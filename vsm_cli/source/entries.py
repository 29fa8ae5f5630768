"""Entries of mappings and lists as edits of a text: put in, written anew or taken out, in the style
that stands there, while every byte outside of the edits stays."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vsm_cli.language import message
from vsm_cli.source.data import key_text
from vsm_cli.source.entry_finding import (
    ABSENT,
    ELSEWHERE,
    SEVERAL_LINES,
    EntryFinder,
    Found,
    KeptError,
    Path,
    last_of,
)
from vsm_cli.source.entry_text import EntryNames, Value, as_flow
from vsm_cli.source.places import Key, Span

_THERE = message("{key} is written there already")
_NO_MAPPING = message("{key} holds no keys that more could stand beside")
_NO_LIST = message("{key} is one entry over several lines: write it as a list first")


class TextEdit(NamedTuple):
    """Write `text` instead of what stands at `span`."""

    span: Span
    text: str


class TextEntries(EntryFinder):
    """Edits of the entries of one document. Each raises KeptError where it would lose something."""

    @cached_property
    def names(self) -> EntryNames:
        """What keys are called here."""
        return EntryNames(self.root)

    def put(
        self, path: Path, values: Mapping[str, Value], after: Sequence[str] | None = None
    ) -> list[TextEdit]:
        """Put keys into a mapping: behind the first of `after` that is there, else in front; at
        the end where that is None. One that stands there with nothing gets its value. Raises
        KeptError."""
        found = self._own(path, inside=True)
        node = found.node
        if not isinstance(node, MappingNode):
            if not self._is_nothing(node):
                raise KeptError(_NO_MAPPING, key=last_of(path))
            return [self._instead_of_nothing(found, f"{{{self.names.pairs(path, values)}}}")]
        there = {key_text(key) for key, _ in node.value}
        edits = [self._filled((*path, key), values[key]) for key in values if key in there]
        new = {key: value for key, value in values.items() if key not in there}
        if new and node.flow_style:
            text = self.names.pairs(path, new)
            edits.append(self._put_between(node, text, self._beside(node, after)))
        elif new:
            edits.append(self._put_lines(path, node, self.names.lines(path, new), after))
        return edits

    def _filled(self, path: Path, value: Value) -> TextEdit:
        """A key that has no value gets one."""
        if not self._is_nothing(self._own(path).node):
            raise KeptError(_THERE, key=last_of(path))
        return self.replace(path, self.names.named(path, value))

    def append(self, path: Path, value: Value) -> list[TextEdit]:
        """One more item in a list, or beside what stands alone where a list may stand."""
        found = self._own(path, inside=True)
        node = found.node
        if isinstance(node, SequenceNode) and not node.flow_style:
            last = node.value[-1]
            self._keep_alias(node, len(node.value) - 1)
            line = self._lines[last.start_mark.line]
            before = line[: last.start_mark.column]
            if not re.fullmatch(r" *- +", before):
                raise KeptError(SEVERAL_LINES, key=last_of(path))
            block = isinstance(last, MappingNode) and not last.flow_style
            lines = self.names.item(path, value, block=block)
            indent = " " * len(before)
            new = [before + lines[0], *(indent + each for each in lines[1:])]
            return [self._below(self._last_line(last, None), new)]
        text = as_flow(self.names.named(path, value))
        if isinstance(node, SequenceNode):
            return [self._put_between(node, text, len(node.value) - 1)]
        if self._is_nothing(node):
            return [self._instead_of_nothing(found, f"[{text}]")]
        if isinstance(node, MappingNode) and not node.flow_style:
            raise KeptError(_NO_LIST, key=last_of(path))
        start, end = self._at(node.start_mark), self._end(node, found.key)
        return [self._edit(start, start, "["), self._edit(end, end, f", {text}]")]

    def replace(self, path: Path, value: Value) -> TextEdit:
        """Another value; one within brackets must hold no comment. Raises KeptError."""
        found = self._own(path, inside=True)
        node = found.node
        text = as_flow(self.names.named(path, value))
        if self._is_nothing(node) and not self.text(path):
            return self._instead_of_nothing(found, text)
        block = not isinstance(node, ScalarNode) and not node.flow_style
        if block or (isinstance(node, ScalarNode) and node.style in ("|", ">")):
            raise KeptError(SEVERAL_LINES, key=last_of(path))
        self._keep_comments(
            path, node.start_mark.line, node.end_mark.line, last_column=node.end_mark.column
        )
        self._keep_anchors(path, node)
        return self._edit(self._at(node.start_mark), self._end(node, found.key), text)

    def remove(self, path: Path) -> list[TextEdit]:
        """Take an entry out, with its key. Others must stay beside it, and no comment may be about
        it. Raises KeptError."""
        return self.remove_all(path[:-1], path[-1:])

    def remove_all(self, path: Path, keys: Sequence[Key], *, moved: bool = False) -> list[TextEdit]:
        """Take entries out of a mapping or list; where they are `moved`, comments go with them."""
        holder = self._own(path, inside=True).node
        found = [self._own((*path, key), inside=True) for key in keys]
        for key, each in zip(keys, found, strict=True):
            self._keep_anchors((*path, key), each.node)
        if not isinstance(holder, MappingNode | SequenceNode):
            raise KeptError(ABSENT, key=last_of((*path, *keys)))
        if holder.flow_style:
            return self._remove_between(path, holder, {each.number for each in found})
        return [self._remove_lines((*path, key), moved=moved) for key in keys]

    def _remove_between(
        self, path: Path, holder: MappingNode | SequenceNode, numbers: set[int]
    ) -> list[TextEdit]:
        """Out of brackets, with the commas."""
        for number in self._aliases(holder):
            self._keep_alias(holder, number)
        ends = [
            (self._at(pair[0].start_mark), self._end(pair[1], pair[0]))
            if isinstance(pair, tuple)
            else (self._at(pair.start_mark), self._end(pair, None))
            for pair in holder.value
        ]
        edits = []
        kept = False
        for number, (start, end) in enumerate(ends):
            if number not in numbers:
                kept = True
                continue
            if kept:
                start = ends[number - 1][1]
            elif number + 1 < len(ends):
                end = ends[number + 1][0]
            span = self._edit(start, end, "").span
            self._keep_comments(
                path, span.line - 1, span.end_line - 1, span.column - 1, span.end_column - 1
            )
            edits.append(TextEdit(span, ""))
        return edits

    def put_first(self, path: Path, values: Mapping[str, Value]) -> list[TextEdit]:
        """Put keys into a mapping in front of all others, below its own key."""
        found = self._own(path, inside=True)
        node = found.node
        if isinstance(node, MappingNode) and not node.flow_style and found.key is not None:
            indent = " " * node.value[0][0].start_mark.column
            if node.value[0][0].start_mark.line > found.key.end_mark.line:
                lines = [indent + line for line in self.names.lines(path, values)]
                return [self._below(found.key.end_mark.line, lines)]
            raise KeptError(SEVERAL_LINES, key=last_of(path))
        return self.put(path, values, after=())

    def _remove_lines(self, path: Path, *, moved: bool) -> TextEdit:
        line, last = self.lines_of(path)
        above = self.comments_above(line)
        if moved:
            line = above
        else:
            self._keep_comments(path, above, last)
        starts = self._starts
        if last + 1 < len(self._lines):
            return self._edit(starts[line], starts[last + 1], "")
        # The last line has no end: that of the line before goes instead.
        return self._edit(max(0, starts[line] - 1), len(self.source.text), "")

    def _put_lines(
        self, path: Path, node: MappingNode, lines: list[str], after: Sequence[str] | None
    ) -> TextEdit:
        first = node.value[0][0]
        column = first.start_mark.column
        line = first.start_mark.line
        if not re.fullmatch(r" *(- +)*", self._lines[line][:column]):
            raise KeptError(SEVERAL_LINES, key=last_of(path))
        indent = " " * column
        at = self._beside(node, after)
        if at < 0 and (line == 0 or self._comment_on(line - 1) is None):
            start = self._at(first.start_mark)
            return self._edit(start, start, "".join(f"{each}\n{indent}" for each in lines))
        key, value = node.value[at]
        return self._below(self._last_line(value, key), [indent + each for each in lines])

    def _beside(self, node: MappingNode, after: Sequence[str] | None) -> int:
        """The number of the pair to stand behind; -1 for the front."""
        if after is None:
            return len(node.value) - 1
        keys = [key_text(pair[0]) for pair in node.value]
        return next((keys.index(each) for each in after if each in keys), -1)

    def _put_between(self, node: Node, text: str, at: int) -> TextEdit:
        """Within brackets, behind the value of this number."""
        if not node.value:
            end = self._at(node.end_mark) - 1
            return self._edit(end, end, text)
        if at >= 0:
            beside = node.value[at]
            key, value = beside if isinstance(beside, tuple) else (None, beside)
            brought = self._is_alias(value, key) if key else at in self._aliases(node)
            if not brought and not self._is_nothing(value):
                end = self._at(value.end_mark)
                return self._edit(end, end, f", {text}")
        first = node.value[0]
        first = first[0] if isinstance(first, tuple) else first
        if self._is_alias(first, node) or 0 in self._aliases(node):
            raise KeptError(ELSEWHERE, key=self._anchor_name(first))
        start = self._at(first.start_mark)
        return self._edit(start, start, f"{text}, ")

    def _instead_of_nothing(self, found: Found, text: str) -> TextEdit:
        node = found.node
        start = self._at(node.start_mark)
        if node.end_mark.index > node.start_mark.index:  # `~` or `null`
            return self._edit(start, self._at(node.end_mark), text)
        if found.key is not None:  # behind the colon of the key
            colon = self.source.text.index(":", self._at(found.key.end_mark)) + 1
            rest = self.source.text[colon:]
            gap = len(rest) - len(rest.lstrip(" "))
            within = rest[gap : gap + 1] in (",", "}", "]")
            return self._edit(colon, colon + gap if within else colon, f" {text}")
        raise KeptError(_NO_MAPPING, key=key_text(node) or "-")

    def _below(self, line: int, lines: list[str]) -> TextEdit:
        """New lines below a line."""
        if line + 1 < len(self._lines):
            start = self._starts[line + 1]
            return self._edit(start, start, "".join(f"{each}\n" for each in lines))
        end = len(self.source.text)
        return self._edit(end, end, "".join(f"\n{each}" for each in lines))

    def _edit(self, start: int, end: int, text: str) -> TextEdit:
        line, end_line = (bisect_right(self._starts, at) - 1 for at in (start, end))
        span = Span(line + 1, start - self._starts[line] + 1,
                    end_line + 1, end - self._starts[end_line] + 1)  # fmt: skip
        return TextEdit(span, text)
