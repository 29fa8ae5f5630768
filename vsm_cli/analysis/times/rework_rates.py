"""What comes back: of the work that a step hands on, the share that is sent back to it."""

from math import fsum
from typing import NamedTuple

from vsm_cli.analysis.flow.item_routing import Moves, routing_of
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.reachable import reachable
from vsm_cli.analysis.times.quick_bounds import limits_of
from vsm_cli.model.elements import CUSTOMER, END
from vsm_cli.model.streams import Route, Step, Stream


class Returns(NamedTuple):
    """The share (0–1) of what a step hands on that comes back to it, and who sends it back by
    which route: with the share of the sender's items that take it."""

    share: float
    routes: tuple[tuple[Step, Route, float], ...]


def sent_back(stream: Stream, step: Step) -> tuple[tuple[Step, Route], ...]:
    """The rework routes by which a step's own work comes back to it, with their steps.

    Only where all work has been at the step before, and where the step itself does not choose
    whether it goes there: a question that the step asks and whose answer comes back is no fault
    of what it handed on, and neither is one that the customer is asked on the way. A step that
    repeats itself has not handed on yet.
    """
    return tuple(
        (other, route)
        for other, route, target in flow_of(stream).rework_pairs()
        if target is step
        and other is not step
        and not _is_asked(stream, other)
        and not _passes_by(stream, step, other)
        and not _is_chosen(stream, step, other)
    )


def may_come_back(stream: Stream, routes: tuple[tuple[Step, Route], ...]) -> float:
    """The share of what is handed on that comes back by routes at the most, at a glance.

    A step that follows is visited no more often before that than `limits_of` says.
    """
    limits = limits_of(stream)
    if limits is None:
        return 1.0
    shares = []
    for other, route in routes:
        total = fsum(each.share or 0.0 for each in other.routes)
        shares.append((route.share or 0.0) / total if total else 1.0)
    return fsum(shares) * limits.visits


def returns_to(stream: Stream, step: Step) -> Returns | None:
    """What comes back to a step: visits of the sender × share of the route ÷ visits of the
    step that end in handing on; None where a split is not known."""
    routing = routing_of(stream)
    visits = routing.visits[step.id]
    own = routing.rows[step.id]
    if not visits:
        return None
    repeats = fsum(
        move.share for move in own or () if move.route in step.routes and move.target == step.id
    )
    back = []
    routes = []
    for other, route in sent_back(stream, step):
        # Of side-by-side branches that send a case back at once, one does.
        forks = [f.state for f in routing.forks if _leaves_by(routing.rows[f.state], route)]
        sender = forks[-1] if forks and forks[-1] in routing.visits else other.id
        often, moves = routing.visits[sender], routing.rows[sender]
        if often is None or moves is None:
            return None
        share = fsum(move.share for move in moves if move.route is route)
        back.append(often * share)
        routes.append((other, route, share))
    handed_on = visits * (1 - repeats)
    return Returns(fsum(back) / handed_on, tuple(routes)) if handed_on > 0 else None


def _leaves_by(moves: Moves | None, route: Route) -> bool:
    return any(move.route is route for move in moves or ())


def _is_asked(stream: Stream, other: Step) -> bool:
    """Whether the customer is asked something, and all answers come back."""
    return other.owner == CUSTOMER and not flow_of(stream).forward[other.id]


def _passes_by(stream: Stream, step: Step, other: Step) -> bool:
    """Whether work can come to the other step without having been at the step."""

    def onward(id_: str) -> list[str]:
        targets = [route.target for route in stream.steps[id_].routes]
        return [target for target in targets if target not in (END, step.id)]

    entries = [entry for entry in flow_of(stream).entries if entry != step.id]
    return other.id in reachable(entries, onward)


def _is_chosen(stream: Stream, step: Step, other: Step) -> bool:
    """Whether the step may also hand on work in another way than to the other step."""
    flow = flow_of(stream)
    targets = [route.target for route in flow.forward[step.id] if route.target != END]
    return any(target != other.id and other.id not in flow.reachable(target) for target in targets)
