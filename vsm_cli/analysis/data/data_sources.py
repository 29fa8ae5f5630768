"""Where the data that a step takes in may come from."""

from collections.abc import Iterator, Mapping

from vsm_cli.analysis.data.data_uses import may_hide_links
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace


def unsourced_inputs(workspace: Workspace) -> Iterator[tuple[Step, str]]:
    """Every input of which the definition does not say where it comes from.

    It may be output by a step before this one or beside it, have come in with an earlier step,
    come along a link or from a used stream, or be read in a system of the step that is its
    master. Entries, touchpoints, steps of the customer and of external owners, things, and what
    may come from a place that could not be read, are left out.
    """
    if may_hide_links(workspace):
        return
    sources = _Sources(workspace)
    for stream in workspace.streams.values():
        for step in stream.steps.values():
            if step.inputs:
                yield from ((step, data) for data in sources.lacking(stream, step))


class _Sources:
    """Answers for one workspace; holds what all answers look up."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._masters = {data.id: data.master for data in workspace.data.values()}
        self._free = {
            data.id
            for data in workspace.data.values()
            if data.tangible or data.unread & {"master", "tangible"}
        }

    def lacking(self, stream: Stream, step: Step) -> list[str]:
        """The inputs of a step that nothing is known to bring."""
        wanted = [
            data
            for data in step.inputs or ()
            if data not in self._free and self._masters[data] not in step.systems
        ]
        if not wanted or step.id in flow_of(stream).entries or self._is_contact(step):
            return []
        near = [stream.steps[source] for source, _ in flow_of(stream).incoming[step.id]]
        if all(any(data in self._had(each) for each in near) for data in wanted):
            return []
        known = self._known(stream, step)
        return [data for data in wanted if data not in known]

    def _is_contact(self, step: Step) -> bool:
        """Whether what the step takes in may come from outside, or could not be read."""
        return (
            not step.lacks("touchpoint")
            or self._workspace.is_outside(step.owner)
            or bool(step.unread & {"owner", "systems"})
        )

    def _known(self, stream: Stream, step: Step) -> set[str]:
        """All data that may have come to a step; everything where that cannot be told."""
        flow = flow_of(stream)
        everything = set(self._masters)
        if any("next" in each.unread for each in stream.steps.values()):
            return everything
        earlier = flow.before(step.id)
        anyhow = flow.before(step.id, forward_only=False) | flow.beside(step.id)
        arrivals = _arrivals(self._workspace).get(stream.id, {})
        here = anyhow | {step.id}
        if not here & (flow.entries.keys() | arrivals.keys()):
            return everything  # no work ever comes here: unreachable-step says so
        known: set[str] = set()
        for each in earlier:
            known |= self._had(stream.steps[each])
        for each in anyhow:
            known |= self._output(stream.steps[each])
        for each in here:
            for use in stream.steps[each].uses:
                known |= self._brought_back(use)
            for link in arrivals.get(each, ()):
                if link.data:
                    known |= set(link.data)
                elif isinstance(link, Link) or link.wait:
                    return everything  # link-without-data asks what it is
        return known

    def _had(self, step: Step) -> set[str]:
        """What a step takes in, accepts or outputs: from then on it is there."""
        return {
            *(step.inputs or ()),
            *(acceptance.data for acceptance in step.accepts),
            *self._output(step),
        }

    def _output(self, step: Step) -> set[str]:
        return set(self._masters) if "outputs" in step.unread else set(step.outputs or ())

    def _brought_back(self, use: Use) -> set[str]:
        steps = self._workspace.streams[use.stream].steps.values()
        return set(use.data).union(*(self._output(step) for step in steps))


@remembered
def _arrivals(workspace: Workspace) -> Mapping[str, Mapping[str, list[Link | Use]]]:
    """For each stream the steps at which links from other streams arrive. A `uses` hands its
    data over as well, whether it waits or not."""
    found: dict[str, dict[str, list[Link | Use]]] = {}
    for _, step in workspace.steps():
        links: list[Link | Use] = [*step.starts, *step.uses]
        for link in links:
            other = workspace.streams[link.stream]
            if "at" in link.unread:
                ends = list(other.steps)
            else:
                ends = [link.at] if link.at else list(flow_of(other).entries)
            for end in ends:
                found.setdefault(other.id, {}).setdefault(end, []).append(link)
    return found
