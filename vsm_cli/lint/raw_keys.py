"""What stands at the keys of an element, for rules that name keys themselves."""

from collections.abc import Mapping
from typing import Any

from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Link, PracticeBinding, Use
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile

# Keys whose empty list says something: that nothing moves, or that the stream ends.
_EMPTY_SAYS = ("inputs", "outputs", "next")
_ATTRIBUTES = {"from": "source", "to": "target"}


class WrittenKeys:
    """Looks up keys, `x-` keys and keys below others (`target.lead`) included."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        self._files = files

    def has(self, element: Element, key: str) -> bool:
        """Whether a key is written, with something behind it."""
        value = self._raw(element.place, key)
        return value not in (None, "", [], {}) or (value == [] and key in _EMPTY_SAYS)

    def values(self, element: Element, key: str) -> tuple[str, ...]:
        """The words at a key: ids where the model has ids, defaults where it has defaults, else
        the text as written; none where nothing that can be compared stands there."""
        found: Any = element
        for part in key.split("."):
            found = getattr(found, _ATTRIBUTES.get(part, part.replace("-", "_")), None)
        if not _are_words(found):
            found = self._raw(element.place, key)
        items = found if isinstance(found, list | tuple | dict) else (found,)
        return tuple(word for item in items for word in _words(item))

    def _raw(self, place: Place, key: str) -> Any:
        node: Any = self._files[place.file].documents[place.document].data
        for part in place.path:
            if isinstance(part, int) and not isinstance(node, list):
                continue  # a single item where a list may stand
            node = node[part]
        if isinstance(node, str):  # a link may be no more than the stream that it starts
            node = {"stream": node}
        for part in key.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        return node


def _are_words(found: Any) -> bool:
    """Whether the model has words here, rather than a figure or nothing."""
    items = found if isinstance(found, tuple) else (found,)
    return any(isinstance(item, str | bool | PracticeBinding | Link | Use) for item in items)


def _words(item: Any) -> tuple[str, ...]:
    match item:
        case bool():
            return ("true" if item else "false",)
        case str():
            return (item,)
        case PracticeBinding():
            return item.practices or (item.written,)
        case Link() | Use():
            return (item.stream,)
    return ()
