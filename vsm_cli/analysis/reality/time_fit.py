"""Whether a declared time fits a measured one: clock time or working time, with some tolerance."""

from collections.abc import Iterator
from math import exp
from statistics import NormalDist

from vsm_cli.model.logs import Interval, Sample
from vsm_cli.model.values import Calendar, Spread

LEAST = 20
"""So few cannot be judged."""
PERCENT = 0.25


def readings(seconds: float, calendar: Calendar) -> tuple[float, ...]:
    """A time of a calendar in elapsed seconds, read as clock time and as working time."""
    if calendar.elapsed:
        return (seconds,)
    return (seconds, seconds * calendar.elapsed_factor)


def fits(
    declared_s: float,
    sample: Sample,
    calendar: Calendar,
    *,
    spread: Spread | None = None,
    percent: float = PERCENT,
) -> bool:
    """Whether a declared mean, or a log-normal spread at its percentiles, lies within `percent`
    (0–1) of what was measured; what is too little to judge fits."""
    if sample.n < LEAST:
        return True
    if spread is not None and spread.kind == "log-normal" and spread.varies:
        pairs = [(value, between) for value, between in _percentiles(spread, sample) if between]
        return any(
            all(_near(value * factor, between, percent) for value, between in pairs)
            for factor in readings(1.0, calendar)
        )
    between = _span(sample)
    if between is None:
        return True
    return any(_near(each, between, percent) for each in readings(declared_s, calendar))


def _span(sample: Sample) -> Interval | None:
    """From the lower end of the median's interval to the upper end of the mean's."""
    middle, mean = sample.p50_interval_s, sample.mean_interval_s
    if middle is None:
        return mean
    return (min(middle[0], mean[0]), max(middle[1], mean[1])) if mean else middle


def _near(seconds: float, between: Interval, percent: float) -> bool:
    return between[0] * (1 - percent) <= seconds <= between[1] * (1 + percent)


def _percentiles(spread: Spread, sample: Sample) -> Iterator[tuple[float, Interval | None]]:
    middle, deviation = spread.parameters
    measured = (
        (0.5, sample.p50_interval_s),
        (0.85, sample.p85_interval_s),
        (0.95, sample.p95_interval_s),
    )
    for p, between in measured:
        yield exp(middle + NormalDist().inv_cdf(p) * deviation), between


def as_share(setting: float) -> float:
    """A setting as a share of 0–1: people write 25, 25% and 0.25."""
    return setting / 100 if setting > 1 else setting
