"""The durations of steps, apart from how the work is done: one state's in the other's steps."""

from collections.abc import Iterable, Sequence
from itertools import repeat

from msgspec.structs import replace

from vsm_cli.analysis.comparison.key_changes import waits_by_mechanism
from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.model.streams import Step, Stream, Use
from vsm_cli.model.values import Spread


def durations_of(step: Step, other: Step, *, is_later: bool) -> Step:
    """A step with the durations of its other state; `is_later` says which of the two it is.

    A wait that follows from how the later state works comes with that, not with the durations.
    Where the earlier one waited for what is no longer done (`every`), it goes on to wait as long.
    """
    moved = replace(
        step,
        process=other.process,
        wait=other.wait,
        lead=other.lead,
        queue=other.queue,
        complete_accurate=other.complete_accurate,
        people=other.people,
        hands=other.hands,
        uses=_with_figures(step.uses, other.uses),
    )
    if waits_by_mechanism(step if is_later else other):
        return replace(moved, wait=step.wait, lead=step.lead, queue=step.queue)
    if is_later and waits_by_mechanism(other):
        return replace(moved, wait=_wait(other))
    return moved


def _with_figures(uses: Sequence[Use], other: Iterable[Use]) -> tuple[Use, ...]:
    """Uses with the figures that the other state of the step gives for the same streams."""
    figures = {use.stream: use for use in other}
    return tuple(
        replace(
            use,
            covered=figures[use.stream].covered,
            changes_per_s=figures[use.stream].changes_per_s,
            without=figures[use.stream].without,
        )
        if use.stream in figures
        else use
        for use in uses
    )


def at_once(earlier: Sequence[Step], stream: Stream, ids: Sequence[str]) -> list[Step]:
    """The steps of a later state that others were merged or split into, with the durations that
    follow from these: the first that an item comes to takes all their process time, and waits as
    the first of them did."""
    heads = _heads(stream, ids)
    process, wait = _sum(step.process for step in earlier), _wait(earlier[0])
    found = []
    for id_ in ids:
        new = stream.steps[id_]
        if id_ in heads:
            found.append(_lasting(new, process, wait, earlier[0].queue))
        else:
            nothing = Spread(0.0)
            found.append(
                _lasting(
                    new, nothing if new.process else None, nothing if _wait(new) else None, None
                )
            )
    return found


def with_durations(earlier: Sequence[Step], later: Sequence[Step], stream: Stream) -> list[Step]:
    """Steps that are not yet merged or split, taking as long as an item spends in those that
    they become: the process time in its old proportions, the wait before the first."""
    ids = [step.id for step in later]
    weights = _weights(stream, ids)
    total = _sum(step.process for step in earlier)
    process = _sum((step.process for step in later), weights)
    wait = _sum(map(_wait, later), weights)
    found = []
    for at, step in enumerate(earlier):
        own = step.process
        if process is None:
            own = None
        elif not total or not total.mean_s:
            own = None if at else process
        elif own:
            own = Spread(own.mean_s * process.mean_s / total.mean_s)
        # A wait that follows from how the later steps work is none of their durations.
        waits = _wait(step) if at or any(map(waits_by_mechanism, later)) else wait
        found.append(_lasting(step, own, waits, step.queue if waits is None else None))
    return found


def _heads(stream: Stream, ids: Sequence[str]) -> list[str]:
    """Those of some steps that an item may come to before any other of them."""
    flow = flow_of(stream)
    heads = [
        id_ for id_ in ids if not any(id_ in flow.reachable(other) for other in ids if other != id_)
    ]
    return heads or list(ids[:1])


def _weights(stream: Stream, ids: Sequence[str]) -> list[float]:
    """How often an item comes to each of some steps, of all times that it comes to any first."""
    visits, heads = routing_of(stream).visits, _heads(stream, ids)
    counts = [visits[id_] or 0.0 for id_ in ids]
    first = sum(count for id_, count in zip(ids, counts, strict=True) if id_ in heads)
    if not first:
        return [1.0 / len(heads) if id_ in heads else 1.0 for id_ in ids]
    return [count / first for count in counts]


def _lasting(step: Step, process: Spread | None, wait: Spread | None, queue: float | None) -> Step:
    """A step that takes so long; its wait stays where it follows from how the step works."""
    if waits_by_mechanism(step):
        return replace(step, process=process)
    if step.lead and not step.wait and wait:
        whole = Spread(wait.mean_s + (process.mean_s if process else 0.0))
        return replace(step, process=process if step.process else None, lead=whole, queue=None)
    return replace(step, process=process, wait=wait, lead=None, queue=queue)


def _wait(step: Step) -> Spread | None:
    """How long a step waits by what is written at it; None where that does not say so."""
    if step.wait:
        return step.wait
    if step.lead:
        return Spread(max(0.0, step.lead.mean_s - (step.process.mean_s if step.process else 0.0)))
    if step.every_s is not None and step.queue is None:
        return Spread(step.every_s / 2)
    return None


def _sum(times: Iterable[Spread | None], weights: Iterable[float] = repeat(1.0)) -> Spread | None:
    known = [each.mean_s * weight for each, weight in zip(times, weights, strict=False) if each]
    return Spread(sum(known)) if known else None
