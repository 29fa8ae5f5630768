"""What every element has in common, and the elements that streams rest on."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct, field

from vsm_cli.characters import REPLACEMENT
from vsm_cli.model.values import Spread
from vsm_cli.source.places import Place

CUSTOMER = "customer"
END = "end"


class Element(Struct, frozen=True, kw_only=True, eq=False):
    """Something a person defined, with the place where it stands.

    `address` is the place in the workspace, such as `streams.restore.steps.detect`.
    `unread` names the keys that were written but could not be read, or whose reference does
    not resolve: they count as present. `was` are the ids that it had in an earlier state.
    """

    id: str
    address: str
    place: Place
    name: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    urls: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    was: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name for people: the written name, else the id; an empty one keeps its place."""
        return self.name or self.id or REPLACEMENT

    def lacks(self, key: str) -> bool:
        """Whether a key (as written, `complete-accurate`) is neither given nor unreadable."""
        return key not in self.unread and getattr(self, key.replace("-", "_")) in (None, (), "")


class Setting(Struct, frozen=True):
    """A value for one key, as somebody wrote it (`text`): `path` leads there from the top of the
    document that defines it."""

    text: str
    path: tuple[str, ...]
    value: Any


class Idea(Struct, frozen=True, kw_only=True, eq=False):
    """An improvement idea (kaizen burst), at the element with this `address`.

    `cost_s` is working time of the workspace's calendar. `settings` are what it would change.
    `unread` names the keys that were written but could not be read.
    """

    name: str
    place: Place
    address: str
    owner: str | None = None
    urls: Mapping[str, str] = field(default_factory=dict)
    status: Literal["open", "trying", "done", "dropped"] = "open"
    due: date | None = None
    cost_s: float | None = None
    settings: tuple[Setting, ...] = ()
    unread: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done: not yet begun, or being tried."""
        return self.status in ("open", "trying") and "status" not in self.unread


class Team(Element, frozen=True, kw_only=True, eq=False):
    """People who answer for steps. `available` is the share of working time, 0–1, and `hours_s`
    the working time of one person in a week, in seconds."""

    size: float | None = None
    available: float | None = None
    hours_s: float | None = None
    parent: str | None = None
    external: bool = False
    owner: str | None = None


class Role(Element, frozen=True, kw_only=True, eq=False):
    team: str | None = None


class System(Element, frozen=True, kw_only=True, eq=False):
    owner: str | None = None


class Pattern(Element, frozen=True, kw_only=True, eq=False):
    """What streams have in common, and take over; `used` where any is like it."""

    used: bool = False


class DataObject(Element, frozen=True, kw_only=True, eq=False):
    """What moves between steps and systems. Tangible things need no path."""

    master: str | None = None
    owner: str | None = None
    tangible: bool = False


class SystemPath(Element, frozen=True, kw_only=True, eq=False):
    """A defined way from one system to another. Without `data` it carries anything.

    `source` or `target` is "" where `unread` holds `from` or `to`: it may be any system.
    """

    source: str
    target: str
    data: tuple[str, ...] = ()
    via: str | None = None
    mode: Literal["automatic", "manual"] = "automatic"
    owner: str | None = None
    latency_s: float | None = None
    process: Spread | None = None
    ideas: tuple[Idea, ...] = ()

    def carries(self, data: str) -> bool:
        """Whether this data may take the path; a path whose data could not be read may."""
        return not self.data or data in self.data or "data" in self.unread


class PracticeDefinition(Element, frozen=True, kw_only=True, eq=False):
    """A practice of the workspace's own; `zh` is its Chinese name."""

    zh: str | None = None
    aliases: tuple[str, ...] = ()
    owner: str | None = None


class StepKind(Element, frozen=True, kw_only=True, eq=False):
    """A kind of step and the practices (ids) that a stream with such a step needs."""

    zh: str | None = None
    practices: tuple[str, ...] = ()
