"""Which streams start, await and use which, and where chains of links lead."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping

from msgspec import Struct

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace

_LINK_KEYS = frozenset(("starts", "uses"))


class Join(Struct, frozen=True):
    """A `starts` or `uses` of one stream that names another."""

    stream: Stream
    step: Step
    link: Link | Use

    @property
    def is_link(self) -> bool:
        """Whether it starts the other stream: a `starts`, or a `uses` that waits."""
        return isinstance(self.link, Link) or self.link.wait


class Joins(Struct, frozen=True):
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


class Unlinked(Struct, frozen=True):
    """An entry that takes in `data` which steps of so many other `streams` output, though nothing
    joins these to its own."""

    entry: Step
    data: tuple[str, ...]
    sending: tuple[Step, ...]
    streams: int


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
    leading_to: dict[str, list[str]] = {}
    for here, others in joins.related.items():
        for there in others:
            leading_to.setdefault(there, []).append(here)
    # Of streams that nothing is joined to, all that begin with the same have the same senders.
    of_apart: dict[tuple[str, ...], list[_Sending]] = {}
    for stream in today:
        entry_of = _entry_of(stream)
        wanted = tuple(entry_of)
        near = joins.related.get(stream.id, ())
        if near or stream.id in leading_to:
            joined = reachable([stream.id], lambda each: leading_to.get(each, ())).keys() | near
            sending = _sending(wanted, senders, joined)
        else:
            if wanted not in of_apart:
                of_apart[wanted] = _sending(wanted, senders, ())
            sending = of_apart[wanted]
        for data, steps, streams in sending:
            yield Unlinked(entry_of[data[0]], data, steps, streams)


_Sending = tuple[tuple[str, ...], tuple[Step, ...], int]


def _sending(
    wanted: Iterable[str], senders: Mapping[str, Mapping[str, list[Step]]], joined: Container[str]
) -> list[_Sending]:
    """The steps of streams that are not joined which output some of the wanted data, with how many
    streams these are: together for all that output the same."""
    put_out: dict[str, list[str]] = {}
    for data in wanted:
        for sender in senders.get(data, ()):
            if sender not in joined:
                put_out.setdefault(sender, []).append(data)
    together: dict[tuple[str, ...], list[str]] = {}
    for sender, common in put_out.items():
        together.setdefault(tuple(common), []).append(sender)
    found: list[_Sending] = []
    for same, streams in together.items():
        steps = (step for each in streams for data in same for step in senders[data][each])
        found.append((same, tuple(dict.fromkeys(steps)), len(streams)))
    return found


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
