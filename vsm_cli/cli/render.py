"""`vsm render`: draw the maps of a workspace."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import Paths
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, tr

if TYPE_CHECKING:
    from vsm_cli.api import Report, WorkspaceReport
    from vsm_cli.diagrams.drawing import Drawing
    from vsm_cli.diagrams.engine import Engine

_NO_STREAM = message("there is no stream {stream} here; there are {streams}")
_WRITTEN = message("wrote {count} diagrams to {folder}")
_CURRENT = message("all {count} diagrams in {folder} are current")
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
    unread = sum(len(workspace.loaded.findings) for workspace in report.workspaces)
    if unread:
        output.note(tr(_UNREADABLE, count=unread))
    wanted = tuple(stream or ())
    _all_known(report, wanted)
    views = frozenset(view or ((View.streams,) if wanted else tuple(View)))
    drawn = _draw_all(report, views, wanted, format)
    if check:
        return _compare(folder, drawn)
    count = 0
    for inside, content in drawn:
        output.write_file(folder / inside, content)
        count += 1
    output.write(tr(_WRITTEN, count=count, folder=folder.as_posix()))
    return 0


def _all_known(report: "Report", wanted: tuple[str, ...]) -> None:
    streams = [stream for w in report.workspaces for stream in w.workspace.streams]
    for stream in wanted:
        if stream not in streams:
            raise VsmError(tr(_NO_STREAM, stream=stream, streams=names(streams)))


def _draw_all(
    report: "Report", views: frozenset[View], wanted: tuple[str, ...], format: Format
) -> Iterator[tuple[Path, str | bytes]]:
    """Each diagram with its path below the output folder; workspaces below the first root get
    folders of their own."""
    several = len(report.workspaces) > 1
    for workspace in report.workspaces:
        prefix = Path(workspace.root) if several else Path()
        if ".." in prefix.parts or prefix.is_absolute():
            prefix = Path(Path(workspace.root).name)
        engine = _engine(workspace)
        for path, drawing in _drawings(workspace, views, wanted):
            yield (
                (prefix / path).with_suffix(f".{format.value}"),
                _finished(drawing, format, engine),
            )


def _drawings(
    workspace: "WorkspaceReport", views: frozenset[View], wanted: tuple[str, ...]
) -> Iterator[tuple[Path, "Drawing"]]:
    from vsm_cli.diagrams.landscape import landscape
    from vsm_cli.diagrams.stream_map import stream_map

    found = workspace.diagnostics
    if View.landscape in views and workspace.workspace.streams:
        yield Path("landscape.svg"), landscape(workspace.workspace, problems=found)
    if View.streams in views:
        taken: set[str] = set()
        for id_, stream in workspace.workspace.streams.items():
            if not wanted or id_ in wanted:
                name = _file_name(id_, taken)
                yield Path("streams", name), stream_map(workspace.workspace, stream, problems=found)


def _file_name(id_: str, taken: set[str]) -> str:
    """A file name for an id, even a faulty one, that no other takes on any file system."""
    name = "".join(char if char.isalnum() or char in "-_" else "_" for char in id_)[:100] or "_"
    while name.casefold() in taken:
        name += "_"
    taken.add(name.casefold())
    return f"{name}.svg"


def _engine(workspace: "WorkspaceReport") -> "Engine":
    from vsm_cli.lint.config import engine_from
    from vsm_cli.source.discovery import ROOT_FILE

    file = (Path(workspace.root) / ROOT_FILE).as_posix()
    return engine_from(workspace.loaded.root.get("render"), file)


def _finished(drawing: "Drawing", format: Format, engine: "Engine") -> str | bytes:
    from vsm_cli.diagrams.engine import draw, pdf, png

    if format is Format.dot:
        return drawing.dot
    if format is Format.pdf:
        return pdf(drawing)
    finished = draw(drawing, engine)
    return png(finished) if format is Format.png else finished


def _compare(folder: Path, drawn: Iterator[tuple[Path, str | bytes]]) -> int:
    """Tell which files on disk differ from what would be written."""
    stale = count = 0
    for inside, content in drawn:
        count += 1
        path = folder / inside
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
