"""`vsm render`: draw the maps of a workspace."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import Paths
from vsm_cli.cli.picture_formats import Format, Paper, finished, prepared, refuse_paper, with_ending
from vsm_cli.cli.picture_jobs import Job, View, jobs_for
from vsm_cli.errors import EngineError
from vsm_cli.language import message, tr

_DRAWING = message("drawing")
_WRITTEN = message("diagrams written to {folder}: {count}")
_CURRENT = message("current diagrams in {folder}: {count}")
_UNDRAWN = message("{path} is not drawn: {reason}")
_DIFFERS = message("{path} is not what would be drawn now")
_MISSING = message("{path} is missing")
_REFRESH = message("draw them again with `vsm render`")
_UNREADABLE = message(
    "{count} errors were found while reading: the diagrams show what could be read; see `vsm check`"
)


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
    paper: Annotated[
        Paper | None,
        typer.Option("--paper", help="Size for a sheet of paper.", show_default=False),
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

    refuse_paper(format, paper)
    report = analyse(paths or [], Options(check=problems))
    for notice in report.notices:
        output.note(notice)
    unread = sum(workspace.loaded.faulty for workspace in report.workspaces)
    if unread:
        output.note(tr(_UNREADABLE, count=unread))
    jobs = jobs_for(
        report,
        paths or [],
        folder,
        views=view or (),
        choice=Choice(tuple(stream or ()), tuple(team or ()), tuple(tag or ())),
        against=against,
    )
    undrawn: list[Path] = []
    drawn = _whole(_drawn(jobs, format, paper), undrawn)
    code = _compare(drawn, folder) if check else _write(drawn, folder)
    return 2 if undrawn else code


def _drawn(
    jobs: Sequence[Job], format: Format, paper: Paper | None
) -> Iterator[tuple[Path, str | bytes | EngineError]]:
    """Each diagram, or why there is none, with the file that it is for."""
    from vsm_cli.diagrams.engine import side_by_side

    contents = side_by_side(
        partial(prepared, format=format, paper=paper),
        partial(finished, format=format, paper=paper),
        jobs,
    )
    files = [with_ending(job, format) for job in jobs]
    return zip(output.progress(files, tr(_DRAWING)), contents, strict=True)


def _whole(
    drawn: Iterator[tuple[Path, str | bytes | EngineError]], undrawn: list[Path]
) -> Iterator[tuple[Path, str | bytes]]:
    """What could be drawn; the others are named and added to `undrawn`."""
    for path, content in drawn:
        if isinstance(content, EngineError):
            output.note(tr(_UNDRAWN, path=path.as_posix(), reason=content))
            undrawn.append(path)
        else:
            yield path, content


def _write(drawn: Iterator[tuple[Path, str | bytes]], folder: Path) -> int:
    count = 0
    for path, content in drawn:
        output.write_file(path, content)
        count += 1
    output.write(tr(_WRITTEN, count=count, folder=folder.as_posix()))
    return 0


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
