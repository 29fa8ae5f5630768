"""How a stream differs from an earlier state of it: the later map, with what is gone on it."""

from collections.abc import Iterator, Mapping
from math import isclose
from typing import TypeVar

from msgspec.structs import replace

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison
from vsm_cli.analysis.comparison.key_changes import TOLERANCE
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.times.figure_records import StepFigures, StreamFigures
from vsm_cli.diagrams.diff_facts import facts_of
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.diff_overlay import ChangeMark, Overlay, Status
from vsm_cli.diagrams.stream_map.stream_picture import map_of
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Route, Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.change_words import description, details_of
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import clock

E = TypeVar("E")
K = TypeVar("K")

_DERIVED = message("so the wait is {before} → {after} (derived)")


def changed_streams(compared: Comparison) -> list[StreamComparison]:
    """The streams that have changes of their own, or times that follow from those of others, by
    id."""
    changed = {
        change.stream for change in compared.changes if change.stream and change.nature != "note"
    }
    found = [
        each
        for each in compared.streams
        if each.stream.id in changed or not (each.before and each.after) or _derived(each)
    ]
    return sorted(found, key=lambda each: each.stream.id)


def difference_map(
    compared: Comparison,
    each: StreamComparison,
    scope: Scope,
) -> Drawing:
    """The map of a stream's later state. What was added, removed or changed is marked, and says
    so; removed steps and routes are drawn dashed where they were. `scope` is the later state.
    """
    before, after = each.before, each.after
    stream = _merged(before, after) if before and after else each.stream
    figures = each.after_figures or each.before_figures
    assert figures is not None
    gone = _gone(each)
    both = replace(scope, workspace=_union(compared, stream))
    overlay = Overlay(
        steps=_steps(compared, each),
        routes=_ways(_shares(before), _shares(after)),
        entries=_ways(_entries(before), _entries(after)),
        gone=gone,
        facts=tuple(facts_of(compared, each)),
    )
    return map_of(
        StreamSubject(both, stream, figures, overlay, "../streams/", _earlier(compared, each))
    )


def _earlier(compared: Comparison, each: StreamComparison) -> StreamSubject | None:
    """The earlier state where its times were others."""
    if not (each.before and each.before_figures and each.after and each.after_figures):
        return None
    if each.before.calendar == each.after.calendar and _times(each.before_figures) == _times(
        each.after_figures
    ):
        return None
    scope = Scope(compared.before)
    return StreamSubject(scope, each.before, each.before_figures)


def _times(figures: StreamFigures) -> object:
    """What stands on the ladder and in the bar."""
    parts = {id_: (step.part, step.perceived_part) for id_, step in figures.steps.items()}
    return parts, figures.lead_time_s, figures.perceived_lead_time_s


def _gone(each: StreamComparison) -> Mapping[str, StepFigures]:
    """The figures of steps that only the earlier state has."""
    if not each.before_figures:
        return {}
    kept = each.after.steps if each.after else {}
    return {id_: found for id_, found in each.before_figures.steps.items() if id_ not in kept}


def _merged(before: Stream, after: Stream) -> Stream:
    """The later stream with the steps and routes that are gone: each stands after the step that
    it stood after."""
    order = list(after.steps)
    place = 0
    for id_ in before.steps:
        if id_ in after.steps:
            place = order.index(id_) + 1
        else:
            order.insert(place, id_)
            place += 1
    steps = {}
    for id_ in order:
        step = after.steps.get(id_) or before.steps[id_]
        routes = list(step.routes)
        if id_ in after.steps and id_ in before.steps:
            routes += _removed_routes(before.steps[id_], step, order)
        elif id_ in before.steps:
            routes = [route for route in routes if _is_there(route, order)]
        steps[id_] = replace(step, routes=tuple(routes), entry=_entry(before, after, id_))
    return replace(after, steps=steps)


def _removed_routes(before: Step, after: Step, order: list[str]) -> Iterator[Route]:
    kept = {route.target for route in after.routes}
    for route in before.routes:
        if route.target not in kept and _is_there(route, order):
            yield route


def _is_there(route: Route, order: list[str]) -> bool:
    return route.target == "end" or route.target in order


def _entry(before: Stream, after: Stream, id_: str) -> bool | float | None:
    """Where work comes in, or came in: said of every step, since the first one may be another
    now."""
    for stream in (after, before):
        entries = flow_of(stream).entries
        if id_ in entries:
            share = entries[id_]
            return True if share is None or len(entries) == 1 else share
    return None


