"""A parser's refusal in words for people, and the full-width sign that explains it."""

import re
from collections.abc import Callable

from ruamel.yaml.error import YAMLError

from vsm_cli.language import message
from vsm_cli.source.full_width import SIGNS, of_sign
from vsm_cli.source.source_fault import SourceFault

NOT_YAML = message("this is not YAML: {problem}")
_LOOK_ALIKE = message("this is not YAML: what stands here only looks like one of its signs")
_NO_COLON = message("this is not YAML: a key lacks its colon, or the space behind it")
_OPEN_QUOTE = message("this is not YAML: a quote is not closed")
# By what both parsers say, in their own words; the first that fits counts.
_PROBLEMS = {
    "could not find expected ':'": _NO_COLON,
    "mapping values are not allowed": message(
        "this is not YAML: no key can stand here; look at the indentation and at further colons"
    ),
    "sequence entries are not allowed": message("this is not YAML: no list can begin here"),
    "'\\t' that cannot start": message("this is not YAML: indentation needs spaces, not tabs"),
    "cannot start any token": message("this is not YAML: no value begins with this character"),
    "',' or ']'": message("this is not YAML: a list in [ ] lacks a comma or its end"),
    "',' or '}'": message("this is not YAML: a mapping in {{ }} lacks a comma or its end"),
    "node content": message("this is not YAML: something is missing here"),
    "expected <block end>": message(
        "this is not YAML: the indentation does not line up with the lines above"
    ),
    "expected key": message(
        "this is not YAML: the indentation does not line up with the lines above"
    ),
    "unexpected end of stream": _OPEN_QUOTE,
    "unexpected document separator": _OPEN_QUOTE,
    "unknown escape character": message(
        "this is not YAML: no such escape exists; write two backslashes for one"
    ),
    "undefined alias": message("this is not YAML: no anchor of this name stands above"),
    "alphabetic or numeric": message("this is not YAML: after & or * comes a name"),
    "special characters": message("this is not YAML: a control character cannot stand here"),
    "control characters": message("this is not YAML: a control character cannot stand here"),
}
_WRITE = message("write {text}")
_LINES_ABOVE = 8
_QUOTED_LINES_ABOVE = 200
_MOST_TRIED = 4
# A line with a key and no colon behind it, and what may be its value.
_KEY_ALONE = re.compile(r"( *(?:- +)?)([^\W\d_][\w-]*)(:?)((?: +\S.*|[^\s:].*)?)")


def syntax_fault(
    error: YAMLError, text: str, broken_line: Callable[[str], float] | None
) -> SourceFault:
    """The fault that a parser found in a text, at the full-width sign that causes it if one does.

    `broken_line` gives the line of the first fault of a text, from 1, or infinity; without it
    no cause is looked for.
    """
    line, column = _position(error, text)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    known = next((words for said, words in _PROBLEMS.items() if said in str(problem)), NOT_YAML)
    fields: dict[str, object] = {"problem": str(problem)}
    if broken_line is None:
        return SourceFault("VSM001", line, column, known, fields)
    at = _full_width_cause(text, line, broken_line)
    if at is None:
        lacking = _missing_colon(text, line, broken_line) or _open_quote(text, line, broken_line)
        return lacking or SourceFault("VSM001", line, column, known, fields)
    line, column = at
    help_line, more = of_sign(text.split("\n")[line - 1][column - 1])
    return SourceFault("VSM001", line, column, _LOOK_ALIKE, more, help_line)


def _full_width_cause(
    text: str, line: int, broken_line: Callable[[str], float]
) -> tuple[int, int] | None:
    """The place of the sign without which the text could be read beyond `line`, where such
    signs in that line and a few above are the cause."""
    lines = text.split("\n")
    for number in range(min(line, len(lines)), max(0, line - _LINES_ABOVE), -1):
        written = lines[number - 1]
        columns = [column for column, char in enumerate(written) if char in SIGNS]
        if not columns:
            continue
        lines[number - 1] = _narrowed(written, columns)
        if broken_line("\n".join(lines)) <= line:
            continue
        for column in columns[:_MOST_TRIED]:
            lines[number - 1] = _narrowed(written, [column])
            if broken_line("\n".join(lines)) > line:
                return number, column + 1
        return number, columns[0] + 1
    return None


def _missing_colon(text: str, line: int, broken_line: Callable[[str], float]) -> SourceFault | None:
    """The fault at the line whose key lacks its colon: with it the text can be read further."""
    lines = text.split("\n")
    for number in range(min(line, len(lines)), max(0, line - _LINES_ABOVE), -1):
        written = lines[number - 1]
        found = _KEY_ALONE.fullmatch(written.rstrip())
        if found is None or (found[3] and not found[4]):
            continue
        before, key, _, value = found.groups()
        meant = f"{key}: {value.strip()}".rstrip()
        if _reads_on(lines, number, before + meant, line, broken_line):
            at = len(before) + 1
            return SourceFault("VSM001", number, at, _NO_COLON, {"text": meant}, _WRITE, len(key))
    return None


def _open_quote(text: str, line: int, broken_line: Callable[[str], float]) -> SourceFault | None:
    """The fault at the quote that is not closed in its line: closed there, the text can be read
    further."""
    lines = text.split("\n")
    tried = 0
    for number in range(min(line, len(lines)), max(0, line - _QUOTED_LINES_ABOVE), -1):
        written = lines[number - 1]
        for sign in "\"'":
            opened = re.search(rf"(?:^|[:,\[{{-]) *({sign}[^{sign}]*)$", written)
            if opened is None or tried == _MOST_TRIED:
                continue
            tried += 1
            start, quoted = opened.start(1), opened[1].rstrip()
            # At the next key of a mapping in { }, before its end, or at the end of the line.
            next_key = re.search(r", *[\w-]+:(?= |$)", quoted)
            ends = next_key.start() if next_key else 0, len(quoted.rstrip("]}, ")), len(quoted)
            for end in filter(None, dict.fromkeys(ends)):
                meant = quoted[:end] + sign
                closed = written[:start] + meant + quoted[end:]
                if _reads_on(lines, number, closed, line, broken_line):
                    return SourceFault(
                        "VSM001", number, start + 1, _OPEN_QUOTE, {"text": meant}, _WRITE,
                        end,
                    )  # fmt: skip
    return None


def _reads_on(
    lines: list[str], number: int, instead: str, line: int, broken_line: Callable[[str], float]
) -> bool:
    """Whether a text can be read beyond `line` with another line of that number."""
    return broken_line("\n".join([*lines[: number - 1], instead, *lines[number:]])) > line


def _narrowed(line: str, columns: list[int]) -> str:
    return "".join(SIGNS[char] if i in columns else char for i, char in enumerate(line))


def _position(error: YAMLError, text: str) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    if getattr(error, "position", None) is None:
        return 1, 1
    # The reader counts characters of the text; it refuses characters, not structure.
    refused = getattr(error, "character", None)
    char = chr(refused) if isinstance(refused, int) else str(refused or "")
    at = text.find(char) if char else -1
    if at < 0:
        return 1, 1
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
