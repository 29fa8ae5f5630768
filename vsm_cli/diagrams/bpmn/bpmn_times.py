"""Times of steps beside the diagram, as tools that simulate BPMN read them (BPSim 1.0)."""

import math
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from vsm_cli.model.streams import Step
from vsm_cli.model.values import Spread

# A lead time stands for the two others where it alone is known.
_KINDS = {"process": "ProcessingTime", "wait": "WaitTime", "lead": "Duration"}


def add_times(definitions: Element, steps: dict[str, Step]) -> None:
    """Add the times of steps, by the ids of their tasks, if there are any; in hours and minutes of
    work, which no calendar changes."""
    found = {id_: times for id_, step in steps.items() if (times := dict(_times(step)))}
    if not found:
        return
    relationship = SubElement(definitions, "bpmn:relationship", {"type": "BPSimData"})
    extension = SubElement(relationship, "bpmn:extensionElements")
    data = SubElement(
        extension, "bpsim:BPSimData", {"xmlns:bpsim": "http://www.bpsim.org/schemas/1.0"}
    )
    scenario = SubElement(data, "bpsim:Scenario", {"id": "times", "name": "Times"})
    for id_, times in found.items():
        element = SubElement(scenario, "bpsim:ElementParameters", {"elementRef": id_})
        group = SubElement(element, "bpsim:TimeParameters")
        for kind, spread in times.items():
            tag, attributes = _parameter(spread)
            SubElement(SubElement(group, f"bpsim:{kind}"), f"bpsim:{tag}", attributes)
    for end in ("source", "target"):
        SubElement(relationship, f"bpmn:{end}").text = definitions.get("id")


def _times(step: Step) -> Iterator[tuple[str, Spread]]:
    if step.process is None and step.wait is None and step.lead is not None:
        yield _KINDS["lead"], step.lead
    if step.process is not None:
        yield _KINDS["process"], step.process
    if step.wait is not None:
        yield _KINDS["wait"], step.wait


def _parameter(spread: Spread) -> tuple[str, dict[str, str]]:
    """What a spread is called there, and its points."""
    minutes = [f"{value / 60:.12g}" for value in spread.parameters]
    if spread.kind == "pert":
        points = dict(zip(("min", "mode", "max"), minutes, strict=True))
        return "TriangularDistribution", {**points, "timeUnit": "min"}
    if spread.kind == "uniform":
        points = dict(zip(("min", "max"), minutes, strict=True))
        return "UniformDistribution", {**points, "timeUnit": "min"}
    if spread.kind == "log-normal":
        deviation = spread.mean_s * math.sqrt(math.expm1(spread.parameters[1] ** 2))
        mean, sd = (f"{value / 60:.12g}" for value in (spread.mean_s, deviation))
        points = {"mean": mean, "standardDeviation": sd, "timeUnit": "min"}
        return "LogNormalDistribution", points
    return "DurationParameter", {"value": _duration(spread.mean_s)}


def _duration(seconds: float) -> str:
    """`PT1H30M`, `PT0S`, `PT2.5S`."""
    minutes, rest = divmod(round(seconds, 6), 60)
    hours, minutes = divmod(int(minutes), 60)
    parts = (
        f"{hours}H" if hours else "",
        f"{minutes}M" if minutes else "",
        f"{rest:g}S" if rest else "",
    )
    return f"PT{''.join(parts) or '0S'}"
