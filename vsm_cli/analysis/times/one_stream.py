"""The figures of one stream, told what its steps wait for and how often their support fails."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from vsm_cli.analysis.flow.item_routing import Routing, forward_routing_of, routing_of
from vsm_cli.analysis.flow.rolled_quality import rolled_complete_accurate
from vsm_cli.analysis.flow.stream_flow import changes_system, flow_of, is_handoff
from vsm_cli.analysis.links.demand import Demand
from vsm_cli.analysis.times.effort import (
    contacts,
    customer_effort,
    effort,
    total_process,
    waiting_for_customer,
)
from vsm_cli.analysis.times.figure_records import (
    NOTHING,
    Measured,
    StepFigures,
    StreamFigures,
    TargetFigures,
    target_figures,
)
from vsm_cli.analysis.times.lead_times import Leads
from vsm_cli.analysis.times.step_times import Awaited, Reliance, StepTimes, step_times
from vsm_cli.model.streams import Stream


def measured_alone(
    stream: Stream,
    demand: Demand | None,
    awaited: Mapping[str, Awaited],
    reliances: Mapping[str, Sequence[Reliance]],
) -> StreamFigures:
    """The figures of a stream. `awaited` tells what steps wait for that wait for streams,
    `reliances` how often those fail a step that it relies on."""
    routing = routing_of(stream)
    times, rates = _steps_timed(stream, routing, demand, awaited, reliances)
    leads = Leads(stream, routing, times)
    measured: dict[str, Measured] = {
        "process_time_s": leads.process(leads.whole),
        "lead_time_s": leads.lead(leads.whole),
        "wait_time_s": leads.wait(leads.whole),
        "total_process_time_s": total_process(stream, routing, times),
        "effort_s": effort(stream, routing, times),
        "perceived_lead_time_s": leads.lead(leads.perceived),
        "perceived_process_time_s": leads.process(leads.perceived),
        "perceived_wait_time_s": leads.wait(leads.perceived),
        "response_time_s": leads.response(),
        "waiting_for_customer_s": waiting_for_customer(stream, routing, times),
        "own_time_s": leads.own(),
        "customer_effort_s": customer_effort(stream, routing, times),
        "activity_ratio": leads.activity_ratio(),
        "value_adding_ratio": leads.value_adding_ratio(),
        "rolled_complete_accurate": _rolled(stream, rates),
        "contacts": contacts(stream, routing),
    }
    measured |= _rework(stream, times, measured)
    measured |= _per_year(stream, demand, measured)
    del measured["rework_effort_s"]
    values: dict[str, Any] = {name: value for name, (value, _) in measured.items()}
    figures = StreamFigures(
        **values,
        bounds={name: bound for name, (_, bound) in measured.items() if bound},
        handoffs=sum(is_handoff(a, b) for a, _, b in flow_of(stream).forward_pairs()),
        system_changes=sum(changes_system(a, b) for a, _, b in flow_of(stream).forward_pairs()),
        bottleneck=leads.bottleneck(),
        after_delivery=leads.after_delivery(),
        untimed_steps=tuple(step for step in times if not times[step].timed),
        partly_timed_steps=leads.partly_timed(),
        unrated_steps=tuple(step for step, (rate, _) in rates.items() if rate is None),
        unknown_splits=_unknown_splits(stream, routing),
        bad_forks=routing.unsound,
        vague_forks=leads.vague_forks(),
        perceived_steps=leads.perceived_steps(),
        elsewhere_s=leads.whole.elsewhere_s if leads.whole else 0.0,
        steps=_steps(stream, routing, times, rates, leads),
    )
    return replace(figures, targets=_targets(stream, figures))


def lead_alone(
    stream: Stream,
    demand: Demand | None,
    awaited: Mapping[str, Awaited],
    reliances: Mapping[str, Sequence[Reliance]],
) -> float | None:
    """The lead time of a stream in seconds, and nothing else; see `measured_alone`."""
    routing = routing_of(stream)
    times, _ = _steps_timed(stream, routing, demand, awaited, reliances)
    leads = Leads(stream, routing, times)
    return leads.lead(leads.whole)[0]


def _steps_timed(
    stream: Stream,
    routing: Routing,
    demand: Demand | None,
    awaited: Mapping[str, Awaited],
    reliances: Mapping[str, Sequence[Reliance]],
) -> tuple[dict[str, StepTimes], dict[str, Measured]]:
    """The times of each step, and its %C&A."""
    exact = None if demand is None or demand.is_bound else demand.per_year
    times: dict[str, StepTimes] = {}
    rates: dict[str, Measured] = {}
    for step in stream.steps.values():
        waits = awaited.get(step.id, Awaited(None))
        times[step.id] = step_times(
            step,
            demand_per_s=None if exact is None else exact / stream.calendar.year_s,
            visits=routing.visits[step.id],
            awaited=waits,
        )
        rates[step.id] = step.complete_accurate, None
        if step.id in reliances:
            # Imported where support may fail; a small check needs none of it.
            from vsm_cli.analysis.times.support import supported

            times[step.id], rates[step.id] = supported(
                step, times[step.id], waits, reliances[step.id]
            )
    return times, rates


def _rework(
    stream: Stream, times: Mapping[str, StepTimes], measured: Mapping[str, Measured]
) -> dict[str, Measured]:
    """What rework takes: with all routes − with the rework routes removed."""
    if not any(flow_of(stream).rework.values()):
        nothing = 0.0 if stream.steps else None
        return {"rework_lead_time_s": (nothing, None), "rework_effort_s": (nothing, None)}
    routing = forward_routing_of(stream)
    leads = Leads(stream, routing, times)
    return {
        "rework_lead_time_s": _less(measured["lead_time_s"], leads.lead(leads.whole)),
        "rework_effort_s": _less(measured["effort_s"], effort(stream, routing, times)),
    }


def _less(whole: Measured, part: Measured) -> Measured:
    if whole[0] is None or part[0] is None:
        return NOTHING
    return whole[0] - part[0], whole[1] or part[1]


def _per_year(
    stream: Stream, demand: Demand | None, measured: Mapping[str, Measured]
) -> dict[str, Measured]:
    """What depends on demand. Items in the stream: WIP = demand × lead time (Little 1961)."""
    year_s = stream.calendar.year_s
    per_year: Measured = NOTHING
    if demand:
        per_year = (demand.per_year, "≥" if demand.is_bound else None)
    rework = _times(measured["rework_effort_s"], per_year)
    return {
        "demand_per_year": per_year,
        "wip": _times(measured["lead_time_s"], per_year, 1 / year_s),
        "effort_per_year_s": _times(measured["effort_s"], per_year),
        "rework_effort_per_year_s": rework,
        "rework_people": _times(rework, (1 / year_s, None)),
    }


def _times(one: Measured, other: Measured, factor: float = 1.0) -> Measured:
    """The product of two figures; 0 where one of them is, whatever the other may be."""
    if 0.0 in (one[0], other[0]):
        return 0.0, None
    if one[0] is None or other[0] is None:
        return NOTHING
    return one[0] * other[0] * factor, one[1] or other[1]


def _rolled(stream: Stream, measured: Mapping[str, Measured]) -> Measured:
    """Rolled %C&A: at most that, where a step on the way is not rated."""
    routing = forward_routing_of(stream)
    rates = {step: rate for step, (rate, _) in measured.items() if rate is not None}
    if any(routing_of(stream).visits[step] != 0.0 for step in routing_of(stream).unsound):
        return NOTHING
    passed = {step for step, visits in routing.visits.items() if visits != 0.0}
    if not rates.keys() & passed:
        return NOTHING
    is_bound = passed - rates.keys() or any(measured[step][1] for step in passed)
    return rolled_complete_accurate(routing, rates), "≤" if is_bound else None


def _unknown_splits(stream: Stream, routing: Routing) -> tuple[str, ...]:
    """The steps whose shares are not known: of their routes, or of the items that enter."""
    entries = flow_of(stream).entries
    forks = {fork.state for fork in routing.forks} | set(routing.unsound)
    return tuple(
        step
        for step in stream.steps
        if entries.get(step, 0.0) is None or (routing.rows[step] is None and step not in forks)
    )


def _targets(stream: Stream, figures: StreamFigures) -> dict[str, TargetFigures]:
    return {target.key: target_figures(target, figures) for target in stream.targets}


def _steps(
    stream: Stream,
    routing: Routing,
    times: Mapping[str, StepTimes],
    rates: Mapping[str, Measured],
    leads: Leads,
) -> dict[str, StepFigures]:
    return {
        step.id: StepFigures(
            visits=routing.visits[step.id],
            process_time_s=times[step.id].process_s,
            wait_time_s=times[step.id].wait_s,
            lead_time_s=times[step.id].lead_s,
            complete_accurate=rates[step.id][0],
            owner=step.owner,
            wait_is_bound=times[step.id].wait_is_bound,
            process_is_bound=times[step.id].process_is_bound,
            complete_accurate_is_bound=rates[step.id][1] is not None,
            cases=times[step.id].cases,
            perceived_wait_s=leads.perceived_wait(step.id),
            perceived_lead_time_s=leads.perceived_lead(step.id),
            part=leads.part(leads.whole, step.id),
            perceived_part=leads.part(leads.perceived, step.id),
        )
        for step in stream.steps.values()
    }
