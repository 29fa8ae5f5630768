"""A BPMN 2.0 file into definitions: each process a stream, each lane an owner."""

from typing import Any
from xml.etree.ElementTree import Element

from vsm_cli.errors import VsmError
from vsm_cli.exchange.bpmn.elements import DiagramElements, DiagramIds, documentation, said_name
from vsm_cli.exchange.bpmn.facts import FactFinder
from vsm_cli.exchange.bpmn.flow_graph import BpmnProcess
from vsm_cli.exchange.bpmn.flow_reading import FlowReader
from vsm_cli.exchange.bpmn.messages import MessageReader
from vsm_cli.exchange.bpmn.organisation import DiagramOrganisation
from vsm_cli.exchange.bpmn.simulation_times import SimulationTimes
from vsm_cli.exchange.bpmn.stream_writing import ProcessWriter
from vsm_cli.exchange.bpmn.unsaid import say_unsaid
from vsm_cli.exchange.bpmn.xml_reading import children_of, kind_of, parse, words_of
from vsm_cli.exchange.imported import Imported, ImportNote
from vsm_cli.language import counted, forms, message, names, tr

_READ = message("read {steps} of {streams}")
_STEPS = forms("{number} step", "{number} steps")
_NOTHING = message("{file} holds no process with a step; nothing was read")


def read_bpmn(data: bytes, name: str) -> Imported:
    """The definitions that a BPMN file makes; `name` is what the file is called. Raises VsmError
    for what is no BPMN 2.0, for what nobody should read, and where there is no step at all."""
    elements = DiagramElements(parse(data, name))
    organisation, simulation = DiagramOrganisation(elements), SimulationTimes(elements)
    parties = _parties(elements)
    processes = _processes(elements, parties)
    for process in processes:
        FlowReader(elements, process, simulation.shares).read()
        organisation.read_lanes(process)
    with_steps = [each for each in processes if any(n.is_step for n in each.nodes.values())]
    if not with_steps:
        raise VsmError(tr(_NOTHING, file=name))
    by_element = {process.element: process for process in with_steps}
    messages = MessageReader(
        elements,
        organisation,
        {party: by_element[each] for party, each in parties.items() if each in by_element},
    )
    messages.make_steps(with_steps)
    facts = FactFinder(elements, organisation, with_steps)
    writers = [ProcessWriter(elements, facts, process) for process in with_steps]
    facts.read()
    messages.read(facts)
    _add_times(elements, simulation, facts)
    say_unsaid(elements)
    ids = {key: id_ for writer in writers for key, id_ in writer.ids.items()}
    streams = {
        process.stream: writer.write(ids)
        for process, writer in zip(with_steps, writers, strict=True)
    }
    definitions: dict[str, Any] = {**organisation.sections(), "streams": streams}
    steps = counted(sum(len(writer.ids) for writer in writers), _STEPS)
    read = ImportNote("", tr(_READ, steps=steps, streams=names(streams)))
    return Imported(definitions, (read, *elements.notes()))


def _parties(elements: DiagramElements) -> dict[Element, Element]:
    """The processes by the participants (pools) that stand for them."""
    found = {}
    for participant in elements.root.iter():
        if kind_of(participant) == "participant":
            process = elements.referred(participant, "processRef")
            if process is not None and kind_of(process) == "process":
                found[participant] = process
    return found


def _processes(elements: DiagramElements, parties: dict[Element, Element]) -> list[BpmnProcess]:
    """All processes, named as their pool: that is what people see."""
    pools: dict[Element, Element] = {}
    for participant, shown in parties.items():
        pools.setdefault(shown, participant)
    ids, found = DiagramIds(), []
    whole = children_of(elements.root, "process")
    for element in whole:
        pool = pools.get(element)
        own = said_name(element)
        name = ("" if pool is None else said_name(pool)) or own
        name = name or (words_of(elements.root) if len(whole) == 1 else "")
        process = BpmnProcess(element, ids.give(element, name), name)
        texts = [own if own.casefold() != name.casefold() else "", documentation(element)]
        texts.append("" if pool is None else documentation(pool))
        process.texts += filter(None, texts)
        found.append(process)
    return found


def _add_times(elements: DiagramElements, simulation: SimulationTimes, facts: FactFinder) -> None:
    for id_, times in simulation.times.items():
        place = facts.place_of(elements.find(id_))
        if place is not None and place.process.nodes[place.node].is_step and times:
            facts.of(place.node).times = simulation.agreeing(id_)
        elif times:
            simulation.lose(id_)
