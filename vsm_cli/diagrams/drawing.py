"""A picture before it is drawn: its DOT text, and what every id in it means."""

from collections.abc import Mapping
from dataclasses import dataclass

BOLD_CLASS = "bold"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a part of a picture says beyond its looks.

    `title` is the tooltip and what a screen reader says; `link` an address to follow,
    already percent-encoded. A part with neither is decoration.
    """

    title: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """DOT text with the meanings of its ids.

    `id` names the picture itself and begins every id in it. Every position is given; `width`
    and `height` (points) are the page. `meanings` holds every id that must come back.
    """

    id: str
    title: str
    description: str
    dot: str
    meanings: Mapping[str, Meaning]
    width: int
    height: int
