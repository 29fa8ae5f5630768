"""How sure a figure is: 95 % intervals of shares, means and quantiles.

Shares by Wilson (1927); means by ± 1.96 s/√n; quantiles by the binomial distribution of the rank
(order statistics), with open cases by Kaplan & Meier (1958) and Brookmeyer & Crowley (1982).
"""

from collections.abc import Sequence
from math import ceil, exp, floor, lgamma, log, sqrt

from vsm_cli.model.logs import Counted, Interval

Z = 1.959963984540054
_TAIL = 0.025
# Above, the normal approximation of the binomial is off by less than a rank.
_EXACT_MOST = 2000


def counted(n: int, of: int) -> Counted:
    """A share with its Wilson interval."""
    if not of:
        return Counted(n=n, share=0.0, interval=(0.0, 1.0))
    p = n / of
    middle = (p + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z / (1 + Z * Z / of) * sqrt(p * (1 - p) / of + Z * Z / (4 * of * of))
    return Counted(n=n, share=p, interval=(max(0.0, middle - half), min(1.0, middle + half)))


def mean_interval(mean: float, deviation: float | None, n: int) -> Interval | None:
    """What the mean lies between; None for a single value."""
    if deviation is None or n < 2:
        return None
    half = Z * deviation / sqrt(n)
    return max(0.0, mean - half), mean + half


def ranks(n: int, p: float) -> tuple[int, int] | None:
    """The ranks (from 1) of the values that a quantile lies between; None where there are too few
    values for it."""
    if n > _EXACT_MOST:
        half = Z * sqrt(n * p * (1 - p))
        low, high = floor(n * p - half), ceil(n * p + half) + 1
    else:
        below = 0.0
        low = high = 0
        for k in range(n + 1):
            below += _binomial(k, n, p)
            if below <= _TAIL:
                low = k + 1
            if below >= 1 - _TAIL:
                high = k + 1
                break
    return (low, high) if low >= 1 and high <= n else None


def _binomial(k: int, n: int, p: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log(1 - p))


class Survival:
    """The share of cases that have not ended, by the time since they began (Kaplan & Meier).

    `times` are sorted, each with how many cases ended then and how many were last seen, open.
    """

    def __init__(self, times: Sequence[tuple[float, int, int]]) -> None:
        left = sum(ended + open_ for _, ended, open_ in times)
        share, greenwood = 1.0, 0.0
        self._steps: list[tuple[float, float, float]] = []
        for time, ended, open_ in times:
            if ended:
                share *= 1 - ended / left
                rest = left - ended
                greenwood += ended / (left * rest) if rest else 0.0
                self._steps.append((time, share, share * sqrt(greenwood)))
            left -= ended + open_

    def quantile(self, p: float) -> float | None:
        """The time by which a share of the cases has ended; None where fewer ever did."""
        return next((time for time, share, _ in self._steps if share <= 1 - p + 1e-12), None)

    def interval(self, p: float) -> Interval | None:
        """What that time lies between."""
        within = [time for time, share, sd in self._steps if abs(share - (1 - p)) <= Z * sd]
        if not within:
            return None
        above = [time for time, _, _ in self._steps if time > within[-1]]
        # Where the last seen cannot be told from it, there is no upper end.
        return (within[0], above[0]) if above else None
