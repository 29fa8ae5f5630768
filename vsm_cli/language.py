"""The language of everything that people read: messages, durations, shares and lists.

Messages are templates with named fields (`{step}`), looked up through gettext, so that no
sentence is glued from parts. A field is a plain string or number, or one of the typed values
below, which know how to write themselves.
"""

import gettext as _gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_translations: _gettext.NullTranslations = _gettext.NullTranslations()


def message(template: str) -> str:
    """Mark a template for extraction; it is translated when it is filled."""
    return template


def tr(template: str, /, **fields: object) -> str:
    """Translate a template and fill its named fields."""
    return fill(template, fields)


def fill(template: str, fields: Mapping[str, object]) -> str:
    """Translate a template and fill its fields from a mapping (str, number, Seconds, Names)."""
    text = _translations.gettext(template)
    return text.format_map(fields) if fields else text.replace("{{", "{").replace("}}", "}")


@dataclass(frozen=True, slots=True)
class Names:
    """Several names in one field: "a", "a and b", "a, b and c"."""

    items: tuple[str, ...]
    last: str = message("{first} and {last}")

    def __str__(self) -> str:
        if len(self.items) < 2:
            return "".join(self.items)
        return tr(self.last, first=", ".join(self.items[:-1]), last=self.items[-1])


def names(items: Iterable[str]) -> Names:
    return Names(tuple(items))


def either(items: Iterable[str]) -> Names:
    """Several names of which one is meant: "a, b or c"."""
    return Names(tuple(items), message("{first} or {last}"))


def duration(seconds: float, *, day_hours: float = 24, week_days: float = 7) -> str:
    """A time in its two largest useful units: `1h 59m`, `3d`, `9.5d`, `45s`, `0`.

    `seconds` is working time of the calendar given by `day_hours` and `week_days`. At most
    two units are shown; the smaller one is rounded. Weeks appear only for whole weeks.
    """
    if seconds < 0:
        return "-" + duration(-seconds, day_hours=day_hours, week_days=week_days)
    day = day_hours * 3600
    if seconds >= day:
        return _days(seconds / day, week_days, day_hours)
    if seconds >= 3600:
        minutes = round(seconds / 60)
        if minutes * 60 >= day:
            return "1d"
        return _two(minutes // 60, "h", minutes % 60, "m")
    if seconds >= 60:
        whole = round(seconds)
        if whole >= 3600:
            return "1h"
        return _two(whole // 60, "m", whole % 60, "s")
    return "0" if seconds == 0 else f"{seconds:.3g}s"


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large}{large_unit} {small}{small_unit}" if small else f"{large}{large_unit}"


def _days(days: float, week_days: float, day_hours: float) -> str:
    weeks = days / week_days
    if abs(weeks - round(weeks)) < 1e-9:
        return f"{round(weeks)}w"
    if days >= 3 or abs(days * 2 - round(days * 2)) < 1e-9:
        return f"{round(days, 1):g}d"
    whole = int(days)
    hours = round((days - whole) * day_hours)
    if hours >= day_hours:
        whole, hours = whole + 1, 0
    return _two(whole, "d", hours, "h")


def percent(share: float, digits: int = 1) -> str:
    """A share of 0–1 as people write it: `3.9%`, `30%`."""
    return f"{round(share * 100, digits):g}%"


def number(value: float, digits: int = 1) -> str:
    """A count that may have a fraction: `1.5`, `40`."""
    return f"{round(value, digits):g}"
