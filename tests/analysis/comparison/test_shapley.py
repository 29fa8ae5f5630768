"""Parts add up to the whole, are fair, and do not depend on who is named first."""

from collections.abc import Callable
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.analysis.comparison.shapley import EXACT_UP_TO, shapley

AMOUNTS = st.floats(-1e6, 1e6)


def any_worth(values: list[float]) -> Callable[[frozenset[int]], float]:
    """What each set of players comes to, from a list with one value for each set."""
    return lambda players: values[sum(1 << player for player in players)]


@given(st.integers(0, 6).flatmap(lambda n: st.lists(AMOUNTS, min_size=2**n, max_size=2**n)))
def test_parts_add_up_to_the_whole(values: list[float]) -> None:
    count = len(values).bit_length() - 1
    parts = shapley(count, any_worth(values))
    assert fsum(parts) == pytest.approx(values[-1] - values[0], abs=1e-6)


@given(st.data(), st.lists(AMOUNTS, min_size=16, max_size=16), st.permutations(range(4)))
def test_the_order_of_the_players_says_nothing(
    data: st.DataObject, values: list[float], order: list[int]
) -> None:
    worth = any_worth(values)
    parts = shapley(4, worth)
    moved = shapley(4, lambda players: worth(frozenset(order[each] for each in players)))
    player = data.draw(st.sampled_from(range(4)))
    assert moved[player] == pytest.approx(parts[order[player]], abs=1e-6)


def test_what_two_bring_about_together_is_shared() -> None:
    """A glove game: the pair is worth 12; the third adds 3 whatever else there is."""

    def worth(players: frozenset[int]) -> float:
        return 12.0 * ({0, 1} <= players) + 3.0 * (2 in players)

    assert shapley(3, worth) == pytest.approx([6, 6, 3])


def test_many_players_are_sampled_and_still_add_up() -> None:
    count = EXACT_UP_TO + 5

    def worth(players: frozenset[int]) -> float:
        return sum(players) + 40.0 * ({0, 1} <= players)

    parts = shapley(count, worth)
    assert fsum(parts) == pytest.approx(worth(frozenset(range(count))))
    assert parts == shapley(count, worth)
    # Each order is tried with its reverse, so that half of the orders put one of the two last.
    assert parts[:3] == pytest.approx([20, 21, 2])
    assert parts[-1] == pytest.approx(count - 1)


def test_each_set_is_asked_for_once() -> None:
    asked: list[frozenset[int]] = []

    def worth(players: frozenset[int]) -> float:
        asked.append(players)
        return float(len(players))

    shapley(5, worth)
    assert len(asked) == len(set(asked)) == 32
