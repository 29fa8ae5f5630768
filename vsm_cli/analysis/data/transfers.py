"""What passes from step to step on every route and link, and by which paths between systems."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal

from msgspec import Struct

from vsm_cli.analysis.data.system_paths import Chain, PathNetwork, path_network
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import WhileSame, remembered
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.streams import Link, Route, Step, Stream, Use
from vsm_cli.model.workspace import Workspace

Connection = Route | Link | Use

TransferState = Literal[
    "shared",  # both ends work in a common system
    "carried",  # for all that passes there is a chain of paths that carries it
    "exempt",  # nothing needs a path here: see `exemption`
    "off-system",  # data passes, and one end names systems while the other names none
    "not-carried",  # chains lead there, but for some of the data none that carries it
    "missing",  # no chain of paths leads there
]

Exemption = Literal[
    "nothing-moves",  # `inputs: []` or `outputs: []` says so, or they have nothing in common
    "tangible",  # what moves is a thing, not data
    "unnamed",  # an end names no system, and no data is known to pass
    "outside",  # an end is a touchpoint of the customer or of an external team
    "unread",  # a key that the answer rests on could not be read
]

# A link without `at` may come in at any entry of the other stream: the best one counts.
_BEST_FIRST = ("shared", "carried", "exempt", "off-system", "not-carried", "missing")


class DataWay(Struct, frozen=True):
    """The chain of paths that one piece of data takes; `data` is None where it is not said.

    Where `carries` is False, `paths` is a chain that leads there but does not carry it.
    """

    data: str | None
    paths: Chain
    carries: bool = True


class Transfer(Struct, frozen=True):
    """What passes over one route or link.

    `connection` is a Route, a Link (`starts`) or a Use that waits. `data` names what passes:
    what the one step outputs and the other takes in, or what the link names, without
    tangible things; it is empty where that is not said. `ways` is filled where a chain of
    paths is needed and there is one: one way for each data, or one for whatever it is.
    """

    stream: Stream
    source: Step
    target_stream: Stream
    target: Step
    connection: Connection
    rework: bool
    data: tuple[str, ...]
    state: TransferState
    exemption: Exemption | None = None
    ways: tuple[DataWay, ...] = ()

    @property
    def is_link(self) -> bool:
        """Whether this passes between streams."""
        return not isinstance(self.connection, Route)

    @property
    def paths(self) -> tuple[SystemPath, ...]:
        """The paths that are used, each once, in the order of the chains."""
        return tuple(dict.fromkeys(p for way in self.ways if way.carries for p in way.paths))

    @property
    def manual(self) -> bool:
        """Whether any of the paths is walked by hand."""
        return any(path.mode == "manual" for path in self.paths)

    @property
    def lost(self) -> tuple[str, ...]:
        """The data that no chain carries, though chains lead there."""
        return tuple(way.data for way in self.ways if way.data and not way.carries)


@remembered
def transfers(workspace: Workspace) -> tuple[Transfer, ...]:
    """What passes over every route between two steps, rework included, and over every link
    (`starts`, and `uses` that wait), in written order: routes before links of a step."""
    answer = _Answer(workspace)
    found: list[Transfer] = []
    for stream in workspace.streams.values():
        found += _BY_STREAM.get(stream, answer.rests_on(stream), partial(answer.of_stream, stream))
    return tuple(found)


# What passes from the steps of a stream, while all is the same that it rests on.
_BY_STREAM: WhileSame[Stream, tuple[Transfer, ...]] = WhileSame("transfers")


def transfer_of(workspace: Workspace, connection: Connection) -> Transfer | None:
    """What passes over one route or link; None for a route to the end, a `uses` that does
    not wait, and a link to a stream without steps."""
    return _by_connection(workspace).get(connection)


@remembered
def _by_connection(workspace: Workspace) -> Mapping[Connection, Transfer]:
    return {transfer.connection: transfer for transfer in transfers(workspace)}


@remembered
def _linked(stream: Stream) -> tuple[str, ...]:
    """The streams that its steps start or use."""
    linking = [step for step in stream.steps.values() if step.starts or step.uses]
    started = (link.stream for step in linking for link in step.starts)
    return (*started, *(use.stream for step in linking for use in step.uses))


class _Answer:
    """Answers for one workspace; holds what all answers look up."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._network: PathNetwork = path_network(workspace)
        self._tangible = frozenset(d.id for d in workspace.data.values() if d.tangible)

    def rests_on(self, stream: Stream) -> object:
        """What the answers for a stream rest on, beside itself."""
        workspace = self._workspace
        others = [workspace.streams[id_] for id_ in _linked(stream)]
        return (workspace.teams, workspace.roles, workspace.data, workspace.paths,
                workspace.unread, others)  # fmt: skip

    def of_stream(self, stream: Stream) -> tuple[Transfer, ...]:
        steps = stream.steps.values()
        return tuple(transfer for step in steps for transfer in self.of_step(stream, step))

    def of_step(self, stream: Stream, step: Step) -> Iterator[Transfer]:
        flow = flow_of(stream)
        for route in step.routes:
            target = stream.steps.get(route.target)
            if target:
                rework = route in flow.rework[step.id]
                yield self._between(stream, step, stream, target, route, rework)
        links: list[Link | Use] = [*step.starts, *(use for use in step.uses if use.wait)]
        for link in links:
            other = self._workspace.streams[link.stream]
            ends = [link.at] if link.at else list(flow_of(other).entries)
            candidates = [
                self._between(stream, step, other, other.steps[end], link, False) for end in ends
            ]
            if candidates:
                yield min(candidates, key=lambda transfer: _BEST_FIRST.index(transfer.state))

    def _between(
        self,
        stream: Stream,
        source: Step,
        target_stream: Stream,
        target: Step,
        connection: Connection,
        rework: bool,
    ) -> Transfer:
        passing = self._passing(source, target, connection)
        data = () if isinstance(passing, str) else passing
        ways: tuple[DataWay, ...] = ()
        state, exemption = self._without_paths(source, target, passing)
        if state is None:
            ways = self._ways(source.systems, target.systems, data, backwards=rework)
            state = "missing"
            if ways:
                state = "carried" if all(way.carries for way in ways) else "not-carried"
        if state in ("off-system", "not-carried", "missing"):
            exemption = self._excuse(source, target, connection)
            if state != "off-system" and self._paths_unread(source, target, data, rework):
                exemption = "unread"
            state = "exempt" if exemption else state
        return Transfer(
            stream, source, target_stream, target, connection, rework, data, state, exemption, ways
        )

    def _without_paths(
        self, source: Step, target: Step, passing: tuple[str, ...] | Exemption
    ) -> tuple[TransferState | None, Exemption | None]:
        """What can be said before any path is looked at; state None: look at the paths."""
        if any(system in target.systems for system in source.systems):
            return "shared", None
        if isinstance(passing, str):
            return "exempt", passing
        if source.systems and target.systems:
            return None, None
        if passing and (source.systems or target.systems):
            return "off-system", None
        return "exempt", "unnamed"

    def _passing(
        self, source: Step, target: Step, connection: Connection
    ) -> tuple[str, ...] | Exemption:
        """The data that passes (empty: not said), or why none does."""
        outputs = None if "outputs" in source.unread else source.outputs
        inputs = None if "inputs" in target.unread else target.inputs
        if outputs == () or inputs == ():
            return "nothing-moves"
        if isinstance(connection, Route):
            if self._only_things(outputs) or self._only_things(inputs):
                return "tangible"
            if outputs is None or inputs is None:
                return ()
            common = tuple(data for data in outputs if data in inputs)
            if not common:
                return "nothing-moves"
        elif isinstance(connection, Use) and inputs:
            # What a used stream does not take in, it gives back.
            common = tuple(data for data in connection.data if data in inputs)
        else:
            common = connection.data
        if self._only_things(common):
            return "tangible"
        return tuple(data for data in common if data not in self._tangible)

    def _only_things(self, data: tuple[str, ...] | None) -> bool:
        return self._tangible.issuperset(data) if data else False

    def _ways(
        self,
        sources: tuple[str, ...],
        targets: tuple[str, ...],
        data: tuple[str, ...],
        *,
        backwards: bool,
    ) -> tuple[DataWay, ...]:
        """A way for each data, or one for whatever passes; none where no chain leads there."""
        any_chain = self._network.best(sources, targets, backwards=backwards)
        if any_chain is None:
            return ()
        if not data:
            return (DataWay(None, any_chain),)
        ways = []
        for each in data:
            chain = self._network.best(sources, targets, each, backwards=backwards)
            ways.append(DataWay(each, chain) if chain else DataWay(each, any_chain, carries=False))
        return tuple(ways)

    def _paths_unread(
        self, source: Step, target: Step, data: tuple[str, ...], rework: bool
    ) -> bool:
        """Whether the path that is looked for may be one that could not be read."""
        if "paths" in self._workspace.unread:
            return True
        ends = [(source.systems, target.systems)]
        if rework:
            ends.append((target.systems, source.systems))
        return any(
            self._network.might_lead(*pair, each) for pair in ends for each in data or (None,)
        )

    def _excuse(self, source: Step, target: Step, connection: Connection) -> Exemption | None:
        """Why something wrong with the systems is no problem here."""
        if "systems" in source.unread or "systems" in target.unread:
            return "unread"
        if isinstance(connection, Route):
            # What passes may be a thing, or nothing.
            if "outputs" in source.unread or "inputs" in target.unread:
                return "unread"
        elif connection.unread & {"at", "data"}:
            return "unread"
        for step in (source, target):
            if step.lacks("touchpoint"):
                continue
            if self._workspace.is_outside(step.owner):
                return "outside"
            if step.owner is None and "owner" in step.unread:
                return "unread"
        return None
