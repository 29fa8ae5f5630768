"""How many items come to each stream: what it says, or what links bring, whichever is more."""

from collections.abc import Iterator, Mapping
from math import fsum

from msgspec import Struct

from vsm_cli.analysis.components import components
from vsm_cli.analysis.memo import remembered
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace


class Demand(Struct, frozen=True):
    """Items per year; `is_bound`: at least that many, more links bring some than are known.

    `own` is what the stream itself says and `linked` what links bring, at least that where
    `linked_is_bound`; None where nothing is said or known. In a circle of streams that start
    each other nothing is known of what its links bring.
    """

    per_year: float
    is_bound: bool = False
    own: float | None = None
    linked: float | None = None
    linked_is_bound: bool = False


class _Arrival(Struct, frozen=True):
    """A link that brings items to a stream: from which one, and how often per item of it (None:
    not known)."""

    sender: str
    per_item: float | None


@remembered
def demands(workspace: Workspace) -> Mapping[str, Demand]:
    """The demand of every stream of which something is known.

    The larger of a stream's own `demand` and of Σ demand × visits × share over the links that
    bring it items: those that start it, and uses that wait for it. Links of streams in another
    state (`mapped.state`) do not count for a current one. In a circle only own demand counts.
    """
    arrivals = _arrivals(workspace)
    order = _order(workspace, arrivals)
    known = {
        stream.id: Demand(own, own=own)
        for stream in workspace.streams.values()
        if (own := stream.demand_per_year) is not None
        and any(order[each.sender] == order[stream.id] for each in arrivals.get(stream.id, ()))
    }
    # What is known of its own cuts a circle; in those that remain nothing goes round.
    arrivals = {stream: found for stream, found in arrivals.items() if stream not in known}
    order = _order(workspace, arrivals)
    for stream in sorted(workspace.streams.values(), key=lambda each: order[each.id]):
        if stream.id not in known:
            found = arrivals.get(stream.id, [])
            straight = [each for each in found if order[each.sender] != order[stream.id]]
            demand = _demand(stream, straight, known, of=len(found))
            if demand:
                known[stream.id] = demand
    return {id_: known[id_] for id_ in workspace.streams if id_ in known}


def _order(workspace: Workspace, arrivals: Mapping[str, list[_Arrival]]) -> dict[str, int]:
    """Streams that bring each other items in a circle have the same number; the others a higher
    one than those that bring them any."""
    onward: dict[str, list[str]] = {id_: [] for id_ in workspace.streams}
    for receiver, found in arrivals.items():
        for each in found:
            onward[each.sender].append(receiver)
    return components(onward)


def _demand(
    stream: Stream, arrivals: list[_Arrival], known: Mapping[str, Demand], *, of: int
) -> Demand | None:
    """The demand of a stream by those of its `of` links that stand in no circle."""
    own = stream.demand_per_year
    counted = [
        (known[each.sender], known[each.sender].per_year * each.per_item)
        for each in arrivals
        if each.per_item is not None and each.sender in known
    ]
    if not counted or "demand" in stream.unread:
        return None if own is None else Demand(own, own=own)
    linked = fsum(items for _, items in counted)
    is_bound = len(counted) < of or any(demand.is_bound for demand, _ in counted)
    if own is not None and own >= linked:
        return Demand(own, False, own, linked, is_bound)
    return Demand(linked, is_bound, own, linked, is_bound)


def _arrivals(workspace: Workspace) -> dict[str, list[_Arrival]]:
    found: dict[str, list[_Arrival]] = {}
    for stream, step in workspace.steps():
        for link in _links(step):
            if _counts(stream, workspace.streams[link.stream]):
                from vsm_cli.analysis.flow.item_routing import routing_of

                visits = routing_of(stream).visits[step.id]
                share = link.share if isinstance(link, Link) else None
                lost = visits is None or "share" in link.unread
                per_item = None if lost else (visits or 0.0) * (1.0 if share is None else share)
                found.setdefault(link.stream, []).append(_Arrival(stream.id, per_item))
    return found


def _links(step: Step) -> Iterator[Link | Use]:
    """What brings items to other streams; what is started and waited for, comes once."""
    yield from step.starts
    started = {link.stream for link in step.starts}
    yield from (use for use in step.uses if use.wait and use.stream not in started)


def _counts(sender: Stream, receiver: Stream) -> bool:
    return sender.current or sender.mapped.state == receiver.mapped.state