def _union(compared: Comparison, stream: Stream) -> Workspace:
    """The later workspace with all that only the earlier one has."""
    before, after = compared.before, compared.after

    def both(section: str) -> Mapping[str, E]:
        return {**getattr(before, section), **getattr(after, section)}

    return replace(
        after,
        teams=both("teams"),
        roles=both("roles"),
        systems=both("systems"),
        data=both("data"),
        own_practices=both("own_practices"),
        own_step_kinds=both("own_step_kinds"),
        streams={**before.streams, **after.streams, stream.id: stream},
    )


def _steps(compared: Comparison, each: StreamComparison) -> dict[str, ChangeMark]:
    if each.before is None or each.after is None:
        status: Status = "added" if each.before is None else "removed"
        return {id_: ChangeMark(status) for id_ in each.stream.steps}
    found: dict[str, ChangeMark] = {}
    for change in compared.changes:
        if change.stream == each.stream.id and change.is_step and change.nature != "note":
            for id_, one in _step_changes(compared, change, each.before, each.after):
                known = found.get(id_)
                lines = (*(known.lines if known else ()), *one.lines)
                found[id_] = ChangeMark(known.status if known else one.status, lines)
    for id_, line in _derived(each).items():
        known = found.get(id_, ChangeMark("changed"))
        if known.status == "changed":
            found[id_] = ChangeMark("changed", (*known.lines, line))
    return found


def _derived(each: StreamComparison) -> dict[str, str]:
    """The waits that are other ones now though nothing says so at the step: they follow from
    another key (`every`), from demand, or from a stream that it waits for."""
    found: dict[str, str] = {}
    if not (each.before and each.after and each.before_figures and each.after_figures):
        return found
    for id_, after in each.after_figures.steps.items():
        before = each.before_figures.steps.get(id_)
        old, new = (s.steps.get(id_) for s in (each.before, each.after))
        if not before or not old or not new or before.wait_time_s is None:
            continue
        written = [(s.wait, s.lead, s.process if s.lead else None) for s in (old, new)]
        if after.wait_time_s is None or any(any(keys) for keys in written):
            continue
        waits = (
            each.in_calendar(each.before, before.wait_time_s),
            each.in_calendar(each.after, after.wait_time_s),
        )
        if not isclose(*waits, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
            shown = [clock(seconds, each.calendar) for seconds in waits]
            found[id_] = tr(_DERIVED, before=shown[0], after=shown[1])
    return found


def _step_changes(
    compared: Comparison, change: Change, before: Stream, after: Stream
) -> Iterator[tuple[str, ChangeMark]]:
    """What a change means for each step that it is about."""
    if change.kind == "changed":
        yield change.after[0], ChangeMark("changed", tuple(details_of(compared, change)))
        return
    if change.kind in ("rerouted", "parallel"):
        said_of = zip(change.details, details_of(compared, change), strict=True)
        ways_on = [text for detail, text in said_of if detail.key != "entry"]
        for id_, text in zip(change.after, ways_on, strict=True):
            yield id_, ChangeMark("changed", (text,))
        return
    words = () if change.kind in ("added", "removed") else (description(compared, change),)
    for id_ in change.after:
        yield id_, ChangeMark("changed" if id_ in before.steps else "added", words)
    for id_ in change.before:
        if id_ not in after.steps:
            yield id_, ChangeMark("removed", words)


def _ways(old: Mapping[K, float | None], new: Mapping[K, float | None]) -> dict[K, ChangeMark]:
    """What became of the shares of ways from one state to the other."""
    found: dict[K, ChangeMark] = {}
    for way, share in new.items():
        if way not in old:
            found[way] = ChangeMark("added")
        elif old[way] != share:
            texts = [percent(old[way]), percent(share)]
            found[way] = ChangeMark("changed", (" → ".join(texts),))
    found |= {way: ChangeMark("removed") for way in old if way not in new}
    return found


def _entries(stream: Stream | None) -> dict[str, float | None]:
    """The share of each step at which work comes in; 1 where there is no other."""
    found = flow_of(stream).entries if stream else {}
    return {step: share if len(found) > 1 else 1.0 for step, share in found.items()}


def _shares(stream: Stream | None) -> dict[tuple[str, str], float | None]:
    """The share of each route, where its step has several; 1 where there is no other."""
    return {
        (step.id, route.target): route.share if step.split == "choice" else step.part_of(route)
        for step in (stream.steps.values() if stream else ())
        for route in step.routes
    }
