"""How work flows through one stream: entries, routes, and which of them are rework."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from vsm_cli.analysis.components import components
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Step, Stream


class Flow(Struct, frozen=True, eq=False):
    """The routes of a stream, forward and rework told apart.

    `forward` and `rework` hold, for each step id, its routes of that kind; `incoming` the
    forward ones that lead to it, with their source's id. `entries` maps the ids of the
    steps where work comes in to their share (None: split unknown), adding up to 1.
    """

    stream: Stream
    entries: Mapping[str, float | None]
    forward: Mapping[str, tuple[Route, ...]]
    rework: Mapping[str, tuple[Route, ...]]
    incoming: Mapping[str, tuple[tuple[str, Route], ...]]

    def forward_pairs(self) -> Iterator[tuple[Step, Route, Step]]:
        """Every forward route between two steps (not to the end), in written order."""
        steps = self.stream.steps
        for step in steps.values():
            for route in self.forward[step.id]:
                if route.target != END:
                    yield step, route, steps[route.target]

    def rework_pairs(self) -> Iterator[tuple[Step, Route, Step]]:
        """Every rework route, in written order."""
        steps = self.stream.steps
        for step in steps.values():
            for route in self.rework[step.id]:
                yield step, route, steps[route.target]

    def in_order(self) -> Iterator[Step]:
        """The steps in an order in which every forward route leads on."""
        missing = {step: len(routes) for step, routes in self.incoming.items()}
        ready = [step for step, routes in missing.items() if not routes]
        for step in ready:
            yield self.stream.steps[step]
            for route in self.forward[step]:
                if route.target != END:
                    missing[route.target] -= 1
                    if not missing[route.target]:
                        ready.append(route.target)

    def reachable(self, start: str, *, forward_only: bool = True) -> frozenset[str]:
        """The steps that can be reached from `start`, itself only where a route leads back."""

        def onward(step: str) -> list[str]:
            routes = self.forward[step] if forward_only else self.forward[step] + self.rework[step]
            return [route.target for route in routes if route.target != END]

        return frozenset(reachable(onward(start), onward))

    def before(self, goal: str, *, forward_only: bool = True) -> frozenset[str]:
        """The steps from which `goal` can be reached, itself only where a route leads back."""
        leading = {step: [source for source, _ in self.incoming[step]] for step in self.incoming}
        if not forward_only:
            for source, routes in self.rework.items():
                for route in routes:
                    leading[route.target].append(source)
        return frozenset(reachable(leading[goal], leading.__getitem__))

    def beside(self, goal: str) -> frozenset[str]:
        """The steps on branches that run side by side with one on which `goal` is, and that
        neither lead to it nor follow it."""
        found: set[str] = set()
        for fork in self.stream.steps.values():
            if fork.split == "all" and len(self.forward[fork.id]) > 1:
                branches = [
                    {route.target} | self.reachable(route.target)
                    for route in self.forward[fork.id]
                    if route.target != END
                ]
                if any(goal in branch for branch in branches):
                    found.update(*branches)
        later = self.reachable(goal, forward_only=False)
        earlier = self.before(goal, forward_only=False)
        return frozenset(found - later - earlier - {goal})


@remembered
def flow_of(stream: Stream) -> Flow:
    """The flow of a stream. A route to a step written earlier, or to the step itself, from
    which the step can be reached again, is rework."""
    order = {step: place for place, step in enumerate(stream.steps)}
    circles = _circles(stream, order)
    forward: dict[str, tuple[Route, ...]] = {}
    rework: dict[str, tuple[Route, ...]] = {}
    incoming: dict[str, list[tuple[str, Route]]] = {step: [] for step in order}
    for step in stream.steps.values():
        back: list[Route] = []
        onward: list[Route] = []
        for route in step.routes:
            is_earlier = order.get(route.target, len(order)) <= order[step.id]
            returns = is_earlier and circles[route.target] == circles[step.id]
            (back if returns else onward).append(route)
        rework[step.id], forward[step.id] = tuple(back), tuple(onward)
        for route in forward[step.id]:
            if route.target != END:
                incoming[route.target].append((step.id, route))
    return Flow(
        stream,
        _entries(stream),
        forward,
        rework,
        {step: tuple(routes) for step, routes in incoming.items()},
    )


def _circles(stream: Stream, order: Mapping[str, int]) -> Mapping[str, int]:
    """For each step the circle that it is part of; by its place where no route leads back."""
    onward = {
        step.id: [route.target for route in step.routes if route.target != END]
        for step in stream.steps.values()
    }
    back = any(order[target] <= order[step] for step in onward for target in onward[step])
    return components(onward) if back else order


def _entries(stream: Stream) -> dict[str, float | None]:
    given = {
        step.id: step.entry or True
        for step in stream.steps.values()
        if step.entry or "entry" in step.unread
    }
    if not given:
        return dict.fromkeys(list(stream.steps)[:1], 1.0)
    open_ones = [step for step, entry in given.items() if entry is True]
    shares = {step: float(entry) for step, entry in given.items() if entry is not True}
    if len(open_ones) > 1:
        return {step: shares.get(step) for step in given}
    if open_ones:
        shares[open_ones[0]] = max(0.0, 1.0 - sum(shares.values()))
    total = sum(shares.values())
    return {step: shares[step] / total if total else None for step in given}


def is_handoff(source: Step, target: Step) -> bool:
    """Whether the owner changes between two steps; a step without owner says nothing."""
    return None not in (source.owner, target.owner) and source.owner != target.owner


def changes_system(source: Step, target: Step) -> bool:
    """Whether two steps that both name systems share none of them."""
    return bool(source.systems and target.systems) and not set(source.systems) & set(target.systems)
