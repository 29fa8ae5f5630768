"""Ways from the systems of supporting streams to those of the steps that rely on their data."""

from collections.abc import Iterator
from typing import NamedTuple

from vsm_cli.analysis.data.missing_paths import Pair, missing_by_stream
from vsm_cli.analysis.data.system_paths import Chain, path_network
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.model.streams import Step, Stream, Use
from vsm_cli.model.workspace import Workspace


class SupportWay(NamedTuple):
    """Data that a step uses of another stream: it stands in the `systems` of that one's last
    steps that output it, or in its master. `chain` are the paths that bring it, none where there
    are none."""

    stream: Stream
    step: Step
    use: Use
    data: str
    systems: tuple[str, ...]
    chain: Chain | None

    @property
    def pair(self) -> Pair:
        return self.systems[0], self.step.systems[0]


def support_ways(workspace: Workspace) -> Iterator[SupportWay]:
    """How the data that steps use of other streams get there, where that takes a path."""
    for stream, step in workspace.steps():
        if any(use.data for use in step.uses):
            yield from _ways(workspace, stream, step)


def missing_support(workspace: Workspace) -> Iterator[tuple[Pair, list[SupportWay]]]:
    """What is missing, once for each stream and pair of systems between which no route or link
    lacks a path already."""
    known = {
        (place.stream.id, pair) for pair, places in missing_by_stream(workspace) for place in places
    }
    found: dict[tuple[str, Pair], list[SupportWay]] = {}
    for way in support_ways(workspace):
        if way.chain is None and (way.stream.id, way.pair) not in known:
            found.setdefault((way.stream.id, way.pair), []).append(way)
    yield from ((pair, ways) for (_, pair), ways in found.items())


def _ways(workspace: Workspace, stream: Stream, step: Step) -> Iterator[SupportWay]:
    if _is_exempt(workspace, step):
        return
    network = path_network(workspace)
    for use in step.uses:
        for data in use.data:
            systems = _where(workspace, workspace.streams[use.stream], data)
            if not systems or not set(systems).isdisjoint(step.systems):
                continue
            chain = network.best(systems, step.systems, data)
            chain = chain or network.best(systems, step.systems)
            if chain or not network.might_lead(systems, step.systems, data):
                yield SupportWay(stream, step, use, data, systems, chain)


def _is_exempt(workspace: Workspace, step: Step) -> bool:
    """Whether nothing needs a path to this step, or that cannot be known."""
    if not step.systems or step.inputs == () or "systems" in step.unread:
        return True
    outside = workspace.is_outside(step.owner) or (step.owner is None and "owner" in step.unread)
    return "paths" in workspace.unread or (outside and not step.lacks("touchpoint"))


def _where(workspace: Workspace, pillar: Stream, data: str) -> tuple[str, ...]:
    """The systems in which a stream leaves data; none for things, for what it takes in rather
    than gives back, and where that cannot be known."""
    defined = workspace.data[data]
    steps = pillar.steps.values()
    if defined.tangible or any(step.unread & {"outputs", "inputs"} for step in steps):
        return ()
    flow = flow_of(pillar)
    if any(data in (pillar.steps[entry].inputs or ()) for entry in flow.entries):
        return ()
    makers = {step.id: step for step in steps if data in (step.outputs or ())}
    if not makers:
        return (defined.master,) if defined.master else ()
    last = [step for id_, step in makers.items() if not flow.reachable(id_) & makers.keys()]
    if any("systems" in step.unread for step in last):
        return ()
    return tuple(dict.fromkeys(system for step in last for system in step.systems))
