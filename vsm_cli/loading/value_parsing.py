"""Values as people write them: durations, spreads, shares, rates, dates, fixed words.

Each parser takes what the YAML holds and returns a value or raises `PydanticCustomError`,
whose type names one of the templates in `PROBLEMS`.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple, NoReturn

from pydantic_core import PydanticCustomError

from vsm_cli.catalogue.catalogue_records import Word
from vsm_cli.catalogue.name_lookup import index_words, normalised
from vsm_cli.language import Later, listed, message
from vsm_cli.loading.nearest_name import nearest
from vsm_cli.model.values import ELAPSED, HOUR_S, Calendar
from vsm_cli.source.data import Number

LONGEST_S = 1e11

PROBLEMS = {
    "duration": message("{value} is not a duration"),
    "unit": message("{value} has no unit"),
    "too-long": message("{value} is longer than any duration that can be meant"),
    "spread": message(
        "a spread is min and max, min, likely and max, mean and sd, or two percentiles"
    ),
    "share": message("{value} is not a share between 0 % and 100 %"),
    "percent": message("{value} is not a share between 0 and 1"),
    "rate": message("{value} is not a rate"),
    "date": message("{value} is not a date of the calendar"),
    "number": message("{value} is not a number of 0 or more"),
    "seconds": message("{value} is not a number of seconds above 0, {most} at most"),
    "one-to-five": message("{value} is not a whole number from 1 to 5"),
    "word": message("{value} is not one of {words}"),
    "no-word": message("{value} is not one of {words}"),
    "entry": message("an entry is true or a share, not {value}"),
    "accepts": message("accepts names data: one id, several, or an id with its criteria"),
    "next": message("next names steps: one, several, or each with its share"),
    "branch": message("each item of the list is one branch: a step, alone or with its share"),
    "branch-twice": message("{value} stands twice in the list, with different shares"),
    "branch-alone": message("a branch that only some take needs another one beside it"),
    "target": message("a target is a duration, or percentiles with a duration each"),
    "id": message("{value} is not an id: letters, digits, - and _ are allowed"),
    "reserved": message("{value} has a meaning of its own and cannot be an id"),
}
HELPS = {
    "duration": message("write for example 15m, 1h 30m, 2d, PT15M or 15分钟"),
    "unit": message("write {value}m for minutes, {value}h for hours or {value}d for days"),
    "share": message("write for example 30% or 0.3"),
    "percent": message("if a percentage is meant, write {value}%"),
    "rate": message("write for example 40/week or 120/月"),
    "branch": message("write {apart}"),
    "branch-alone": message(
        "if the others go elsewhere, write next: {{{branch}, ELSEWHERE: }}; the name of a step"
        " in place of ELSEWHERE"
    ),
    "date": message("write year, month and day, for example 2026-03-13"),
    "word": message("did you mean {nearest}?"),
}


def wrong(kind: str, **context: Any) -> NoReturn:
    """Raise the problem `kind` with the fields of its template."""
    raise PydanticCustomError(kind, PROBLEMS[kind], context)


def shown(value: object) -> str:
    """A wrong value as it is quoted in a message: short, whatever it is."""
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "null" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


class Amount(NamedTuple):
    """A duration before its calendar is known."""

    fixed_s: float = 0.0
    days: float = 0.0
    weeks: float = 0.0
    months: float = 0.0

    def seconds(self, calendar: Calendar) -> float:
        total = self.fixed_s
        if self.days:
            total += self.days * calendar.day_s
        if self.weeks:
            total += self.weeks * calendar.week_s
        if self.months:
            total += self.months * calendar.month_s
        return total


class RawSpread(NamedTuple):
    """A spread before its calendar is known. `points` maps min, likely, max or percentiles."""

    points: tuple[tuple[str, Amount], ...]


UNITS = {
    "s": Amount(1.0), "秒": Amount(1.0),
    "m": Amount(60.0), "min": Amount(60.0), "分": Amount(60.0), "分钟": Amount(60.0),
    "h": Amount(HOUR_S), "小时": Amount(HOUR_S),
    "d": Amount(days=1.0), "天": Amount(days=1.0),
    "w": Amount(weeks=1.0), "周": Amount(weeks=1.0),
}  # fmt: skip
TOO_LONG = Amount(LONGEST_S)
DURATION_PATTERN = r"(?:\d+(?:\.\d+)?\s*(?:s|min|m|h|d|w|秒|分钟|分|小时|天|周)\s*)+"
ISO_PATTERN = (
    r"P(?=.)(?:(?P<years>[\d.]+)Y)?(?:(?P<months>[\d.]+)M)?(?:(?P<weeks>[\d.]+)W)?"
    r"(?:(?P<days>[\d.]+)D)?(?:T(?=.)(?:(?P<hours>[\d.]+)H)?(?:(?P<minutes>[\d.]+)M)?"
    r"(?:(?P<seconds>[\d.]+)S)?)?"
)


@lru_cache(maxsize=4096)
def _amount_of(text: str) -> Amount | None:
    """The duration that a text says; TOO_LONG where nobody can mean it."""
    amount = parsed(text)
    too_long = amount is not None and not amount.seconds(ELAPSED) < LONGEST_S
    return TOO_LONG if too_long else amount


def parsed(text: str) -> Amount | None:
    """A duration of any length; None where the text is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text == "0":
        return Amount()
    if re.fullmatch(DURATION_PATTERN, text):
        parts = re.findall(r"([\d.]+)\s*([^\d\s.]+)", text)
        return total([(float(count), UNITS[unit]) for count, unit in parts])
    iso = re.fullmatch(ISO_PATTERN, text)
    if iso is None:
        return None
    try:
        given = {name: float(count) for name, count in iso.groupdict().items() if count}
    except ValueError:
        return None
    fixed_s = sum(
        given.get(name, 0.0) * unit_s
        for name, unit_s in (("hours", HOUR_S), ("minutes", 60.0), ("seconds", 1.0))
    )
    months = given.get("months", 0.0) + 12 * given.get("years", 0.0)
    return Amount(fixed_s, given.get("days", 0.0), given.get("weeks", 0.0), months)


