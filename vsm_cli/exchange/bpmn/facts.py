"""What stands around the steps of a diagram: data, systems, texts, people, other streams."""

from typing import Any
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from vsm_cli.analysis.components import components
from vsm_cli.exchange.bpmn.elements import DiagramElements, documentation, said_name
from vsm_cli.exchange.bpmn.flow_graph import BpmnProcess
from vsm_cli.exchange.bpmn.flow_reading import SUB_PROCESSES
from vsm_cli.exchange.bpmn.organisation import DiagramOrganisation
from vsm_cli.exchange.bpmn.ways import WayFinder
from vsm_cli.exchange.bpmn.xml_reading import children_of, kind_of, one_line, text_of, words_of
from vsm_cli.language import message, tr

_LOOSE = message("belongs to no single step, and is left out")
_GROUPED = message("frames around activities are left out: {name}")
_ASSIGNED = message("assigned by an expression, which is left out")
_NOT_HERE = message("calls {name}, which is not in this file")

_CIRCLE = message("waits for a process that in turn waits for it, which is left out")


class StepFacts(Struct):
    """What is known of one step beside its place in the flow."""

    inputs: dict[str, None] = field(default_factory=dict)
    outputs: dict[str, None] = field(default_factory=dict)
    systems: dict[str, None] = field(default_factory=dict)
    participants: dict[str, None] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)
    starts: list[dict[str, Any]] = field(default_factory=list)
    uses: list[dict[str, Any]] = field(default_factory=list)
    times: dict[str, Any] = field(default_factory=dict)


class NodePlace(Struct, frozen=True):
    """A process, and a node of it."""

    process: BpmnProcess
    node: str


