"""The report as a page: figures and diagrams of checked workspaces, joined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from vsm_cli.characters import safe_id
from vsm_cli.diagnostics import laid_out
from vsm_cli.diagrams.album import Picture, album
from vsm_cli.diagrams.engine import draw_tree, side_by_side
from vsm_cli.diagrams.file_names import file_names
from vsm_cli.diagrams.palette import DARK_OF
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.svg import ROOT_CLASS, shared_style
from vsm_cli.errors import EngineError
from vsm_cli.language import message, spoken, tr
from vsm_cli.lint.check_report import Report, WorkspaceReport
from vsm_cli.model.elements import Element
from vsm_cli.model.settings import Engine, Layout, View
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.page.page_building import page as built
from vsm_cli.reporters.page.page_parts import PagePart, PagePicture
from vsm_cli.reporters.page.picture_looks import PictureLooks
from vsm_cli.reporters.report.overview import overview

UNREAD = message("{file} cannot be read, so that what it defines is missing here: {reason}")
_PLACE = message("{path}:{line}:{column}")


class Page(NamedTuple):
    """The page; `undrawn` says which pictures could not be drawn, and why: a note stands in the
    place of each."""

    html: str
    undrawn: list[str]


def page(
    report: Report,
    *,
    files: str | None = None,
    live: str = "",
    layout: Layout | None = None,
    alarms: Sequence[str] = (),
) -> Page:
    """All workspaces of a report as one HTML page, with what was found laid over the diagrams.

    `files` leads from the folder of the page to the working folder; None: nothing links to
    source files. `layout` is that of the stream maps, the workspaces' own if None. A `live`
    page, served under this version, loads itself again when its server tells of another one.
    `alarms` are told above all, with the files that could not be read.
    Raises VsmError where the drawing engine is missing.
    """
    parts = []
    for each in report.workspaces:
        with spoken(each.language):
            parts.append(_part(report, each, files, layout))
    undrawn = [each.undrawn for part in parts for each in part.pictures if each.undrawn]
    with spoken(report.language):
        told = [*alarms, *alarms_of(report)]
        looks = PictureLooks(f".{ROOT_CLASS}", shared_style(), DARK_OF)
        return Page(built(parts, looks, alarms=told, live=live), undrawn)


def alarms_of(report: Report, template: str = UNREAD) -> list[str]:
    """Which files could not be read, where and why."""
    return [
        tr(
            template,
            file=tr(_PLACE, path=each.path, line=each.span.line, column=each.span.column),
            reason=each.message,
        )
        for each in report.diagnostics
        for file in [report.source(each.path)]
        if file and not file.readable and each.code in {fault.code for fault in file.faults}
    ]


def _part(
    report: Report, checked: WorkspaceReport, files: str | None, layout: Layout | None
) -> PagePart:
    workspace = checked.workspace
    diagrams = album(
        Scope(
            workspace,
            laid_out(checked.diagnostics),
            engine=checked.engine,
            layout=layout or checked.layout,
        )
    )
    return PagePart(
        root=checked.root,
        overview=overview(workspace, checked.diagnostics, checked.suppressed),
        pictures=list(_drawn(workspace, diagrams, checked.engine)),
        rules=checked.rules,
        source=report.source,
        files=files,
        language=checked.language,
    )


def _drawn(
    workspace: Workspace, diagrams: Iterable[Picture], engine: Engine
) -> Iterator[PagePicture]:
    about = {
        f"{view}/{name}": element.address
        for view, elements in (("streams", workspace.streams), ("journeys", workspace.journeys))
        for name, element in file_names(elements).items()
    }
    places = dict(_places(workspace))
    diagrams = list(diagrams)
    svgs = side_by_side(lambda each: each.draw(), partial(draw_tree, engine=engine), diagrams)
    for diagram, drawn in zip(diagrams, svgs, strict=True):
        svg, undrawn = (None, str(drawn)) if isinstance(drawn, EngineError) else (drawn, "")
        yield PagePicture(
            diagram.view,
            diagram.path,
            diagram.title,
            svg,
            about.get(diagram.path, ""),
            places,
            undrawn,
        )


def _places(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """The addresses of what can be pointed at, by the ids that it has in the diagrams."""
    for stream in workspace.streams.values():
        for step in stream.steps.values():
            yield safe_id(stream.id, "step", step.id), step.address
    kinds: Mapping[str, Mapping[str, Element]] = {
        "streams": workspace.streams,
        "journeys": workspace.journeys,
        "systems": workspace.systems,
        "teams": workspace.teams,
    }
    for view in View:
        for kind, elements in kinds.items():
            for id_, element in elements.items():
                yield safe_id(view, kind, id_), element.address
