"""Where a cursor stands, by indentation and brackets alone: what is being typed is no YAML yet."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from vsm_cli.source.places import Key

_DASH = re.compile(r"-(?=\s|$)")
_KEY = re.compile(
    r"""("[^"]*"|'[^']*'|[^\s#'"\[\]{},&*!|>%@-][^#]*?|-[^\s#][^#]*?)\s*[:：](?=\s|$)"""
)
_MARKS = re.compile(r"(?:[&!][^\s,\[\]{}]*\s*)*")
_COMMENT = re.compile(r"(?:^|\s)#")
_FARTHEST = 200
"""So many lines above is looked for the bracket that a cursor may stand in."""


class _Part(NamedTuple):
    """A dash or a key of a line, by its column (from 0)."""

    column: int
    key: str | None


class _Line(NamedTuple):
    """A line taken apart: its dashes and keys, what follows them, and the column of that."""

    parts: tuple[_Part, ...]
    rest: str
    column: int


class TextPlace(NamedTuple):
    """Where a cursor stands.

    `path` leads to the mapping that a `key` would be part of, or to a `value` itself; an `item` may
    be either, the first key of a mapping or a value, and `path` ends with its number. `typed` is
    what stands there before the cursor, from `column` (from 1) on. `taken` are the keys that the
    mapping has already, `deep` is the column of the key or dash that it stands at, `flow` whether
    that is within brackets. In a `comment` and in a `text` of several lines nothing is known.
    """

    kind: Literal["key", "value", "item", "comment", "text"]
    path: tuple[Key, ...] = ()
    typed: str = ""
    column: int = 1
    taken: tuple[str, ...] = ()
    deep: int = 0
    flow: bool = False


def place_in(lines: list[str], line: int, column: int) -> TextPlace:
    """Where a cursor at a line and column (from 1) stands."""
    before = lines[line - 1][: column - 1]
    if (comment := _comment_in(before)) is not None:
        return TextPlace("comment", typed=before[comment:], column=comment + 1)
    if flow := _in_flow(lines, line, before):
        return flow
    here = _taken_apart(before)
    first = here.parts[0].column if here.parts else here.column
    above = _above(lines, line, first, bool(here.parts) and here.parts[0].key is None)
    if above is None:
        return TextPlace("text")
    path, numbers = above
    for part in here.parts:
        if part.key is None:
            path, numbers = (*path, numbers), 0
        else:
            path = (*path, part.key)
    typed, at = here.rest, here.column + 1
    if here.parts and here.parts[-1].key is not None:
        if typed[:1] in ("|", ">"):
            return TextPlace("text")
        return TextPlace("value", path, typed, at, deep=here.parts[-1].column)
    if here.parts:
        taken = _taken(lines, line, here.column, begun=True)
        return TextPlace("item", path, typed, at, taken, here.parts[-1].column)
    return TextPlace("key", path, typed, at, _taken(lines, line, here.column), here.column)


def _taken_apart(text: str) -> _Line:
    """A line as dashes and keys. What stands behind a comment sign is left out by the caller."""
    parts: list[_Part] = []
    at = len(text) - len(text.lstrip())
    while dash := _DASH.match(text, at):
        parts.append(_Part(at, None))
        at = dash.end()
        at += len(text[at:]) - len(text[at:].lstrip())
    if key := _KEY.match(text, at):
        parts.append(_Part(at, key[1].strip("\"'")))
        at = key.end()
        at += len(text[at:]) - len(text[at:].lstrip())
    return _Line(tuple(parts), text[at:], at)


def _comment_in(text: str) -> int | None:
    """Where a comment begins in a line; None where there is none."""
    for found in _COMMENT.finditer(text):
        quotes = text[: found.start() + 1]
        if quotes.count('"') % 2 == 0 and quotes.count("'") % 2 == 0:
            return text.index("#", found.start())
    return None


def _lines_above(lines: list[str], line: int) -> Iterator[_Line]:
    """The lines above one that say something, from the nearest on, within the same document."""
    for text in reversed(lines[: line - 1]):
        if text.startswith(("---", "...")):
            return
        content = text.strip()
        if content and not content.startswith("#"):
            comment = _comment_in(text)
            yield _taken_apart(text if comment is None else text[:comment].rstrip())


def _above(
    lines: list[str], line: int, column: int, dash: bool
) -> tuple[tuple[Key, ...], int] | None:
    """The path to what a column below stands in, and how many items of its list stand before it;
    None where it is part of a text."""
    path: list[Key] = []
    number = 0
    # Of the list whose items are counted, the column of its dashes.
    dashes = column if dash else None
    counted: int | None = None
    for above in _lines_above(lines, line):
        if column == 0 and not dash:
            break
        for position in range(len(above.parts) - 1, -1, -1):
            part = above.parts[position]
            if part.key is None and part.column == dashes:
                if counted is None:
                    number += 1
                else:
                    path[counted] = int(path[counted]) + 1
                continue
            under = part.column < column or (
                part.column == column and dash and part.key is not None
            )
            if not under:
                continue
            is_last = position == len(above.parts) - 1
            opened = above.rest[_MARKS.match(above.rest).end() :] if is_last else ""  # type: ignore[union-attr]
            if opened:
                return None
            column, dash = part.column, part.key is None
            if part.key is None:
                path.append(0)
                dashes, counted = part.column, len(path) - 1
            else:
                path.append(part.key)
                dashes = counted = None
        if not above.parts and above.column < column:
            column = above.column  # what belongs to no key: nothing above it is nearer
    return tuple(reversed(path)), number


