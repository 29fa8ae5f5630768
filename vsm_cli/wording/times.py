"""How times, dates and calendars are said: one rule of units for every text and picture.

A time is said in days, hours and minutes, in seconds below a minute, and never in weeks, which
would mean as many days as the calendar says. At most two units stand beside each
other. A span of two years or more is said in years; a sum, which nobody lives through, is not.
What is estimated (≈) is rounded to two digits, a bound (≥, ≤) is not.
"""

from datetime import date
from functools import lru_cache
from math import floor, log10

from vsm_cli.language import current, message, tr
from vsm_cli.model.values import ELAPSED, HOUR_S, Calendar

UNKNOWN = "–"
ESTIMATE = "≈"

_MINUTE_S = 60.0
_YEARS_FROM = 2
# From so many on, parts of a day or a year are noise.
_MANY_DAYS, _MANY_YEARS = 1000, 10
_SECONDS, _MINUTES = message("{number}s"), message("{number}m")
_HOURS, _DAYS = message("{number}h"), message("{number}d")
_YEARS = message("{years} years")
_TWO_UNITS = message("{larger} {smaller}")
_DATE = message("{year:04d}-{month:02d}-{day:02d}")
_ROUND_THE_CLOCK = message("around the clock")
_WORKING_TIME = message("1d is {day}h, {week}d a week")
_CELL = message("{day}h × {week}d")


def clock(seconds: float | None, calendar: Calendar, sign: str | None = None) -> str:
    """A span of time on a calendar: `1h 59m`, `9.5d`, `≈42m`, `≥3d`, `2.5 years`, `0`; – where
    it is not known. `seconds` are working time of the calendar."""
    if seconds is None:
        return UNKNOWN
    years = abs(seconds) / calendar.year_s
    if years < _YEARS_FROM:
        return total(seconds, calendar, sign)
    years = two_digits(years) if sign == ESTIMATE else years
    text = tr(_YEARS, years=f"{round(years):,}" if years >= _MANY_YEARS else _plain(years))
    return signed(f"-{text}" if seconds < 0 else text, sign)


def elapsed(seconds: float | None, sign: str | None = None) -> str:
    """A span of time on the clock on the wall."""
    return clock(seconds, ELAPSED, sign)


def total(seconds: float | None, calendar: Calendar, sign: str | None = None) -> str:
    """The sum of the times of many items, however many days that are: `46,000d`."""
    if seconds is None:
        return UNKNOWN
    # What adding up leaves in the last bits must not decide which way a half is rounded.
    text = _in_units(current(), round(abs(seconds), 6), calendar.day_s, sign == ESTIMATE)
    return signed(f"-{text}" if seconds < 0 else text, sign)


def hours(seconds: float) -> str:
    """What people work, in hours only: their days are not those of a calendar."""
    return tr(_HOURS, number=f"{round(seconds / HOUR_S):,}")


def signed(text: str, sign: str | None) -> str:
    """A text with its sign: ≥, ≤ or ≈; what is not known has none."""
    return f"{sign}{text}" if sign and text != UNKNOWN else text


def two_digits(value: float) -> float:
    """A value rounded to two digits: 41.7 is 42, 0.123 is 0.12, 145 is 150."""
    if not value:
        return value
    unit = 10.0 ** (1 - floor(log10(value)))
    return floor(value * unit + 0.5) / unit


def day(value: date) -> str:
    """A date: `2026-03-13`, in Chinese `2026年3月13日`."""
    return tr(_DATE, year=value.year, month=value.month, day=value.day)


def calendar_words(calendar: Calendar) -> str:
    """What a day and a week mean: weeks are not shown, but people write them."""
    if calendar.elapsed:
        return tr(_ROUND_THE_CLOCK)
    return tr(_WORKING_TIME, day=f"{calendar.day_hours:g}", week=f"{calendar.week_days:g}")


def unit_words(calendar: Calendar) -> list[tuple[str, float]]:
    """What stands behind the numbers of times, and how many seconds each of it is."""
    units = (
        (_SECONDS, 1.0),
        (_MINUTES, _MINUTE_S),
        (_HOURS, HOUR_S),
        (_DAYS, calendar.day_s),
    )
    return [
        *((tr(template, number="").strip(), seconds) for template, seconds in units),
        (tr(_YEARS, years="").strip(), calendar.year_s),
    ]


def calendar_cell(calendar: Calendar) -> str:
    """The same for a small cell: `8h × 5d`."""
    return tr(_CELL, day=f"{calendar.day_hours:g}", week=f"{calendar.week_days:g}")


@lru_cache(maxsize=8192)
def _in_units(_language: str, seconds: float, day_s: float, estimated: bool) -> str:
    """A time in the language in force. A page says the same one in many places."""
    return (_estimated if estimated else _written)(seconds, day_s)


def _written(seconds: float, day_s: float) -> str:
    """A time in its two largest useful units, or in one with a tenth."""
    minutes = round(seconds / _MINUTE_S)
    if minutes * _MINUTE_S >= day_s:
        return _days(max(seconds / day_s, 1), day_s / HOUR_S)
    if round(seconds / _MINUTE_S, 1) >= 60:
        return _two(minutes // 60, _HOURS, minutes % 60, _MINUTES)
    if round(seconds, 1) >= 60:
        return tr(_MINUTES, number=_plain(seconds / _MINUTE_S))
    return tr(_SECONDS, number=f"{seconds:.3g}") if seconds else "0"


def _days(days: float, day_hours: float) -> str:
    if days >= _MANY_DAYS:
        return tr(_DAYS, number=f"{round(days):,}")
    if days >= 3 or abs(days * 2 - round(days * 2)) < 1e-9:
        return tr(_DAYS, number=_plain(days))
    whole = int(days)
    hours = round((days - whole) * day_hours)
    return _two(whole, _DAYS, hours, _HOURS) if hours < day_hours else tr(_DAYS, number=whole + 1)


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    larger = tr(large_unit, number=large)
    return tr(_TWO_UNITS, larger=larger, smaller=tr(small_unit, number=small)) if small else larger


def _estimated(seconds: float, day_s: float) -> str:
    """A time in one unit, rounded to two digits: nobody estimates 41m 40s."""
    if not seconds:
        return "0"
    for unit, unit_s, next_s in (
        (_SECONDS, 1.0, _MINUTE_S),
        (_MINUTES, _MINUTE_S, HOUR_S),
        (_HOURS, HOUR_S, day_s),
    ):
        value = two_digits(seconds / unit_s)
        if value * unit_s < next_s:
            return tr(unit, number=f"{value:.12g}")
    return tr(_DAYS, number=f"{two_digits(seconds / day_s):,.12g}")


def _plain(value: float) -> str:
    return f"{round(value, 1):.12g}"
