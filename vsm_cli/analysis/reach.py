"""Where no item comes, and from where none gets away."""

from typing import NamedTuple

from vsm_cli.analysis.flow import flow_of
from vsm_cli.analysis.links import joins_of
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace


class Stranded(NamedTuple):
    """A step with those that share its fate for the same reason, in written order."""

    step: Step
    others: tuple[Step, ...]


def unreachable(workspace: Workspace, stream: Stream) -> list[Stranded]:
    """The steps that no way leads to, with those that only they lead to.

    Work comes in at the entries, and where a link or `uses` of another stream arrives. Nothing
    is said where a route, a link or a step could not be read.
    """
    flow = flow_of(stream)
    entries = flow.entries
    # Forward routes make no circle: who has one coming in everywhere is reached everywhere.
    if all(routes or step in entries for step, routes in flow.incoming.items()):
        return []
    joins = joins_of(workspace)
    arriving = [join.link for join in joins.all if join.link.stream == stream.id]
    unread = any("next" in step.unread for step in stream.steps.values())
    if unread or not joins.complete or any("at" in link.unread for link in arriving):
        return []
    starts = [*entries, *(link.at for link in arriving if link.at)]
    reached = set(starts).union(*(_beyond(stream, start) for start in starts))
    lost = {step: _beyond(stream, step) for step in stream.steps if step not in reached}
    found: list[Stranded] = []
    explained: set[str] = set()
    for step, beyond in lost.items():
        before = {other for other in lost if step in lost[other]}
        if before <= beyond and step not in explained:
            others = [other for other in lost if other in beyond and other != step]
            found.append(_stranded(stream, step, others))
            explained.update(others)
    return found


def endless(stream: Stream) -> list[Stranded]:
    """The loops that no way leads out of: the last step of each, with the others and with
    those that lead nowhere else. A step whose routes could not be read may lead to the end."""
    trapped = _without_end(stream)
    if not trapped:
        return []
    beyond = {step: _beyond(stream, step) for step in trapped}
    found = []
    explained: set[str] = set()
    for step in reversed(trapped):
        if step not in explained and all(step in beyond[other] for other in beyond[step]):
            others = [other for other in trapped if other != step and step in beyond[other]]
            found.append(_stranded(stream, step, others))
            explained.update(others)
    return found[::-1]


def _without_end(stream: Stream) -> list[str]:
    """The steps from which no way leads to the end, in written order."""
    # Forward routes make no circle and end at the end.
    if not any(flow_of(stream).rework.values()):
        return []
    ending = {END}
    trapped = list(stream.steps.values())
    while True:
        # From the last step on, one round is enough for most streams.
        for step in reversed(trapped):
            if "next" in step.unread or any(route.target in ending for route in step.routes):
                ending.add(step.id)
        left = [step for step in trapped if step.id not in ending]
        if not left or len(left) == len(trapped):
            return [step.id for step in left]
        trapped = left


def _beyond(stream: Stream, step: str) -> frozenset[str]:
    return flow_of(stream).reachable(step, forward_only=False)


def _stranded(stream: Stream, step: str, others: list[str]) -> Stranded:
    return Stranded(stream.steps[step], tuple(stream.steps[other] for other in others))
