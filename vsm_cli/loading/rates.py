"""Rates as people write and say them, in English and Chinese, before their calendar is known."""

import re

from msgspec import Struct

from vsm_cli.model.values import HOUR_S, Calendar

_RATE_WORDS = {
    "hour": "hour h hr 小时", "day": "day d 天 日 工作日", "week": "week w wk 周 星期",
    "month": "month mo 月", "quarter": "quarter q 季度 季", "year": "year y yr 年",
}  # fmt: skip
RATE_UNITS = {word: unit for unit, words in _RATE_WORDS.items() for word in words.split()}
_UNIT = "|".join(sorted(RATE_UNITS, key=len, reverse=True))
_SHORT_RATE = r"([0-9]+(?:\.[0-9]+)?)\s*/\s*(hour|day|week|month|quarter|year|天|周|月|年)"
_ITEMS = r"[0-9]+(?:\.[0-9]+)?"
# What is counted, between the number and its time: 40 tickets a week, 3000件/月.
_COUNTED = r"(?:\s+[a-z-]+|件|个|次|单|笔|起|条|项|张|例|人次|人|台|份|封|宗)?"
RATE_PATTERN = (
    rf"(?P<items>{_ITEMS})\s*(?P<thousands>[万千]?){_COUNTED}"
    r"\s*(?:/|per |an? |each |every |每个?)\s*"
    rf"(?:working |business )?(?P<unit>{_UNIT})"
    rf"|每个?(?P<each>{_UNIT})\s*(?P<many>{_ITEMS})\s*(?P<more>[万千]?){_COUNTED}"
)
_THOUSANDS = {"": 1.0, "千": 1e3, "万": 1e4}


class Rate(Struct, frozen=True):
    """So many items in each hour, day, week, month, quarter or year."""

    items: float
    unit: str

    def per_second(self, calendar: Calendar) -> float:
        """Items per second of working time."""
        seconds = {
            "hour": HOUR_S,
            "day": calendar.day_s,
            "week": calendar.week_s,
            "month": calendar.month_s,
            "quarter": 3 * calendar.month_s,
            "year": calendar.year_s,
        }[self.unit]
        return self.items / seconds


def rate_of(text: str) -> Rate | None:
    """The rate that a text of ordinary width says; None where it says none."""
    if short := re.fullmatch(_SHORT_RATE, text):
        return Rate(float(short[1]), RATE_UNITS[short[2]])
    said = re.fullmatch(RATE_PATTERN, text.casefold())
    if said is None:
        return None
    if said["unit"]:
        return Rate(float(said["items"]) * _THOUSANDS[said["thousands"]], RATE_UNITS[said["unit"]])
    return Rate(float(said["many"]) * _THOUSANDS[said["more"]], RATE_UNITS[said["each"]])
