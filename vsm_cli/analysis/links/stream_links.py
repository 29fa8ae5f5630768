"""Which streams start, await and use which, and where chains of links lead."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace

_LINK_KEYS = frozenset(("starts", "uses"))


class Join(NamedTuple):
    """A `starts` or `uses` of one stream that names another."""

    stream: Stream
    step: Step
    link: Link | Use

    @property
    def is_link(self) -> bool:
        """Whether it starts the other stream: a `starts`, or a `uses` that waits."""
        return isinstance(self.link, Link) or self.link.wait


class Joins(NamedTuple):
    """All that joins two different streams, in written order.

    `complete` is False where more may have been written than could be read: then nothing can
    be said about what is not joined. `onward` says for each stream where its work goes on by
    links, `related` by links and `uses`; a stream that is awaited or used leads back, too.
    """

    all: tuple[Join, ...]
    complete: bool
    onward: Mapping[str, Collection[str]]
    related: Mapping[str, Collection[str]]


@remembered
def joins_of(workspace: Workspace) -> Joins:
    """What joins the streams of a workspace."""
    found: list[Join] = []
    complete = workspace.complete and "streams" not in workspace.unread
    for stream in workspace.streams.values():
        complete &= "steps" not in stream.unread
        for step in stream.steps.values():
            links: tuple[Link | Use, ...] = (*step.starts, *step.uses)
            found += [Join(stream, step, link) for link in links if link.stream != stream.id]
            complete &= _LINK_KEYS.isdisjoint(step.unread)
    onward: dict[str, set[str]] = {}
    related: dict[str, set[str]] = {}
    for join in found:
        here, there = join.stream.id, join.link.stream
        for ways in (onward, related) if join.is_link else (related,):
            ways.setdefault(here, set()).add(there)
            if isinstance(join.link, Use):
                ways.setdefault(there, set()).add(here)
    return Joins(tuple(found), complete, onward, related)


@remembered
def streams_of_today(workspace: Workspace) -> tuple[Stream, ...]:
    """The streams as they are; where only plans are mapped, the plans."""
    streams = tuple(workspace.streams.values())
    return tuple(stream for stream in streams if stream.current) or streams


class Unlinked(NamedTuple):
    """An entry that takes in `data` which steps of other streams output, though nothing joins
    their streams to its own."""

    entry: Step
    data: tuple[str, ...]
    sending: tuple[Step, ...]


def unlinked_streams(workspace: Workspace) -> Iterator[Unlinked]:
    """The streams of today that begin with what others output, while no chain of links and
    `uses` joins the two; together for all streams that output the same.

    Left out are entries of the customer, who begins by his own decision, and data that the
    sending stream takes in at an entry of its own: both get it from the same side. Nothing is
    said where a link could not be read.
    """
    joins = joins_of(workspace)
    if not joins.complete:
        return
    today = streams_of_today(workspace)
    senders = _senders(today)
    related: dict[str, dict[str, None]] = {}
    for stream in today:
        entry_of = _entry_of(stream)
        put_out: dict[str, list[str]] = {}
        for data in entry_of:
            for sender in senders.get(data, ()):
                put_out.setdefault(sender, []).append(data)
        for sender in put_out.keys() - related.keys():
            related[sender] = reachable([sender], lambda each: joins.related.get(each, ()))
        near = joins.related.get(stream.id, ())
        together: dict[tuple[str, ...], list[str]] = {}
        for sender, common in put_out.items():
            if stream.id not in related[sender] and sender not in near:
                together.setdefault(tuple(common), []).append(sender)
        for same, unlinked in together.items():
            steps = (step for each in unlinked for data in same for step in senders[data][each])
            yield Unlinked(entry_of[same[0]], same, tuple(dict.fromkeys(steps)))


def _entry_of(stream: Stream) -> dict[str, Step]:
    """Where each data comes in first."""
    found: dict[str, Step] = {}
    for entry in flow_of(stream).entries:
        step = stream.steps[entry]
        if step.owner != CUSTOMER:
            for data in step.inputs or ():
                found.setdefault(data, step)
    return found


def _senders(streams: Iterable[Stream]) -> dict[str, dict[str, list[Step]]]:
    """The steps that output each data, by their stream, where that does not begin with it."""
    found: dict[str, dict[str, list[Step]]] = {}
    for stream in streams:
        entries = flow_of(stream).entries
        own = {data for entry in entries for data in stream.steps[entry].inputs or ()}
        for step in stream.steps.values():
            for data in step.outputs or ():
                if data not in own:
                    found.setdefault(data, {}).setdefault(stream.id, []).append(step)
    return found
