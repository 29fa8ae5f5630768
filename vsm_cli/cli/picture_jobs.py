"""Which diagrams to draw, and where each goes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr
from vsm_cli.model.settings import Engine, Layout, Paper, View

if TYPE_CHECKING:
    from vsm_cli.analysis.flow.stream_filter import StreamChoice
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.diagrams.album import Picture
    from vsm_cli.diagrams.scope import Scope

NO_STREAM = message("there is no stream {name} here; there are {known}")
_NO_TEAM = message("there is no team {name} here; there are {known}")
_NO_TAG = message("no stream or step has the tag {name}; there are {known}")
_NONE_FITS = message("no stream fits all of this: {choice}")
_AGAINST_WHAT = message("--view diff compares two states: say which other one with --against")
_NOT_MEASURED = message("nothing was measured of these streams: `vsm measure --write` keeps it")
_ONE_WORKSPACE = message("--against works on one workspace; here are {count}")


class Job(NamedTuple):
    """One diagram to draw: where it goes (without its ending), by which engine, in which
    language, and what."""

    path: Path
    engine: Engine
    language: str
    picture: "Picture"


class Asked(NamedTuple):
    """What a run is asked to draw, below `folder`: which views (none says all that make sense),
    of which streams, against which earlier state, whether pictures lead to definitions, how stream
    maps stand on the page (None says as the workspace has it), and on what paper."""

    folder: Path
    views: Sequence[View]
    choice: "StreamChoice"
    against: str | None = None
    linked: bool = True
    layout: Layout | None = None
    paper: Paper | None = None
    measured: bool = False


def jobs_for(report: "Report", paths: Sequence[Path], asked: Asked) -> list[Job]:
    """The diagrams of all workspaces that are asked for.

    Raises VsmError for a stream, team, tag or earlier state that there is not.
    """
    _refuse_unknown(report, asked.choice)
    views = _views(asked)
    if asked.measured:
        return _measured(report, asked)
    jobs = [job for each in _workspaces(report) for job in _jobs(each, asked, views)]
    if asked.against is not None and View.diff in views:
        jobs += _differing(report, paths, asked, asked.against)
    return jobs


def _views(asked: Asked) -> frozenset[View]:
    """What to draw where that is not said: all, of a choice of streams their maps, of two
    states how they differ."""
    if View.diff in asked.views and asked.against is None:
        raise VsmError(tr(_AGAINST_WHAT))
    if asked.views:
        return frozenset(asked.views)
    if asked.against is not None:
        return frozenset((View.diff,))
    return frozenset((View.streams,) if any(asked.choice) else View)


def _refuse_unknown(report: "Report", choice: "StreamChoice") -> None:
    """Raises VsmError where a choice names what no workspace has, or takes nothing."""
    from vsm_cli.analysis.flow.stream_filter import chosen, tags_of

    workspaces = [each.workspace for each in report.workspaces]
    streams = [stream for each in workspaces for stream in each.streams.values()]
    for template, named, known in (
        (NO_STREAM, choice.streams, [stream.id for stream in streams]),
        (_NO_TEAM, choice.teams, [team for each in workspaces for team in each.teams]),
        (_NO_TAG, choice.tags, [tag for stream in streams for tag in tags_of(stream)]),
    ):
        for name in named:
            if name not in known:
                listed = names(dict.fromkeys(known) or ["–"])
                raise VsmError(tr(template, name=name, known=listed))
    if any(choice) and not any(chosen(each, choice) for each in workspaces):
        values = [value for kind in choice for value in kind]
        raise VsmError(tr(_NONE_FITS, choice=names(values)))


def _workspaces(report: "Report") -> Iterator[tuple[Path, "WorkspaceReport"]]:
    """Each workspace with its folder below the output folder: its own where there are several."""
    for workspace in report.workspaces:
        prefix = Path(workspace.root) if len(report.workspaces) > 1 else Path()
        if ".." in prefix.parts or prefix.is_absolute():
            prefix = Path(prefix.name)
        yield prefix, workspace


def _jobs(
    placed: tuple[Path, "WorkspaceReport"], asked: Asked, views: frozenset[View]
) -> Iterator[Job]:
    from vsm_cli.diagrams.album import album

    prefix, report = placed
    place = asked.folder / prefix
    with spoken(report.language):
        scope = _scope(report, place, asked)
        pictures = album(scope)
    for picture in pictures:
        if picture.view in views:
            yield Job(place / picture.path, scope.engine, report.language, picture)


def _measured(report: "Report", asked: Asked) -> list[Job]:
    """The maps of streams with what logs measured. Raises VsmError where nothing was."""
    from vsm_cli.diagrams.album import measurements

    jobs = []
    for prefix, each in _workspaces(report):
        with spoken(each.language):
            scope = _scope(each, asked.folder / prefix, asked)
            jobs += [
                Job(asked.folder / prefix / picture.path, scope.engine, each.language, picture)
                for picture in measurements(scope)
            ]
    if not jobs:
        raise VsmError(tr(_NOT_MEASURED))
    return jobs


def _differing(
    report: "Report", paths: Sequence[Path], asked: Asked, against: str
) -> Iterator[Job]:
    """How the one workspace differs from an earlier state of it."""
    from vsm_cli.cli.diff_inputs import workspace_of
    from vsm_cli.diagrams.album import differences

    if len(report.workspaces) != 1:
        raise VsmError(tr(_ONE_WORKSPACE, count=len(report.workspaces)))
    (after,) = report.workspaces
    before = workspace_of(against, str(paths[0]) if paths else ".").workspace
    with spoken(after.language):
        scope = _scope(after, asked.folder, asked)
        pictures = differences(before, scope)
    for picture in pictures:
        yield Job(asked.folder / picture.path, scope.engine, after.language, picture)


def _scope(report: "WorkspaceReport", place: Path, asked: Asked) -> "Scope":
    """What is drawn of a workspace into the folder `place`."""
    from vsm_cli.analysis.flow.stream_filter import chosen
    from vsm_cli.diagnostics import laid_out
    from vsm_cli.diagrams.scope import Scope

    return Scope(
        report.workspace,
        laid_out(report.diagnostics),
        files=way_to_files(place) if asked.linked else None,
        only=chosen(report.workspace, asked.choice) if any(asked.choice) else None,
        engine=report.engine,
        layout=asked.layout or report.layout,
        paper=asked.paper,
    )


def way_to_files(folder: Path) -> str | None:
    """How pictures in `folder` link to definitions, where it lies below the working folder;
    from elsewhere a link would only say how this machine is laid out."""
    from vsm_cli.source.workspaces import absolute

    here, there = absolute(Path()), absolute(folder)
    if here not in there.parents:
        return None
    return "../" * (len(there.parts) - len(here.parts))
