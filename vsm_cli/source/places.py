"""Where something stands: by document and key path, and by line and column."""

from typing import NamedTuple

Key = str | int


class Place(NamedTuple):
    """An element or key by its path inside one YAML document.

    The position in the text is looked up only when a diagnostic needs it
    (`SourceFile.locate`); a key that has no place of its own falls back to its parent.
    """

    file: str
    document: int
    path: tuple[str | int, ...]
    on_key: bool = True

    def key(self, *keys: str | int) -> "Place":
        """The place of a key or item below this one."""
        return Place(self.file, self.document, self.path + keys)

    def value(self, *keys: str | int) -> "Place":
        """The place of the value itself, rather than of the key that names it."""
        return Place(self.file, self.document, self.path + keys, False)


class Span(NamedTuple):
    """A stretch of text: lines and columns count from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