def total(parts: list[tuple[float, Amount]]) -> Amount:
    """So many of each amount, added up."""
    return Amount(*(sum(count * unit[i] for count, unit in parts) for i in range(4)))


def duration(value: object) -> Amount:
    """`15m`, `1h 30m`, `PT15M`, `15分钟`, `0`; a bare number other than 0 lacks its unit."""
    if isinstance(value, Number):
        if _float(value) == 0:
            return Amount()
        wrong("unit", value=shown(value))
    if not isinstance(value, str):
        wrong("duration", value=shown(value))
    amount = _amount_of(value)
    if amount is None:
        wrong("duration", value=shown(value))
    if amount is TOO_LONG:
        wrong("too-long", value=shown(value))
    return amount


_SPREADS = ({"min", "max"}, {"min", "likely", "max"}, {"mean", "sd"})
PERCENTILE = r"p([1-9][0-9]?(?:\.[0-9]{1,3})?)"


def spread(value: object) -> RawSpread:
    """A duration, {min, max}, {min, likely, max}, {mean, sd} or two percentiles."""
    if not isinstance(value, dict):
        return RawSpread((("", duration(value)),))
    keys = set(value)
    by_percentile = len(keys) == 2 and all(re.fullmatch(PERCENTILE, key) for key in keys)
    if by_percentile:
        by_percentile = len({float(key[1:]) for key in keys}) == 2
    if keys not in _SPREADS and not by_percentile:
        wrong("spread")
    return RawSpread(tuple((key, duration(point)) for key, point in sorted(value.items())))


# The usual ones, so that the many shares of a large workspace need no parsing.
_SHARES = {f"{percent}%": percent / 100 for percent in range(101)}


def share(value: object) -> float:
    """`30%` or `0.3`, as 0–1."""
    if isinstance(value, str):
        known = _SHARES.get(value) if not isinstance(value, Number) else None
        if known is not None:
            return known
        text = unicodedata.normalize("NFKC", value).strip()
        match = re.fullmatch(r"(\d+(?:\.\d*)?|\.\d+)\s*(%?)", text)
        if match and (match[2] or isinstance(value, Number)):
            result = float(match[1]) / 100 if match[2] else float(match[1])
            if 0 <= result <= 1:
                return result
            if not match[2] and result <= 100:
                wrong("percent", value=shown(value))
    wrong("share", value=shown(value))


RATE_UNITS = {
    "hour": "hour", "h": "hour", "小时": "hour", "day": "day", "d": "day", "天": "day", "日": "day",
    "week": "week", "w": "week", "周": "week", "month": "month", "月": "month",
    "year": "year", "y": "year", "年": "year",
}  # fmt: skip
RATE_PATTERN = r"\d+(?:\.\d+)?\s*/\s*(?:hour|h|小时|day|d|天|日|week|w|周|month|月|year|y|年)"


class Rate(NamedTuple):
    """So many items in each hour, day, week, month or year."""

    items: float
    unit: str

    def per_second(self, calendar: Calendar) -> float:
        """Items per second of working time."""
        seconds = {
            "hour": HOUR_S,
            "day": calendar.day_s,
            "week": calendar.week_s,
            "month": calendar.month_s,
            "year": calendar.year_s,
        }[self.unit]
        return self.items / seconds


def rate(value: object) -> Rate:
    """`40/week`, `120/月`."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip()
        if re.fullmatch(RATE_PATTERN, text):
            count, unit = text.split("/")
            if float(count) < 1e12:
                return Rate(float(count), RATE_UNITS[unit.strip()])
    wrong("rate", value=shown(value))


def number(value: object) -> float:
    """A plain number of 0 or more."""
    result = _float(value)
    if result is None or not 0 <= result < 1e12:
        wrong("number", value=shown(value))
    return result


SECONDS_MOST = 3600


def seconds(value: object) -> float:
    """How long something may take: above 0, up to an hour."""
    result = _float(value)
    if result is None or not 0 < result <= SECONDS_MOST:
        wrong("seconds", value=shown(value), most=SECONDS_MOST)
    return result


def one_to_five(value: object) -> float:
    result = _float(value)
    if result not in (1, 2, 3, 4, 5):
        wrong("one-to-five", value=shown(value))
    return result


def _float(value: object) -> float | None:
    if not isinstance(value, Number):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


DAY_PATTERN = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


def day(value: object) -> date:
    """A date, `2026-03-13`."""
    if isinstance(value, str) and re.fullmatch(DAY_PATTERN, value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    wrong("date", value=shown(value))


def entry(value: object) -> bool | float:
    """`true`, or the share of the items that come in here."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dict | list) or value is None:
        wrong("entry", value=shown(value))
    return share(value)


class FixedWord:
    """A parser for one of the fixed words of the format, by id, name or alias."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self._index: dict[str, str] = {}

    def look_up(self, value: str) -> str | None:
        if not self._index:
            self._index = index_words(self.words)
        return self._index.get(normalised(value))

    def __call__(self, value: object) -> str:
        found = self.look_up(value) if isinstance(value, str) else None
        if found is None:
            ids = [word.id for word in self.words]
            near = nearest(str(value), ids)
            kind = "word" if near else "no-word"
            wrong(kind, value=shown(value), words=Later(partial(listed, ids)), nearest=near or "")
        return found
