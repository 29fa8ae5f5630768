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
    """The first style in which all values of the first rows can be read. Raises VsmError where
    there is none."""
    text = f"trim(CAST({identifier(column)} AS VARCHAR))"
    values = [
        value
        for (value,) in connection.execute(
            f"SELECT DISTINCT v FROM (SELECT {text} AS v FROM {table} LIMIT {_SAMPLED})"
            " WHERE v <> '' ORDER BY 1"
        ).fetchall()
    ]
    if not values:
        return TimeStyle("epoch(TRY_CAST({text} AS TIMESTAMPTZ))")
    connection.execute("CREATE OR REPLACE TEMP TABLE tried (v VARCHAR)")
    connection.execute("INSERT INTO tried SELECT unnest(?)", [values])

    def fits(template: str) -> bool:
        expression = template.format(text="v")
        found = connection.execute(f"SELECT bool_and(({expression}) IS NOT NULL) FROM tried")
        return bool(found.fetchall()[0][0])

    for low, high, unit in ((*_SECONDS, 1), (*_MILLISECONDS, 1000)):
        number = f"(TRY_CAST({{text}} AS DOUBLE) / {unit})"
        within = f"CASE WHEN {number} BETWEEN {low / unit} AND {high / unit} THEN {number} END"
        if fits(within):
            return TimeStyle(within)
    iso = "epoch(TRY_CAST({text} AS TIMESTAMPTZ))"
    if fits(iso):
        return TimeStyle(iso)
    for day in _DAYS:
        formats = [day + clock for clock in _CLOCKS]
        if fits(_by_formats(formats, zone)):
            other = next((new + day[5:] for old, new in _SWAPPED.items() if day[:5] == old), None)
            note = None
            if other and fits(_by_formats([other + clock for clock in _CLOCKS], zone)):
                note = tr(_EITHER, log=log, column=column, first=tr(_DAY), value=values[0])
            return TimeStyle(_by_formats(formats, zone), note)
    raise VsmError(tr(_NO_STYLE, log=log, column=column, value=values[0]))


def _by_formats(formats: list[str], zone: str) -> str:
    listed = ", ".join(literal(each) for each in formats)
    return f"epoch(timezone({literal(zone)}, try_strptime({{text}}, [{listed}])))"
