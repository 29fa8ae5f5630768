"""What loading gave before, for whoever loads the same files again and again: only what is no
longer the same is validated and built anew."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from vsm_cli.loading.collect import RawElement
from vsm_cli.loading.references import Question, References
from vsm_cli.loading.shapes import StreamShape
from vsm_cli.loading.validation import Validated, validate
from vsm_cli.model.streams import Stream
from vsm_cli.model.values import Calendar
from vsm_cli.source.data import Number
from vsm_cli.source.places import Place

_PLAIN = (str, Number, bool)
Build = Callable[[str, RawElement[StreamShape]], Stream]


class _Built(NamedTuple):
    """A stream, what it was built from, and the names that it found defined."""

    entry: RawElement[StreamShape]
    stream: Stream
    names: tuple[Question, ...]


class Earlier:
    """The documents and streams of the last load of one workspace.

    A document counts as the same while its data are. A stream stays the same object while its
    entry, the calendar, the practices and the step kinds are the same and each name in it is still
    defined; one of which anything was to be said is built again each time. So all that is
    remembered of a stream by identity stays remembered.
    """

    def __init__(self) -> None:
        self._documents: dict[tuple[str, int], tuple[Any, Validated]] = {}
        self._streams: dict[str, _Built] = {}
        self._common: object = None

    def validate(self, data: dict[str, Any], place: Place) -> Validated:
        """As `validation.validate`."""
        key = (place.file, place.document)
        known = self._documents.get(key)
        alike = known is not None and _is_alike(known[0], data)
        validated = known[1] if known and alike else validate(data, place)
        self._documents[key] = data, validated
        return validated

    def rest_on(self, calendar: Calendar, *sections: Mapping[str, RawElement[Any]]) -> None:
        """Say what all streams rest on; where that is not what it was, none of them stays."""
        common = calendar, [{id_: e.shape for id_, e in each.items()} for each in sections]
        if common != self._common:
            self._streams.clear()
            self._common = common

    def stream(
        self, references: References, build: Build, id_: str, entry: RawElement[StreamShape]
    ) -> Stream:
        """The stream as it was, or as it is built now."""
        known = self._streams.get(id_)
        if known and _is_same(known.entry, entry) and references.all_there(known.names):
            return known.stream
        asked: dict[Question, bool] = {}
        references.asked = asked
        said = len(references.findings)
        stream = build(id_, entry)
        references.asked = None
        if len(references.findings) == said and all(asked.values()):
            self._streams[id_] = _Built(entry, stream, tuple(asked))
        else:
            self._streams.pop(id_, None)
        return stream


def _is_alike(one: Any, other: Any) -> bool:
    """Whether data are the same to every reader. That they are equal is not enough: so are `1`
    and `"1"`, and a key by its English and its Chinese name."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return len(one) == len(other) and all(map(_is_alike, _flat(one), _flat(other)))
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_is_alike, one, other))
    return type(one) in _PLAIN and bool(one == other)


def _flat(mapping: dict[Any, Any]) -> Iterator[Any]:
    for key, value in mapping.items():
        yield key
        yield value


def _is_same(one: RawElement[StreamShape], other: RawElement[StreamShape]) -> bool:
    return one.shape is other.shape and one.unread is other.unread and one.place == other.place
