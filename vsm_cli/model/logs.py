"""Event logs and what they measured: figures of clock time, never of a case or a person."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from vsm_cli.model.elements import Element

Interval = tuple[float, float]
OTHER = "other"
"""All owners of a log that have no name of ours."""
LEAST_CASES = 5
"""Groups of fewer cases are left out of what is kept: they could tell who it was."""

Choice = Mapping[str, tuple[str, ...]]
"""Columns with the values that count, of each one of them."""


class EventLog(Element, frozen=True, kw_only=True, eq=False):
    """A log, and what in it is what. Columns are called as the log calls them.

    `steps` are those of the stream in the order in which they are tried. An event stands at `time`,
    or lasts from `start` to `end`. `teams` leads from names in the log to owners.
    """

    stream: str | None = None
    source: tuple[str, ...] = ()
    table: str | None = None
    engine: Literal["duckdb", "spark"] = "duckdb"
    case: str | None = None
    time: str | None = None
    start: str | None = None
    end: str | None = None
    activity: tuple[str, ...] = ()
    owner_column: str | None = None
    where: Choice = field(default_factory=dict)
    timezone: str | None = None
    steps: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    waiting: tuple[Choice, ...] = ()
    done: tuple[Choice, ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict)


class Sample(Struct, frozen=True, kw_only=True):
    """A time that was measured `n` times, in elapsed seconds. Intervals hold the true value with
    95 %; None where too few were seen to tell."""

    n: int
    mean_s: float | None = None
    mean_interval_s: Interval | None = None
    p50_s: float | None = None
    p50_interval_s: Interval | None = None
    p85_s: float | None = None
    p85_interval_s: Interval | None = None
    p95_s: float | None = None
    p95_interval_s: Interval | None = None


class Counted(Struct, frozen=True, kw_only=True):
    """How many of a whole: `share` is 0–1, `interval` holds the true share with 95 %."""

    n: int
    share: float
    interval: Interval


class MeasuredStep(Struct, frozen=True, kw_only=True):
    """What a log tells of one step: in how many cases it was seen, how many visits a case made,
    and the times of a visit."""

    n: int
    visits: float
    process: Sample | None = None
    wait: Sample | None = None
    lead: Sample | None = None


class Period(Struct, frozen=True, kw_only=True):
    """Lead times of the cases that ended in a period that begins `since`."""

    since: date
    n: int
    p50_s: float | None = None
    p85_s: float | None = None


Pair = tuple[str, str]


class Measured(Element, frozen=True, kw_only=True, eq=False):
    """What one log measured. `routes` lead from step to step (`end` as the last), `handoffs` and
    `returns` from owner to owner; each by what its cases or visits are counted of."""

    stream: str | None = None
    rows: int = 0
    cases: int = 0
    open: int = 0
    first: date | None = None
    last: date | None = None
    sha256: str | None = None
    unmapped: float = 0.0
    unmapped_values: tuple[str, ...] = ()
    lead: Sample | None = None
    steps: Mapping[str, MeasuredStep] = field(default_factory=dict)
    routes: Mapping[Pair, Counted] = field(default_factory=dict)
    handoffs: Mapping[Pair, Counted] = field(default_factory=dict)
    returns: Mapping[Pair, Counted] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
