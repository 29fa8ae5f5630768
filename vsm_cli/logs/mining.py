"""What a log alone tells of a stream: its frequent steps, who does them, the ways, the times."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.loading.ids import slug_of
from vsm_cli.logs import ocel, xes
from vsm_cli.logs.duckdb_engine import database
from vsm_cli.logs.events import make_events
from vsm_cli.logs.measuring import make_visits
from vsm_cli.logs.sql import identifier
from vsm_cli.logs.tables import LogTable, table_of
from vsm_cli.model.elements import END
from vsm_cli.model.logs import LEAST_CASES, EventLog
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NOT_FOUND = message("which column is the {role}? Say --{role} with one of {columns}")
_GUESSED = message("{role}: column {column}, by its name; --{role} says another")
_FEW = message("fewer than {least} cases: nothing can be told of them")
ROLES = ("case", "time", "activity", "owner")
# As tools and standards call them, the surest first.
_CALLED = {
    "case": (xes.CASE, "case_id", "caseid", "case", "incident_id", "ticket_id", "number",
             "issue key", "issue_key", "key", "ticket", "order_id", "id",
             "工单号", "单号", "编号", "案例"),
    "time": (xes.TIME, ocel.TIME, "timestamp", "sys_updated_on", "updated", "time", "datetime",
             "date", "data_stamp", "created", "start", "时间", "更新时间", "日期"),
    "activity": (xes.ACTIVITY, ocel.ACTIVITY, "activity", "incident_activity_type", "state",
                 "status", "to status", "event", "task", "活动", "状态", "环节"),
    # Groups only: who of them it was is nobody's business here.
    "owner": (xes.OWNER, "assignment_group", "group", "team", "owner", "处理组", "团队"),
}  # fmt: skip
MOST_STEPS = 12
COVERED = 0.80
_LEAST_ROUTE = 0.01
_ENDS = (END, "结束")
# As cases come to them on average.
_IN_ORDER = "SELECT step FROM visits WHERE step <> 'end' GROUP BY step ORDER BY avg(nth), step"


class MinedStep(Struct):
    """A step as the log shows it: `mean_s` and `p50_s` are those of its visits, None where most
    cases end there. Shares are 0–1; `owner` has it most often."""

    id: str
    name: str
    rows: int
    owner: str | None
    mean_s: float | None
    p50_s: float | None
    entry: float
    routes: list[tuple[str, float]]


class Mined(Struct):
    """A stream out of a log. `folded` are the activities that are no step: their time counts for
    the step before; `ends` are those that end a case. `median_s` is that of the lead times."""

    log: EventLog
    steps: list[MinedStep]
    folded: list[str]
    ends: list[str]
    covered: float
    rows: int
    cases: int
    span_s: float
    last_s: float
    median_s: float
    notes: list[str]


def mine(
    file: Path, given: dict[str, str], *, most: int = MOST_STEPS, memory: str = "1GB"
) -> Mined:
    """What a file tells. `given` are columns by their roles; others are guessed by their names, and
    that is said. Raises VsmError where it cannot be told which is which."""
    with database(memory) as (engine, scratch):
        connection = engine.connection
        wanted = set(given.values()) if len(given) == len(ROLES) else set()
        table = table_of(connection, file.name, [file], wanted, scratch)
        notes = list(table.notes)
        columns = {role: _column(role, table, given, notes) for role in ROLES}
        steps, folded, ends, covered = _activities(
            connection, table, columns["activity"] or "", most
        )
        named = EventLog(
            id=slug_of(file.name.partition(".")[0]) or "log",
            address="logs.log",
            place=Place(file.name, 0, ()),
            case=columns["case"],
            time=columns["time"],
            activity=(columns["activity"] or "",),
            owner_column=columns["owner"],
            done=({columns["activity"] or "": tuple(ends)},) if ends else (),
            steps={
                id_: ({columns["activity"] or "": (name,)},) for id_, (name, _) in steps.items()
            },
        )
        events = make_events(engine, named, replace(table, notes=[]), Workspace())
        make_visits(engine)
        [(cases, first, last, median)] = connection.execute(
            "SELECT count(*), min(began), max(last), median(ended - began) FROM closed"
        ).fetchall()
        if cases < LEAST_CASES:
            raise VsmError(tr(_FEW, least=LEAST_CASES))
        return Mined(
            named,
            [
                _step(connection, id_, *steps[id_], cases)
                for (id_,) in connection.execute(_IN_ORDER).fetchall()
            ],
            folded, ends, covered, events.rows, cases, last - first, last, median,
            [*notes, *events.notes],
        )  # fmt: skip


def _column(role: str, table: LogTable, given: dict[str, str], notes: list[str]) -> str | None:
    if role in given:
        return given[role]
    known = {column.casefold(): column for column in table.columns}
    found = next((known[name] for name in _CALLED[role] if name in known), None)
    if found is not None:
        notes.append(tr(_GUESSED, role=role, column=found))
    elif role != "owner":
        raise VsmError(tr(_NOT_FOUND, role=role, columns=names(table.columns)))
    return found


def _activities(
    connection: "DuckDBPyConnection", table: LogTable, column: str, most: int
) -> tuple[dict[str, tuple[str, int]], list[str], list[str], float]:
    """The activities that make steps, by id with their names and rows; the others; those that are
    the end of a case; and the share of the rows that the steps cover."""
    text = f"trim(CAST({identifier(column)} AS VARCHAR))"
    counted = connection.execute(
        f"SELECT {text} AS activity, count(*) AS rows FROM {table.sql} WHERE {text} <> ''"
        " GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    ends = [name for name, _ in counted if slug_of(name) in _ENDS][:1]
    counted = [each for each in counted if each[0] not in ends]
    total = sum(rows for _, rows in counted) or 1
    steps: dict[str, tuple[str, int]] = {}
    covered = 0
    for name, rows in counted[:most]:
        if covered >= COVERED * total and rows < total / most:
            break
        base = slug_of(name) or "step"
        base = f"{base}-step" if base in ("customer", "客户") else base
        id_ = next(
            each for each in (base, *(f"{base}-{i}" for i in range(2, 999))) if each not in steps
        )
        steps[id_] = name, rows
        covered += rows
    kept = {name for name, _ in steps.values()}
    return steps, [name for name, _ in counted if name not in kept], ends, covered / total


def _step(
    connection: "DuckDBPyConnection", id_: str, name: str, rows: int, cases: int
) -> MinedStep:
    def ask(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query, [id_]).fetchall()

    [(visits, ended, timed, mean, median)] = ask(
        "SELECT count(*), count(*) FILTER (WHERE step_after IS NULL), count(ts_after),"
        " avg(ts_after - ts), median(ts_after - ts) FROM visits WHERE step = ?"
    )
    owners = ask(
        "SELECT owner, count(DISTINCT case_id) AS n FROM held"
        " WHERE step = ? AND owner IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    )
    entry = ask("SELECT count(*) FROM visits WHERE step = ? AND nth = 1")[0][0]
    routes = ask(
        "SELECT coalesce(step_after, 'end'), count(*) FROM visits WHERE step = ?"
        " GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    shares = [(target, n / visits) for target, n in routes if n >= LEAST_CASES]
    shares = [each for each in shares if each[1] >= _LEAST_ROUTE] or [(END, 1.0)]
    total = sum(share for _, share in shares)
    if timed < LEAST_CASES or ended > visits / 2:
        mean = median = None
    return MinedStep(
        id_, name, rows,
        owners[0][0] if owners and owners[0][1] >= LEAST_CASES else None,
        mean, median, entry / cases, [(target, share / total) for target, share in shares],
    )  # fmt: skip
