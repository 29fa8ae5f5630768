"""`vsm render`: draw the maps of a workspace."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import Paths
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.workspaces import absolute

if TYPE_CHECKING:
    from vsm_cli.analysis.choice import Choice
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.diagrams.album import Picture
    from vsm_cli.diagrams.engine import Engine

_NO_STREAM = message("there is no stream {name} here; there are {known}")
_NO_TEAM = message("there is no team {name} here; there are {known}")
_NO_TAG = message("no stream or step has the tag {name}; there are {known}")
_NONE_FITS = message("no stream fits all of this: {choice}")
_AGAINST_WHAT = message("--view diff compares two states: say which other one with --against")
_ONE_WORKSPACE = message("--against works on one workspace; here are {count}")
_DRAWING = message("drawing")
_WRITTEN = message("diagrams written to {folder}: {count}")
_CURRENT = message("current diagrams in {folder}: {count}")
_DIFFERS = message("{path} is not what would be drawn now")
_MISSING = message("{path} is missing")
_REFRESH = message("draw them again with `vsm render`")
_UNREADABLE = message(
    "{count} errors were found while reading: the diagrams show what could be read; see `vsm check`"
)


class Format(StrEnum):
    svg = "svg"
    png = "png"
    pdf = "pdf"
    dot = "dot"
    mermaid = "mermaid"


class View(StrEnum):
    landscape = "landscape"
    journeys = "journeys"
    systems = "systems"
    handoffs = "handoffs"
    streams = "streams"
    diff = "diff"


def render(
    paths: Paths = None,
    folder: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the diagrams go.")
    ] = Path("diagrams"),
    format: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.svg,
    view: Annotated[
        list[View] | None,
        typer.Option("--view", help="Only these diagrams (repeatable).", show_default=False),
    ] = None,
    stream: Annotated[
        list[str] | None,
        typer.Option(
            "--stream",
            metavar="ID",
            help="Only the maps of these streams (repeatable).",
            show_default=False,
        ),
    ] = None,
    team: Annotated[
        list[str] | None,
        typer.Option(
            "--team",
            metavar="ID",
            help="Only streams that these teams answer for or have a step in (repeatable).",
            show_default=False,
        ),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "--tag",
            metavar="TAG",
            help="Only streams with this tag, or with a step that has it (repeatable).",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="BEFORE",
            help="Draw how each stream differs from an earlier state: a folder, a file, or a Git "
            "revision.",
            show_default=False,
        ),
    ] = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="Mark what `vsm check` finds on the diagrams.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if a diagram is not current."),
    ] = False,
) -> int:
    """Draw the diagrams: landscape, journeys, systems, hand-offs and stream maps.

    The same definitions give the same bytes, so diagrams can be committed and --check tells
    in CI whether they are current. PDF needs an installed Graphviz.
    """
    from vsm_cli.analysis.choice import Choice
    from vsm_cli.api import Options, analyse

    report = analyse(paths or [], Options(check=problems))
    for notice in report.notices:
        output.note(notice)
    unread = sum(workspace.loaded.faulty for workspace in report.workspaces)
    if unread:
        output.note(tr(_UNREADABLE, count=unread))
    choice = Choice(tuple(stream or ()), tuple(team or ()), tuple(tag or ()))
    _refuse_unknown(report, choice)
    views = _views(view, choice, against)
    jobs = [job for each in _workspaces(report) for job in _jobs(each, folder, views, choice)]
    if against is not None and View.diff in views:
        jobs += _differing(report, against, paths, folder, choice)
    drawn = (
        (_with_ending(job, format), _finished(job, format))
        for job in output.progress(jobs, tr(_DRAWING))
    )
    if check:
        return _compare(drawn, folder)
    for path, content in drawn:
        output.write_file(path, content)
    output.write(tr(_WRITTEN, count=len(jobs), folder=folder.as_posix()))
    return 0


def _views(view: list[View] | None, choice: "Choice", against: str | None) -> frozenset[View]:
    """What to draw where that is not said: all, of a choice of streams their maps, of two
    states how they differ."""
    if view and View.diff in view and against is None:
        raise VsmError(tr(_AGAINST_WHAT))
    if view:
        return frozenset(view)
    if against is not None:
        return frozenset((View.diff,))
    return frozenset((View.streams,) if any(choice) else View)


def _refuse_unknown(report: "Report", choice: "Choice") -> None:
    """Raises VsmError where a choice names what no workspace has, or takes nothing."""
    from vsm_cli.analysis.choice import chosen, tags_of

    workspaces = [each.workspace for each in report.workspaces]
    streams = [stream for each in workspaces for stream in each.streams.values()]
    for template, named, known in (
        (_NO_STREAM, choice.streams, [stream.id for stream in streams]),
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


class _Job(NamedTuple):
    """One diagram to draw: where it goes (without its ending), by which engine, and what."""

    path: Path
    engine: "Engine"
    picture: "Picture"


def _jobs(
    placed: tuple[Path, "WorkspaceReport"],
    folder: Path,
    views: frozenset[View],
    choice: "Choice",
) -> Iterator[_Job]:
    from vsm_cli.analysis.choice import chosen
    from vsm_cli.diagrams.album import album

    prefix, report = placed
    engine, place = _engine(report), folder / prefix
    for picture in album(
        report.workspace,
        problems=report.diagnostics,
        engine=engine,
        files=way_to_files(place),
        only=chosen(report.workspace, choice) if any(choice) else None,
    ):
        if picture.view in views:
            yield _Job(place / picture.path, engine, picture)


def _differing(
    report: "Report", against: str, paths: "Paths", folder: Path, choice: "Choice"
) -> Iterator[_Job]:
    """How the one workspace differs from an earlier state of it."""
    from vsm_cli.analysis.choice import chosen
    from vsm_cli.api.differing import differing
    from vsm_cli.cli.sides import workspace_of

    if len(report.workspaces) != 1:
        raise VsmError(tr(_ONE_WORKSPACE, count=len(report.workspaces)))
    (after,) = report.workspaces
    for picture in differing(
        workspace_of(against, str(paths[0]) if paths else "."),
        after.workspace,
        problems=after.diagnostics,
        files=way_to_files(folder),
        only=chosen(after.workspace, choice) if any(choice) else None,
    ):
        yield _Job(folder / picture.path, _engine(after), picture)


def way_to_files(folder: Path) -> str | None:
    """How pictures in `folder` link to definitions, where it lies below the working folder;
    from elsewhere a link would only say how this machine is laid out."""
    here, there = absolute(Path()), absolute(folder)
    if here not in there.parents:
        return None
    return "../" * (len(there.parts) - len(here.parts))


def _engine(workspace: "WorkspaceReport") -> "Engine":
    from vsm_cli.lint.config import engine_from

    file = (Path(workspace.root) / ROOT_FILE).as_posix()
    return engine_from(workspace.loaded.root.get("render"), file)


def _with_ending(job: _Job, format: Format) -> Path:
    return job.path.with_name(f"{job.path.name}.{format.value}")


def _finished(job: _Job, format: Format) -> str | bytes:
    from vsm_cli.diagrams.engine import draw, pdf, png

    if format is Format.mermaid:
        return _mermaid(job)
    drawing = job.picture.draw()
    if format is Format.dot:
        return drawing.dot
    if format is Format.pdf:
        return pdf(drawing)
    finished = draw(drawing, job.engine)
    return png(finished) if format is Format.png else finished


def _mermaid(job: _Job) -> str:
    from vsm_cli.diagrams.mermaid import notice_of

    text = job.picture.mermaid()
    if notice := notice_of(job.path.as_posix(), text):
        output.note(notice)
    return text


def _compare(drawn: Iterator[tuple[Path, str | bytes]], folder: Path) -> int:
    """Tell which files on disk differ from what would be written."""
    stale = count = 0
    for path, content in drawn:
        count += 1
        expected = content.encode("utf-8", "replace") if isinstance(content, str) else content
        if not path.is_file():
            output.write(tr(_MISSING, path=path.as_posix()))
        elif path.read_bytes() != expected:
            output.write(tr(_DIFFERS, path=path.as_posix()))
        else:
            continue
        stale += 1
    if stale:
        output.note(tr(_REFRESH))
        return 1
    output.write(tr(_CURRENT, count=count, folder=folder.as_posix()))
    return 0