class FactFinder:
    """Gathers the facts about the steps of all processes."""

    def __init__(
        self,
        elements: DiagramElements,
        organisation: DiagramOrganisation,
        processes: list[BpmnProcess],
    ) -> None:
        self._elements = elements
        self._organisation = organisation
        self.processes = processes
        self.finders = {process.stream: WayFinder(process.nodes) for process in processes}
        self._facts: dict[str, StepFacts] = {}
        self._places = {key: NodePlace(p, key) for p in processes for key in p.nodes}
        self._before = {process.stream: _sources(process) for process in processes}
        self._bound = _ends_of_associations(elements.root)

    def of(self, node: str) -> StepFacts:
        return self._facts.setdefault(node, StepFacts())

    def is_step(self, place: NodePlace) -> bool:
        node = place.process.nodes[place.node]
        return node.is_step or place.node in self.finders[place.process.stream].kept

    def place_of(self, element: Element | None) -> NodePlace | None:
        """The node that an element is."""
        return None if element is None else self._places.get(self._elements.key(element))

    def step_at(self, place: NodePlace, *, before: bool) -> str | None:
        """The step that a node is; else the only one right before it, or right behind it."""
        if self.is_step(place):
            return place.node
        if not before:
            ways = self.finders[place.process.stream].of(place.node).ways
            target = ways[0].target if len(ways) == 1 else None
            known = target is not None and not place.process.nodes[target].is_end
            return target if known else None
        found = self._steps_before(place)
        return found[0] if len(found) == 1 else None

    def _steps_before(self, place: NodePlace) -> list[str]:
        sources, process = self._before[place.process.stream], place.process
        steps: dict[str, None] = {}
        seen, todo = {place.node}, [place.node]
        while todo and len(steps) < 2:
            for source in sources.get(todo.pop(), ()):
                if self.is_step(NodePlace(process, source)):
                    steps[source] = None
                elif source not in seen:
                    seen.add(source)
                    todo.append(source)
        return list(steps)

    def read(self) -> None:
        """All but messages and times."""
        for process in self.processes:
            for element in process.element.iter():
                self._document(element)
            for element in process.element.iter():
                self._read(element, process)
        self._read_calls()
        for element in self._elements.root.iter():
            if kind_of(element) == "collaboration":
                for artifact in element:
                    self._read_artifact(artifact, self.processes[0])

    def _document(self, element: Element) -> None:
        place = self.place_of(element)
        opened = kind_of(element) in SUB_PROCESSES and place is not None and not self.is_step(place)
        if place is not None and not opened and (text := documentation(element)):
            self.add_text(place, text)

    def _read(self, element: Element, process: BpmnProcess) -> None:
        for each in element:
            kind = kind_of(each)
            if kind in ("dataInputAssociation", "dataOutputAssociation"):
                self._data_association(each, element, is_input=kind == "dataInputAssociation")
            elif kind in ("performer", "humanPerformer", "potentialOwner", "resourceRole"):
                self._performer(each, element)
            else:
                self._read_artifact(each, process)

    def _read_artifact(self, element: Element, process: BpmnProcess) -> None:
        kind = kind_of(element)
        if kind == "association":
            self._association(element, process)
        elif kind == "group":
            value = self._elements.referred(element, "categoryValueRef")
            name = "" if value is None else words_of(value, "value")
            self._elements.lose(element, tr(_GROUPED, name=name or words_of(element, "id")))
        elif kind == "textAnnotation" and element.get("id") not in self._bound:
            process.texts.append(_annotation(element))

    def add_text(self, place: NodePlace, text: str) -> None:
        """A text of a node, at its step or else at the step before; at the stream if there is
        none."""
        step = self.step_at(place, before=True)
        if step is None:
            place.process.texts.append(text)
        elif text:
            self.of(step).texts[text] = None

    def _data_association(self, element: Element, owner: Element, *, is_input: bool) -> None:
        ends = "sourceRef" if is_input else "targetRef"
        place = self.place_of(owner)
        for reference in children_of(element, ends):
            thing = self._elements.find(text_of(reference))
            if thing is not None:
                self._relate(element, thing, place, is_input=is_input)

    def _relate(
        self, element: Element, thing: Element, place: NodePlace | None, *, is_input: bool
    ) -> None:
        """A step reads or writes a thing."""
        system = self._organisation.system_of(thing)
        data = None if system else self._organisation.data_of(thing)
        if system is None and data is None:
            self._elements.pass_over((kind_of(element),))
            return
        step = None if place is None else self.step_at(place, before=not is_input)
        if step is None:
            self._elements.lose(element, tr(_LOOSE))
        elif system:
            self.of(step).systems[system] = None
        elif data:
            (self.of(step).inputs if is_input else self.of(step).outputs)[data] = None

    def _association(self, element: Element, process: BpmnProcess) -> None:
        ends = [self._elements.referred(element, end) for end in ("sourceRef", "targetRef")]
        for number, (thing, other) in enumerate(zip(ends, reversed(ends), strict=True)):
            if thing is None:
                continue
            if kind_of(thing) == "textAnnotation":
                place = self.place_of(other) or self._of_flow(other)
                if place is None:
                    process.texts.append(_annotation(thing))
                else:
                    self.add_text(place, _annotation(thing))
            elif kind_of(thing).startswith("data") and other is not None:
                self._of_data(element, thing, other, is_source=number == 0)

    def _of_data(
        self, element: Element, thing: Element, other: Element, *, is_source: bool
    ) -> None:
        if kind_of(other) == "sequenceFlow":
            for end, is_input in (("sourceRef", False), ("targetRef", True)):
                place = self.place_of(self._elements.referred(other, end))
                self._relate(element, thing, place, is_input=is_input)
        elif kind_of(other) != "textAnnotation":
            self._relate(element, thing, self.place_of(other), is_input=is_source)

    def _of_flow(self, element: Element | None) -> NodePlace | None:
        if element is None or kind_of(element) != "sequenceFlow":
            return None
        return self.place_of(self._elements.referred(element, "sourceRef"))

    def _performer(self, element: Element, owner: Element) -> None:
        place = self.place_of(owner)
        resource = self._elements.referred(element, "resourceRef")
        if place is None or not self.is_step(place):
            return
        if resource is None or not said_name(resource):
            self._elements.lose(element, tr(_ASSIGNED))
            return
        team = self._organisation.teams.give(resource, said_name(resource))
        self.of(place.node).participants[team] = None

    def _read_calls(self) -> None:
        """Call activities wait for the processes that they call, unless those wait for them."""
        called = {process.element: process.stream for process in self.processes}
        calls: list[tuple[NodePlace, str]] = []
        for process in self.processes:
            for key, node in process.nodes.items():
                reference = node.element.get("calledElement")
                if not node.is_step or kind_of(node.element) != "callActivity" or not reference:
                    continue
                element = self._elements.find(reference)
                if element in called:
                    calls.append((NodePlace(process, key), called[element]))
                elif element is None:
                    self._elements.lose(node.element, tr(_NOT_HERE, name=one_line(reference)))
        onward: dict[str, list[str]] = {process.stream: [] for process in self.processes}
        for place, stream in calls:
            onward[place.process.stream].append(stream)
        circles = components(onward)
        for place, stream in calls:
            waits = circles[place.process.stream] != circles[stream]
            self.of(place.node).uses.append({"stream": stream} | ({"wait": True} if waits else {}))
            if not waits:
                self._elements.lose(place.process.nodes[place.node].element, tr(_CIRCLE))


def _annotation(element: Element) -> str:
    return "\n".join(text_of(each) for each in children_of(element, "text"))


def _ends_of_associations(root: Element) -> set[str]:
    """The ids of all that is bound to something."""
    return {
        reference.rpartition(":")[2]
        for element in root.iter()
        if kind_of(element) == "association"
        for reference in (element.get("sourceRef", ""), element.get("targetRef", ""))
    }


def _sources(process: BpmnProcess) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in process.nodes.values():
        for edge in node.edges:
            found.setdefault(edge.target, []).append(node.key)
    return found
