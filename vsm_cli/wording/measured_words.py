"""How measured figures are said: with how sure they are, and how many they rest on."""

from typing import Any

from vsm_cli.language import message, tr
from vsm_cli.model.logs import Counted, Interval, Measured, Sample
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import UNKNOWN, clock, elapsed

_MEDIAN_AND_MEAN = message("{median} in the middle and {mean} on average")
_MEDIAN = message("{median} in the middle")
_BETWEEN = message("{low} to {high}")
_EITHER = message("{elapsed} by the clock, {working} of working time")


def sample_words(sample: Sample) -> str:
    """A measured time: `2h in the middle and 3h on average`, by the clock."""
    if sample.mean_s is None:
        return tr(_MEDIAN, median=elapsed(sample.p50_s))
    return tr(_MEDIAN_AND_MEAN, median=elapsed(sample.p50_s), mean=elapsed(sample.mean_s))


def in_calendar(seconds: float | None, calendar: Calendar) -> str:
    """An elapsed time, and beside it as working time of a calendar that is not the clock's."""
    if seconds is None or calendar == ELAPSED:
        return elapsed(seconds)
    working = clock(seconds / calendar.elapsed_factor, calendar)
    return tr(_EITHER, elapsed=elapsed(seconds), working=working)


def between_times(interval: Interval | None) -> str:
    """What a time lies between."""
    if interval is None:
        return UNKNOWN
    return tr(_BETWEEN, low=elapsed(interval[0]), high=elapsed(interval[1]))


def between_shares(counted: Counted) -> str:
    """What a share lies between."""
    return tr(_BETWEEN, low=percent(counted.interval[0]), high=percent(counted.interval[1]))


def in_log(measured: Measured, n: int) -> dict[str, Any]:
    """The log, and how many of its cases or visits something rests on, as fields of a message."""
    return {"log": measured.id, "n": f"{n:,}"}
