"""A log as a table of events: case, time, owner, and which step it is.

The table `events` has the columns `n` (the order of the log), `case_id`, `ts` and `until` (seconds
since 1970), `owner`, `step`, and `kind`: 0 what is no step, 1 a step, 2 waiting for the customer,
3 the end. `team` is the owner as we call it, NULL where nobody is named. Rows
without a time or a case stand in it, too, and are passed over by whoever reads it.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.logs.engine import ORDER_OF_ROWS, QueryEngine
from vsm_cli.logs.sql import first_line, identifier, literal, one_of
from vsm_cli.logs.tables import LogTable
from vsm_cli.model.logs import OTHER, Choice, EventLog
from vsm_cli.model.workspace import Workspace

NO_STEP, STEP, WAITING, DONE = range(4)
_NO_COLUMN = message("{log}: there is no column {column} in the log; it has {columns}")
_NEAREST = message("{log}: there is no column {column} in the log; did you mean {nearest}?")
_NO_ROWS = message("{log}: no row of the log counts")
_FAILED = message("{log}: {reason}")
_NO_TIME = message("{log}: {count} rows without a time that can be read were passed over")
_NO_CASE = message("{log}: {count} rows without a case were passed over")
_EARLY = message("{log}: {count} rows end before they begin: their time counts as 0")
_ZONE = message("{log}: {zone} is no time zone")


_COUNTED = """
SELECT count(*) FILTER (WHERE ts IS NOT NULL AND case_id IS NOT NULL),
    count(*) FILTER (WHERE ts IS NULL), count(*) FILTER (WHERE case_id IS NULL),
    count(*) FILTER (WHERE is_early)
FROM events
"""


class Events(Struct):
    """What was read: how many rows count, and what is to be said about it."""

    rows: int
    notes: list[str]
    has_steps: bool
    has_done: bool
    has_intervals: bool
    has_owner: bool


def wanted_columns(log: EventLog) -> set[str]:
    """The columns that a log's definition names: no other is ever read."""
    choices = [log.where, *log.waiting, *log.done]
    choices += [choice for each in log.steps.values() for choice in each]
    single = (log.case, log.time, log.start, log.end, log.owner_column)
    return {
        *(column for column in single if column),
        *log.activity,
        *(column for choice in choices for column in choice),
    }


