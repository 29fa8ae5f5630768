"""What a rule or the loader yields: a problem whose text and position are still to be made."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

from vsm_cli.source.places import Place

_NO_FIELDS: Mapping[str, object] = MappingProxyType({})


class Related(Struct, frozen=True):
    """A further place of the same cause; `message` is a template for `fields`."""

    place: Place
    message: str
    fields: Mapping[str, object] = _NO_FIELDS


class Replacement(Struct, frozen=True):
    """A fix: write `text` instead of `old`, the value at `place` (or the key where `on_key`).

    What stands there in the file must be `old`; a value that comes from elsewhere, through an
    alias or a merge, is left alone. With several `items`, these are written as a list, or into
    the list that the value stands in; with none and no `text`, the value is taken out of its list.
    """

    place: Place
    old: str
    text: str
    description: str
    fields: Mapping[str, object] = _NO_FIELDS
    safe: bool = True
    items: tuple[str, ...] = ()


class Finding(Struct, frozen=True, kw_only=True):
    """One problem at one place.

    `message` and `help` are templates for `fields`; a rule's check names them, the rule puts
    its templates in place. `subject` tells two findings of one rule on one element apart
    (the data, the other end). `owner` is the team or role that should act.
    `in_streams` are the elements of streams that have it because of what they take from there.
    """

    code: str
    place: Place
    element: str
    message: str
    fields: Mapping[str, object] = field(default_factory=dict)
    help: str | None = None
    subject: str = ""
    owner: str | None = None
    related: tuple[Related, ...] = ()
    fix: Replacement | None = None
    in_streams: tuple[str, ...] = ()
