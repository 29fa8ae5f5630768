"""The figures of a stream that sum over visits: work, effort, contacts, the customer's part."""

from collections.abc import Iterable, Mapping
from math import fsum

from vsm_cli.analysis.flow.item_routing import Routing
from vsm_cli.analysis.times.figure_records import NOTHING, Bound, Measured
from vsm_cli.analysis.times.step_times import StepTimes
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step, Stream

Times = Mapping[str, StepTimes]


def total_process(stream: Stream, routing: Routing, times: Times) -> Measured:
    """Σ v · PT over all steps in seconds, all branches of forks included."""
    amounts = [(step, times[step].process_s) for step in stream.steps]
    value, bound = _sum(routing, amounts)
    return value, bound or _bound_by(value, (times[step] for step in stream.steps))


def effort(stream: Stream, routing: Routing, times: Times) -> Measured:
    """Σ v · PT · people in seconds of work, without automated steps and the customer's.

    Where a step does not say how many people work on one item, it is one.
    """
    worked = [step for step in stream.steps.values() if _by_people(step)]
    if not worked:
        return (0.0 if stream.steps else None), None
    amounts = [(step.id, _work(step, times[step.id])) for step in worked]
    value, bound = _sum(routing, amounts)
    return value, bound or _bound_by(value, (times[step.id] for step in worked))


def _work(step: Step, times: StepTimes) -> float | None:
    """PT · people of one visit, in seconds."""
    if times.cases:
        parts = [(case.chance, _work(case.step, case.times)) for case in times.cases]
        known = [chance * work_s for chance, work_s in parts if work_s is not None]
        return fsum(known) if known else None
    people = 1.0 if step.people is None else step.people
    return None if times.process_s is None else times.process_s * people


def _bound_by(value: float | None, times: Iterable[StepTimes]) -> Bound | None:
    """Whether the process time of some step is at least what is known of it."""
    return "≥" if value and any(each.process_is_bound for each in times) else None


def _by_people(step: Step) -> bool:
    return not step.automated and step.owner != CUSTOMER


def waiting_for_customer(stream: Stream, routing: Routing, times: Times) -> Measured:
    """Σ v · LT of the customer's steps, in seconds."""
    steps = [step.id for step in stream.steps.values() if step.owner == CUSTOMER]
    if not steps:
        return (0.0 if stream.steps else None), None
    amounts = [(step, times[step].known_s if times[step].timed else None) for step in steps]
    value, bound = _sum(routing, amounts)
    partly = any(times[step].lead_s is None or times[step].is_bound for step in steps)
    return value, "≥" if value is not None and partly else bound


def customer_effort(stream: Stream, routing: Routing, times: Times) -> Measured:
    """Σ v · PT of the customer's steps and of those done together with the customer, in seconds
    of the customer's own time for an item."""
    steps = [step.id for step in stream.steps.values() if step.with_customer]
    if not steps:
        return (0.0 if stream.steps else None), None
    value, bound = _sum(routing, [(step, times[step].process_s) for step in steps])
    return value, bound or _bound_by(value, (times[step] for step in steps))


def contacts(stream: Stream, routing: Routing) -> Measured:
    """How often the customer takes part: Σ visits of the touchpoint steps."""
    if not stream.steps:
        return NOTHING
    touching = [step.id for step in stream.steps.values() if not step.lacks("touchpoint")]
    return (_sum(routing, [(step, 1.0) for step in touching])[0] if touching else 0.0), None


def _sum(routing: Routing, amounts: Iterable[tuple[str, float | None]]) -> Measured:
    """Σ visits × amount; at least that, where amounts are not known.

    None if none is known, or where the visits of a step that counts are not known.
    """
    visited = [(routing.visits[step], amount) for step, amount in amounts]
    known = [(visits, amount) for visits, amount in visited if amount is not None]
    if not known:
        return NOTHING
    total = []
    for visits, amount in known:
        if visits is None and amount:
            return NOTHING
        total.append((visits or 0.0) * amount)
    missing = any(amount is None and visits != 0.0 for visits, amount in visited)
    return fsum(total), "≥" if missing else None
