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


class Origins:
    """Where the values of streams stand that are like others: they are taken from elsewhere.

    A place in such a stream leads, through the longest part of its path that was taken from
    somewhere, to where that was written. `used` are the patterns and streams that others are like.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, int, tuple[Key, ...]], Place] = {}
        self.used: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._places)

    def add(self, place: Place, origin: Place) -> None:
        self._places[place.file, place.document, place.path] = origin

    def of(self, place: Place) -> Place:
        """The place in the text for a place in a stream; itself where that is its own."""
        for end in range(len(place.path), 2, -1) if self._places else ():
            found = self._places.get((place.file, place.document, place.path[:end]))
            if found:
                path = found.path + place.path[end:]
                return Place(found.file, found.document, path, place.on_key)
        return place
