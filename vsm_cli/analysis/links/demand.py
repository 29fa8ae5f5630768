"""How many items come to each stream, given or inherited from the links that start it."""

from collections.abc import Mapping
from math import fsum
from typing import NamedTuple

from vsm_cli.analysis.memo import remembered
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace


class Demand(NamedTuple):
    """Items per year; `is_bound`: at least that many, more links start it than are known."""

    per_year: float
    is_bound: bool = False


class _Start(NamedTuple):
    """A link that starts a stream: by which stream, and how often per item of it (None: not
    known)."""

    sender: str
    per_item: float | None


@remembered
def demands(workspace: Workspace) -> Mapping[str, Demand]:
    """The demand of every stream of which something is known.

    A stream without `demand` takes Σ demand × visits × share over the links that start it.
    Links of streams in another state (`mapped.state`) do not count for a current one. In a
    circle of streams that all inherit, nothing is known from within the circle.
    """
    streams = workspace.streams
    known = {
        stream.id: Demand(stream.demand_per_year)
        for stream in streams.values()
        if stream.demand_per_year is not None
    }
    starts = {
        stream: links
        for stream, links in _starts(workspace).items()
        if streams[stream].lacks("demand-per-s") and "demand" not in streams[stream].unread
    }
    waiting = dict(starts)
    while ready := [
        stream
        for stream, links in waiting.items()
        if not any(link.sender in waiting for link in links)
    ]:
        for stream in ready:
            inherited = _inherited(waiting.pop(stream), known)
            if inherited:
                known[stream] = inherited
    circular = {stream: _inherited(links, known) for stream, links in waiting.items()}
    return known | {stream: demand for stream, demand in circular.items() if demand}


def _inherited(links: list[_Start], known: Mapping[str, Demand]) -> Demand | None:
    counted = [
        known[link.sender].per_year * link.per_item
        for link in links
        if link.per_item is not None and link.sender in known
    ]
    if not counted:
        return None
    is_bound = len(counted) < len(links) or any(known[link.sender].is_bound for link in links)
    return Demand(fsum(counted), is_bound)


def _starts(workspace: Workspace) -> dict[str, list[_Start]]:
    found: dict[str, list[_Start]] = {}
    for stream, step in workspace.steps():
        for link in step.starts:
            if _counts(stream, workspace.streams[link.stream]):
                from vsm_cli.analysis.flow.item_routing import routing_of

                visits = routing_of(stream).visits[step.id]
                share = 1.0 if link.share is None else link.share
                per_item = None if visits is None or "share" in link.unread else visits * share
                found.setdefault(link.stream, []).append(_Start(stream.id, per_item))
    return found


def _counts(sender: Stream, receiver: Stream) -> bool:
    return sender.current or sender.mapped.state == receiver.mapped.state
