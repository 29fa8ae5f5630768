"""What loading gave before, for whoever loads the same files again and again: only what is no
longer the same is validated and built anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from vsm_cli.loading.collect import RawElement
from vsm_cli.loading.references import Question, References
from vsm_cli.loading.validation import Validated, validate
from vsm_cli.model.values import Calendar
from vsm_cli.source.data import Number
from vsm_cli.source.places import Place

_PLAIN = (str, Number, bool)
Entries = Sequence[RawElement[Any]]
Part = TypeVar("Part")


class _Built(NamedTuple):
    """A part of a workspace, what it was built from, and the names that it found defined."""

    entries: Entries
    part: Any
    names: tuple[Question, ...]


class Earlier:
    """The documents, the streams and the organisation of the last load of one workspace.

    A document counts as the same while its data are. A part, such as a stream or all teams, stays
    the same object while its entries, the calendar, the practices and the step kinds are the same
    and each name in it is still defined; one of which anything was to be said is built again each
    time. So all that is remembered of a stream by identity stays remembered.
    """

    def __init__(self) -> None:
        self._documents: dict[tuple[str, int], tuple[Any, Validated]] = {}
        self._parts: dict[str, _Built] = {}
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
        """Say what all parts rest on; where that is not what it was, none of them stays."""
        # In their order: of two with the same name the later one is meant.
        common = calendar, [[(id_, e.shape) for id_, e in each.items()] for each in sections]
        if common != self._common:
            self._parts.clear()
            self._common = common

    def part(
        self, name: str, entries: Entries, references: References, build: Callable[[], Part]
    ) -> Part:
        """A part as it was, or as it is built now."""
        known = self._parts.get(name)
        if known and _are_same(known.entries, entries) and references.all_there(known.names):
            part: Part = known.part
            return part
        asked: dict[Question, bool] = {}
        references.asked = asked
        said = len(references.findings)
        part = build()
        references.asked = None
        if len(references.findings) == said and all(asked.values()):
            self._parts[name] = _Built(entries, part, tuple(asked))
        else:
            self._parts.pop(name, None)
        return part


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


def _are_same(some: Entries, others: Entries) -> bool:
    return len(some) == len(others) and all(
        one.shape is other.shape and one.unread is other.unread and one.place == other.place
        for one, other in zip(some, others, strict=True)
    )
