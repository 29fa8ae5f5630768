"""What a log measured: events into samples, shares and counts."""

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from vsm_cli.language import message, tr
from vsm_cli.logs import queries
from vsm_cli.logs.duckdb_engine import Watch, database
from vsm_cli.logs.engine import QueryEngine
from vsm_cli.logs.events import NO_STEP, Events, make_events, wanted_columns
from vsm_cli.logs.log_files import digest_of
from vsm_cli.logs.statistics import Survival, counted, mean_interval, ranks
from vsm_cli.logs.tables import table_of
from vsm_cli.model.logs import (
    LEAST_CASES,
    Counted,
    EventLog,
    Interval,
    Measured,
    MeasuredStep,
    Pair,
    Period,
    Sample,
)
from vsm_cli.model.workspace import Workspace

_TOGETHER = message(
    "{log}: {count} cases were closed by a rule, many in the same second: their closing does not"
    " count as lead time"
)
_MARKS = (0.5, 0.85, 0.95)
# So many cases, and such a share of all, do not end in the same second by chance.
_TOGETHER_LEAST, _TOGETHER_SHARE = 20, 0.05
_MONTHS_MOST = 18


class Measurement(Struct, kw_only=True):
    """What a log measured. Beside what is kept: changes of owner from row to row (`handoffs`),
    those that led back (`returns`), the share of the elapsed time before a row of another owner,
    0–1, and the first and last time in the log. None where the log has no owners."""

    measured: Measured
    handoffs: int | None
    returns: int | None
    handoff_time_share: float | None
    unmapped_rows: int
    first: datetime
    last: datetime
    notes: list[str]


def measure(
    workspace: Workspace,
    log: EventLog,
    files: list[Path],
    *,
    memory: str = "1GB",
    watch: Watch | None = None,
) -> Measurement:
    """Read a log and measure it, with at most so much memory; `watch` is told how far it is, 0–1.
    Raises VsmError for what cannot be
    read, or where DuckDB is not installed."""
    with database(memory, watch) as (engine, scratch):
        table = table_of(engine.connection, log.id, files, wanted_columns(log), scratch)
        return _measured(engine, log, make_events(engine, log, table, workspace), digest_of(files))


def measure_table(workspace: Workspace, log: EventLog, name: str) -> Measurement:
    """The same of a table, where Spark has it. Raises VsmError for what cannot be read, or where
    Spark is not to be reached."""
    from vsm_cli.logs.spark_engine import spark_table

    with spark_table(log.id, name) as (engine, table):
        return _measured(engine, log, make_events(engine, log, table, workspace), None)


def make_visits(engine: QueryEngine, *, ended: str = queries.ENDED_LAST) -> None:
    """Make the tables of rows, runs, visits and cases of the table `events`."""
    engine.make("held", queries.HELD)
    engine.make("runs", queries.RUNS)
    engine.make("visits", queries.VISITS)
    engine.make("closed", queries.CLOSED.format(ended=ended))


