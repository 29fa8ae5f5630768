"""Teams, systems and data that a file names: what has one name is one element."""

from typing import Any
from xml.etree.ElementTree import Element

from vsm_cli.exchange.bpmn.elements import DiagramElements, DiagramIds, documentation, said_name
from vsm_cli.exchange.bpmn.flow_graph import BpmnProcess
from vsm_cli.exchange.bpmn.xml_reading import VSM, children_of, kind_of, text_of, words_of
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER

_CUSTOMERS = {"customer", "客户"}
_TWO_LANES = message("it stands in several lanes; the first one counts")
_STATE = message("the state of data is left out: {state}")


class DiagramSection:
    """The elements of one kind, by their ids."""

    def __init__(self, ids: DiagramIds) -> None:
        self._ids = ids
        self._known: dict[str, str] = {}
        self.definitions: dict[str, dict[str, Any]] = {}

    def give(self, element: Element, name: str) -> str:
        """The id of the element of a name; it is defined if it is new."""
        known = name.casefold() if name else f" {element.get('id')}"
        if known not in self._known:
            id_ = self._ids.give(element, name)
            self._known[known] = id_
            self.definitions[id_] = {"name": name} if name and name != id_ else {}
        id_ = self._known[known]
        if text := documentation(element):
            self.definitions[id_].setdefault("description", text)
        return id_


class DiagramOrganisation:
    """What all processes of a file share."""

    def __init__(self, elements: DiagramElements) -> None:
        self._elements = elements
        self.teams = DiagramSection(DiagramIds())
        self.systems = DiagramSection(DiagramIds())
        self.data = DiagramSection(DiagramIds())

    def sections(self) -> dict[str, Any]:
        found = {"teams": self.teams, "systems": self.systems, "data": self.data}
        return {key: each.definitions for key, each in found.items() if each.definitions}

    def read_lanes(self, process: BpmnProcess) -> None:
        """The owners of the nodes of a process: their lanes, the innermost ones."""
        placed: dict[str, str] = {}
        for lanes in process.element.iter():
            if kind_of(lanes) == "laneSet":
                self._lanes(lanes, None, process, placed)

        for node in process.nodes.values():
            if node.owner is None and node.around is not None:
                node.owner = process.nodes[node.around].owner

    def _lanes(
        self, lanes: Element, parent: str | None, process: BpmnProcess, placed: dict[str, str]
    ) -> None:
        within: dict[str, str] = {}
        for lane in children_of(lanes, "lane"):
            owner = self._owner(lane, parent)
            inner: dict[str, str] = {}
            for child in children_of(lane, "childLaneSet"):
                self._lanes(child, owner, process, inner)
            for reference in children_of(lane, "flowNodeRef"):
                element = self._elements.find(text_of(reference))
                if element is not None and owner:
                    inner.setdefault(self._elements.key(element), owner)
            for key, each in inner.items():
                if within.setdefault(key, each) != each and key in process.nodes:
                    self._elements.lose(process.nodes[key].element, tr(_TWO_LANES))
        for key, owner in within.items():
            if placed.setdefault(key, owner) != owner and key in process.nodes:
                self._elements.lose(process.nodes[key].element, tr(_TWO_LANES))
            if key in process.nodes and process.nodes[key].owner is None:
                process.nodes[key].owner = owner

    def _owner(self, lane: Element, parent: str | None) -> str | None:
        name = said_name(lane)
        if name.casefold() in _CUSTOMERS or lane.get(f"{VSM}id") == CUSTOMER:
            return CUSTOMER
        if not name:
            return parent
        owner = self.teams.give(lane, name)
        # The same lane may stand elsewhere; nothing lies within itself.
        if parent and parent not in (owner, CUSTOMER) and owner not in self._around(parent):
            self.teams.definitions[owner].setdefault("parent", parent)
        return owner

    def _around(self, team: str) -> set[str]:
        """A team and those that it is part of."""
        found: set[str] = set()
        at: str | None = team
        while at is not None and at not in found:
            found.add(at)
            at = self.teams.definitions[at].get("parent")
        return found

    def data_of(self, element: Element) -> str | None:
        """The data that a data object stands for, None if it is none."""
        kind = kind_of(element)
        if kind == "dataObjectReference":
            for state in children_of(element, "dataState"):
                if words := words_of(state):
                    self._elements.lose(element, tr(_STATE, state=words))
            shared = self._elements.referred(element, "dataObjectRef")
            name = said_name(element) or ("" if shared is None else said_name(shared))
            return self.data.give(element if name or shared is None else shared, name)
        if kind in ("dataObject", "dataInput", "dataOutput", "message"):
            return self.data.give(element, said_name(element))
        return None

    def system_of(self, element: Element) -> str | None:
        """The system that a data store stands for, None if it is none."""
        if kind_of(element) not in ("dataStoreReference", "dataStore"):
            return None
        store = self._elements.referred(element, "dataStoreRef")
        name = said_name(element) or ("" if store is None else said_name(store))
        return self.systems.give(element, name)
