"""Written times into seconds of a calendar."""

import math
from functools import lru_cache
from itertools import pairwise
from typing import Any

from vsm_cli.diagnostics import Finding
from vsm_cli.language import message
from vsm_cli.loading.shapes import CalendarShape
from vsm_cli.loading.value_parsing import Amount, RawSpread
from vsm_cli.model.values import ELAPSED, HOUR_S, Calendar, Spread
from vsm_cli.source.places import Place

_ORDER = message("{first} is longer than {second}: a spread goes from short to long")
_ZERO = message("a percentile of 0 leaves no spread to draw from")
_TOO_FAR_APART = message("{first} and {second} are so far apart that their mean cannot be meant")
_CALENDAR = message("a working {unit} cannot be {problem}")


def calendar_of(
    shape: CalendarShape | None, base: Calendar, place: Place, findings: list[Finding]
) -> Calendar:
    """The calendar that a `calendar` key gives; a half left out keeps the default."""
    if shape is None:
        return base
    day_hours, week_days = ELAPSED
    if shape.day is not None:
        if shape.day.days or shape.day.weeks or shape.day.months:
            _bad_calendar(place.key("day"), "day", message("said in days"), findings)
        elif not 0 < shape.day.fixed_s <= 24 * HOUR_S:
            _bad_calendar(place.key("day"), "day", message("0 or over 24 hours"), findings)
        else:
            day_hours = shape.day.fixed_s / HOUR_S
    if shape.week is not None:
        days = shape.week.days + shape.week.fixed_s / (day_hours * HOUR_S)
        if shape.week.weeks or shape.week.months:
            _bad_calendar(place.key("week"), "week", message("said in weeks"), findings)
        elif not 0 < days <= 7:
            _bad_calendar(place.key("week"), "week", message("0 or over 7 days"), findings)
        else:
            week_days = days
    return Calendar(day_hours, week_days)


def _bad_calendar(place: Place, unit: str, problem: str, findings: list[Finding]) -> None:
    findings.append(
        Finding(code="VSM003", place=place, element="calendar", message=_CALENDAR,
                fields={"unit": unit, "problem": problem})
    )  # fmt: skip


def seconds(amount: Amount | None, calendar: Calendar) -> float | None:
    return None if amount is None else amount.seconds(calendar)


def spread_of(
    raw: RawSpread | None,
    calendar: Calendar,
    place: Place,
    key: str,
    element: str,
    findings: list[Finding],
) -> Spread | None:
    """The spread in seconds, with its mean (PERT: (min + 4·likely + max)/6; uniform; log-normal
    through two percentiles: exp(μ + σ²/2)).

    None, with a finding at `key` below `place`, where its points are out of order or too far
    apart.
    """
    if raw is None:
        return None
    if len(raw.points) == 1:
        return _fixed(raw.points[0][1], calendar)
    points = {name: amount.seconds(calendar) for name, amount in raw.points}

    def report(template: str, point: str, **fields: Any) -> None:
        findings.append(
            Finding(code="VSM003", place=place.key(key, point), element=element, message=template,
                    fields=fields, subject=f"{key}.{point}")
        )  # fmt: skip

    order = ["min", "likely", "max"] if "min" in points else sorted(points, key=_percentile)
    given = [name for name in order if name in points]
    for first, second in pairwise(given):
        if points[first] > points[second]:
            report(_ORDER, second, first=first, second=second)
            return None
    if "min" not in points:
        zero = next((name for name in given if points[name] <= 0), None)
        if zero:
            report(_ZERO, zero)
            return None
        found = _log_normal(*((_percentile(name) / 100, points[name]) for name in given))
        if found is None:
            report(_TOO_FAR_APART, given[1], first=given[0], second=given[1])
        return found
    low, high = points["min"], points["max"]
    if "likely" in points:
        likely = points["likely"]
        return Spread((low + 4 * likely + high) / 6, "pert", (low, likely, high))
    return Spread((low + high) / 2, "uniform", (low, high))


@lru_cache(maxsize=4096)
def _fixed(amount: Amount, calendar: Calendar) -> Spread:
    return Spread(amount.seconds(calendar))


def _percentile(name: str) -> float:
    return float(name[1:])


def _log_normal(first: tuple[float, float], second: tuple[float, float]) -> Spread | None:
    from statistics import NormalDist

    z1, z2 = NormalDist().inv_cdf(first[0]), NormalDist().inv_cdf(second[0])
    x1, x2 = math.log(first[1]), math.log(second[1])
    sigma = (x2 - x1) / (z2 - z1)
    mu = x1 - sigma * z1
    if mu + sigma * sigma / 2 > 60:
        # e^60 s is far beyond the age of the universe.
        return None
    return Spread(math.exp(mu + sigma * sigma / 2), "log-normal", (mu, sigma))
