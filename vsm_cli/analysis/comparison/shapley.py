"""The Shapley value: a whole shared out among those who brought it about together.

Each one's part is what it adds on average, over all orders in which they may come (Shapley, A
Value for n-Person Games, 1953). The parts add up to the whole.
"""

from collections.abc import Callable, Iterable
from itertools import combinations
from math import factorial, fsum
from random import Random

EXACT_UP_TO = 10
PERMUTATIONS = 100
_SEED = 1

Worth = Callable[[frozenset[int]], float]


def shapley(count: int, worth: Worth, orders: int = PERMUTATIONS) -> list[float]:
    """The part of each of `count` players in worth(all) − worth(none).

    `worth` says what a set of players comes to and is asked once for each set. Exact for up to
    10 players; above, the mean over `orders` (an even number) random orders with a fixed seed,
    every second of them the reverse of the one before.
    """
    known: dict[frozenset[int], float] = {}

    def worth_once(players: frozenset[int]) -> float:
        if players not in known:
            known[players] = worth(players)
        return known[players]

    if count <= EXACT_UP_TO:
        return [_exact(player, count, worth_once) for player in range(count)]
    return _sampled(count, worth_once, orders)


def _exact(player: int, count: int, worth: Worth) -> float:
    others = [other for other in range(count) if other != player]
    terms = []
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        for chosen in combinations(others, size):
            without = frozenset(chosen)
            terms.append(weight * (worth(without | {player}) - worth(without)))
    return fsum(terms)


def _sampled(count: int, worth: Worth, orders: int) -> list[float]:
    random = Random(_SEED)
    added: list[list[float]] = [[] for _ in range(count)]
    for _ in range(orders // 2):
        order = random.sample(range(count), count)
        for each in (order, order[::-1]):
            _add(each, worth, added)
    return [fsum(of_player) / len(of_player) for of_player in added]


def _add(order: Iterable[int], worth: Worth, added: list[list[float]]) -> None:
    there: frozenset[int] = frozenset()
    for player in order:
        more = there | {player}
        added[player].append(worth(more) - worth(there))
        there = more
