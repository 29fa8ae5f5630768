"""All that is asked of the events of a log, in SQL: windows, groups and joins that other engines
have as well.

Of the table `events`, `held` are the rows that count, each with the owner who has it; `runs` are
those of one owner, `visits` those of one step, `closed` and `cases` tell when a case ended. A row
without an owner keeps the one before; ties keep the log's order.
"""

from vsm_cli.logs.events import DONE, NO_STEP, STEP, WAITING
from vsm_cli.logs.sql import literal

HELD = """
SELECT case_id, n, ts, until, step, kind, unmapped,
    last_value(owner IGNORE NULLS) OVER so_far AS owner,
    last_value(team IGNORE NULLS) OVER so_far AS team
FROM events
WHERE ts IS NOT NULL AND case_id IS NOT NULL
WINDOW so_far AS (PARTITION BY case_id ORDER BY ts, n
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
"""

HANDOFFS = """
WITH moves AS (
    SELECT ts, owner, lead(owner) OVER later AS owner_after, lead(ts) OVER later AS ts_after
    FROM held WINDOW later AS (PARTITION BY case_id ORDER BY ts, n))
SELECT count(*) FILTER (WHERE owner_after <> owner),
    sum(ts_after - ts) FILTER (WHERE owner_after <> owner) / nullif(sum(ts_after - ts), 0)
FROM moves
"""

RUNS = """
SELECT case_id, owner, team, row_number() OVER (PARTITION BY case_id ORDER BY ts, n) AS nth
FROM (SELECT *, lag(owner) OVER (PARTITION BY case_id ORDER BY ts, n) AS before FROM held)
WHERE owner IS NOT NULL AND owner IS DISTINCT FROM before
"""

RETURNS = """
SELECT count(*) FROM (
    SELECT owner, lag(owner, 2) OVER (PARTITION BY case_id ORDER BY nth) AS earlier FROM runs)
WHERE owner = earlier
"""

RETURNS_BY_TEAM = """
SELECT least(team, other), greatest(team, other), count(DISTINCT case_id) FROM (
    SELECT case_id, team, lag(team) OVER seen AS other, lag(team, 2) OVER seen AS earlier
    FROM (
        SELECT *, lag(team) OVER (PARTITION BY case_id ORDER BY nth) AS before FROM runs)
    WHERE team IS DISTINCT FROM before
    WINDOW seen AS (PARTITION BY case_id ORDER BY nth))
WHERE team = earlier
GROUP BY 1, 2
ORDER BY 3 DESC, 1, 2
"""

# A run of one step, whoever has it; waiting belongs to the visit before, and after the end a row of
# the same step is another visit.
VISITS = f"""
WITH counted AS (
    SELECT *, last_value(CASE WHEN kind IN ({STEP}, {DONE}) THEN coalesce(step, 'end') END
        IGNORE NULLS) OVER (PARTITION BY case_id ORDER BY ts, n
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
        lead(ts) OVER (PARTITION BY case_id ORDER BY ts, n) AS ts_after
    FROM (SELECT case_id, n, ts, until, team, kind,
            CASE WHEN kind = {DONE} THEN 'end' ELSE step END AS step
        FROM held WHERE kind <> {NO_STEP})),
numbered AS (
    SELECT *, sum(CASE WHEN kind <> {WAITING} AND step IS DISTINCT FROM before THEN 1 ELSE 0 END)
        OVER (PARTITION BY case_id ORDER BY ts, n
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS nth
    FROM counted),
grouped AS (
    SELECT case_id, nth, max(CASE WHEN kind <> {WAITING} THEN step END) AS step, min(ts) AS ts,
        max(coalesce(until, ts)) AS until, sum(until - ts) AS busy,
        sum(CASE WHEN kind = {WAITING} THEN ts_after - ts ELSE 0 END) AS waiting,
        min_by(team, n) AS first_team, max_by(team, n) AS last_team
    FROM numbered WHERE nth > 0 GROUP BY case_id, nth)
SELECT *, lead(step) OVER later AS step_after, lead(ts) OVER later AS ts_after,
    lead(first_team) OVER later AS team_after, lag(until) OVER later AS until_before
FROM grouped WINDOW later AS (PARTITION BY case_id ORDER BY nth)
"""

