"""How items leave a fork: what comes of branches that each leave in one way or another."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum, prod
from typing import NamedTuple, Protocol

from vsm_cli.analysis.flow.forks import SKIPPED, Branch, Fork
from vsm_cli.analysis.flow.markov_chain import AbsorbingChain, Transition
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route


class Exit(NamedTuple):
    """Where a branch or fork is left to; `route` leads there where it goes back before the fork."""

    target: str
    route: Route | None = None


class Turn(Transition, Protocol):
    """A way on whose chance and route are known."""

    @property
    def route(self) -> Route | None: ...


class Chances(NamedTuple):
    """How likely (0–1) an item leaves a branch for the join (it does too where it never took
    the branch), by the end, or back before the fork; `skips` of those who join never took it.
    What is missing to 1 does not leave at all, or is not counted."""

    joins: float = 0.0
    ends: float = 0.0
    back: tuple[tuple[Exit, float], ...] = ()
    skips: float = 0.0

    @property
    def fails(self) -> float:
        return fsum(chance for _, chance in self.back)


def exit_of(fork: Fork, branch: Branch, target: str, route: Route | None) -> Exit | None:
    """The exit that a way to `target` is; None where it stays in the branch, or leads nowhere."""
    if target in (fork.join, END, SKIPPED):
        return Exit(target)
    return None if target in branch.states or route is None else Exit(target, route)


def chances_of(fork: Fork, branch: Branch, exits: Iterable[tuple[Exit, float]]) -> Chances:
    """The chances of a branch from those of the items that take it."""
    found: dict[Exit, float] = {}
    for exit_, chance in exits:
        found[exit_] = found.get(exit_, 0.0) + chance * branch.share
    skips = 1.0 - branch.share + found.pop(Exit(SKIPPED), 0.0)
    joins = skips + found.pop(Exit(fork.join), 0.0)
    ends = found.pop(Exit(END), 0.0)
    return Chances(joins, ends, tuple(found.items()), skips)


def combined(fork: Fork, branches: Sequence[Chances]) -> list[tuple[Exit, float]]:
    """The exits of a fork and their chances.

    A branch that ends the case ends it for all. Else the first in written order of those that
    go back decides where to. Else, all go on at the join; of a fork that branches made by
    meeting before the others, as if they were not there, if none of them is taken.
    """
    ended_not = prod(each.joins + each.fails for each in branches)
    joined = prod(each.joins for each in branches)
    skipped = prod(each.skips for each in branches) if fork.made else 0.0
    found = [
        (Exit(fork.join), joined - skipped),
        (Exit(SKIPPED), skipped),
        (Exit(END), prod(each.joins + each.fails + each.ends for each in branches) - ended_not),
    ]
    for number, each in enumerate(branches):
        if each.back:
            before = prod(other.joins for other in branches[:number])
            behind = prod(other.joins + other.fails for other in branches[number + 1 :])
            found += [(exit_, before * chance * behind) for exit_, chance in each.back]
    return [(exit_, chance) for exit_, chance in found if chance > 0]


def branch_chances(
    rows: Mapping[str, Sequence[Turn] | None], fork: Fork, branch: Branch
) -> Chances | None:
    """The chances of a branch whose ways on are `rows`, those of its own forks among them; None
    where they are not known."""
    at_once = exit_of(fork, branch, branch.head, branch.route)
    if at_once:
        return chances_of(fork, branch, [(at_once, 1.0)])
    chain = AbsorbingChain(rows, [branch.head], branch.states)
    if not chain.solvable:
        return None
    visits = chain.visits({branch.head: 1.0})
    exits = (
        (exit_, often * turn.share)
        for state, often in visits.items()
        for turn in rows[state] or ()
        if (exit_ := exit_of(fork, branch, turn.target, turn.route))
    )
    return chances_of(fork, branch, exits)
