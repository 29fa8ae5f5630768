"""Message flows: to another process a link, else data that comes from outside or goes there."""

from xml.etree.ElementTree import Element

from msgspec import Struct

from vsm_cli.exchange.bpmn.elements import DiagramElements, said_name
from vsm_cli.exchange.bpmn.facts import FactFinder, NodePlace
from vsm_cli.exchange.bpmn.flow_graph import BpmnProcess
from vsm_cli.exchange.bpmn.organisation import DiagramOrganisation
from vsm_cli.exchange.bpmn.xml_reading import kind_of
from vsm_cli.language import message, tr

_GETS = message("Gets from {partner}: {message}")
_GETS_BARE = message("Gets a message from {partner}")
_SENDS = message("Sends to {partner}: {message}")
_SENDS_BARE = message("Sends a message to {partner}")
_NOWHERE = message("a message flow whose ends are not both in this file is left out")
_OUTSIDE = message("a message between two that have no process here is left out")
_NO_STEP = message("a message to another process that no single step sends or gets is left out")
_PARTNER = message("another party")


class MessageEnd(Struct, frozen=True):
    """One end of a message flow: a process and perhaps its node, or a party without a process."""

    process: BpmnProcess | None = None
    place: NodePlace | None = None
    partner: str = ""


class MessageReader:
    """`parties` are the processes by the participants (pools) that stand for them."""

    def __init__(
        self,
        elements: DiagramElements,
        organisation: DiagramOrganisation,
        parties: dict[Element, BpmnProcess],
    ) -> None:
        self._elements = elements
        self._organisation = organisation
        self._parties = parties
        self._flows = [each for each in elements.root.iter() if kind_of(each) == "messageFlow"]

    def make_steps(self, processes: list[BpmnProcess]) -> None:
        """An end event that sends something to another process is a step: it does something."""
        nodes = {key: (p, node) for p in processes for key, node in p.nodes.items()}
        for flow in self._flows:
            source, target = (self._elements.referred(flow, end) for end in _ENDS)
            if source is None or target is None or kind_of(source) != "endEvent":
                continue
            if self._elements.key(target) in nodes or target in self._parties:
                _, node = nodes.get(self._elements.key(source), (None, None))
                if node is not None and node.is_end:
                    node.is_step, node.is_end = True, False
                    node.name = node.name or self._said(flow)

    def read(self, facts: FactFinder) -> None:
        for flow in self._flows:
            source, target = (self._end(self._elements.referred(flow, end), facts) for end in _ENDS)
            if source is None or target is None:
                self._elements.lose(flow, tr(_NOWHERE))
            elif source.process is not None and target.process is not None:
                self._link(flow, source, target, facts)
            elif source.process is None and target.process is None:
                self._elements.lose(flow, tr(_OUTSIDE))
            else:
                self._exchange(flow, source, target, facts)

    def _end(self, element: Element | None, facts: FactFinder) -> MessageEnd | None:
        place = facts.place_of(element)
        if place is not None:
            return MessageEnd(place.process, place)
        if element is None or kind_of(element) != "participant":
            return None
        if element in self._parties:
            return MessageEnd(self._parties[element])
        return MessageEnd(partner=said_name(element) or tr(_PARTNER))

    def _said(self, flow: Element) -> str:
        said = self._elements.referred(flow, "messageRef")
        return said_name(flow) or ("" if said is None else said_name(said))

    def _data(self, flow: Element) -> str | None:
        name = self._said(flow)
        if not name:
            return None
        said = self._elements.referred(flow, "messageRef")
        return self._organisation.data.give(flow if said is None else said, name)

    def _link(
        self, flow: Element, source: MessageEnd, target: MessageEnd, facts: FactFinder
    ) -> None:
        """The step that sends it starts the other stream, or what waits for it there."""
        step = facts.step_at(source.place, before=True) if source.place else None
        assert target.process is not None
        if step is None or source.process is target.process:
            self._elements.lose(flow, tr(_NO_STEP))
            return
        link: dict[str, object] = {"stream": target.process.stream}
        place, starts = target.place, target.process.starts
        if place is not None and [place.node] != starts:
            at = facts.step_at(place, before=False)
            if at is None:
                self._elements.lose(flow, tr(_NO_STEP))
            else:
                link["at"] = at
        if data := self._data(flow):
            link["data"] = [data]
        _add_link(facts.of(step).starts, link)

    def _exchange(
        self, flow: Element, source: MessageEnd, target: MessageEnd, facts: FactFinder
    ) -> None:
        """With a party whose process is not known: what passes, and with whom. It stands at the
        stream where no single step sends or gets it."""
        is_input = source.process is None
        end, partner = (target, source.partner) if is_input else (source, target.partner)
        assert end.process is not None
        name = self._said(flow)
        bare, full = (_GETS_BARE, _GETS) if is_input else (_SENDS_BARE, _SENDS)
        text = tr(full, partner=partner, message=name) if name else tr(bare, partner=partner)
        step = facts.step_at(end.place, before=not is_input) if end.place else None
        if step is None:
            end.process.texts.append(text)
            return
        known = facts.of(step)
        known.texts[text] = None
        if data := self._data(flow):
            (known.inputs if is_input else known.outputs)[data] = None


_ENDS = ("sourceRef", "targetRef")


def _add_link(links: list[dict[str, object]], link: dict[str, object]) -> None:
    """One link for all that goes from a step to the same place."""
    for known in links:
        if known["stream"] == link["stream"] and known.get("at") == link.get("at"):
            data = [*known.get("data", []), *link.get("data", [])]  # type: ignore[misc]
            if data:
                known["data"] = list(dict.fromkeys(data))
            return
    links.append(link)
