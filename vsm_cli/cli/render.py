"""`vsm render`: draw the maps of a workspace."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple
from unicodedata import category

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import Paths
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.workspaces import absolute

if TYPE_CHECKING:
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.diagrams.drawing import Drawing
    from vsm_cli.diagrams.engine import Engine
    from vsm_cli.model.streams import Stream

_NO_STREAM = message("there is no stream {stream} here; there are {streams}")
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


class View(StrEnum):
    streams = "streams"
    landscape = "landscape"


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
    problems: Annotated[
        bool, typer.Option("--problems", help="Mark what `vsm check` finds on the diagrams.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if a diagram is not current."),
    ] = False,
) -> int:
    """Draw the stream maps and the landscape.

    The same definitions give the same bytes, so diagrams can be committed and --check tells
    in CI whether they are current. PDF needs an installed Graphviz.
    """
    from vsm_cli.api import Options, analyse

    report = analyse(paths or [], Options(check=problems))
    for notice in report.notices:
        output.note(notice)
    unread = sum(workspace.loaded.faulty for workspace in report.workspaces)
    if unread:
        output.note(tr(_UNREADABLE, count=unread))
    wanted = tuple(stream or ())
    _all_known(report, wanted)
    views = frozenset(view or ((View.streams,) if wanted else tuple(View)))
    jobs = [job for each in _workspaces(report) for job in _jobs(each, folder, views, wanted)]
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


def _all_known(report: "Report", wanted: tuple[str, ...]) -> None:
    streams = [stream for w in report.workspaces for stream in w.workspace.streams]
    for stream in wanted:
        if stream not in streams:
            raise VsmError(tr(_NO_STREAM, stream=stream, streams=names(streams)))


def _workspaces(report: "Report") -> Iterator[tuple[Path, "WorkspaceReport"]]:
    """Each workspace with its folder below the output folder: its own where there are several."""
    for workspace in report.workspaces:
        prefix = Path(workspace.root) if len(report.workspaces) > 1 else Path()
        if ".." in prefix.parts or prefix.is_absolute():
            prefix = Path(prefix.name)
        yield prefix, workspace


class _Job(NamedTuple):
    """One diagram to draw: where it goes (without its ending), by which engine, and how."""

    path: Path
    engine: "Engine"
    prepare: "Callable[[], Drawing]"


def _jobs(
    placed: tuple[Path, "WorkspaceReport"],
    folder: Path,
    views: frozenset[View],
    wanted: tuple[str, ...],
) -> Iterator[_Job]:
    from vsm_cli.diagrams.landscape import landscape
    from vsm_cli.diagrams.stream_map import stream_map

    prefix, report = placed
    workspace, problems, engine = report.workspace, report.diagnostics, _engine(report)
    if View.landscape in views and workspace.streams:
        whole = partial(landscape, workspace, problems=problems, engine=engine)
        yield _Job(folder / prefix / "landscape", engine, whole)
    if View.streams in views:
        files = _way_to_files(folder / prefix / "streams")
        for name, stream in file_names(workspace.streams).items():
            if not wanted or stream.id in wanted:
                one = partial(stream_map, workspace, stream, problems=problems, files=files)
                yield _Job(folder / prefix / "streams" / name, engine, one)


def file_names(streams: "Mapping[str, Stream]") -> "dict[str, Stream]":
    """A file name for each stream, even for a faulty id, that is one on every file system."""
    names_: dict[str, Stream] = {}
    taken: set[str] = set()
    for id_, stream in streams.items():
        safe = "".join(char if category(char)[0] in "LMN" or char in "-_" else "_" for char in id_)
        name = safe[:100] or "_"
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        names_[name] = stream
    return names_


def _way_to_files(folder: Path) -> str | None:
    """How a picture in `folder` links to definitions, where it lies below the working folder;
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

    drawing = job.prepare()
    if format is Format.dot:
        return drawing.dot
    if format is Format.pdf:
        return pdf(drawing)
    finished = draw(drawing, job.engine)
    return png(finished) if format is Format.png else finished


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
