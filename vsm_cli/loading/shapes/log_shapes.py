"""Event logs, and what they measured, as written. Few workspaces have any: these shapes are
imported when the first one comes by."""

from typing import Annotated, Any

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ELEMENT, ElementShape, Shape

_VALUES: dict[str, Any] = {
    "anyOf": [
        {"type": ["string", "number"]},
        {"type": "array", "items": {"type": ["string", "number"]}},
    ]
}
_ONE_CHOICE: dict[str, Any] = {
    "anyOf": [{"type": ["string", "number"]}, {"type": "object", "additionalProperties": _VALUES}]
}
Written = dict[str, tuple[str, ...]]
"""Columns with values; those under "" are of the column of activities."""


def choices(value: object) -> tuple[Written, ...]:
    """`{state: New}`, `{state: [New, Open]}`, a value of the column of activities, or several of
    these."""
    found = [_choice(each) for each in (value if isinstance(value, list) else [value])]
    # Values alone are one choice: any of them.
    alone = [value for each in found for value in each.get("", ())]
    rest = [each for each in found if "" not in each]
    return ({"": tuple(alone)}, *rest) if alone else tuple(rest)


def _choice(value: object) -> Written:
    if isinstance(value, dict):
        return {str(column): _texts(values) for column, values in value.items()}
    return {"": _texts(value)}


def _texts(value: object) -> tuple[str, ...]:
    from vsm_cli.loading.value_parsing import wrong

    values = value if isinstance(value, list) else [value]
    for each in values:
        if not isinstance(each, str):
            wrong("log-values")
    return tuple(str(each) for each in values)


def _where(value: object) -> Written:
    from vsm_cli.loading.value_parsing import wrong

    return _choice(value) if isinstance(value, dict) else wrong("log-values")


def _sources(value: object) -> dict[str, tuple[str, ...]]:
    """`exports/*.csv`, several of these, or `{table: itsm.incidents}`."""
    from vsm_cli.loading.value_parsing import wrong

    if isinstance(value, dict):
        table = value.get("table")
        if set(value) != {"table"} or not isinstance(table, str):
            wrong("log-source")
        return {"table": (table,)}
    return {"files": _texts(value)}


_SOURCE = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
        {
            "type": "object",
            "properties": {"table": {"type": "string"}},
            "required": ["table"],
            "additionalProperties": False,
        },
    ]
}
Choices = Annotated[
    tuple[Written, ...],
    k.FieldType(choices, {"anyOf": [_ONE_CHOICE, {"type": "array", "items": _ONE_CHOICE}]}),
]


class LogShape(ElementShape):
    """An event log, and what in it is what: columns are called as the log calls them."""

    stream: k.Text | None = None
    """The stream that its cases go through."""
    source: Annotated[dict[str, tuple[str, ...]], k.FieldType(_sources, _SOURCE)] | None = None
    """Its files, from the folder of this one: CSV, Parquet, JSON lines, XES or OCEL; `*` stands for
    any characters."""
    engine: k.LogEngine | None = None
    """What reads it. Default: duckdb."""
    case: k.Text | None = None
    """The column that says which case a row is of."""
    time: k.Text | None = None
    """The column that says when it was written."""
    start: k.Text | None = None
    """The column that says when the work began, where that is known."""
    end: k.Text | None = None
    """The column that says when the work ended, where that is known."""
    activity: k.Texts | None = None
    """The column, or columns, that say what happened or how things stand."""
    owner: k.Text | None = None
    """The column that says who had it then."""
    where: Annotated[Written, k.FieldType(
        _where, {"type": "object", "additionalProperties": _VALUES}
    )] | None = None  # fmt: skip
    """The rows that count, by the values of their columns. Default: all."""
    timezone: k.Text | None = None
    """The time zone of times that say none, such as Europe/Berlin. Default: UTC."""
    steps: dict[str, Choices] | None = None
    """What in the log is which step, by the values of its columns; of several the first counts.
    Default: the rows whose activity is the id or name of a step."""
    waiting: Choices | None = None
    """The rows from which on the customer is waited for."""
    done: Choices | None = None
    """The rows with which a case ends."""
    teams: dict[str, k.Text] | None = None
    """Who is called how in the log: its names and our teams or roles. Default: by id or name."""


