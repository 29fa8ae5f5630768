"""Figures as lengths: what the page draws beside the numbers, in thousandths of a chart."""

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Literal, NamedTuple

from vsm_cli.analysis.people.team_load import BUSY
from vsm_cli.analysis.times.figure_records import StepFigures
from vsm_cli.catalogue.vocabulary import STAGES, word_name
from vsm_cli.language import message, tr
from vsm_cli.reporters.report.overview import JourneyFacts, Overview, StreamFacts
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import clock, elapsed

WHOLE = 1000

Kind = Literal["wait", "process", "load", "over", "part"]

_WAITING = message("{step}: wait {time}, {share}")
_WORKING = message("{step}: process {time}, {share}")


_KINDS: tuple[Kind, Kind] = ("wait", "process")


class Stretch(NamedTuple):
    """A piece of a chart from `start`, so wide, in thousandths; `title` tells it in words and
    `about` is the address of its element."""

    start: int
    width: int
    kind: Kind
    title: str = ""
    about: str = ""


class Chart(NamedTuple):
    """Stretches side by side, and marks across them."""

    stretches: tuple[Stretch, ...]
    marks: tuple[int, ...] = ()


# A stretch before it has its place: its kind, its part of the chart (0–1), title and address.
_Piece = tuple[Kind, float, str, str]


def ladder(facts: StreamFacts) -> Chart | None:
    """The perceived lead time of a stream to scale: the wait before each step, then its process
    time. None where it is not known."""
    steps, calendar = facts.stream.steps.values(), facts.stream.calendar
    spent = [(step, *_spent(facts.figures.steps[step.id])) for step in steps]
    total = fsum(wait_s + process_s for _, wait_s, process_s in spent)
    if not total:
        return None
    pieces: list[_Piece] = []
    for step, *both in spent:
        for kind, template, seconds in zip(_KINDS, (_WAITING, _WORKING), both, strict=True):
            part = seconds / total
            time = clock(seconds, calendar)
            title = tr(template, step=step.label, time=time, share=percent(part))
            pieces.append((kind, part, title, step.address))
    return _line(pieces)


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


def journey_line(facts: JourneyFacts) -> Chart | None:
    """A journey to scale: the wait before each stage, then what its longest stream takes."""
    pieces: list[_Piece] = []
    for step in facts.times.steps:
        stream = step.longest
        stage = word_name(STAGES, step.step.stage or "") or (stream.stream.label if stream else "")
        about = stream.stream.address if stream else ""
        wait_s = (stream.wait_s if stream else step.wait_s) or 0.0
        pieces.append(("wait", wait_s, stage, about))
        if stream:
            pieces.append(("part", stream.perceived_s or 0.0, stream.stream.label, about))
    total = fsum(seconds for _, seconds, _, _ in pieces)
    if not total:
        return None
    return _line(
        (kind, seconds / total, f"{label}: {elapsed(seconds)}", about)
        for kind, seconds, label, about in pieces
    )


def _line(pieces: Iterable[_Piece]) -> Chart:
    stretches, passed = [], 0.0
    for kind, part, title, about in pieces:
        start = round(WHOLE * passed)
        passed += part
        width = round(WHOLE * passed) - start
        if width > 0:
            stretches.append(Stretch(start, width, kind, title, about))
    return Chart(tuple(stretches))


def _side_by_side(pieces: Iterable[tuple[Kind, float]], marks: tuple[int, ...] = ()) -> Chart:
    return _line((kind, part, "", "") for kind, part in pieces)._replace(marks=marks)


def _beside_the_most(values: Mapping[str, float], kind: Kind) -> dict[str, Chart]:
    most = max(values.values(), default=0.0)
    if not most:
        return {}
    return {address: _side_by_side([(kind, value / most)]) for address, value in values.items()}
