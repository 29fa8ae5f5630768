"""How a log writes its times: found out by trying, since no log says it."""

from typing import TYPE_CHECKING

from msgspec import Struct

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.logs.sql import identifier, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NO_STYLE = message("{log}: the times in column {column} are not understood: {value}")
_EITHER = message("{log}: {column} was read with the {first} first; {value} could be either")
_DAY, _MONTH = message("day"), message("month")
_SAMPLED = 20_000
# Rows with another time are passed over, and counted.
_LEAST_READ = 0.9
# Of the years that a date can have.
_ISO = (
    "CASE WHEN TRY_CAST({text} AS TIMESTAMPTZ) BETWEEN '0001-01-02'::TIMESTAMPTZ"
    " AND '9999-12-30'::TIMESTAMPTZ THEN epoch(TRY_CAST({text} AS TIMESTAMPTZ)) END"
)
_CLOCKS = ("", " %H:%M:%S", " %H:%M", " %H:%M:%S.%f", " %I:%M:%S %p", " %I:%M %p", "T%H:%M:%S")
_DAYS = (
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d",
    "%Y%m%d", "%Y年%m月%d日", "%d-%b-%Y", "%d %b %Y", "%b %d, %Y",
)  # fmt: skip
_SWAPPED = {"%d/%m": "%m/%d", "%d-%m": "%m-%d"}
# Between 1990 and 2100.
_SECONDS, _MILLISECONDS = (6e8, 4.2e9), (6e11, 4.2e12)


class TimeStyle(Struct, frozen=True):
    """How to make seconds since 1970 of the text in a column; `note` says what was assumed."""

    template: str
    note: str | None = None

    def seconds(self, column: str) -> str:
        return self.template.format(text=f"trim(CAST({identifier(column)} AS VARCHAR))")


def time_style(
    connection: "DuckDBPyConnection", log: str, table: str, column: str, zone: str
) -> TimeStyle:
    """The style in which most values of the first rows can be read. Raises VsmError where too many
    cannot be in any."""
    text = f"trim(CAST({identifier(column)} AS VARCHAR))"
    values = [
        value
        for (value,) in connection.execute(
            f"SELECT DISTINCT v FROM (SELECT {text} AS v FROM {table} LIMIT {_SAMPLED})"
            " WHERE v <> '' ORDER BY 1"
        ).fetchall()
    ]
    if not values:
        return TimeStyle(_ISO)
    connection.execute("CREATE OR REPLACE TEMP TABLE tried (v VARCHAR)")
    connection.execute("INSERT INTO tried SELECT unnest(?)", [values])

    def read(template: str) -> int:
        expression = template.format(text="v")
        [(count,)] = connection.execute(f"SELECT count({expression}) FROM tried").fetchall()
        return int(count)

    styles = [_number(*_SECONDS, 1), _number(*_MILLISECONDS, 1000), _ISO]
    styles += [_by_formats([day + clock for clock in _CLOCKS], zone) for day in _DAYS]
    best, count = "", 0
    for style in styles:
        found = read(style)
        if found > count:
            best, count = style, found
        if found == len(values):
            break
    if count < _LEAST_READ * len(values):
        failed = f"SELECT min(v) FROM tried WHERE ({(best or _ISO).format(text='v')}) IS NULL"
        [(value,)] = connection.execute(failed).fetchall()
        raise VsmError(tr(_NO_STYLE, log=log, column=column, value=value))
    other = next((best.replace(old, new) for old, new in _SWAPPED.items() if old in best), None)
    note = None
    if other and read(other) == count:
        note = tr(_EITHER, log=log, column=column, first=tr(_DAY), value=values[0])
    return TimeStyle(best, note)


def _number(low: float, high: float, unit: int) -> str:
    number = f"(TRY_CAST({{text}} AS DOUBLE) / {unit})"
    return f"CASE WHEN {number} BETWEEN {low / unit} AND {high / unit} THEN {number} END"


def _by_formats(formats: list[str], zone: str) -> str:
    listed = ", ".join(literal(each) for each in formats)
    return f"epoch(timezone({literal(zone)}, try_strptime({{text}}, [{listed}])))"
