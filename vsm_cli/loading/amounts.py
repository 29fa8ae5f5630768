"""Durations as people write and say them, English or Chinese, before their calendar is known."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from vsm_cli.model.values import ELAPSED, HOUR_S, Calendar

LONGEST_S = 1e11


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


# A bare 月 or 季度 behind a number is a date: 3月 is March.
_WORDS = (
    (Amount(1.0), "s sec secs second seconds 秒 秒钟"),
    (Amount(60.0), "m min mins minute minutes 分 分钟"),
    (Amount(900.0), "刻钟"),
    (Amount(HOUR_S), "h hr hrs hour hours 小时 个小时 钟头 个钟头"),
    (Amount(days=1.0), "d day days 天 日 工作日 个工作日"),
    (Amount(weeks=1.0), "w wk wks week weeks 周 星期 个星期 礼拜 个礼拜"),
    (Amount(months=1.0), "mo month months 个月"),
    (Amount(months=3.0), "quarter quarters 个季度"),
    (Amount(months=12.0), "y yr yrs year years 年"),
)
UNITS = {word: amount for amount, words in _WORDS for word in words.split()}
TOO_LONG = Amount(LONGEST_S)
# Most are written so; the longer pattern is not even compiled for them.
_SHORT = r"(?:[0-9]+(?:\.[0-9]+)?\s*(?:s|min|m|h|d|w|秒|分钟|分|小时|天|周)\s*)+"
_SHORT_PART = r"([0-9.]+)\s*([^0-9\s.]+)"
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DIGITS = "零一二三四五六七八九"
_SAID = "半|[两一二三四五六七八九十]+"
_COUNT = rf"[0-9]+(?:\.[0-9]+)?|(?:half )?an?(?= )|{'|'.join(_NUMBER_WORDS)}|{_SAID}"
PART = (
    rf"(?P<count>{_COUNT})\s*(?:(?:working|business) )?"
    rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})(?P<half>半?)(?![a-z])"
)
_JOINED = r"\s*(?:,\s*|and |又)?"
# 1个半小时 is 1个小时半.
HALF_INSIDE = r"个半(小时|钟头|星期|礼拜|月|季度)"
_ISO = (
    r"P(?=.)(?:(?P<years>[\d.]+)Y)?(?:(?P<months>[\d.]+)M)?(?:(?P<weeks>[\d.]+)W)?"
    r"(?:(?P<days>[\d.]+)D)?(?:T(?=.)(?:(?P<hours>[\d.]+)H)?(?:(?P<minutes>[\d.]+)M)?"
    r"(?:(?P<seconds>[\d.]+)S)?)?"
)


class Part(Struct, frozen=True):
    """One number with its unit: how many, its decimals as written, and of what."""

    number: float
    decimals: str
    unit: Amount


@lru_cache(maxsize=4096)
def amount_of(text: str) -> Amount | None:
    """The duration that a text says, None where it says none; TOO_LONG where nobody can mean it."""
    parts = parts_of(text)
    if parts is None:
        return None
    amount = total([(part.number, part.unit) for part in parts])
    return amount if amount.seconds(ELAPSED) < LONGEST_S else TOO_LONG


def parts_of(text: str) -> list[Part] | None:
    """The parts of a duration, largest first as written; None where the text is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text == "0":
        return [Part(0.0, "", Amount(60.0))]
    if re.fullmatch(_SHORT, text):
        return [_part(count, UNITS[unit]) for count, unit in re.findall(_SHORT_PART, text)]
    return _iso_parts(text) if text.startswith("P") else _spoken_parts(text)


def total(parts: list[tuple[float, Amount]]) -> Amount:
    """So many of each amount, added up."""
    return Amount(*(sum(count * unit[i] for count, unit in parts) for i in range(4)))


def _part(count: str, unit: Amount) -> Part:
    return Part(float(count), count.partition(".")[2], unit)


def _iso_parts(text: str) -> list[Part] | None:
    iso = re.fullmatch(_ISO, text)
    if iso is None:
        return None
    units = {
        "years": Amount(months=12.0), "months": Amount(months=1.0), "weeks": Amount(weeks=1.0),
        "days": Amount(days=1.0), "hours": Amount(HOUR_S), "minutes": Amount(60.0),
        "seconds": Amount(1.0),
    }  # fmt: skip
    try:
        return [_part(count, units[name]) for name, count in iso.groupdict().items() if count]
    except ValueError:
        return None


def _spoken_parts(text: str) -> list[Part] | None:
    # 5M may be minutes or months.
    if re.search(r"[0-9]\s*M(?![a-z])", text):
        return None
    text = re.sub(HALF_INSIDE, r"个\1半", text.casefold())
    part = re.compile(PART + _JOINED)
    parts, at = [], 0
    while at < len(text):
        found = part.match(text, at)
        if found is None:
            return None
        count = _number(found["count"]) + ("5" if found["half"] else "")
        parts.append(_part(count, UNITS[found["unit"]]))
        at = found.end()
    return parts or None


def _number(said: str) -> str:
    """The digits of a spoken number, with a point where a half may follow: `15.` of 十五."""
    if said[0].isdigit():
        return said if "." in said else said + "."
    if said in ("半", "half a", "half an"):
        return "0.5"
    if said in ("a", "an"):
        return "1."
    if said in _NUMBER_WORDS:
        return f"{_NUMBER_WORDS.index(said) + 1}."
    tens, ten, ones = said.replace("两", "二").rpartition("十")
    value = DIGITS.find(ones) if ones else 0
    return f"{(DIGITS.find(tens) if tens else 1) * 10 + value if ten else value}."


def schema_pattern(pattern: str) -> str:
    """A pattern as an editor applies it, which neither narrows full-width digits nor folds case:
    named groups become plain, and each letter may be a capital."""
    pattern = re.sub(r"\(\?P<\w+>", "(", pattern).replace("[0-9]", "[0-9０-９]")
    return re.sub(
        r"\\.|\[[^]]*\]|[a-z]",
        lambda found: f"[{found[0]}{found[0].upper()}]" if len(found[0]) == 1 else found[0],
        pattern,
    )


_BETWEEN = r"\s*(?:[-–—~至到]|\bto\b|\.\.)\s*"


def ends_of_range(text: object) -> tuple[str, str] | None:
    """The two ends of a range as texts, `1h-4h` or `1-2天`: the first has the unit of the second
    where it says none. None where the text is no range."""
    if not isinstance(text, str):
        return None
    ends = re.split(_BETWEEN, unicodedata.normalize("NFKC", text).strip())
    if len(ends) != 2 or not all(ends):
        return None
    least, most = ends
    count = re.compile(_COUNT)
    whole, first = count.fullmatch(least), count.match(most)
    if whole and first and (rest := most[first.end() :]):
        return (least + rest, most) if not count.search(rest.replace("半", "")) else None
    return least, most
