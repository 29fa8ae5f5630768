"""Tables and other pieces of Markdown."""

from collections.abc import Iterable, Sequence


def generated(title: str, *paragraphs: str) -> str:
    """The beginning of a page."""
    note = "<!-- Written by docs/generate.py: change what it is written from, not this file. -->"
    return "\n\n".join([f"# {title}", note, *paragraphs])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines)


def cell(text: str) -> str:
    """Text that cannot end its cell."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: object) -> str:
    return f"`{text}`"


def page(*blocks: str) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"