class SampleShape(Shape):
    """A time that was measured, on the clock on the wall."""

    n: k.Number | None = None
    """How many times."""
    mean: k.Duration | None = None
    """The mean."""
    mean_interval: list[k.Duration] | None = None
    """What the mean lies between, with 95 %."""
    p50: k.Duration | None = None
    """Half of them took at most so long."""
    p50_interval: list[k.Duration] | None = None
    """What the median lies between, with 95 %."""
    p85: k.Duration | None = None
    """85 % took at most so long."""
    p85_interval: list[k.Duration] | None = None
    """What that lies between, with 95 %."""
    p95: k.Duration | None = None
    """95 % took at most so long."""
    p95_interval: list[k.Duration] | None = None
    """What that lies between, with 95 %."""


class CountShape(Shape):
    """How many of a whole were counted."""

    n: k.Number | None = None
    """How many."""
    share: k.Share | None = None
    """Which share of all that is."""
    interval: list[k.Share] | None = None
    """What the share lies between, with 95 %."""


class MeasuredStepShape(Shape):
    """What a log told of one step."""

    n: k.Number | None = None
    """The cases that it was seen in."""
    visits: k.Number | None = None
    """How often a case passes it, on average."""
    process: Annotated[SampleShape, ELEMENT] | None = None
    """The time of work, where the log says when it began and ended."""
    wait: Annotated[SampleShape, ELEMENT] | None = None
    """The time of waiting."""
    lead: Annotated[SampleShape, ELEMENT] | None = None
    """From the end of the step before to the end of this one."""


class MeasuredLogShape(Shape):
    """The log that was measured."""

    rows: k.Number | None = None
    """How many rows counted."""
    cases: k.Number | None = None
    """How many cases."""
    open: k.Number | None = None
    """How many of them had not ended."""
    from_: k.Day | None = None
    """The day of the first row."""
    to: k.Day | None = None
    """The day of the last row."""
    sha256: k.Text | None = None
    """The digest of its files."""
    unmapped: k.Share | None = None
    """The share of rows that are of no step."""
    unmapped_values: k.Texts | None = None
    """The values that most of these rows have."""


class PeriodShape(Shape):
    """Lead times of one period."""

    from_: k.Day | None = None
    """Its first day."""
    n: k.Number | None = None
    """The cases that ended in it."""
    p50: k.Duration | None = None
    """Half of them took at most so long."""
    p85: k.Duration | None = None
    """85 % took at most so long."""


Counts = dict[str, Annotated[CountShape, ELEMENT]]


class MeasuredShape(ElementShape):
    """What `vsm measure --write` found in a log: sums, shares and times, no case and no person."""

    stream: k.Text | None = None
    """The stream that its cases go through."""
    log: Annotated[MeasuredLogShape, ELEMENT] | None = None
    """The log that was measured."""
    lead: Annotated[SampleShape, ELEMENT] | None = None
    """From the first row of a case to its end."""
    steps: dict[str, Annotated[MeasuredStepShape, ELEMENT]] | None = None
    """What it told of each step."""
    routes: Counts | None = None
    """From which step to which: `a->b`, and the share of the visits that left the first."""
    handoffs: Counts | None = None
    """From whom to whom: `a->b`, and the share of the cases."""
    returns: Counts | None = None
    """Between whom and back again: `a<->b`, and the share of the cases."""
    periods: Annotated[list[Annotated[PeriodShape, ELEMENT]], k.OneOrMany()] | None = None
    """Lead times by period."""