# When a case ended: with the row that ended it last, or else with its last row.
CLOSED = """
SELECT case_id, min(ts) AS began, max(coalesce(until, ts)) AS last,
    {ended} AS ended
FROM held LEFT JOIN (
    SELECT case_id AS ended_case, ts AS ended_ts FROM visits
    WHERE step = 'end' AND step_after IS NULL) ON ended_case = case_id
GROUP BY case_id
"""
ENDED_BY_ROW = "max(ended_ts)"
ENDED_LAST = "max(coalesce(until, ts))"

# Many cases that end in the same second were closed by a rule, not by people.
CLOSED_TOGETHER = """
SELECT ended AS shut_at FROM closed WHERE ended IS NOT NULL
GROUP BY ended HAVING count(*) >= {least}
"""
# Such a case ended with what was done last before.
CASES = """
SELECT closed.case_id, began, last, coalesce(earlier, ended) AS ended, shut_at
FROM closed
LEFT JOIN closed_together ON shut_at = ended
LEFT JOIN (
    SELECT closed.case_id, max(coalesce(until, ts)) AS earlier
    FROM closed
    JOIN closed_together ON shut_at = ended
    JOIN visits ON visits.case_id = closed.case_id AND step <> 'end' AND ts < ended
    GROUP BY closed.case_id) AS before ON before.case_id = closed.case_id
"""

STEPS = """
SELECT step, count(DISTINCT case_id), count(*) FROM visits WHERE step <> 'end'
GROUP BY step ORDER BY 1
"""
ROUTES = """
SELECT step, step_after, count(*), sum(count(*)) OVER (PARTITION BY step)
FROM visits WHERE step <> 'end' AND step_after IS NOT NULL GROUP BY step, step_after ORDER BY 1, 2
"""
HANDOFFS_BY_TEAM = """
SELECT last_team, team_after, count(DISTINCT case_id) FROM visits
WHERE step <> 'end' AND step_after <> 'end' AND last_team <> team_after
GROUP BY 1, 2 ORDER BY 1, 2
"""
PERIODS = """
SELECT number, count(*), quantile_cont(ended - began, [0.5, 0.85])
FROM cases JOIN (VALUES {spans}) AS spans(number, begins, ends) ON ended >= begins AND ended < ends
GROUP BY number ORDER BY number
"""
UNMAPPED = f"""
SELECT unmapped, count(DISTINCT case_id) AS cases, count(*) AS seen FROM held
WHERE kind = {NO_STEP} AND unmapped IS NOT NULL GROUP BY 1 ORDER BY seen DESC, 1
"""
# The times of a visit in seconds. With one time a row nobody knows what of it was work.
LEAD = "CASE WHEN shut_at IS NULL THEN ts_after - ts END"
WAITING_TIME = "waiting"
LEAD_OF_INTERVALS = "until - coalesce(until_before, ts)"
PROCESS_OF_INTERVALS = "busy"
WAIT_OF_INTERVALS = "CASE WHEN until_before IS NOT NULL THEN greatest(ts - until_before, 0) END"

LEAD_OF_CASES = "SELECT ended - began AS x FROM cases"


def of_visits(expression: str, step: str) -> str:
    """A time of each visit of a step."""
    return f"""SELECT {expression} AS x FROM visits
        LEFT JOIN closed_together ON shut_at = ts_after WHERE step = {literal(step)}"""


def moments(times: str) -> str:
    """Number, mean and standard deviation of times: a query for `x`."""
    return f"SELECT count(x), avg(x), stddev_samp(x) FROM ({times})"


def quantiles(times: str, fractions: list[float]) -> str:
    """Quantiles of them, interpolated between ranks."""
    listed = ", ".join(f"{each!r}" for each in fractions)
    return f"SELECT quantile_cont(x, [{listed}]) FROM ({times}) WHERE x IS NOT NULL"
