"""Mechanisms that were taken away: owners, paths that were used, acceptances relied on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeVar

from msgspec import Struct

from vsm_cli.analysis.comparison.identity import Group
from vsm_cli.analysis.data.transfers import transfers
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Link, Stream, Use
from vsm_cli.model.workspace import Workspace

E = TypeVar("E", bound=Element)
Lost = Literal["owner", "path", "acceptance"]


class Loss(Struct, frozen=True, kw_only=True):
    """What was taken away, and from where: `element` is the place in the earlier workspace, and
    `label` its name. `what` is the owner, the path or the data, by the earlier name for people.
    `step` is the one that had it, where it was one. `streams` are those that it was for."""

    lost: Lost
    element: str
    label: str
    what: str
    id: str
    streams: tuple[str, ...] = ()
    step: str | None = None


def losses(
    before: Workspace, after: Workspace, steps: Mapping[str, Iterable[Group]]
) -> tuple[Loss, ...]:
    """What the later state lacks; elements that are the same have the same ids in both. `steps`
    say for each stream of both which of its steps stand for each other."""
    return (
        *_owners(before, after, steps),
        *_paths(before, after),
        *_acceptances(before, after),
    )


def _owners(
    before: Workspace, after: Workspace, steps: Mapping[str, Iterable[Group]]
) -> Iterator[Loss]:
    for section in ("systems", "data", "journeys"):
        for old, new in _both(getattr(before, section), getattr(after, section)):
            yield from _owner(before, old, new, _users(before, section, old.id))
    paths = {path.id: path for path in after.paths}
    for path in before.paths:
        if path.id in paths:
            yield from _owner(before, path, paths[path.id], _walkers(before, path.id))
    for old_stream, new_stream in _both(before.streams, after.streams):
        yield from _owner(before, old_stream, new_stream, (old_stream.id,))
        yield from _owners_of_merged(before, old_stream, new_stream, steps[old_stream.id])
        for old, new in _both(old_stream.steps, new_stream.steps):
            yield from _owner(before, old, new, (old_stream.id,), old.id)
            for kind in ("starts", "uses"):
                later: dict[str, Link | Use] = {link.stream: link for link in getattr(new, kind)}
                link: Link | Use
                for link in getattr(old, kind):
                    if link.stream in later:
                        yield from _owner(before, link, later[link.stream], (old_stream.id,))


def _owners_of_merged(
    before: Workspace, old: Stream, new: Stream, groups: Iterable[Group]
) -> Iterator[Loss]:
    """Steps that were merged or split, and that nobody owns since."""
    for group in groups:
        unowned = [new.steps[id_] for id_ in group.after if new.steps[id_].lacks("owner")]
        for id_ in group.before:
            if unowned and id_ not in new.steps:
                yield from _owner(before, old.steps[id_], unowned[0], (old.id,), id_)


def _owner(
    before: Workspace, old: Element, new: Element, streams: Iterable[str], step: str | None = None
) -> Iterator[Loss]:
    owner: str | None = getattr(old, "owner", None)
    if owner and new.lacks("owner"):
        yield Loss(
            lost="owner", element=old.address, label=old.label, what=before.owner_label(owner),
            id=owner, streams=tuple(streams), step=step,
        )  # fmt: skip


def _users(before: Workspace, section: str, id_: str) -> tuple[str, ...]:
    """The streams that work in a system, or on data."""
    return tuple(
        dict.fromkeys(
            stream.id
            for stream, step in before.steps()
            if (section == "systems" and id_ in step.systems)
            or (section == "data" and id_ in (*(step.inputs or ()), *(step.outputs or ())))
        )
    )


def _walkers(before: Workspace, path: str) -> tuple[str, ...]:
    """The streams of which something takes a path."""
    found = (t.stream.id for t in transfers(before) if any(p.id == path for p in t.paths))
    return tuple(dict.fromkeys(found))


def _paths(before: Workspace, after: Workspace) -> Iterator[Loss]:
    """Paths that are gone, and that something which passes there still needs."""
    needing = {
        (t.stream.id, t.source.id, t.target_stream.id, t.target.id)
        for t in transfers(after)
        if t.state in ("missing", "not-carried")
    }
    lost: dict[str, list[str]] = {}
    for each in transfers(before):
        ends = each.stream.id, each.source.id, each.target_stream.id, each.target.id
        if each.state == "carried" and ends in needing:
            for path in each.paths:
                if not _leads(after, path.id, each.data):
                    lost.setdefault(path.id, []).append(each.stream.id)
    for path in before.paths:
        if path.id in lost:
            streams = tuple(dict.fromkeys(lost.pop(path.id)))
            yield Loss(
                lost="path", element=path.address, label=path.id, what=path.id, id=path.id,
                streams=streams,
            )  # fmt: skip


def _leads(workspace: Workspace, path: str, data: Iterable[str]) -> bool:
    return any(each.id == path and all(map(each.carries, data)) for each in workspace.paths)


def _acceptances(before: Workspace, after: Workspace) -> Iterator[Loss]:
    """Data that nobody accepts any more, though others take them on; or that a rule asks to be
    accepted."""
    if any("accepts" in step.unread for _, step in after.steps()):
        # What could not be read may be an acceptance of any data.
        return
    accepted = {each.data for _, step in after.steps() for each in step.accepts}
    required = {each.data for _, step in after.steps() for each in step.accepts if each.required_by}
    for stream, step in before.steps():
        if stream.id not in after.streams:
            continue
        for each in step.accepts:
            takers = _takers(after, each.data)
            gone = each.data not in accepted and bool(takers)
            if gone or (each.required_by and each.data not in required):
                data = before.data[each.data]
                yield Loss(
                    lost="acceptance", element=step.address, label=step.label, what=data.label,
                    id=each.data, streams=tuple(dict.fromkeys((stream.id, *takers))), step=step.id,
                )  # fmt: skip


def _takers(workspace: Workspace, data: str) -> list[str]:
    """The streams with a step that takes data in."""
    found = (stream.id for stream, step in workspace.steps() if data in (step.inputs or ()))
    return list(dict.fromkeys(found))


def _both(before: Mapping[str, E], after: Mapping[str, E]) -> Iterator[tuple[E, E]]:
    for id_, element in before.items():
        if id_ in after:
            yield element, after[id_]
