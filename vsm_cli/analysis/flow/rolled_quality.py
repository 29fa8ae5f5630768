"""Rolled %C&A: the share of items that go through a stream without coming back anywhere."""

from collections.abc import Mapping
from math import fsum
from typing import NamedTuple

from vsm_cli.analysis.flow.fork_results import branch_chances, combined
from vsm_cli.analysis.flow.item_routing import Routing
from vsm_cli.analysis.flow.markov_chain import AbsorbingChain
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route

# No id has a space in it.
_SPOILED = "not complete and accurate"


class _Turn(NamedTuple):
    target: str
    share: float
    route: Route | None = None


def rolled_complete_accurate(routing: Routing, rates: Mapping[str, float]) -> float | None:
    """Rolled %C&A, 0–1: x = c · Σ share · x(next) (Martin & Osterling, Value Stream Mapping,
    2014, where it is the product along a line of steps).

    `routing` is the one without rework: what comes back is what %C&A already says. Every
    step spoils the items that it does not hand on complete and accurate (a step without a
    rate: none, so that the result is an upper bound); asked is the chance to come to the end
    unspoiled. Of branches side by side none may be spoiled. None where a split is unknown.
    """
    if not routing.starts:
        return None
    rows: dict[str, tuple[_Turn, ...] | None] = {}
    for state, moves in routing.rows.items():
        rate = rates.get(state, 1.0)
        rows[state] = (
            None
            if moves is None
            else _turns(
                *(_Turn(move.target, move.share * rate, move.route) for move in moves),
                _Turn(_SPOILED, 1.0 - rate),
            )
        )
    for fork in routing.forks:
        branches = [branch_chances(rows, fork, branch) for branch in fork.branches]
        known = [each for each in branches if each is not None]
        if len(known) == len(branches):
            rate = rates.get(fork.state, 1.0)
            good = [
                _Turn(exit_.target, share * rate, exit_.route)
                for exit_, share in combined(fork, known)
            ]
            rows[fork.state] = _turns(*good, _Turn(_SPOILED, 1.0 - fsum(t.share for t in good)))
    chain = AbsorbingChain(rows, routing.starts)
    if not chain.solvable:
        return None
    reached = chain.values(
        {
            state: fsum(turn.share for turn in rows[state] or () if turn.target == END)
            for state in chain.states
        }
    )
    return fsum(share * reached[state] for state, share in routing.starts.items())


def _turns(*turns: _Turn) -> tuple[_Turn, ...]:
    return tuple(turn for turn in turns if turn.share > 0)
