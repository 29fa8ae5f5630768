"""Writes the BPMN 2.0 of one stream."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vsm_cli import __version__
from vsm_cli.diagrams.bpmn.bpmn_flow import BpmnFlow, BpmnShape, bpmn_flow
from vsm_cli.diagrams.bpmn.bpmn_places import BpmnPlaces, places_of
from vsm_cli.diagrams.bpmn.message_places import MessagePlaces, messages_of
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
_LABEL = 12
_EMPTY = message("{stream} has no steps; there is nothing to draw")


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
        self._places: BpmnPlaces = places_of(self._flow)
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
        self._collaboration()
        self._process()
        diagram = SubElement(self._root, "bpmndi:BPMNDiagram", {"id": "diagram"})
        diagram.append(self._plane)
        indent(self._root)
        text: str = tostring(self._root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'

    def _collaboration(self) -> None:
        """The pool of the stream, and collapsed ones of those that it starts or relies on."""
        stream, places = self._stream, self._places
        collaboration = SubElement(self._root, "bpmn:collaboration", {"id": "collaboration"})
        pool = _named("bpmn:participant", "pool", clean(stream.label), processRef="process")
        collaboration.append(pool)
        self._shape("pool", places.pool, isHorizontal="true")
        messages = messages_of(self._scope, stream)
        boxes = {step: places.shapes[f"step_{step}"] for step in stream.steps}
        around = MessagePlaces(messages, boxes, places.pool.bottom)
        for other, place in around.pools.items():
            id_ = xml_id("pool", other)
            participant = _named("bpmn:participant", id_, self._scope.label(other))
            participant.set("vsm:id", other)
            collaboration.append(participant)
            self._shape(id_, place, isHorizontal="true")
        for number, each in enumerate(messages):
            id_ = f"message_{number + 1}"
            ends = xml_id("step", each.step), xml_id("pool", each.stream)
            source, target = ends if each.is_sent else ends[::-1]
            flow = _named("bpmn:messageFlow", id_, each.name, sourceRef=source, targetRef=target)
            collaboration.append(flow)
            points = around.corners[number]
            self._edge(id_, points if each.is_sent else points[::-1], around.labels[number])

    def _process(self) -> None:
        process = _named("bpmn:process", "process", "", isExecutable="false")
        process.set("vsm:id", self._stream.id)
        self._root.append(process)
        _document(process, self._stream.description)
        self._lanes(process)
        for shape in self._flow.shapes:
            process.append(self._node(shape))
            self._shape(
                xml_id(shape.key),
                self._places.shapes[shape.key],
                isMarkerVisible="true" if shape.kind == "exclusiveGateway" else "",
            )
        for number, (arrow, points) in enumerate(
            zip(self._flow.arrows, self._places.arrows, strict=True), start=1
        ):
            process.append(
                _named(
                    "bpmn:sequenceFlow", f"flow_{number}", arrow.name,
                    sourceRef=xml_id(arrow.source.key), targetRef=xml_id(arrow.target.key),
                )
            )  # fmt: skip
            self._edge(f"flow_{number}", points, _share_place(arrow.name, points))

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

    def _node(self, shape: BpmnShape) -> Element:
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

    def _edge(self, id_: str, points: list[Point], label: Rect | None = None) -> None:
        attributes = {"id": f"{id_}_di", "bpmnElement": id_}
        edge = SubElement(self._plane, "bpmndi:BPMNEdge", attributes)
        for x, y in points:
            SubElement(edge, "di:waypoint", {"x": str(x), "y": str(y)})
        if label:
            _bounds(SubElement(edge, "bpmndi:BPMNLabel"), label)


def _share_place(share: str, points: list[Point]) -> Rect | None:
    """Where the share of an arrow stands: over its end."""
    if not share:
        return None
    (x, y), (before, _) = points[-1], points[-2]
    width = measure(share, _LABEL)
    return Rect(x - width - 8 if before <= x else x + 8, y - _LABEL - 6, width, _LABEL + 2)


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
    x, y, width, height = map(str, place)
    SubElement(element, "dc:Bounds", {"x": x, "y": y, "width": width, "height": height})
