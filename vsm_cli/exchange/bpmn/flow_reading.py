"""The nodes and ways of a process out of its elements."""

import re
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from vsm_cli.exchange.bpmn.elements import DiagramElements, documentation, said_name
from vsm_cli.exchange.bpmn.events import BpmnEvent
from vsm_cli.exchange.bpmn.flow_graph import BpmnProcess, FlowEdge, FlowNode, Split
from vsm_cli.exchange.bpmn.xml_reading import children_of, kind_of, one_line, text_of, words_of
from vsm_cli.language import message, tr

TASKS = {"task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask",
         "sendTask", "receiveTask", "callActivity"}  # fmt: skip
SUB_PROCESSES = {"subProcess", "transaction", "adHocSubProcess"}
_GATEWAYS: dict[str, Split] = {
    "exclusiveGateway": "choice",
    "eventBasedGateway": "choice",
    "complexGateway": "choice",
    "parallelGateway": "fork",
    "inclusiveGateway": "some",
}
_EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
           "boundaryEvent"}  # fmt: skip
_CHOREOGRAPHY = {"choreographyTask", "subChoreography", "callChoreography"}

_NOWHERE = message(
    "a sequence flow that does not lead from one node of its process to another is left out"
)
_FROM_END = message("a sequence flow out of an end event is left out")
_EVENT_SUB_PROCESS = message(
    "event sub-processes are left out, this one with its {count} activities"
)
_AD_HOC = message("activities in no fixed order are left out ({count}); they are read as one step")
_TRANSACTION = message("read as a sub-process: that a transaction is undone as a whole is left out")
_COMPLEX = message("the condition of a complex gateway is left out; it is read as a choice")
_CHOREOGRAPHED = message("choreographies are left out, as their tasks have no owner")
_REPEATED = message("loops and multiple instances are left out; it is read as done once")
_UNDOING = message("activities that undo others are left out")
_UNKNOWN_SHARES = message("how many items take each way is not written; all ways are read as taken")
_TOO_MUCH = message("its shares add up to {total}; they are read as unknown")
_TERMINATED = message("ending all that still runs side by side is left out; only this branch ends")
_BEGINNINGS = message("begins in several places side by side, which are read as alternatives")
_PERCENT = re.compile(
    r"(?:(?P<words>.*?)\s*[(（]\s*)?(?P<share>\d{1,3}(?:[.,]\d+)?)\s*[%％]\s*([)）])?"
)


class _Level(Struct):
    """A process or sub-process. `around` is its node and `end` where its inner ends lead, both None
    for the process itself; `inside` names it and all around."""

    element: Element
    inside: tuple[str, ...] = ()
    around: str | None = None
    end: str | None = None
    nodes: list[FlowNode] = field(default_factory=list)
    starts: list[FlowNode] = field(default_factory=list)
    outlets: list[FlowNode] = field(default_factory=list)
    exceptions: set[str] = field(default_factory=set)


