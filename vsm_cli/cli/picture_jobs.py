"""Which diagrams to draw, and where each goes."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.workspaces import absolute

if TYPE_CHECKING:
    from vsm_cli.analysis.flow.stream_filter import StreamChoice
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.diagrams.album import Picture
    from vsm_cli.diagrams.engine import Engine

NO_STREAM = message("there is no stream {name} here; there are {known}")
_NO_TEAM = message("there is no team {name} here; there are {known}")
_NO_TAG = message("no stream or step has the tag {name}; there are {known}")
_NONE_FITS = message("no stream fits all of this: {choice}")
_AGAINST_WHAT = message("--view diff compares two states: say which other one with --against")
_ONE_WORKSPACE = message("--against works on one workspace; here are {count}")


class View(StrEnum):
    landscape = "landscape"
    journeys = "journeys"
    systems = "systems"
    handoffs = "handoffs"
    streams = "streams"
    diff = "diff"


class Job(NamedTuple):
    """One diagram to draw: where it goes (without its ending), by which engine, in which
    language, and what."""

    path: Path
    engine: "Engine"
    language: str
    picture: "Picture"


def jobs_for(
    report: "Report",
    paths: Sequence[Path],
    folder: Path,
    *,
    views: Sequence[View],
    choice: "StreamChoice",
    against: str | None,
    linked: bool = True,
) -> list[Job]:
    """The diagrams of all workspaces that are asked for, below `folder`; `linked` ones lead to
    the definitions.

    Raises VsmError for a stream, team, tag or earlier state that there is not.
    """
    _refuse_unknown(report, choice)
    wanted = _views(views, choice, against)
    jobs = [
        job
        for each in _workspaces(report)
        for job in _jobs(each, folder, wanted, choice, linked=linked)
    ]
    if against is not None and View.diff in wanted:
        jobs += _differing(report, against, paths, folder, choice, linked=linked)
    return jobs


def _views(view: Sequence[View], choice: "StreamChoice", against: str | None) -> frozenset[View]:
    """What to draw where that is not said: all, of a choice of streams their maps, of two
    states how they differ."""
    if view and View.diff in view and against is None:
        raise VsmError(tr(_AGAINST_WHAT))
    if view:
        return frozenset(view)
    if against is not None:
        return frozenset((View.diff,))
    return frozenset((View.streams,) if any(choice) else View)


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
    placed: tuple[Path, "WorkspaceReport"],
    folder: Path,
    views: frozenset[View],
    choice: "StreamChoice",
    *,
    linked: bool,
) -> Iterator[Job]:
    from vsm_cli.analysis.flow.stream_filter import chosen
    from vsm_cli.diagrams.album import album

    prefix, report = placed
    place = folder / prefix
    with spoken(report.language):
        engine = _engine(report)
        pictures = album(
            report.workspace,
            problems=report.diagnostics,
            engine=engine,
            files=way_to_files(place) if linked else None,
            only=chosen(report.workspace, choice) if any(choice) else None,
        )
    for picture in pictures:
        if picture.view in views:
            yield Job(place / picture.path, engine, report.language, picture)


def _differing(
    report: "Report",
    against: str,
    paths: Sequence[Path],
    folder: Path,
    choice: "StreamChoice",
    *,
    linked: bool,
) -> Iterator[Job]:
    """How the one workspace differs from an earlier state of it."""
    from vsm_cli.analysis.comparison.comparing import compare
    from vsm_cli.analysis.flow.stream_filter import chosen
    from vsm_cli.cli.diff_inputs import workspace_of
    from vsm_cli.diagrams.album import differences

    if len(report.workspaces) != 1:
        raise VsmError(tr(_ONE_WORKSPACE, count=len(report.workspaces)))
    (after,) = report.workspaces
    before = workspace_of(against, str(paths[0]) if paths else ".").workspace
    with spoken(after.language):
        engine = _engine(after)
        pictures = differences(
            compare(before, after.workspace),
            problems=after.diagnostics,
            files=way_to_files(folder) if linked else None,
            only=chosen(after.workspace, choice) if any(choice) else None,
        )
    for picture in pictures:
        yield Job(folder / picture.path, engine, after.language, picture)


def way_to_files(folder: Path) -> str | None:
    """How pictures in `folder` link to definitions, where it lies below the working folder;
    from elsewhere a link would only say how this machine is laid out."""
    here, there = absolute(Path()), absolute(folder)
    if here not in there.parents:
        return None
    return "../" * (len(there.parts) - len(here.parts))


def _engine(workspace: "WorkspaceReport") -> "Engine":
    from vsm_cli.diagrams.engine import Engine
    from vsm_cli.lint.config import render_from

    file = (Path(workspace.root) / ROOT_FILE).as_posix()
    return Engine(*render_from(workspace.loaded.root.get("render"), file))
