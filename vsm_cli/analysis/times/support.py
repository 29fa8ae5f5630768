"""Support that may fail: how often a step finds what it relies on, and what it takes without."""

from collections.abc import Sequence
from math import exp, fsum
from typing import NamedTuple

from msgspec.structs import replace

from vsm_cli.analysis.times.figure_records import Measured, StreamFigures
from vsm_cli.analysis.times.step_times import (
    Awaited,
    Reliance,
    StepTimes,
    SupportCase,
    mixed,
    step_times,
)
from vsm_cli.model.streams import Step, Stream, Use, Without
from vsm_cli.model.values import Spread


def reliance(use: Use, pillar: Stream, figures: StreamFigures) -> Reliance:
    """h = covered × rolled %C&A × e^(−changes × T), T the pillar's lead time, elapsed.

    Changes come at random, and each leaves the record behind until the pillar has taken it in:
    the number that is behind is that of an M/G/∞ queue, and so none with e^(−λT), whatever the
    spread of T (Takács, Introduction to the Theory of Queues, 1962).
    """
    rolled = figures.rolled_complete_accurate
    is_bound = not use.unread.isdisjoint(("covered", "changes"))
    is_bound |= rolled is None or figures.bound("rolled") is not None
    current = 1.0
    if use.changes_per_s:
        lead_s = figures.lead_time_s
        current = exp(-use.changes_per_s * (lead_s or 0.0) * pillar.calendar.elapsed_factor)
        is_bound |= lead_s is None or figures.bound("lead") is not None
    found = Reliance(
        1.0 if use.covered is None else use.covered, 1.0 if rolled is None else rolled, current
    )
    return found._replace(is_bound=is_bound and found.chance > 0)


class Supported(NamedTuple):
    """A step whose support may fail: its times, and its %C&A with its bound."""

    times: StepTimes
    complete_accurate: Measured


def supported(
    step: Step, as_written: StepTimes, awaited: Awaited, reliances: Sequence[Reliance]
) -> Supported:
    """A step whose support may fail, with one chance for each such use.

    PT, WT and %C&A are the means over the cases. Uses are asked for in written order, and the
    first that fails decides. Of a chance that is only known to be at most so much, either end
    may be the better one: what is told is a bound whichever it is.
    """
    if all(each.unbroken for each in reliances):
        return Supported(as_written, (step.complete_accurate, None))
    alone = SupportCase(1.0, step, as_written)
    failures = [_without(step, use.without, as_written, awaited) for use in step.failing]
    cases = _cases(alone, failures, [each.chance for each in reliances])
    if not any(each.is_bound for each in reliances):
        rate, partly = _mean_rate(cases)
        return Supported(mixed(cases), (rate, "≤" if partly else None))
    least = [0.0 if each.is_bound else each.chance for each in reliances]
    ends = (cases, _cases(alone, failures, least))
    best, other = sorted(map(mixed, ends), key=lambda each: each.known_s)
    times = replace(
        best,
        wait_is_bound=best.wait_is_bound or best.wait_s != other.wait_s,
        process_is_bound=best.process_is_bound or best.process_s != other.process_s,
    )
    rates = [rate for rate, _ in map(_mean_rate, ends) if rate is not None]
    return Supported(times, (max(rates, default=None), "≤" if rates else None))


def _cases(
    alone: SupportCase, failures: Sequence[SupportCase], chances: Sequence[float]
) -> tuple[SupportCase, ...]:
    """The cases that occur, with their chances."""
    left = 1.0
    found = []
    for failure, chance in zip(failures, chances, strict=True):
        found.append(failure._replace(chance=left * (1 - chance)))
        left *= chance
    return tuple(case for case in (alone._replace(chance=left), *found) if case.chance > 0)


def _mean_rate(cases: Sequence[SupportCase]) -> tuple[float | None, bool]:
    """The %C&A (0–1) over all cases, and whether it is only known to be at most that."""
    rates = [case.step.complete_accurate for case in cases]
    if all(rate is None for rate in rates):
        return None, False
    pairs = zip(cases, rates, strict=True)
    return fsum(c.chance * (1.0 if rate is None else rate) for c, rate in pairs), None in rates


def _without(
    step: Step, without: Without | None, times: StepTimes, awaited: Awaited
) -> SupportCase:
    """A step without some support; where it waits for a stream, it does so first."""
    assert without is not None
    changed = _changed(step, without, times)
    awaits = bool(step.awaited)
    lasting = step_times(
        changed,
        demand_per_s=None,
        visits=None,
        awaited=awaited if awaits else Awaited(None),
    )
    return SupportCase(0.0, changed, lasting, awaits and changed.wait is not None)


def _changed(step: Step, without: Without, times: StepTimes) -> Step:
    """A step with what is different without some support. What follows from its other figures
    (a queue, a lead time without the process time) stays as it is."""
    step = replace(
        step,
        complete_accurate=(
            step.complete_accurate
            if without.complete_accurate is None
            else without.complete_accurate
        ),
        people=step.people if without.people is None else without.people,
        hands=step.hands if without.people is None else without.hands,
    )
    if without.lead is not None:
        return _lasting(step, without, without.lead)
    if without.wait is not None:
        process = without.process or step.process
        return replace(
            step, process=process, wait=without.wait, lead=None, queue=None, every_s=None
        )
    if without.process is None:
        return _settled(step, times)
    if step.lead is not None and times.wait_s is not None:
        return replace(step, process=without.process, lead=None, wait=Spread(times.wait_s))
    return replace(_settled(step, times), process=without.process)


def _lasting(step: Step, without: Without, lead: Spread) -> Step:
    """A step that takes a lead time without some support."""
    process = without.process or step.process
    if process and process.mean_s > lead.mean_s:
        process = without.process
    wait = without.wait
    if step.awaited:
        # It comes after the wait for a stream.
        wait = Spread(max(0.0, lead.mean_s - (process.mean_s if process else 0.0)))
    return replace(
        step,
        process=process,
        wait=wait,
        lead=None if step.awaited else lead,
        queue=None,
        every_s=None,
    )


def _settled(step: Step, times: StepTimes) -> Step:
    """A step whose wait in a queue is a figure of its own."""
    if step.queue is None or times.wait_s is None:
        return step
    return replace(step, queue=None, wait=Spread(times.wait_s))
