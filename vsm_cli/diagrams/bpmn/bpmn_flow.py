"""A stream as BPMN says it: events at its ends, gateways where ways part and meet."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from vsm_cli.analysis.flow.forks import Fork
from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Route, Step, Stream

Kind = Literal["task", "serviceTask", "startEvent", "endEvent", "exclusiveGateway",
               "parallelGateway", "inclusiveGateway"]  # fmt: skip
# No id of a step has a space in it.
START = "start "

_START = message("Start")
_END = message("End")
# A gateway needs a name, and nobody gave it one.
_WHICH = message("Which way?")
_WHICH_START = message("Which start?")


class BpmnShape(Struct, eq=False):
    """Something that work passes. `cell` is the step in whose cell it stands; `depth` counts
    gateways from there: below 0 those that come before it, from the last on. `is_made`: nobody gave
    the name. `rank` tells those of one depth apart."""

    key: str
    kind: Kind
    name: str
    cell: str
    depth: int = 0
    rank: int = 0
    is_made: bool = False

    @property
    def is_gateway(self) -> bool:
        return self.depth != 0


class BpmnArrow(Struct, eq=False):
    """A sequence flow. `route` is that of the drawn stream which it follows, None within a cell."""

    source: BpmnShape
    target: BpmnShape
    name: str = ""
    route: Route | None = None


class BpmnFlow(Struct, eq=False):
    """A stream with a step for its start and for each of its ends (`drawn`), and all shapes and
    arrows of it."""

    drawn: Stream
    shapes: list[BpmnShape] = field(default_factory=list)
    arrows: list[BpmnArrow] = field(default_factory=list)


class _Coming(Struct, eq=False):
    """What comes to a step by one way: an arrow to be, out of a state of the flow."""

    state: str
    source: BpmnShape
    name: str = ""
    route: Route | None = None


def bpmn_flow(stream: Stream) -> BpmnFlow:
    return _Builder(stream).build()


class _Builder:
    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        # The routes of the stream by those that are drawn for them.
        self._written: dict[Route, Route] = {}
        self._flow = BpmnFlow(self._with_ends())
        self._outlets: dict[str, BpmnShape] = {}
        self._forks: dict[str, list[Fork]] = {}
        for fork in routing_of(stream).forks:
            self._forks.setdefault(fork.join, []).append(fork)

    def _with_ends(self) -> Stream:
        """The stream with steps for its start and its ends, which take their places on the map."""
        stream = self._stream
        entries = flow_of(stream).entries
        steps: dict[str, Step] = {}
        if entries:
            first = stream.steps[next(iter(entries))]
            routes = tuple(
                Route(target=each, place=first.place, share=share)
                for each, share in entries.items()
            )
            steps[START] = replace(first, id=START, routes=routes, split="choice")
        for step in stream.steps.values():
            end = f"end of {step.id}"
            routes = tuple(replace(r, target=end) if r.target == END else r for r in step.routes)
            self._written.update(zip(routes, step.routes, strict=True))
            steps[step.id] = replace(step, routes=routes)
            if any(route.target == end for route in routes):
                steps[end] = replace(step, id=end, routes=(), split="one")
        return replace(stream, steps=steps)

    def build(self) -> BpmnFlow:
        steps = self._flow.drawn.steps
        mains = {step.id: self._main(step) for step in steps.values()}
        coming: dict[str, list[_Coming]] = {step: [] for step in steps}
        for step in steps.values():
            outlet = self._split(step, mains[step.id])
            several = len(step.routes) > 1
            for route in step.routes:
                name = _share(step, route) if several else ""
                coming[route.target].append(_Coming(step.id, outlet, name, route))
        for step_id, ways in coming.items():
            self._meet(mains[step_id], ways)
        places = {
            route: (number, place)
            for number, step in enumerate(steps.values())
            for place, route in enumerate(step.routes)
        }
        # As the routes are written, so that whoever reads it finds them in this order.
        self._flow.arrows.sort(key=lambda arrow: places[arrow.route] if arrow.route else (-1, 0))
        return self._flow

    def _add(self, shape: BpmnShape) -> BpmnShape:
        self._flow.shapes.append(shape)
        return shape

    def _main(self, step: Step) -> BpmnShape:
        stream = self._stream
        if step.id == START:
            name, made = clean(stream.trigger or ""), tr(_START)
            return self._add(
                BpmnShape("start", "startEvent", name or made, START, is_made=not name)
            )
        if step.id not in stream.steps:
            name, made = clean(stream.value or ""), tr(_END)
            key = step.id.replace(" ", "_")
            return self._add(BpmnShape(key, "endEvent", name or made, step.id, is_made=not name))
        kind: Kind = "serviceTask" if step.automated else "task"
        return self._add(BpmnShape(f"step_{step.id}", kind, clean(step.label), step.id))

    def _split(self, step: Step, main: BpmnShape) -> BpmnShape:
        """Where the routes of a step begin: behind a gateway, if there are several."""
        if len(step.routes) < 2:
            return main
        kind: Kind = "exclusiveGateway"
        name = tr(_WHICH_START) if step.id == START else tr(_WHICH)
        if step.split == "all":
            partly = any(route.share is not None for route in step.routes)
            kind, name = ("inclusiveGateway", name) if partly else ("parallelGateway", "")
        gateway = BpmnShape(f"split_{main.key}", kind, name, step.id, depth=1, is_made=True)
        self._flow.arrows.append(BpmnArrow(main, self._add(gateway)))
        return gateway

    def _meet(self, main: BpmnShape, ways: list[_Coming]) -> None:
        """Bring the ways to a step together: branches that run side by side wait for each other,
        others do not."""
        for fork in self._forks.get(main.cell, ()):
            groups = [
                found
                for branch in fork.branches
                if (found := [way for way in ways if self._is_on(way, branch.states, branch.route)])
            ]
            if len(groups) > 1:
                partly = any(branch.share < 1 for branch in fork.branches)
                kind: Kind = "inclusiveGateway" if partly else "parallelGateway"
                joined = [self._gateway("exclusiveGateway", main, group) for group in groups]
                whole = self._gateway(kind, main, joined)
                taken = [way for group in groups for way in group]
                ways = [way for way in ways if way not in taken]
                ways.append(_Coming(fork.state, whole.source))
        for way in ways and [self._gateway("exclusiveGateway", main, ways)]:
            self._flow.arrows.append(BpmnArrow(way.source, main, way.name, way.route))

    def _is_on(self, way: _Coming, states: Iterable[str], route: Route | None) -> bool:
        written = self._written.get(way.route) if way.route else None
        return way.state in states or (route is not None and written is route)

    def _gateway(self, kind: Kind, main: BpmnShape, ways: list[_Coming]) -> _Coming:
        """One way out of several; one alone stays as it is."""
        if len(ways) == 1:
            return ways[0]
        number = sum(shape.cell == main.cell and shape.depth < 0 for shape in self._flow.shapes)
        gateway = self._add(
            BpmnShape(f"join{number + 1}_{main.key}", kind, "", main.cell, depth=-1, is_made=True)
        )
        for way in ways:
            self._flow.arrows.append(BpmnArrow(way.source, gateway, way.name, way.route))
        return _Coming(ways[0].state, gateway)


def _share(step: Step, route: Route) -> str:
    """What stands at a way out of a gateway."""
    if step.split == "all" and any(each.share is not None for each in step.routes):
        return _percent(1.0 if route.share is None else route.share)
    return "" if route.share is None else _percent(route.share)


def _percent(share: float) -> str:
    """A share that is read back as it was."""
    return f"{round(share * 100, 4):g}%"
