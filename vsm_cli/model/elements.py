"""What every element has in common, and the elements that streams rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vsm_cli.characters import REPLACEMENT
from vsm_cli.model.values import Spread
from vsm_cli.source.places import Place

CUSTOMER = "customer"
END = "end"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Element:
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Idea:
    """An improvement idea (kaizen burst)."""

    name: str
    owner: str | None = None
    urls: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Team(Element):
    """People who answer for steps. `available` is the share of working time, 0–1, and `hours_s`
    the working time of one person in a week, in seconds."""

    size: float | None = None
    available: float | None = None
    hours_s: float | None = None
    parent: str | None = None
    external: bool = False
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Role(Element):
    team: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class System(Element):
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Pattern(Element):
    """What streams have in common, and take over; `used` where any is like it."""

    used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class DataObject(Element):
    """What moves between steps and systems. Tangible things need no path."""

    master: str | None = None
    owner: str | None = None
    tangible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class SystemPath(Element):
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PracticeDefinition(Element):
    """A practice of the workspace's own; `zh` is its Chinese name."""

    zh: str | None = None
    aliases: tuple[str, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StepKind(Element):
    """A kind of step and the practices (ids) that a stream with such a step needs."""

    zh: str | None = None
    practices: tuple[str, ...] = ()
