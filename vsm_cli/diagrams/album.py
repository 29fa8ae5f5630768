"""Every diagram of a workspace: what it shows, where its file goes, and how to draw it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeVar

from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.diagrams import charts
from vsm_cli.diagrams.charts import Flowchart
from vsm_cli.diagrams.diff_map import changed_streams, difference_map
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.file_names import file_names
from vsm_cli.diagrams.handoffs import handoffs_map
from vsm_cli.diagrams.journey import journey_map
from vsm_cli.diagrams.landscape import landscape
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map import stream_map
from vsm_cli.diagrams.systems import systems_map
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.settings import View
from vsm_cli.model.workspace import Workspace

E = TypeVar("E", bound=Element)

_LANDSCAPE = message("Landscape")
_SYSTEMS = message("Systems and paths")
_HANDOFFS = message("Hand-offs")


class Picture(NamedTuple):
    """One diagram. `path` is where its file goes below the album's folder, without an ending:
    `landscape`, `streams/restore-service`. `title` names it for people;
    `chart` gives it as data, for places that lay it out by themselves."""

    view: View
    path: str
    title: str
    draw: Callable[[], Drawing]
    chart: Callable[[], Flowchart]


def album(scope: Scope) -> list[Picture]:
    """The diagrams of a workspace, drawn only when they are asked for. Drawing raises
    EngineError."""
    return list(_pictures(scope))


def _pictures(scope: Scope) -> Iterator[Picture]:
    workspace = scope.workspace
    journeys = {
        name: journey
        for name, journey in file_names(workspace.journeys).items()
        if scope.leads_through(journey)
    }
    streams = {
        name: stream
        for name, stream in file_names(workspace.streams).items()
        if scope.counts(stream.id)
    }
    if workspace.streams:
        yield _whole(scope, View.landscape, tr(_LANDSCAPE), landscape, charts.landscape)
    yield from _each(scope, View.journeys, journeys, journey_map, charts.journey)
    if workspace.systems:
        yield _whole(scope, View.systems, tr(_SYSTEMS), systems_map, charts.systems)
    if workspace.streams:
        yield _whole(scope, View.handoffs, tr(_HANDOFFS), handoffs_map, charts.handoffs)
    yield from _each(scope, View.streams, streams, stream_map, charts.stream)


def _whole(
    scope: Scope,
    view: View,
    title: str,
    draw: Callable[[Scope], Drawing],
    chart: Callable[[Scope], Flowchart],
) -> Picture:
    return Picture(view, view, title, partial(draw, scope), partial(chart, scope))


def _each(
    scope: Scope,
    view: View,
    elements: Mapping[str, E],
    draw: Callable[[Scope, E], Drawing],
    chart: Callable[[Scope, E], Flowchart],
) -> Iterator[Picture]:
    """A picture of each element, by the name of its file in a folder of their own."""
    inside = scope.below()
    for name, element in elements.items():
        title, path = clean(element.label), f"{view}/{name}"
        yield Picture(
            view, path, title, partial(draw, inside, element), partial(chart, inside, element)
        )


def measurements(scope: Scope) -> list[Picture]:
    """A map of each stream for each log that was measured of it."""
    from vsm_cli.diagrams.measured_map import measured_map

    workspace, inside = scope.workspace, scope.below()
    pictures = []
    for name, measured in file_names(workspace.measured).items():
        stream = workspace.streams.get(measured.stream or "")
        if stream is not None and scope.counts(stream.id):
            pictures.append(
                Picture(
                    View.streams,
                    f"measured/{name}",
                    clean(stream.label),
                    partial(measured_map, inside, stream, measured),
                    partial(charts.stream, inside, stream),
                )
            )
    return pictures


def differences(before: Workspace, scope: Scope) -> list[Picture]:
    """A diagram of each stream that differs between two states, of which `scope` is the later
    one."""
    compared = compare(before, scope.workspace)
    streams = {each.stream.id: each.stream for each in changed_streams(compared)}
    names = {stream.id: name for name, stream in file_names(streams).items()}
    return [
        Picture(
            View.diff,
            f"{View.diff}/{names[each.stream.id]}",
            clean(each.stream.label),
            partial(difference_map, compared, each, scope.below()),
            partial(charts.difference, compared, each, scope.layout),
        )
        for each in changed_streams(compared)
        if scope.counts(each.stream.id)
    ]
