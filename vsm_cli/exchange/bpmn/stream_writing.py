"""One process as a stream of ours."""

from collections.abc import Mapping
from typing import Any

from vsm_cli.exchange.bpmn.elements import DiagramElements, DiagramIds, telling
from vsm_cli.exchange.bpmn.events import BpmnEvent
from vsm_cli.exchange.bpmn.facts import FactFinder
from vsm_cli.exchange.bpmn.flow_graph import BpmnProcess, FlowNode
from vsm_cli.exchange.bpmn.stream_order import entries_of, in_order, next_of, percent
from vsm_cli.exchange.bpmn.xml_reading import kind_of
from vsm_cli.language import message, tr
from vsm_cli.model.elements import END

_AUTOMATED = {"serviceTask", "scriptTask", "businessRuleTask"}
_KEPT = message(
    "this gateway is a step that takes no time: no `next` can say it and those around it at once"
)


class ProcessWriter:
    """Writes the stream of one process. `ids` are those of its steps, by their nodes."""

    def __init__(self, elements: DiagramElements, facts: FactFinder, process: BpmnProcess) -> None:
        self._elements = elements
        self._facts = facts
        self._process = process
        self._finder = facts.finders[process.stream]
        nodes = process.nodes
        # Where work comes in is asked first: a fork at the start makes a step of its gateway.
        starts = [self._finder.starting(key) for key in process.starts]
        self._entries = entries_of(process, starts)
        steps = [key for key in nodes if nodes[key].is_step or key in self._finder.kept]
        self._ways = {key: self._finder.of(key) for key in steps}
        order = steps if elements.is_own else in_order(self._ways, self._entries, steps)
        ids = DiagramIds()
        self.ids = {key: ids.give(nodes[key].element, nodes[key].name) for key in order}

    def write(self, ids: Mapping[str, str]) -> dict[str, Any]:
        """The stream; `ids` are those of the steps of all streams."""
        process = self._process
        self._tell_conditions()
        steps = {id_: self._step(key, id_, ids) for key, id_ in self.ids.items()}
        self._add_next(steps)
        self._add_entries(steps)
        ends = (telling(node.name) for node in process.nodes.values() if node.is_end)
        said = {
            "name": process.name,
            "description": _lines(process.texts),
            "trigger": "; ".join(dict.fromkeys(filter(None, process.triggers))),
            "value": "; ".join(dict.fromkeys(filter(None, ends))),
            "steps": steps,
        }
        return {key: value for key, value in said.items() if value}

    def _step(self, key: str, id_: str, ids: Mapping[str, str]) -> dict[str, Any]:
        node, facts = self._process.nodes[key], self._facts.of(key)
        event = BpmnEvent(self._elements, node.element)
        said: dict[str, Any] = {
            "name": node.name if node.name != id_ else "",
            "owner": node.owner,
            "participants": [each for each in facts.participants if each != node.owner],
            "systems": list(facts.systems),
            "automated": kind_of(node.element) in _AUTOMATED or event.is_timer,
            "wait": event.wait,
            **facts.times,
            "inputs": list(facts.inputs),
            "outputs": list(facts.outputs),
            "starts": [
                {**link, "at": ids[link["at"]]} if "at" in link else link for link in facts.starts
            ],
            "uses": facts.uses,
            "tags": list(node.inside),
            "description": _lines(facts.texts),
        }
        if key in self._finder.kept:
            self._elements.say(node.element, tr(_KEPT))
            said |= {"process": "0", "wait": "0"}
        return {name: value for name, value in said.items() if value}

    def _add_next(self, steps: dict[str, dict[str, Any]]) -> None:
        """`next`, where it is not the step below."""
        followers = dict(zip(steps, [*list(steps)[1:], END], strict=True))
        for key, id_ in self.ids.items():
            onward = next_of(self._ways[key], self.ids)
            if onward != followers[id_]:
                steps[id_]["next"] = onward

    def _add_entries(self, steps: dict[str, dict[str, Any]]) -> None:
        if list(self._entries) == list(self.ids)[:1]:
            return
        for key, share in self._entries.items():
            steps[self.ids[key]]["entry"] = True if share is None else percent(share)

    def _tell_conditions(self) -> None:
        """The questions of gateways and the answers on their ways, as texts of the first step that
        leads to them; of the stream where none does."""
        told: set[str] = set()
        for key in self.ids:
            self._tell_behind(key, told, self._facts.of(key).texts)
        for key, node in self._process.nodes.items():
            if key not in told and (text := self._condition(node)):
                self._process.texts.append(text)

    def _tell_behind(self, key: str, told: set[str], texts: dict[str, None]) -> None:
        todo = [key]
        while todo:
            node = self._process.nodes[todo.pop()]
            if node.key not in told:
                told.add(node.key)
                if text := self._condition(node):
                    texts[text] = None
                todo += [
                    edge.target
                    for edge in reversed(node.edges)
                    if edge.target not in self.ids and edge.target not in told
                ]

    def _condition(self, node: FlowNode) -> str:
        """`Complete? yes → Ship; no → Ask`: a name of a step is not said again."""
        name = "" if node.key in self.ids or node.is_end else node.name
        answers = "; ".join(
            f"{edge.words} → {target}" if (target := self._target(edge.target)) else edge.words
            for edge in node.edges
            if edge.words
        )
        return f"{name} {answers}".strip()

    def _target(self, key: str) -> str:
        """The name of what a way leads to, through what has none."""
        seen: set[str] = set()
        nodes = self._process.nodes
        while not nodes[key].name and len(nodes[key].edges) == 1 and key not in seen:
            seen.add(key)
            key = nodes[key].edges[0].target
        return nodes[key].name or self.ids.get(key, "")


def _lines(texts: object) -> str:
    assert isinstance(texts, list | dict)
    return "\n".join(dict.fromkeys(filter(None, texts)))
