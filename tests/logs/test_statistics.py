"""Intervals and survival against published values."""

import random

import pytest

from vsm_cli.logs.statistics import Survival, counted, mean_interval, ranks


def test_shares_by_wilson() -> None:
    # Newcombe (1998), table I: 15 of 148 gives 0.0624 to 0.1605.
    low, high = counted(15, 148).interval
    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)
    assert counted(0, 20).interval[0] == 0
    assert counted(20, 20).interval[1] == 1


def test_means() -> None:
    assert mean_interval(10.0, 5.0, 100) == pytest.approx((9.02, 10.98), abs=1e-3)
    assert mean_interval(10.0, None, 1) is None


def test_ranks_of_a_quantile() -> None:
    # Conover, Practical Nonparametric Statistics: the median of 16 lies between ranks 4 and 13.
    assert ranks(16, 0.5) == (4, 13)
    assert ranks(5, 0.5) is None
    assert ranks(20, 0.95) is None


@pytest.mark.parametrize("n", [16, 40, 200, 5000])
def test_intervals_of_quantiles_cover(n: int) -> None:
    """Of 400 samples, about 95 % have the true median within their interval; never far fewer."""
    drawn = random.Random(7)
    low, high = ranks(n, 0.5) or (0, 0)
    covered = 0
    for _ in range(400):
        values = sorted(drawn.random() for _ in range(n))
        covered += values[low - 1] <= 0.5 <= values[high - 1]
    assert 0.92 <= covered / 400 <= 1


def test_survival_with_open_cases() -> None:
    # Kaplan & Meier (1958), their example: deaths at 0.8, 3.1, 5.4, 9.2; losses at 1.0, 2.7, 7.0,
    # 12.1. Their estimate is 7/8, then 0.7, 0.525, 0.2625.
    times = [(0.8, 1, 0), (1.0, 0, 1), (2.7, 0, 1), (3.1, 1, 0), (5.4, 1, 0), (7.0, 0, 1),
             (9.2, 1, 0), (12.1, 0, 1)]  # fmt: skip
    survival = Survival(times)
    assert survival.quantile(0.12) == 0.8
    assert survival.quantile(0.2) == 3.1
    assert survival.quantile(0.47) == 5.4
    assert survival.quantile(0.5) == 9.2
    assert survival.quantile(0.8) is None


def test_survival_without_open_cases_is_the_plain_quantile() -> None:
    times = [(float(each), 1, 0) for each in range(1, 101)]
    survival = Survival(times)
    assert survival.quantile(0.5) == 50
    low, high = survival.interval(0.5) or (0, 0)
    assert (low, high) == pytest.approx(ranks(100, 0.5), abs=1.5)
