"""Writes the BPMN 2.0 of one stream."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vsm_cli import __version__
from vsm_cli.diagrams.bpmn.bpmn_flow import BpmnFlow, Shape, bpmn_flow
from vsm_cli.diagrams.bpmn.bpmn_places import EVENT, Places, places_of
from vsm_cli.diagrams.drawing import Point, Rect
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.layout.grid import NO_OWNER, UNREAD_OWNER
from vsm_cli.diagrams.stream_map.parts.lanes import heading_of
from vsm_cli.diagrams.stream_map.stream_subject import subject_of
from vsm_cli.diagrams.text_measures import clean, measure
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream

_NAMESPACES = {
    "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    # Our own ids, which BPMN has no place for; see `exchange/bpmn`.
    "xmlns:vsm": "urn:vsm:bpmn:1",
}
_POOL_WIDTH, _POOL_HEIGHT, _POOL_GAP = 200, 60, 60
_LABEL = 12
_EMPTY = message("{stream} has no steps; there is nothing to draw")


class Message(NamedTuple):
    """A message flow between a step and the pool of another stream."""

    step: str
    stream: str
    name: str
    is_sent: bool


def as_bpmn(scope: Scope, stream: Stream) -> str:
    """The BPMN 2.0 of a stream, with where everything stands. Raises VsmError where it has no
    steps."""
    if not stream.steps:
        raise VsmError(tr(_EMPTY, stream=stream.label))
    return _Writer(scope, stream).text()


class _Writer:
    def __init__(self, scope: Scope, stream: Stream) -> None:
        self._scope = scope
        self._stream = stream
        self._subject = subject_of(scope, stream)
        self._flow: BpmnFlow = bpmn_flow(stream)
        self._places: Places = places_of(self._flow)
        self._root = Element(
            "bpmn:definitions",
            {
                **_NAMESPACES,
                "id": "definitions",
                "targetNamespace": "urn:vsm:streams",
                "exporter": "vsm",
                "exporterVersion": __version__,
            },
        )
        self._plane = Element("bpmndi:BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"})

    def text(self) -> str:
        messages = self._messages()
        self._collaboration(messages)
        self._process()
        diagram = SubElement(self._root, "bpmndi:BPMNDiagram", {"id": "diagram"})
        diagram.append(self._plane)
        indent(self._root)
        text: str = tostring(self._root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'

    def _messages(self) -> list[Message]:
        found = []
        for step in self._stream.steps.values():
            for link in step.starts:
                found.append(Message(step.id, link.stream, self._scope.data(link.data), True))
            for use in step.uses:
                found.append(Message(step.id, use.stream, self._scope.data(use.data), False))
        return found

    def _collaboration(self, messages: list[Message]) -> None:
        """The pool of the stream, and collapsed ones of those that it starts or relies on."""
        stream, places = self._stream, self._places
        collaboration = SubElement(self._root, "bpmn:collaboration", {"id": "collaboration"})
        pool = _named("bpmn:participant", "pool", clean(stream.label), processRef="process")
        collaboration.append(pool)
        self._shape("pool", places.pool, isHorizontal="true")
        pools: dict[str, Rect] = {}
        for each in messages:
            if each.stream not in pools:
                place = self._free_place(each.step, pools)
                pools[each.stream] = place
                id_ = xml_id("pool", each.stream)
                name = self._scope.label(each.stream)
                other = _named("bpmn:participant", id_, name)
                other.set("vsm:id", each.stream)
                collaboration.append(other)
                self._shape(id_, place, isHorizontal="true")
        for number, each in enumerate(messages, start=1):
            ends = xml_id("step", each.step), xml_id("pool", each.stream)
            source, target = ends if each.is_sent else ends[::-1]
            flow = _named(
                "bpmn:messageFlow", f"message_{number}", each.name, sourceRef=source, targetRef=target
            )
            collaboration.append(flow)
            points = self._to_pool(each.step, pools[each.stream], is_sent=each.is_sent)
            self._edge(f"message_{number}", points if each.is_sent else points[::-1])

    def _free_place(self, step: str, pools: dict[str, Rect]) -> Rect:
        """A place for a pool below its step, right of the pools that are there."""
        box = self._places.shapes[f"step_{step}"]
        left = max([box.left - _POOL_GAP, *(each.right + _POOL_GAP // 2 for each in pools.values())])
        return Rect(left, self._places.pool.bottom + _POOL_GAP, _POOL_WIDTH, _POOL_HEIGHT)

    def _to_pool(self, step: str, pool: Rect, *, is_sent: bool) -> list[Point]:
        """Down beside the column of the step, so that no box is crossed, and to the pool."""
        box = self._places.shapes[f"step_{step}"]
        shift = 0 if is_sent else 16
        x, aside = box.left + 20 + shift, box.left - 12 - shift
        below = box.bottom + 10 + shift // 2
        over, into = pool.top - 20 - shift // 2, pool.left + 20 + shift
        return [(x, box.bottom), (x, below), (aside, below), (aside, over), (into, over), (into, pool.top)]

    def _process(self) -> None:
        process = _named("bpmn:process", "process", "", isExecutable="false")
        process.set("vsm:id", self._stream.id)
        self._root.append(process)
        _document(process, self._stream.description)
        self._lanes(process)
        for shape in self._flow.shapes:
            process.append(self._node(shape))
            self._shape(xml_id(shape.key), self._places.shapes[shape.key], isMarkerVisible="true" if shape.kind == "exclusiveGateway" else "")
        for number, (arrow, points) in enumerate(
            zip(self._flow.arrows, self._places.arrows, strict=True), start=1
        ):
            process.append(
                _named(
                    "bpmn:sequenceFlow", f"flow_{number}", arrow.name,
                    sourceRef=xml_id(arrow.source.key), targetRef=xml_id(arrow.target.key),
                )
            )  # fmt: skip
            self._edge(f"flow_{number}", points, arrow.name)

    def _lanes(self, process: Element) -> None:
        lanes = SubElement(process, "bpmn:laneSet", {"id": "lanes"})
        cells = {step: owner for owner, step in self._owners()}
        for owner, place in self._places.lanes.items():
            id_ = xml_id("lane", owner or "nobody")
            lane = _named("bpmn:lane", id_, heading_of(self._subject, owner).name)
            if owner in (NO_OWNER, UNREAD_OWNER):
                lane.set("vsm:made", "true")
            else:
                lane.set("vsm:id", owner)
            for shape in self._flow.shapes:
                if cells[shape.cell] == owner:
                    SubElement(lane, "bpmn:flowNodeRef").text = xml_id(shape.key)
            lanes.append(lane)
            self._shape(id_, place, isHorizontal="true")

    def _owners(self) -> list[tuple[str, str]]:
        steps = self._flow.drawn.steps.values()
        return [
            (step.owner or (NO_OWNER if step.lacks("owner") else UNREAD_OWNER), step.id)
            for step in steps
        ]

    def _node(self, shape: Shape) -> Element:
        node = _named(f"bpmn:{shape.kind}", xml_id(shape.key), shape.name)
        if shape.is_made:
            node.set("vsm:made", "true")
        step = self._stream.steps.get(shape.cell)
        if step is not None and not shape.is_gateway:
            node.set("vsm:id", step.id)
            _document(node, step.description)
        for number, arrow in enumerate(self._flow.arrows, start=1):
            if arrow.target is shape:
                SubElement(node, "bpmn:incoming").text = f"flow_{number}"
        for number, arrow in enumerate(self._flow.arrows, start=1):
            if arrow.source is shape:
                SubElement(node, "bpmn:outgoing").text = f"flow_{number}"
        return node

    def _shape(self, id_: str, place: Rect, **said: str) -> None:
        attributes = {"id": f"{id_}_di", "bpmnElement": id_}
        attributes |= {name: value for name, value in said.items() if value}
        shape = SubElement(self._plane, "bpmndi:BPMNShape", attributes)
        _bounds(shape, place)

    def _edge(self, key: str, points: list[Point], name: str = "") -> None:
        edge = SubElement(
            self._plane, "bpmndi:BPMNEdge", {"id": f"{key}_di", "bpmnElement": key}
        )
        for x, y in points:
            SubElement(edge, "di:waypoint", {"x": str(x), "y": str(y)})
        if name:
            (x, y), (before, _) = points[-1], points[-2]
            width = measure(name, _LABEL)
            left = x - width - 8 if before <= x else x + 8
            label = SubElement(edge, "bpmndi:BPMNLabel")
            _bounds(label, Rect(left, y - _LABEL - 6, width, _LABEL + 2))


def xml_id(*parts: str) -> str:
    """An id that XML takes, with what it does not take as code points."""
    text = "_".join(parts)
    return re.sub(r"[^A-Za-z0-9_-]", lambda found: f".{ord(found[0]):x}.", text)


def _named(tag: str, id_: str, name: str, **references: str) -> Element:
    element = Element(tag, {"id": id_})
    if name:
        element.set("name", name)
    element.attrib.update(references)
    return element


def _document(element: Element, text: str | None) -> None:
    if text:
        SubElement(element, "bpmn:documentation").text = "\n".join(map(clean, text.splitlines()))


def _bounds(element: Element, place: Rect) -> None:
    SubElement(
        element, "dc:Bounds",
        {"x": str(place.left), "y": str(place.top), "width": str(place.width), "height": str(place.height)},
    )  # fmt: skip
