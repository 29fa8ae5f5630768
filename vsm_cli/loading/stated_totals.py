"""Totals printed elsewhere: the value, and half of its last digit, within which it is met."""

import re
import unicodedata
from typing import NamedTuple

from vsm_cli.loading.value_parsing import UNITS, Amount, duration, parsed, share, total
from vsm_cli.source.data import Number


class WrittenTotal(NamedTuple):
    """A printed total: the value and half its last digit, as amounts or shares."""

    value: Amount | float
    half_digit: Amount | float
    text: str


def stated_time(value: object) -> WrittenTotal:
    """A printed duration and half its last digit (`9.5d`: a twentieth of a day)."""
    whole = duration(value)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    decimals, unit = re.findall(r"\d+(?:\.(\d+))?\s*([^\d\s.]*)", text)[-1]
    known = _iso_unit(text, unit) if text.startswith("P") else UNITS.get(unit, Amount(60.0))
    return WrittenTotal(whole, total([(_half(decimals), known)]), str(value))


def _iso_unit(text: str, unit: str) -> Amount:
    """What the last letter of an ISO 8601 duration means: `M` is minutes only behind a `T`."""
    one = parsed(f"PT1{unit}" if "T" in text else f"P1{unit}")
    return one or Amount(60.0)


def stated_share(value: object) -> WrittenTotal:
    """A printed share and half its last digit (`3.9%`: 0.05 of a percent)."""
    result = share(value)
    text = unicodedata.normalize("NFKC", str(value))
    digits = re.search(r"\.(\d+)", text)
    half = _half(digits[1] if digits else "")
    return WrittenTotal(result, half / 100 if "%" in text else half, str(value))


def half_digit_of_share(text: str) -> float:
    """Half the last written digit of a share, as 0–1."""
    half = stated_share(Number(text) if not text.endswith(("%", "％")) else text).half_digit
    return half if isinstance(half, float) else 0.0


def _half(decimals: str) -> float:
    return float(0.5 * 10 ** -len(decimals))
