"""What vsm.yaml and the command line choose among, each defined once."""

from enum import StrEnum
from typing import Literal, NamedTuple

from vsm_cli.cache import Cache


class Preset(StrEnum):
    errors = "errors"
    recommended = "recommended"
    strict = "strict"


class View(StrEnum):
    landscape = "landscape"
    journeys = "journeys"
    systems = "systems"
    handoffs = "handoffs"
    streams = "streams"
    diff = "diff"


class Paper(StrEnum):
    a4 = "a4"
    a3 = "a3"
    a1 = "a1"


class Layout(StrEnum):
    """How stream maps stand on the page: lanes of owners, rows that wrap, or whichever is easier
    to read."""

    lanes = "lanes"
    row = "row"
    auto = "auto"


class Engine(NamedTuple):
    """Which Graphviz draws, and how many seconds it may take for one picture. What it gave is
    kept in a `cache`, if there is one."""

    name: Literal["bundled", "system"] = "bundled"
    seconds: float = 10
    cache: Cache | None = None


BUNDLED = Engine()
