"""What reading a file of another tool gives."""

from typing import Any

from msgspec import Struct


class ImportNote(Struct, frozen=True):
    """A sentence about a place in the file: a row and column, or the id of an element.
    `is_lost`: something that stands there could not be carried over."""

    place: str
    text: str
    is_lost: bool = False


class Imported(Struct):
    """A document of definitions with English keys, as `source.writing` writes it, and what there
    is to say about how it came to be, in the order of the file."""

    definitions: dict[str, Any]
    notes: tuple[ImportNote, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Nothing was lost."""
        return not any(note.is_lost for note in self.notes)
