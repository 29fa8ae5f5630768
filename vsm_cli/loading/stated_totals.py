"""Totals printed elsewhere: the value, and half of its last digit, within which it is met."""

import re
import unicodedata
from collections.abc import Callable

from msgspec import Struct

from vsm_cli.loading.amounts import Amount, Part, ends_of_range, parts_of, total
from vsm_cli.loading.value_parsing import duration, share
from vsm_cli.source.data import Number


class WrittenTotal(Struct, frozen=True):
    """A printed total: the value and half its last digit, as amounts or shares; of a range the
    least, and the `most`."""

    value: Amount | float
    half_digit: Amount | float
    text: str
    most: Amount | float | None = None


def stated_time(value: object) -> WrittenTotal:
    """A printed duration and half its last digit (`9.5d`: a twentieth of a day), or a range of
    them (`8-10d`)."""
    return _one_or_range(value, _time)


def stated_share(value: object) -> WrittenTotal:
    """A printed share and half its last digit (`3.9%`: 0.05 of a percent), or a range of them."""
    return _one_or_range(value, _share)


def _one_or_range(value: object, read: Callable[[object], WrittenTotal]) -> WrittenTotal:
    if isinstance(value, dict) and value.keys() == {"min", "max"}:
        ends: tuple[object, object] | None = value["min"], value["max"]
    else:
        ends = None if isinstance(value, Number) else ends_of_range(value)
    if ends is None:
        return read(value)
    least, most = map(read, ends)
    text = str(value) if isinstance(value, str) else f"{least.text}–{most.text}"
    return WrittenTotal(least.value, most.half_digit, text, most.value)


def _time(value: object) -> WrittenTotal:
    whole = duration(value)
    parts = parts_of(str(value))
    last = parts[-1] if parts else Part(0.0, "", Amount(60.0))
    return WrittenTotal(whole, total([(_half(last.decimals), last.unit)]), str(value))


def _share(value: object) -> WrittenTotal:
    result = share(value)
    text = unicodedata.normalize("NFKC", str(value))
    digits = re.search(r"\.(\d+)", text)
    half = _half(digits[1] if digits else "")
    return WrittenTotal(result, half / 100 if "%" in text else half, str(value))


def half_digit_of_share(text: str) -> float:
    """Half the last written digit of a share, as 0–1."""
    half = _share(Number(text) if not text.endswith(("%", "％")) else text).half_digit
    return half if isinstance(half, float) else 0.0


def _half(decimals: str) -> float:
    return float(0.5 * 10 ** -len(decimals))
