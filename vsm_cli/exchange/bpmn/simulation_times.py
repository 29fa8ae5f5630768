"""Times and shares of a simulation (BPSim) beside the diagram."""

from typing import Any
from xml.etree.ElementTree import Element

from vsm_cli.exchange.bpmn.elements import DiagramElements
from vsm_cli.language import message, tr
from vsm_cli.loading.amounts import TOO_LONG, amount_of

_TIMES = {"ProcessingTime": "process", "WaitTime": "wait", "QueueTime": "wait", "Duration": "lead"}
_UNITS = {"s": "s", "min": "m", "hour": "h", "day": "d", "year": "y"}
_SPREADS = {
    "UniformDistribution": {"min": "min", "max": "max"},
    "TriangularDistribution": {"min": "min", "mode": "likely", "max": "max"},
    "NormalDistribution": {"mean": "mean", "standardDeviation": "sd"},
    "LogNormalDistribution": {"mean": "mean", "standardDeviation": "sd"},
}

_LOST = message("left out of a simulation: {kind}")
_NO_UNIT = message("left out of a simulation, as it has no unit: {kind}")
_SECOND = message("further scenarios of a simulation are left out")
_UNKNOWN = message("a simulation names {id}, which is not in this file")


class SimulationTimes:
    """`times` are process, wait and lead of elements as our form has them, `shares` those of
    sequence flows (0–1), both by their ids."""

    def __init__(self, elements: DiagramElements) -> None:
        self._elements = elements
        self.times: dict[str, dict[str, Any]] = {}
        self.shares: dict[str, float] = {}
        scenarios = [each for each in elements.root.iter() if _kind(each) == "Scenario"]
        for scenario in scenarios[1:]:
            elements.lose(scenario, tr(_SECOND))
        for scenario in scenarios[:1]:
            self._read(scenario)

    def agreeing(self, id_: str) -> dict[str, Any]:
        """The times of an element; a lead time beside others would have to add up with them."""
        times = dict(self.times[id_])
        if "lead" in times and len(times) > 1:
            del times["lead"]
            self.lose(id_, "Duration")
        return times

    def lose(self, id_: str, kind: str = "TimeParameters") -> None:
        """Say that the times of an element could not be carried over."""
        element = self._elements.find(id_)
        assert element is not None
        self._elements.lose(element, tr(_LOST, kind=kind))

    def _read(self, scenario: Element) -> None:
        found = (each for each in scenario if _kind(each) == "ScenarioParameters")
        unit = next((each.get("baseTimeUnit", "") for each in found), "")
        for each in scenario:
            if _kind(each) != "ElementParameters":
                continue
            element = self._elements.find(each.get("elementRef"))
            if element is None:
                self._elements.lose(each, tr(_UNKNOWN, id=each.get("elementRef", "")))
                continue
            for group in each:
                for parameter in group:
                    self._parameter(element, group, parameter, unit)

    def _parameter(self, element: Element, group: Element, parameter: Element, unit: str) -> None:
        kind, id_ = _kind(parameter), element.get("id", "")
        if _kind(group) == "ControlParameters" and kind == "Probability":
            share = next((_number(each.get("value")) for each in parameter), None)
            if share is not None and 0 <= share <= 1:
                self.shares[id_] = share
                return
        times = self.times.setdefault(id_, {})
        key = _TIMES.get(kind) if _kind(group) == "TimeParameters" else None
        # Two waits cannot be told from one, nor a lead time that is more than both.
        if key is None or key in times:
            self._elements.lose(element, tr(_LOST, kind=kind))
            return
        values = [each for each in parameter if "Request" not in _kind(each)]
        value = _value(values[0], unit) if len(values) == 1 else None
        if value is not None:
            times[key] = value
        elif len(values) == 1 and not (values[0].get("timeUnit") or unit):
            self._elements.lose(element, tr(_NO_UNIT, kind=kind))
        else:
            self._elements.lose(element, tr(_LOST, kind=kind))


def _kind(element: Element) -> str:
    """What an element of a simulation is called; empty for one of another vocabulary."""
    space, _, name = element.tag.rpartition("}")
    return name if "bpsim.org" in space else ""


def _value(element: Element, unit: str) -> str | dict[str, str] | None:
    kind = _kind(element)
    unit = _UNITS.get(element.get("timeUnit") or unit, "")
    if kind == "DurationParameter":
        text = element.get("value", "")
        return text if amount_of(text) not in (None, TOO_LONG) else None
    if kind in ("NumericParameter", "FloatingParameter"):
        return _time(element.get("value"), unit)
    if kind not in _SPREADS:
        return None
    found = {ours: _time(element.get(key), unit) for key, ours in _SPREADS[kind].items()}
    times = {key: value for key, value in found.items() if value is not None}
    return times if len(times) == len(found) else None


def _time(value: str | None, unit: str) -> str | None:
    number = _number(value)
    if number is None or not unit:
        return None
    text = f"{number:f}".rstrip("0").rstrip(".")
    return f"{text}{unit}" if amount_of(f"{text}{unit}") not in (None, TOO_LONG) else None


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < 1e12 else None
