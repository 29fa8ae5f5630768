"""Figures as lengths: what the page draws beside the numbers, in thousandths of a chart."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from vsm_cli.analysis.people.team_load import BUSY
from vsm_cli.analysis.times.figure_records import StepFigures
from vsm_cli.reporters.report.overview import JourneyFacts, Overview, StreamFacts

WHOLE = 1000

Kind = Literal["wait", "process", "load", "over", "part"]


class Stretch(NamedTuple):
    """A piece of a chart from `start`, so wide, in thousandths."""

    start: int
    width: int
    kind: Kind


class Chart(NamedTuple):
    """Stretches side by side, and marks across them."""

    stretches: tuple[Stretch, ...]
    marks: tuple[int, ...] = ()


def step_bars(facts: StreamFacts) -> dict[str, Chart]:
    """The wait and process time of each step beside those of the longest one."""
    steps = facts.stream.steps
    spent = {steps[id_].address: _spent(each) for id_, each in facts.figures.steps.items()}
    longest = max((wait_s + process_s for wait_s, process_s in spent.values()), default=0.0)
    if not longest:
        return {}
    return {
        address: _side_by_side([("wait", wait_s / longest), ("process", process_s / longest)])
        for address, (wait_s, process_s) in spent.items()
    }


def _spent(step: StepFigures) -> tuple[float, float]:
    """The wait and the process time that a step has in the perceived lead time, in seconds; 0
    where it is not known."""
    whole = step.perceived_lead_time_s or 0.0
    wait = min(step.perceived_wait_s or 0.0, whole)
    return wait, whole - wait


def team_bars(overview: Overview) -> dict[str, Chart]:
    """The load of each team, and how far it may go beyond that, with marks where waiting grows and
    where it never ends."""
    most = max([1.25, *(each.most or each.least or 0.0 for each in overview.teams.values())])
    marks = (round(WHOLE * BUSY / most), round(WHOLE / most))
    bars = {}
    for load in overview.teams.values():
        kind: Kind = "over" if (load.least or 0.0) >= 1 else "load"
        least = load.least or 0.0
        parts: list[tuple[Kind, float]] = [(kind, least / most)]
        if load.most is not None and load.most > least:
            parts.append(("wait", (load.most - least) / most))
        bars[load.team.address] = _side_by_side(parts, marks)
    return bars


def priority_bars(overview: Overview) -> dict[str, Chart]:
    """What the customers of each stream wait in a year, beside the most."""
    return _beside_the_most(
        {
            each.stream.address: each.customer_wait_s_per_year[0] or 0.0
            for each in overview.priorities
        },
        "wait",
    )


def journey_bars(facts: JourneyFacts) -> dict[str, Chart]:
    """The time of each stream of a journey beside the longest."""
    return _beside_the_most(
        {
            each.stream.address: each.perceived_s or 0.0
            for step in facts.times.steps
            for each in step.streams
        },
        "part",
    )


def _side_by_side(pieces: Iterable[tuple[Kind, float]], marks: tuple[int, ...] = ()) -> Chart:
    """Stretches of these kinds, each taking its part of the chart (0–1)."""
    stretches, passed = [], 0.0
    for kind, part in pieces:
        start = round(WHOLE * passed)
        passed += part
        width = round(WHOLE * passed) - start
        if width > 0:
            stretches.append(Stretch(start, width, kind))
    return Chart(tuple(stretches), marks)


def _beside_the_most(values: Mapping[str, float], kind: Kind) -> dict[str, Chart]:
    most = max(values.values(), default=0.0)
    if not most:
        return {}
    return {address: _side_by_side([(kind, value / most)]) for address, value in values.items()}
