"""The records that the catalogue is made of."""

from typing import Literal, NamedTuple

from msgspec import Struct


class Practice(NamedTuple):
    """One of the 34 practices. `rough` aliases mean only roughly the same thing."""

    id: str
    name: str
    zh: str
    category: Literal["general", "service", "technical"]
    aliases: tuple[str, ...] = ()
    rough: tuple[str, ...] = ()


class FormerName(Struct, frozen=True):
    """A name that people write as if it were an ITIL 4 practice.

    renamed: one clear target; split: several, the person chooses; none: no such practice,
    `candidates` are guesses.
    """

    name: str
    zh: str
    verdict: Literal["renamed", "split", "none"]
    practices: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


class Ambiguous(Struct, frozen=True):
    """A word with two meanings: bound to `default`, worth a note when one of
    `note_when_also` is used as well."""

    name: str
    default: str
    other: str
    note_when_also: tuple[str, ...]


class Kind(Struct, frozen=True):
    """A kind of step and the practices that each needs bound."""

    id: str
    name: str
    zh: str
    practices: tuple[str, ...]


class Word(Struct, frozen=True):
    """A fixed word: its id, its names and known aliases."""

    id: str
    name: str
    zh: str
    aliases: tuple[str, ...] = ()
