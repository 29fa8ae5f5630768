"""Values as people write them: durations, spreads, shares, rates, dates, fixed words.

Each parser takes what the YAML holds and returns a value or raises `PydanticCustomError`,
whose type names one of the templates in `value_problems`.
"""

import re
import unicodedata
from datetime import date
from functools import partial
from typing import Any, NoReturn

from msgspec import Struct
from pydantic_core import PydanticCustomError

from vsm_cli.catalogue.catalogue_records import Word
from vsm_cli.catalogue.name_lookup import index_words, normalised
from vsm_cli.language import Later, listed, of_both
from vsm_cli.loading.amounts import DIGITS, TOO_LONG, Amount, amount_of, ends_of_range
from vsm_cli.loading.rates import Rate, rate_of
from vsm_cli.model.values import Satisfaction
from vsm_cli.source.data import Number


def wrong(kind: str, **context: Any) -> NoReturn:
    """Raise the problem `kind` with the fields of its template."""
    from vsm_cli.loading.value_problems import PROBLEMS

    raise PydanticCustomError(kind, PROBLEMS[kind], context)


def refuse(kind: str, value: object) -> NoReturn:
    """Raise that a value is no duration, share, rate, number or date, in words that fit best."""
    from vsm_cli.loading.value_problems import refusal

    kind, context = refusal(kind, value)
    wrong(kind, value=shown(value), **context)


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


class RawSpread(Struct, frozen=True):
    """A spread before its calendar is known. `points` maps min, likely, max or percentiles."""

    points: tuple[tuple[str, Amount], ...]


def duration(value: object) -> Amount:
    """`15m`, `1h 30m`, `PT15M`, `15分钟`, `0`; a bare number other than 0 lacks its unit."""
    if isinstance(value, Number):
        if _float(value) == 0:
            return Amount()
        wrong("unit", value=shown(value))
    if not isinstance(value, str):
        wrong("duration", value=shown(value))
    amount = amount_of(value)
    if amount is None:
        ends = ends_of_range(value)
        if ends and all(map(amount_of, ends)):
            wrong("range", value=shown(value), text=ends[1])
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
            wrong("unit", value=value)
        refuse("duration", value)
    if amount is TOO_LONG:
        wrong("too-long", value=shown(value))
    return amount


_SPREADS = ({"min", "max"}, {"min", "likely", "max"}, {"mean", "sd"})
PERCENTILE = r"p([1-9][0-9]?(?:\.[0-9]{1,3})?)"


def spread(value: object) -> RawSpread:
    """A duration, a range, {min, max}, {min, likely, max}, {mean, sd} or two percentiles."""
    if not isinstance(value, dict):
        if isinstance(value, str) and amount_of(value) is None:
            ends = ends_of_range(value)
            if ends and all(map(amount_of, ends)):
                return RawSpread((("max", duration(ends[1])), ("min", duration(ends[0]))))
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


PERCENT = re.compile(r"[0-9]+(\.[0-9]+)?[%％]")
_TENTHS = re.compile(r"([一二三四五六七八九1-9])成([一二三四五六七八九1-9半])?")


def share(value: object) -> float:
    """`30%`, `0.3` or `三成`, as 0–1."""
    if isinstance(value, str):
        known = _SHARES.get(value) if not isinstance(value, Number) else None
        if known is not None:
            return known
        text = unicodedata.normalize("NFKC", value).strip()
        if (tenths := _in_tenths(text)) is not None:
            return tenths
        match = re.fullmatch(r"(\d+(?:\.\d*)?|\.\d+)\s*(%?|percent|pct)", text)
        if match and (match[2] or isinstance(value, Number)):
            result = float(match[1]) / 100 if match[2] else float(match[1])
            if 0 <= result <= 1:
                return result
            if not match[2] and result <= 100:
                wrong("percent", value=shown(value))
    refuse("share", value)


def _in_tenths(text: str) -> float | None:
    """`九成` is 0.9, `八成五` and `八成半` are 0.85."""
    match = _TENTHS.fullmatch(text)
    if match is None:
        return None
    tens, ones = (
        5 if digit == "半" else DIGITS.find(digit) if digit in DIGITS else int(digit)
        for digit in (match[1], match[2] or "零")
    )
    return (tens * 10 + ones) / 100


def rate(value: object) -> Rate:
    """`40/week`, `120/月`, `10 a day`, `每周10`."""
    if isinstance(value, Number):
        wrong("rate-unit", value=shown(value))
    if isinstance(value, str):
        found = rate_of(unicodedata.normalize("NFKC", value).strip())
        if found and found.items < 1e12:
            return found
    refuse("rate", value)


def number(value: object) -> float:
    """A plain number of 0 or more."""
    result = _float(value)
    if result is None and isinstance(value, str) and not value.isascii():
        # Input methods write ３ for 3.
        result = _float(Number(unicodedata.normalize("NFKC", value)))
    if result is None or not 0 <= result < 1e12:
        refuse("number", value)
    return result


_BOOLS = {"yes": True, "no": False, "是": True, "否": False}


def boolean(value: object) -> bool:
    """`true` or `false`, also as `yes`, `no`, `是` or `否`."""
    if isinstance(value, bool):
        return value
    found = _BOOLS.get(value.casefold()) if isinstance(value, str) else None
    if found is None:
        wrong("bool", value=shown(value))
    return found


# What a system does in part is still people's work.
PARTLY = ("partly", "partially", "partial", "semi", "semi-automatic", "部分", "部分自动", "半自动")


def automated(value: object) -> bool:
    """Whether a system does all of it, without hands."""
    if isinstance(value, str) and value.casefold() in PARTLY:
        return False
    return boolean(value)


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


SCALES = (5, 7, 10, 100)


def score(value: object) -> Satisfaction:
    """`72%`, `3.6/5`, `{score: 3.6/5, answers: 120, on: 2026-05-12}` or `{nps: 20}`."""
    if not isinstance(value, dict):
        return Satisfaction(*_scored(value))
    if not value.keys() <= {"score", "nps", "answers", "on"} or ("score" in value) == (
        "nps" in value
    ):
        wrong("score")
    answers = None if value.get("answers") is None else number(value["answers"])
    on = None if value.get("on") is None else day(value["on"])
    if "score" in value:
        return Satisfaction(*_scored(value["score"]), answers, on)
    points = _float(value["nps"])
    if points is None or not -100 <= points <= 100:
        wrong("nps", value=shown(value["nps"]))
    return Satisfaction((points + 100) / 200, "nps", answers, on)


def _scored(value: object) -> tuple[float, str]:
    text = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*/\s*([0-9]+)", text)
    if match and int(match[2]) in SCALES and float(match[1]) <= int(match[2]):
        return float(match[1]) / int(match[2]), match[2]
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?\s*%", text):
        wrong("score")
    return share(text), "%"


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
    refuse("date", value)


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
            self._refuse(value)
        return found

    def _refuse(self, value: object) -> NoReturn:
        """Say which words there are, the nearest first, and which was probably meant: in the
        language of the one that was written."""
        from vsm_cli.loading.nearest_name import nearest

        near = self.look_up(nearest(str(value), self._index) or "")
        words = sorted(self.words, key=lambda word: word.id != near)
        meant = next((word for word in words if word.id == near), None)
        text = "" if meant is None else meant.id if str(value).isascii() else meant.zh or meant.id
        names = Later(partial(_named, words))
        wrong("word" if text else "no-word", value=shown(value), words=names, nearest=text)


def _named(words: list[Word]) -> str:
    return listed([of_both(word.id, word.zh or word.id) for word in words])
