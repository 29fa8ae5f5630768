"""The way of an item through a stream as a Markov chain, forks included."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from msgspec import Struct

from vsm_cli.analysis.flow.fork_results import branch_chances, combined
from vsm_cli.analysis.flow.forks import Fork, Forks
from vsm_cli.analysis.flow.markov_chain import AbsorbingChain
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Stream


class Move(NamedTuple):
    """A transition: to `target` with probability `share`, along `route`.

    Moves into a fork of a step's own making, and from a fork to its join, have no route.
    """

    target: str
    share: float
    route: Route | None


Moves = tuple[Move, ...]
MoveRows = dict[str, Moves | None]


class Routing(Struct, frozen=True, eq=False):
    """Where items go, with their shares.

    `starts` are the shares of the entries (None: not known, or nothing comes in). `rows` are
    the moves of every state, of a fork those to where it is left (see `fork_results`); None
    where they are not known. `targets` names the successors of every state, whatever their
    share. `visits` says how often an item comes to each step (None: not known).
    """

    starts: Mapping[str, float] | None
    rows: Mapping[str, Moves | None]
    targets: Mapping[str, tuple[str, ...]]
    forks: tuple[Fork, ...]
    unsound: tuple[str, ...]
    visits: Mapping[str, float | None]


@remembered
def routing_of(stream: Stream) -> Routing:
    """The routing of a stream with all its routes."""
    routes = {step.id: step.routes for step in stream.steps.values()}
    return _Builder(stream, routes).build()


@remembered
def forward_routing_of(stream: Stream) -> Routing:
    """The routing without rework: rework routes are removed and the other shares scaled up;
    a step whose every route is rework goes with it."""
    rework = flow_of(stream).rework
    if not any(rework.values()):
        return routing_of(stream)
    routes = dict(flow_of(stream).forward)
    incoming = flow_of(stream).incoming
    left = {step: len(onward) for step, onward in routes.items()}
    gone = {step for step, back in rework.items() if back and not routes[step]}
    todo = list(gone)
    while todo:
        for source, _ in incoming[todo.pop()]:
            left[source] -= 1
            if not left[source]:
                gone.add(source)
                todo.append(source)
    if gone:
        routes = {
            step: tuple(route for route in onward if route.target not in gone)
            for step, onward in routes.items()
            if step not in gone
        }
    return _Builder(stream, routes).build()


class _Builder:
    """Builds the routing of a stream from some or all of its routes."""

    def __init__(self, stream: Stream, routes: Mapping[str, Sequence[Route]]) -> None:
        self._steps = stream.steps
        self._routes = routes
        entries = {step: e for step, e in flow_of(stream).entries.items() if step in routes}
        self._entries = tuple(entries)
        total = fsum(share for share in entries.values() if share is not None)
        self._starts = {step: share / total for step, share in entries.items() if share and total}
        if None in entries.values():
            self._starts = {}

    def _find_forks(self, forking: Mapping[str, Sequence[Route]]) -> Forks:
        if not forking:
            return Forks((), ())
        # Imported where something goes side by side; a small check needs none of it.
        from vsm_cli.analysis.flow.fork_finding import find_forks

        return find_forks(self._targets, forking, self._entries)

    def build(self) -> Routing:
        forking = {step: onward for step, onward in self._routes.items() if self._forks(step)}
        self._targets = {
            step: tuple(route.target for route in onward) for step, onward in self._routes.items()
        }
        forks = self._find_forks(forking)
        rows = {
            step: None if step in forking else self._moves(step, onward)
            for step, onward in self._routes.items()
        }
        for fork in forks.sound:
            self._targets[fork.state] = tuple(branch.head for branch in fork.branches)
            rows[fork.state] = _crossing(rows, fork)
        return Routing(
            self._starts or None,
            rows,
            self._targets,
            forks.sound,
            forks.unsound,
            self._visits(rows, forks.sound),
        )

    def _forks(self, step: str) -> bool:
        return (
            self._steps[step].split == "all"
            and len(self._routes[step]) > 1
            and "next" not in self._steps[step].unread
        )

    def _moves(self, step: str, routes: Sequence[Route]) -> Moves | None:
        """The moves of a step that is no fork, shares normalised, without those of 0 %."""
        if "next" in self._steps[step].unread:
            return None
        if not routes:
            return (Move(END, 1.0, None),)
        if len(routes) == 1:
            return (Move(routes[0].target, 1.0, routes[0]),)
        total = fsum(route.share or 0.0 for route in routes)
        if not total or any(route.share is None for route in routes):
            return None
        return tuple(
            Move(route.target, route.share / total, route) for route in routes if route.share
        )

    def _visits(self, rows: MoveRows, forks: Sequence[Fork]) -> dict[str, float | None]:
        """How often each step is visited; within a fork, its own visits times those in the
        branch for the items that take it."""
        result: dict[str, float | None] = dict.fromkeys(self._steps, 0.0)
        chain = AbsorbingChain(rows, self._starts)
        if chain.hopeless or not self._starts:
            return result | dict.fromkeys(self._beyond(self._entries))
        visits = chain.visits(self._starts)
        for fork in reversed(forks):
            if visits.get(fork.state) and rows[fork.state] is not None:
                for branch in fork.branches:
                    inner = AbsorbingChain(rows, [branch.head], branch.states)
                    visits |= inner.visits({branch.head: visits[fork.state] * branch.share})
        result |= {state: visits[state] for state in visits if state in result}
        after = [target for state in chain.unknown for target in self._targets[state]]
        return result | dict.fromkeys(self._beyond(after))

    def _beyond(self, starts: Iterable[str]) -> list[str]:
        """The steps that can be reached from `starts`, themselves included."""
        found = reachable(starts, lambda step: self._targets.get(step, ()))
        return [step for step in found if step != END]


def _crossing(rows: MoveRows, fork: Fork) -> Moves | None:
    """The moves of a fork to where it is left."""
    branches = [branch_chances(rows, fork, branch) for branch in fork.branches]
    known = [each for each in branches if each is not None]
    if len(known) < len(branches):
        return None
    return tuple(Move(exit_.target, share, exit_.route) for exit_, share in combined(fork, known))
