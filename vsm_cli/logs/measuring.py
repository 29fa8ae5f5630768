"""What a log measured: events into samples, shares and counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.logs import queries
from vsm_cli.logs.events import NO_STEP, Events, make_events, wanted_columns
from vsm_cli.logs.log_files import digest_of
from vsm_cli.logs.sql import literal
from vsm_cli.logs.statistics import Survival, counted, mean_interval, ranks
from vsm_cli.logs.tables import first_line, table_of
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

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NO_DUCKDB = message('reading logs needs DuckDB: pip install "vsm-cli[logs]"')
_MEMORY = message("--memory {memory}: write for example 1GB or 500MB")
_FAILED = message("the log cannot be read: {reason}")
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
    workspace: Workspace, log: EventLog, files: list[Path], *, memory: str = "1GB"
) -> Measurement:
    """Read a log and measure it, with at most so much memory. Raises VsmError for what cannot be
    read, or where DuckDB is not installed."""
    with database(memory) as (connection, scratch):
        table = table_of(connection, log.id, files, wanted_columns(log), scratch)
        events = make_events(connection, log, table, workspace)
        return _measured(connection, log, events, digest_of(files))


@contextmanager
def database(memory: str) -> "Iterator[tuple[DuckDBPyConnection, Path]]":
    """A database of its own in a folder of its own, which goes with it."""
    try:
        import duckdb
    except ImportError as error:
        raise VsmError(tr(_NO_DUCKDB)) from error
    with TemporaryDirectory(prefix="vsm-") as name:
        folder = Path(name)
        # What does not fit into its memory goes to the folder; on disk all would be packed.
        connection = duckdb.connect()
        try:
            # Nothing is fetched from anywhere, whatever a file is called.
            for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
                connection.execute(f"SET {setting} = false")
            connection.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
            try:
                connection.execute(f"SET memory_limit = {literal(memory)}")
            except duckdb.Error:
                raise VsmError(tr(_MEMORY, memory=memory)) from None
            try:
                yield connection, folder
            except duckdb.Error as error:
                raise VsmError(tr(_FAILED, reason=first_line(error))) from None
        finally:
            connection.close()


def _measured(
    connection: "DuckDBPyConnection", log: EventLog, events: Events, sha256: str
) -> Measurement:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall()

    notes = events.notes
    for query in (queries.ROWS_OF_OWNERS, queries.RUNS, queries.VISITS):
        connection.execute(query)
    ended = queries.ENDED_BY_ROW if events.has_done else queries.ENDED_LAST
    connection.execute(queries.CASES.format(ended=ended))
    least, share = (_TOGETHER_LEAST, _TOGETHER_SHARE) if events.has_done else (1 << 62, 1)
    connection.execute(queries.CLOSED_TOGETHER.format(least=least, share=share))
    [(together,)] = rows(
        "SELECT count(*) FROM cases WHERE ended IN (SELECT ended FROM closed_together)"
    )
    if together:
        notes.append(tr(_TOGETHER, log=log.id, count=together))
        connection.execute(queries.LAST_BEFORE_END)
    [(cases, open_, first, last)] = rows(
        "SELECT count(*), count(*) FILTER (WHERE ended IS NULL), min(began), max(last) FROM cases"
    )
    handoffs = share_ = returns = None
    if events.has_owner:
        [(handoffs, share_)] = rows(queries.HANDOFFS)
        [(returns,)] = rows(queries.RETURNS)
    unmapped_rows, unmapped_values = 0, []
    if events.has_steps:
        [(unmapped_rows,)] = rows(f"SELECT count(*) FROM events WHERE kind = {NO_STEP}")
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
        lead=_lead(connection, last),
        steps=_steps(connection, events, cases),
        routes=_routes(connection),
        handoffs=_pairs(rows(queries.HANDOFFS_BY_TEAM), cases),
        returns=_pairs(rows(queries.RETURNS_BY_TEAM), cases),
        periods=_periods(connection),
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


def _steps(connection: "DuckDBPyConnection", events: Events, cases: int) -> dict[str, MeasuredStep]:
    timed = {"lead": queries.LEAD, "wait": None, "process": None}
    if events.has_intervals:
        timed = {
            "lead": queries.LEAD_OF_INTERVALS,
            "wait": queries.WAIT_OF_INTERVALS,
            "process": queries.PROCESS_OF_INTERVALS,
        }
    waited = {
        step
        for (step,) in connection.execute(
            "SELECT DISTINCT step FROM visits WHERE waiting > 0"
        ).fetchall()
    }
    found = {}
    for step, seen_in, visits in connection.execute(queries.STEPS).fetchall():
        if seen_in >= LEAST_CASES:
            times = {
                key: _sample(connection, expression, step) if expression else None
                for key, expression in timed.items()
            }
            if times["wait"] is None and step in waited:
                times["wait"] = _sample(connection, queries.WAITING_TIME, step)
            found[step] = MeasuredStep(n=seen_in, visits=visits / cases, **times)
    return found


def _sample(connection: "DuckDBPyConnection", expression: str, step: str) -> Sample | None:
    named = literal(step)
    [(n, mean, deviation)] = connection.execute(queries.moments(expression, named)).fetchall()
    if n < LEAST_CASES:
        return None
    between = {p: ranks(n, p) for p in _MARKS}
    fractions = list(_MARKS)
    for pair in between.values():
        fractions += [(rank - 1) / (n - 1) for rank in pair or ()]
    query = queries.quantiles(expression, named, fractions)
    [(values,)] = connection.execute(query).fetchall()
    return _as_sample(n, mean, mean_interval(mean, deviation, n), values, between)


def _as_sample(
    n: int,
    mean: float,
    interval: Interval | None,
    values: list[float],
    between: dict[float, tuple[int, int] | None],
) -> Sample:
    """`values` are the quantiles, then the two ends of each interval that there is."""
    ends = iter(values[len(_MARKS) :])
    intervals = [(next(ends), next(ends)) if pair else None for pair in between.values()]
    return Sample(
        n=n, mean_s=mean, mean_interval_s=interval,
        p50_s=values[0], p50_interval_s=intervals[0],
        p85_s=values[1], p85_interval_s=intervals[1],
        p95_s=values[2], p95_interval_s=intervals[2],
    )  # fmt: skip


def _lead(connection: "DuckDBPyConnection", last: float) -> Sample | None:
    """Lead times of cases: open ones last as long as the log at least."""
    ended = "ended - began"
    [(n, mean, deviation, open_)] = connection.execute(
        f"SELECT count({ended}), avg({ended}), stddev_samp({ended}), count(*) - count(ended)"
        " FROM cases"
    ).fetchall()
    if n < LEAST_CASES:
        return None
    if open_:
        times = connection.execute(
            f"SELECT coalesce(ended, {last!r}) - began AS t, count(ended),"
            " count(*) - count(ended) FROM cases GROUP BY t ORDER BY t"
        ).fetchall()
        survival = Survival(times)
        marks = [(survival.quantile(p), survival.interval(p)) for p in _MARKS]
        # The mean is that of the cases that ended: how long the others take is not known.
        return Sample(
            n=n,
            mean_s=mean,
            mean_interval_s=mean_interval(mean, deviation, n),
            p50_s=marks[0][0],
            p50_interval_s=marks[0][1],
            p85_s=marks[1][0],
            p85_interval_s=marks[1][1],
            p95_s=marks[2][0],
            p95_interval_s=marks[2][1],
        )
    between = {p: ranks(n, p) for p in _MARKS}
    fractions = [*_MARKS, *((r - 1) / (n - 1) for pair in between.values() for r in pair or ())]
    listed = ", ".join(f"{each!r}" for each in fractions)
    [(values,)] = connection.execute(
        f"SELECT quantile_cont({ended}, [{listed}]) FROM cases"
    ).fetchall()
    return _as_sample(n, mean, mean_interval(mean, deviation, n), values, between)


def _routes(connection: "DuckDBPyConnection") -> dict[Pair, Counted]:
    return {
        (step, after): counted(n, left)
        for step, after, n, left in connection.execute(queries.ROUTES).fetchall()
        if n >= LEAST_CASES
    }


def _pairs(rows: list[tuple[Any, ...]], cases: int) -> dict[Pair, Counted]:
    return {(one, other): counted(n, cases) for one, other, n in rows if n >= LEAST_CASES}


def _periods(connection: "DuckDBPyConnection") -> tuple[Period, ...]:
    """Months in which cases ended; in a long log quarters."""
    rows = connection.execute(
        "SELECT ended, ended - began FROM cases WHERE ended IS NOT NULL ORDER BY 1"
    ).fetchall()
    if not rows:
        return ()
    first, last = _moment(rows[0][0]), _moment(rows[-1][0])
    months = (last.year - first.year) * 12 + last.month - first.month
    size = 1 if months < _MONTHS_MOST else 3

    def since(row: tuple[float, float]) -> date:
        ended = _moment(row[0])
        return date(ended.year, (ended.month - 1) // size * size + 1, 1)

    found = []
    for begin, group in groupby(rows, key=since):
        times = sorted(time for _, time in group)
        if len(times) >= LEAST_CASES:
            found.append(
                Period(
                    since=begin,
                    n=len(times),
                    p50_s=_quantile(times, 0.5),
                    p85_s=_quantile(times, 0.85),
                )
            )
    return tuple(found)


def _quantile(values: list[float], p: float) -> float:
    """Interpolated between the ranks of sorted values."""
    at = (len(values) - 1) * p
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)
