"""Which steps of two states of a stream are the same: by id, then by `was`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.streams import Route, Step, Stream
from vsm_cli.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps that stand for each other, by id, in written order; one side may be empty.

    One step on each side is the same step, whatever its id; anything else was added, removed,
    merged or split.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return len(self.before) == 1 == len(self.after)

    @property
    def is_merger(self) -> bool:
        return len(self.before) > 1 == len(self.after)


def match(before: Stream, after: Stream) -> tuple[StepGroup, ...]:
    """The steps of two states of a stream, in the order of the later one, removed ones last.

    `was` counts where it says more than the ids: where one of its two ends has no step of the
    same id on the other side.
    """
    pairs = [(id_, id_) for id_ in after.steps if id_ in before.steps]
    same = {id_ for id_, _ in pairs}
    pairs += [
        (old, step.id)
        for step in after.steps.values()
        for old in step.was
        if old in before.steps and not (old in same and step.id in same)
    ]
    nodes = [(1, id_) for id_ in after.steps] + [(0, id_) for id_ in before.steps]
    place = {node: number for number, node in enumerate(nodes)}
    return tuple(
        StepGroup(
            tuple(id_ for side, id_ in sorted(together, key=place.__getitem__) if side == 0),
            tuple(id_ for side, id_ in sorted(together, key=place.__getitem__) if side == 1),
        )
        for together in connected(nodes, (((0, old), (1, new)) for old, new in pairs))
    )


Node = tuple[int, str]


def connected(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """The connected parts of a graph, in the order of their first nodes."""
    near: dict[Node, set[Node]] = {node: set() for node in nodes}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    parts: list[set[Node]] = []
    seen: set[Node] = set()
    for node in near:
        if node not in seen:
            part = set(reachable([node], near.__getitem__))
            parts.append(part)
            seen |= part
    return parts


def renamed_like(before: Workspace, after: Workspace) -> Workspace:
    """The earlier state with the later ids of the steps that are the same."""
    names = {
        stream.id: {
            group.before[0]: group.after[0]
            for group in match(stream, after.streams[stream.id])
            if group.is_same
        }
        for stream in before.streams.values()
        if stream.id in after.streams
    }
    if all(old == new for of_stream in names.values() for old, new in of_stream.items()):
        return before
    streams = {id_: _renamed(stream, names) for id_, stream in before.streams.items()}
    return replace(before, streams=streams)


def _renamed(stream: Stream, names: Mapping[str, Mapping[str, str]]) -> Stream:
    own = names.get(stream.id, {})

    def step_renamed(step: Step) -> Step:
        def at(other: str, step_id: str | None) -> str | None:
            return None if step_id is None else names.get(other, {}).get(step_id, step_id)

        return replace(
            step,
            id=own.get(step.id, step.id),
            routes=tuple(_to(route, own) for route in step.routes),
            starts=tuple(replace(link, at=at(link.stream, link.at)) for link in step.starts),
            uses=tuple(replace(use, at=at(use.stream, use.at)) for use in step.uses),
        )

    steps = [step_renamed(step) for step in stream.steps.values()]
    return replace(
        stream,
        steps={step.id: step for step in steps},
        delivered_at=own.get(stream.delivered_at or "", stream.delivered_at),
        responded_at=own.get(stream.responded_at or "", stream.responded_at),
    )


def _to(route: Route, names: Mapping[str, str]) -> Route:
    return replace(route, target=names.get(route.target, route.target))