def _measured(
    engine: QueryEngine, log: EventLog, events: Events, sha256: str | None
) -> Measurement:
    rows, notes = engine.rows, events.notes
    make_visits(engine, ended=queries.ENDED_BY_ROW if events.has_done else queries.ENDED_LAST)
    [(all_,)] = rows("SELECT count(*) FROM closed")
    # Only a row that ends a case can be a rule's.
    least = max(_TOGETHER_LEAST, _TOGETHER_SHARE * all_) if events.has_done else all_ + 1
    engine.make("closed_together", queries.CLOSED_TOGETHER.format(least=least))
    engine.make("cases", queries.CASES)
    [(cases, open_, first, last, together)] = rows(
        "SELECT count(*), count(*) FILTER (WHERE ended IS NULL), min(began), max(last),"
        " count(shut_at) FROM cases"
    )
    if together:
        notes.append(tr(_TOGETHER, log=log.id, count=together))
    handoffs = share_ = returns = None
    if events.has_owner:
        [(handoffs, share_)] = rows(queries.HANDOFFS)
        [(returns,)] = rows(queries.RETURNS)
    unmapped_rows, unmapped_values = 0, []
    if events.has_steps:
        [(unmapped_rows,)] = rows(f"SELECT count(*) FROM held WHERE kind = {NO_STEP}")
        found = rows(queries.UNMAPPED)
        unmapped_values = [text for text, seen_in, _ in found if seen_in >= LEAST_CASES][:5]
    measured = Measured(
        id=log.id,
        address=f"measured.{log.id}",
        place=log.place,
        stream=log.stream,
        rows=events.rows,
        cases=cases,
        open=open_,
        first=_moment(first).date(),
        last=_moment(last).date(),
        sha256=sha256,
        unmapped=unmapped_rows / events.rows,
        unmapped_values=tuple(unmapped_values),
        lead=_lead(engine, last),
        steps=_steps(engine, events, cases),
        routes=_routes(engine),
        handoffs=_pairs(rows(queries.HANDOFFS_BY_TEAM), cases),
        returns=_pairs(rows(queries.RETURNS_BY_TEAM), cases),
        periods=_periods(engine),
    )
    return Measurement(
        measured=measured,
        handoffs=handoffs,
        returns=returns,
        handoff_time_share=share_,
        unmapped_rows=unmapped_rows,
        first=_moment(first),
        last=_moment(last),
        notes=notes,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _steps(engine: QueryEngine, events: Events, cases: int) -> dict[str, MeasuredStep]:
    timed = {"lead": queries.LEAD, "wait": None, "process": None}
    if events.has_intervals:
        timed = {
            "lead": queries.LEAD_OF_INTERVALS,
            "wait": queries.WAIT_OF_INTERVALS,
            "process": queries.PROCESS_OF_INTERVALS,
        }
    waited = {step for (step,) in engine.rows("SELECT DISTINCT step FROM visits WHERE waiting > 0")}
    found = {}
    for step, seen_in, visits in engine.rows(queries.STEPS):
        if seen_in >= LEAST_CASES:
            times = {
                key: _sample(engine, queries.of_visits(expression, step)) if expression else None
                for key, expression in timed.items()
            }
            if times["wait"] is None and step in waited:
                times["wait"] = _sample(engine, queries.of_visits(queries.WAITING_TIME, step))
            found[step] = MeasuredStep(n=seen_in, visits=visits / cases, **times)
    return found


def _sample(engine: QueryEngine, times: str) -> Sample | None:
    """What the times of a query tell, where they are enough."""
    [(n, mean, deviation)] = engine.rows(queries.moments(times))
    if n < LEAST_CASES:
        return None
    between = {p: ranks(n, p) for p in _MARKS}
    fractions = list(_MARKS)
    for pair in between.values():
        fractions += [(rank - 1) / (n - 1) for rank in pair or ()]
    [(values,)] = engine.rows(queries.quantiles(times, fractions))
    ends = iter(values[len(_MARKS) :])
    intervals = [(next(ends), next(ends)) if pair else None for pair in between.values()]
    return _as_sample(n, mean, deviation, list(zip(values, intervals, strict=False)))


def _as_sample(
    n: int,
    mean: float,
    deviation: float | None,
    marks: list[tuple[float | None, Interval | None]],
) -> Sample:
    (p50, p50_interval), (p85, p85_interval), (p95, p95_interval) = marks
    return Sample(
        n=n, mean_s=mean, mean_interval_s=mean_interval(mean, deviation, n),
        p50_s=p50, p50_interval_s=p50_interval,
        p85_s=p85, p85_interval_s=p85_interval,
        p95_s=p95, p95_interval_s=p95_interval,
    )  # fmt: skip


def _lead(engine: QueryEngine, last: float) -> Sample | None:
    """Lead times of cases: open ones last as long as the log at least."""
    [(open_,)] = engine.rows("SELECT count(*) - count(ended) FROM cases")
    if not open_:
        return _sample(engine, queries.LEAD_OF_CASES)
    [(n, mean, deviation)] = engine.rows(queries.moments(queries.LEAD_OF_CASES))
    if n < LEAST_CASES:
        return None
    survival = Survival(
        engine.rows(
            f"SELECT coalesce(ended, {last!r}) - began AS t, count(ended),"
            " count(*) - count(ended) FROM cases GROUP BY t ORDER BY t"
        )
    )
    # The mean is that of the cases that ended: how long the others take is not known.
    marks = [(survival.quantile(p), survival.interval(p)) for p in _MARKS]
    return _as_sample(n, mean, deviation, marks)


def _routes(engine: QueryEngine) -> dict[Pair, Counted]:
    return {
        (step, after): counted(n, left)
        for step, after, n, left in engine.rows(queries.ROUTES)
        if n >= LEAST_CASES
    }


def _pairs(rows: list[tuple[Any, ...]], cases: int) -> dict[Pair, Counted]:
    return {(one, other): counted(n, cases) for one, other, n in rows if n >= LEAST_CASES}


def _periods(engine: QueryEngine) -> tuple[Period, ...]:
    """Months in which cases ended; in a long log quarters."""
    [(first, last)] = engine.rows("SELECT min(ended), max(ended) FROM cases")
    if first is None:
        return ()
    begins = _period_begins(_moment(first).date(), _moment(last).date())
    spans = ", ".join(
        f"({number}, {_seconds(begin)!r}, {_seconds(end)!r})"
        for number, (begin, end) in enumerate(pairwise(begins))
    )
    rows = engine.rows(queries.PERIODS.format(spans=spans))
    return tuple(
        Period(since=begins[number], n=n, p50_s=p50, p85_s=p85)
        for number, n, (p50, p85) in rows
        if n >= LEAST_CASES
    )


def _period_begins(first: date, last: date) -> list[date]:
    """The first days of the periods from one day to another, and of the one after them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    size = 1 if months < _MONTHS_MOST else 3
    at = first.year * 12 + (first.month - 1) // size * size
    found: list[date] = []
    while not found or found[-1] <= last:
        found.append(date(at // 12, at % 12 + 1, 1))
        at += size
    return found


def _seconds(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