def _taken(lines: list[str], line: int, column: int, *, begun: bool = False) -> tuple[str, ...]:
    """The keys that stand in a column together with one of a line, which may have `begun` them."""
    found: list[str] = []
    above = [] if begun else lines[: line - 1]
    for step, rest in ((-1, reversed(above)), (1, iter(lines[line:]))):
        for text in rest:
            if text.startswith(("---", "...")):
                break
            if not text.strip() or text.lstrip().startswith("#"):
                continue
            parts = _taken_apart(text).parts
            if not parts:
                continue
            at_column = [part.key for part in parts if part.column == column and part.key]
            if parts[0].column < column and (step == 1 or not at_column):
                break
            found += at_column
            if parts[0].column < column:
                break  # the dash that the mapping begins with
    return tuple(dict.fromkeys(found))


class _Bracket:
    """A bracket that is open: what was written in it up to here."""

    def __init__(self, sign: str) -> None:
        self.sign = sign
        self.keys: list[str] = []
        self.number = 0
        self.key: str | None = None

    def next(self) -> None:
        self.number += 1
        self.key = None


def _in_flow(lines: list[str], line: int, before: str) -> TextPlace | None:
    """Where a cursor stands that is within brackets; None where it is in none."""
    indent = len(before) - len(before.lstrip())
    for number in range(line, max(0, line - _FARTHEST), -1):
        text = before if number == line else lines[number - 1]
        if text.startswith(("---", "...")):
            return None
        opened = _taken_apart(text)
        content = opened.rest[_MARKS.match(opened.rest).end() :]  # type: ignore[union-attr]
        start = len(text) - len(content)
        deep = opened.parts[-1].column if opened.parts else opened.column
        if content[:1] in ("[", "{") and (number == line or indent > deep or not opened.parts):
            between = [
                text[start:],
                *lines[number : line - 1],
                *([before] if number < line else []),
            ]
            brackets, token, at = _open_brackets(between, start)
            if brackets:
                above = _above_of(lines, number, opened)
                if above is not None:
                    return _flow_place(above, brackets, token, at, deep)
        if opened.parts and opened.parts[0].column == 0 and number < line:
            return None
    return None


def _above_of(lines: list[str], number: int, opened: _Line) -> tuple[Key, ...] | None:
    """The path to what a line opens behind its keys."""
    first = opened.parts[0] if opened.parts else None
    column = first.column if first else opened.column
    above = _above(lines, number, column, first is not None and first.key is None)
    if above is None:
        return None
    path, count = above
    for part in opened.parts:
        path = (*path, count if part.key is None else part.key)
    return path


def _open_brackets(texts: list[str], start: int) -> tuple[list[_Bracket], str, int]:
    """The brackets that are open at the end, what was begun there, and its column (from 1)."""
    stack: list[_Bracket] = []
    token, at, quote = "", start, ""
    for number, text in enumerate(texts):
        offset = start if number == 0 else 0
        comment = _comment_in(text)
        for column, sign in enumerate(text if comment is None else text[:comment], offset):
            if quote:
                quote = "" if sign == quote else quote
                token += sign
            elif sign in "[{":
                stack.append(_Bracket(sign))
                token = ""
            elif sign in "]}" and stack:
                stack.pop()
                token = ""
            elif sign == "," and stack:
                if stack[-1].sign == "{" and stack[-1].key is None and token.strip():
                    stack[-1].keys.append(token.strip("\"' "))
                stack[-1].next()
                token = ""
            elif (
                sign in ":："
                and stack
                and stack[-1].key is None
                and _ends_key(text, column - offset)
            ):
                stack[-1].key = token.strip("\"' ")
                stack[-1].keys.append(stack[-1].key)
                token = ""
            else:
                if sign in "\"'" and not token.strip():
                    quote = sign
                if not token.strip() and sign.strip():
                    token, at = "", column
                token += sign
        if number < len(texts) - 1:
            token += " " if token.strip() else ""
        if not token.strip():
            at = offset + len(text)
    return stack, token.lstrip(), at + 1


def _ends_key(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    return not following.strip() or following in ",[]{}" or text[at - 1 : at] in "\"'"


def _flow_place(
    path: tuple[Key, ...], brackets: list[_Bracket], token: str, at: int, deep: int
) -> TextPlace:
    for bracket in brackets[:-1]:
        path = (*path, *_within(bracket))
    last = brackets[-1]
    kind: Literal["key", "value", "item"]
    if last.sign == "{" and last.key is None:
        return TextPlace("key", path, token, at, tuple(last.keys), deep, True)
    kind = "value" if last.key is not None else "item"
    return TextPlace(kind, (*path, *_within(last)), token, at, tuple(last.keys), deep, True)


def _within(bracket: _Bracket) -> tuple[Key, ...]:
    number: tuple[Key, ...] = (bracket.number,) if bracket.sign == "[" else ()
    return number if bracket.key is None else (*number, bracket.key)
