"""What would be written, as a unified diff."""

from collections.abc import Iterator
from difflib import unified_diff


def text_difference(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a unified diff of one file; an end without a line break is said."""
    old, new = (text.decode().splitlines(keepends=True) for text in (before, after))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