class FlowReader:
    """Reads one process. `shares` are those of sequence flows that a simulation knows, by id."""

    def __init__(
        self, elements: DiagramElements, process: BpmnProcess, shares: dict[str, float]
    ) -> None:
        self._elements = elements
        self._process = process
        self._shares = shares
        # Where ways out of an element begin, where that is not the element itself.
        self._outlets: dict[str, str] = {}
        self._links: dict[tuple[str, str], list[FlowNode]] = {}
        self._flows: list[Element] = []
        self._levels: list[_Level] = []

    def read(self) -> None:
        self._level(_Level(self._process.element))
        self._connect_links()
        for flow in self._flows:
            self._connect(flow)
        for node in self._process.nodes.values():
            self._settle(node)
        for level in reversed(self._levels):  # inner ones first
            self._bound(level)
        self._say_terminated()

    def _level(self, level: _Level) -> None:
        self._levels.append(level)
        for element in level.element:
            kind = kind_of(element)
            if kind in TASKS:
                self._task(element, level)
            elif kind in SUB_PROCESSES:
                self._sub_process(element, level)
            elif kind in _GATEWAYS:
                self._gateway(element, level, _GATEWAYS[kind])
            elif kind in _EVENTS:
                self._event(element, level)
            elif kind == "sequenceFlow":
                self._flows.append(element)
            elif kind in _CHOREOGRAPHY:
                self._elements.lose(element, tr(_CHOREOGRAPHED))

    def _add(self, element: Element, level: _Level, **said: object) -> FlowNode:
        node = FlowNode(
            self._elements.key(element),
            element,
            around=level.around,
            inside=level.inside,
            **said,  # type: ignore[arg-type]
        )
        self._process.nodes[node.key] = node
        level.nodes.append(node)
        return node

    def _task(self, element: Element, level: _Level) -> None:
        if element.get("isForCompensation") == "true":
            self._elements.lose(element, tr(_UNDOING))
            return
        self._add_step(element, level)

    def _add_step(self, element: Element, level: _Level, name: str = "") -> None:
        self._say_repeated(element)
        name = said_name(element) or name
        if not name and kind_of(element) == "callActivity":
            called = self._elements.find(element.get("calledElement"))
            name = "" if called is None else words_of(called)
        self._add(element, level, name=name, is_step=True, split="fork")

    def _say_repeated(self, element: Element) -> None:
        for each in element:
            if kind_of(each).endswith("LoopCharacteristics"):
                self._elements.lose(element, tr(_REPEATED))

    def _sub_process(self, element: Element, level: _Level) -> None:
        kind = kind_of(element)
        count = sum(kind_of(each) in TASKS | SUB_PROCESSES for each in element.iter()) - 1
        if element.get("triggeredByEvent") == "true":
            self._elements.lose(element, tr(_EVENT_SUB_PROCESS, count=count))
            return
        if kind == "adHocSubProcess" or not any(
            kind_of(each) in TASKS | SUB_PROCESSES | _EVENTS for each in element
        ):
            if kind == "adHocSubProcess":
                self._elements.lose(element, tr(_AD_HOC, count=count))
            self._add_step(element, level)
            return
        if kind == "transaction":
            self._elements.lose(element, tr(_TRANSACTION))
        self._say_repeated(element)
        entry = self._add(element, level)
        out = FlowNode(f"{entry.key} end", element, split="fork")
        self._process.nodes[out.key] = out
        level.outlets.append(out)
        self._outlets[entry.key] = out.key
        name = said_name(element)
        inside = (*level.inside, name) if name else level.inside
        self._level(_Level(element, inside, entry.key, out.key))
        if text := documentation(element):
            self._process.texts.append(f"{name}: {text}" if name else text)

    def _gateway(self, element: Element, level: _Level, split: Split) -> None:
        if kind_of(element) == "complexGateway":
            self._elements.lose(element, tr(_COMPLEX))
        self._add(element, level, name=said_name(element), split=split)

    def _event(self, element: Element, level: _Level) -> None:
        event = BpmnEvent(self._elements, element)
        event.say_losses(is_inner=level.end is not None)
        kind = kind_of(element)
        if kind == "boundaryEvent":
            level.exceptions.add(self._add(element, level, split="fork").key)
            return
        if kind == "startEvent":
            node = self._add(element, level, split="fork")
            level.starts.append(node)
            if level.end is None:
                self._process.triggers.append(event.telling)
        elif kind == "endEvent":
            # What ends a sub-process by an exception does not go on behind it.
            inner = level.end is not None and not event.is_exception
            self._add(element, level, name=event.name, is_end=not inner)
        elif event.link:
            node = self._add(element, level, split="fork")
            self._links.setdefault((kind, event.link), []).append(node)
        else:
            is_step = not event.is_passed
            self._add(element, level, name=event.name, is_step=is_step, split="fork")

    def _connect_links(self) -> None:
        """Link events: what is thrown goes on where it is caught."""
        for (kind, name), nodes in self._links.items():
            if kind == "intermediateThrowEvent":
                caught = self._links.get(("intermediateCatchEvent", name), [])[:1]
                for node in nodes:
                    for target in caught:
                        self._process.connect(FlowEdge(node.key, target.key))

    def _connect(self, flow: Element) -> None:
        source, target = (
            "" if found is None else self._elements.key(found)
            for found in (self._elements.referred(flow, end) for end in ("sourceRef", "targetRef"))
        )
        source = self._outlets.get(source, source)
        if source not in self._process.nodes or target not in self._process.nodes:
            self._elements.lose(flow, tr(_NOWHERE))
            return
        node = self._process.nodes[source]
        if node.is_end:
            self._elements.lose(flow, tr(_FROM_END))
            return
        conditions = children_of(flow, "conditionExpression")
        share, words = _share_in(said_name(flow))
        words = words or "".join(one_line(text_of(each)) for each in conditions)
        self._process.connect(
            FlowEdge(
                source, target, flow,
                share=self._shares.get(flow.get("id", ""), share),
                words=words,
                always=kind_of(node.element) not in _GATEWAYS and not conditions and share is None,
                is_default=node.element.get("default") == flow.get("id") is not None,
            )
        )  # fmt: skip

    def _bound(self, level: _Level) -> None:
        """Where work comes into a level, and where it goes on behind it."""
        process = self._process
        starts = level.starts
        if not starts:
            starts = [n for n in level.nodes if not n.incoming and n.key not in level.exceptions]
            if len(starts) > 1:
                self._elements.lose(level.element, tr(_BEGINNINGS))
        if level.end is None:
            process.starts += [node.key for node in starts]
            return
        entry = self._elements.key(level.element)
        for node in (*level.nodes, *level.outlets):
            if not node.edges and not node.is_end and node.key not in self._outlets:
                process.connect(FlowEdge(node.key, level.end))
        for node in starts:
            process.connect(FlowEdge(entry, node.key))

    def _settle(self, node: FlowNode) -> None:
        """What several ways out mean: of an activity all of them, unless they have conditions; of
        two with a default the one, or else the other."""
        if len(node.edges) < 2:
            return
        if node.split == "fork" and not all(edge.always for edge in node.edges):
            node.split = node.split if kind_of(node.element) in _GATEWAYS else "some"
        if node.split == "some":
            if len(node.edges) == 2 and any(edge.is_default for edge in node.edges):
                node.split = "choice"
            elif not all(edge.always or edge.share is not None for edge in node.edges):
                self._elements.lose(node.element, tr(_UNKNOWN_SHARES))
        if node.split == "choice":
            total = sum(edge.share or 0 for edge in node.edges)
            if total > 1.001:
                self._elements.lose(node.element, tr(_TOO_MUCH, total=f"{total * 100:g}%"))
                for edge in node.edges:
                    edge.share = None

    def _say_terminated(self) -> None:
        nodes = self._process.nodes.values()
        if any(node.split != "choice" and len(node.edges) > 1 for node in nodes):
            for node in nodes:
                if node.is_end and BpmnEvent(self._elements, node.element).terminates:
                    self._elements.lose(node.element, tr(_TERMINATED))


def _share_in(name: str) -> tuple[float | None, str]:
    """`30%`, or a condition with it in brackets, `yes (30%)`: the share (0–1) and the condition."""
    found = _PERCENT.fullmatch(name)
    if found is None or bool(found["words"]) != bool(found[3]):
        return None, name
    share = float(found["share"].replace(",", ".")) / 100
    return (share, found["words"] or "") if share <= 1 else (None, name)