def make_events(
    engine: QueryEngine, log: EventLog, table: LogTable, workspace: Workspace
) -> Events:
    """Make the table `events`. Raises VsmError for a column that is not there, or times that
    nobody understands."""
    known = {column.casefold(): column for column in table.columns}

    def column(name: str) -> str:
        if name in table.columns:
            return name
        found = known.get(name.casefold())
        if found is not None:
            return found
        near = nearest(name, table.columns)
        if near:
            raise VsmError(tr(_NEAREST, log=log.id, column=name, nearest=near))
        raise VsmError(tr(_NO_COLUMN, log=log.id, column=name, columns=names(table.columns)))

    zone = log.timezone or "UTC"
    if not engine.set_zone(zone):
        raise VsmError(tr(_ZONE, log=log.id, zone=zone))
    notes = list(table.notes)

    def seconds(name: str | None) -> str:
        if name is None:
            return "CAST(NULL AS DOUBLE)"
        expression, note = engine.seconds(log.id, table.sql, column(name))
        if note:
            notes.append(note)
        return expression

    def chosen(choice: Choice) -> str:
        return " AND ".join(one_of(column(name), values) for name, values in choice.items())

    case, owner = column(log.case or ""), log.owner_column and column(log.owner_column)
    begins = log.start or log.time
    steps = list(_steps(log, workspace, chosen, column))
    marks = [
        f"WHEN {_any(map(chosen, choices))} THEN {kind}"
        for kind, choices in ((DONE, log.done), (WAITING, log.waiting))
        if choices
    ]
    who = f"nullif(trim(CAST({identifier(owner)} AS VARCHAR)), '')" if owner else "NULL"
    _name_teams(engine, log, workspace)
    query = f"""
        SELECT n, case_id, ts, owner, step,
            CASE WHEN until < ts THEN ts ELSE until END AS until, until < ts AS is_early,
            CASE WHEN mark = 0 AND step IS NULL THEN unmapped END AS unmapped,
            CASE WHEN owner IS NOT NULL THEN coalesce(called.id, {literal(OTHER)}) END AS team,
            CASE WHEN mark > 0 THEN mark WHEN step IS NOT NULL THEN {STEP} ELSE {NO_STEP} END
                AS kind
        FROM (
            SELECT {ORDER_OF_ROWS} AS n,
                nullif(trim(CAST({identifier(case)} AS VARCHAR)), '') AS case_id,
                {seconds(begins)} AS ts,
                {seconds(log.end if log.start else None)} AS until,
                CAST({who} AS VARCHAR) AS owner,
                {_case([f"WHEN {condition} THEN {literal(id_)}" for id_, condition in steps])}
                    AS step,
                {_case(marks, "0")} AS mark,
                {_unmapped_text(log, column)} AS unmapped
            FROM {table.sql} {f"WHERE {chosen(log.where)}" if log.where else ""}
        ) LEFT JOIN called ON called.name = owner"""
    try:
        engine.make("events", query)
    except Exception as error:
        raise VsmError(tr(_FAILED, log=log.id, reason=first_line(error))) from None
    [(rows, *faults)] = engine.rows(_COUNTED)
    for template, count in zip((_NO_TIME, _NO_CASE, _EARLY), faults, strict=True):
        if count:
            notes.append(tr(template, log=log.id, count=count))
    if not rows:
        raise VsmError(tr(_NO_ROWS, log=log.id))
    return Events(rows, notes, bool(steps), bool(log.done), bool(log.start), bool(owner))


def _any(conditions: Iterable[str]) -> str:
    return " OR ".join(f"({each})" for each in conditions)


def _steps(
    log: EventLog,
    workspace: Workspace,
    chosen: Callable[[Choice], str],
    column: Callable[[str], str],
) -> Iterable[tuple[str, str]]:
    """Each step with the condition under which a row is of it. Where none are named, a row is of
    the step whose id or name its activity is."""
    if log.steps:
        for id_, choices in log.steps.items():
            yield id_, _any(map(chosen, choices))
    elif (stream := workspace.streams.get(log.stream or "")) and log.activity:
        for step in stream.steps.values():
            called = (step.id, step.name) if step.name else (step.id,)
            yield step.id, _any(one_of(column(name), called) for name in log.activity)


def _unmapped_text(log: EventLog, column: Callable[[str], str]) -> str:
    """The values that tell why a row is of no step: of the columns that steps go by."""
    used = dict.fromkeys(c for choices in log.steps.values() for choice in choices for c in choice)
    columns = [identifier(column(name)) for name in used or log.activity]
    if not columns:
        return "CAST(NULL AS VARCHAR)"
    parts = ", ".join(f"trim(CAST({each} AS VARCHAR))" for each in columns)
    return f"concat_ws(' / ', {parts})"


def _name_teams(engine: QueryEngine, log: EventLog, workspace: Workspace) -> None:
    """The table `called`: owners as we call them, by the log's `teams`, or by their ids and
    names."""
    called = {name.strip(): owner for name, owner in log.teams.items()}
    for owner in (*workspace.teams.values(), *workspace.roles.values()):
        for name in (owner.id, owner.name):
            if name:
                called.setdefault(name, owner.id)
    values = ", ".join(f"({literal(name)}, {literal(id_)})" for name, id_ in called.items())
    nobody = "(CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR))"
    engine.make("called", f"SELECT * FROM (VALUES {values or nobody}) AS called(name, id)")


def _case(branches: list[str], otherwise: str = "CAST(NULL AS VARCHAR)") -> str:
    return f"CASE {' '.join(branches)} ELSE {otherwise} END" if branches else otherwise
