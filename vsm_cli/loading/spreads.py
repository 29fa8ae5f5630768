"""Written times into seconds of a calendar."""

import math
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from vsm_cli.language import message
from vsm_cli.loading.amounts import Amount
from vsm_cli.loading.value_parsing import RawSpread
from vsm_cli.model.values import Calendar, Spread

_ORDER = message("{first} is longer than {second}: a spread goes from short to long")
_NO_MEAN = message("around a mean of 0 nothing can spread")
_ZERO = message("a percentile of 0 leaves no spread to draw from")
_TOO_FAR_APART = message("{first} and {second} are so far apart that their mean cannot be meant")


class Disorder(Struct, frozen=True):
    """Why points make no spread: a template for `fields`, and the point to mend."""

    message: str
    point: str
    fields: dict[str, str]


def seconds(amount: Amount | None, calendar: Calendar) -> float | None:
    return None if amount is None else amount.seconds(calendar)


def spread_of(raw: RawSpread, calendar: Calendar) -> Spread | Disorder:
    """The spread in seconds, with its mean (PERT: (min + 4·likely + max)/6; uniform; log-normal
    with a mean and a standard deviation, or through two percentiles: exp(μ + σ²/2))."""
    if len(raw.points) == 1:
        return _fixed(raw.points[0][1], calendar)
    points = {name: amount.seconds(calendar) for name, amount in raw.points}
    if "mean" in points:
        return _with_deviation(points["mean"], points["sd"])
    order = ["min", "likely", "max"] if "min" in points else sorted(points, key=_percentile)
    given = [name for name in order if name in points]
    for first, second in pairwise(given):
        if points[first] > points[second]:
            return Disorder(_ORDER, second, {"first": first, "second": second})
    if "min" not in points:
        zero = next((name for name in given if points[name] <= 0), None)
        if zero:
            return Disorder(_ZERO, zero, {})
        found = _log_normal(*((_percentile(name) / 100, points[name]) for name in given))
        apart = {"first": given[0], "second": given[1]}
        return found or Disorder(_TOO_FAR_APART, given[1], apart)
    low, high = points["min"], points["max"]
    if "likely" in points:
        likely = points["likely"]
        return Spread((low + 4 * likely + high) / 6, "pert", (low, likely, high))
    return Spread((low + high) / 2, "uniform", (low, high))


@lru_cache(maxsize=4096)
def _fixed(amount: Amount, calendar: Calendar) -> Spread:
    return Spread(amount.seconds(calendar))


def _with_deviation(mean_s: float, sd_s: float) -> Spread | Disorder:
    """The log-normal spread: σ² = ln(1 + (sd ÷ mean)²), μ = ln(mean) − σ²/2."""
    if sd_s == 0:
        return Spread(mean_s)
    if mean_s == 0:
        return Disorder(_NO_MEAN, "mean", {})
    variance = math.log1p((sd_s / mean_s) ** 2)
    return Spread(mean_s, "log-normal", (math.log(mean_s) - variance / 2, math.sqrt(variance)))


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
