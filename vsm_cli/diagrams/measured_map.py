"""A stream map with what a log measured: times beside declared ones, routes as thick as their
cases, ways that nobody declared, and steps that hardly any case passes."""

from collections.abc import Iterator

from msgspec.structs import replace

from vsm_cli.analysis.reality.differences import (
    ROUTE_SHARE,
    compared_shares,
    compared_times,
    found_routes,
    is_frequent,
    steps_never_seen,
)
from vsm_cli.analysis.simulation.judged_figures import judged_figures
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.diff_overlay import ChangeMark, Overlay
from vsm_cli.diagrams.stream_map.stream_picture import map_of
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.language import message, tr
from vsm_cli.model.logs import Measured, Pair
from vsm_cli.model.streams import Route, Stream
from vsm_cli.wording.figures import percent
from vsm_cli.wording.measured_words import in_calendar
from vsm_cli.wording.times import clock

_THIN, _THICK = 1.0, 5.0
_FACTS = message("{log}: {cases} cases")
_LEAD = message("{log}: {cases} cases, lead time {lead} on average")
_TIME = message("{declared} → {measured}")
_FITS = message("{declared}, measured {measured}")
_COMPARES = message("declared → measured")
_UNSEEN = message("hardly any case passes")


def measured_map(scope: Scope, stream: Stream, measured: Measured) -> Drawing:
    """The map of a stream with what one log measured of it."""
    figures = judged_figures(scope.workspace, stream)
    routes = dict(_routes(scope, measured))
    overlay = Overlay(
        steps=dict(_steps(scope, measured)),
        routes=routes,
        facts=(_fact(stream, measured),),
        compares=_COMPARES,
    )
    shown = _with_undeclared(stream, measured, routes)
    both = replace(
        scope,
        workspace=replace(scope.workspace, streams={**scope.workspace.streams, stream.id: shown}),
    )
    return map_of(StreamSubject(both, shown, figures, overlay, "../streams/"))


def _fact(stream: Stream, measured: Measured) -> str:
    said = {"log": measured.id, "cases": f"{measured.cases:,}"}
    if measured.lead is None or measured.lead.mean_s is None:
        return tr(_FACTS, **said)
    return tr(_LEAD, lead=in_calendar(measured.lead.mean_s, stream.calendar), **said)


def _steps(scope: Scope, measured: Measured) -> Iterator[tuple[str, ChangeMark]]:
    for each in compared_times(scope.workspace):
        if each.measured.id == measured.id and each.sample.mean_s is not None:
            calendar = each.stream.calendar
            words = tr(
                _FITS if each.fits else _TIME,
                declared=clock(each.declared_s, calendar),
                measured=clock(each.sample.mean_s / calendar.elapsed_factor, calendar),
            )
            yield each.step.id, ChangeMark("fits" if each.fits else "differs", (words,))
    for log, _, step in steps_never_seen(scope.workspace):
        if log.id == measured.id:
            yield step.id, ChangeMark("unseen", (tr(_UNSEEN),))


def _routes(scope: Scope, measured: Measured) -> Iterator[tuple[Pair, ChangeMark]]:
    """Every way that cases took, as thick as they are many; one that few took and nobody declared
    is left out."""
    most = max((each.n for each in measured.routes.values()), default=1)
    written = {
        (each.step.id, each.route.target): each
        for each in compared_shares(scope.workspace)
        if each.measured.id == measured.id
    }
    for each in found_routes(scope.workspace):
        if each.measured.id != measured.id:
            continue
        way = each.step.id, each.target
        share = percent(each.counted.share)
        thickness = _THIN + (_THICK - _THIN) * each.counted.n / most
        known = written.get(way)
        if not each.declared:
            if is_frequent(each.counted, measured, ROUTE_SHARE):
                yield way, ChangeMark("undeclared", (share,), thickness)
        elif known is not None and not known.fits:
            words = tr(_TIME, declared=percent(known.declared), measured=share)
            yield way, ChangeMark("differs", (words,), thickness)
        else:
            yield way, ChangeMark("fits", (share,), thickness)


def _with_undeclared(stream: Stream, measured: Measured, routes: dict[Pair, ChangeMark]) -> Stream:
    """The stream with the ways that nobody declared."""
    steps = dict(stream.steps)
    for (first, then), mark in routes.items():
        if mark.status == "undeclared":
            step = steps[first]
            way = Route(target=then, place=step.place, share=measured.routes[first, then].share)
            steps[first] = replace(step, routes=(*step.routes, way), split="choice")
    return replace(stream, steps=steps)
