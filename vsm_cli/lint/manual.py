"""The manual of a rule: prose and examples, each translated as one text."""

import re
from collections.abc import Iterator
from inspect import cleandoc

from vsm_cli.language import as_written, current

# As Markdown has it, one that is not closed reaches to the end.
_FENCE = re.compile(r"^```.*?(?:^```$|\Z)", re.M | re.S)
_PARAGRAPH = re.compile(r"\n+|.+?(?:\n\n+|\Z)", re.S)
_ITEM = re.compile(r"\n(?=(?:[-*]|\d+\.) )")
_MARK = re.compile(r"(?:#+|[-*]|\d+\.) ")


def manual_text(docstring: str) -> str:
    """A manual without the indentation of its docstring, in the language in force."""
    written = cleandoc(docstring)
    if current() == "en":
        return written
    return "".join(_translated(block) for block in _blocks(written))


def texts_of(docstring: str) -> Iterator[str]:
    """What a manual says: paragraphs and items, each on one line, and examples in fences."""
    for block in _blocks(cleandoc(docstring)):
        if block.startswith("```"):
            yield block
        else:
            yield from filter(None, (_joined(item)[1] for item in _items(block)))


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and fenced examples, each with the lines that part it from the next."""
    start = 0
    for fence in _FENCE.finditer(text):
        yield from _PARAGRAPH.findall(text[start : fence.start()])
        yield fence[0]
        start = fence.end()
    yield from _PARAGRAPH.findall(text[start:])


def _items(block: str) -> list[str]:
    """The items of a list; a paragraph is one. A line of it may begin with a number, too."""
    return _ITEM.split(block) if _MARK.match(block) else [block]


def _joined(item: str) -> tuple[str, str]:
    """The mark of a heading or list item, and its text on one line."""
    mark = _MARK.match(item)
    start = mark.end() if mark else 0
    return item[:start], " ".join(item[start:].split())


def _translated(block: str) -> str:
    if block.startswith("```"):
        return as_written(block)
    if not block.strip():
        return block
    lines = []
    for item in _items(block):
        mark, text = _joined(item)
        lines.append(mark + as_written(text))
    end = block[len(block.rstrip()) :]
    return "\n".join(lines) + end
