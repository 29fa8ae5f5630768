"""`vsm render`: draw the maps of a workspace."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.kept_pictures import Content, Pictures, kept_pictures
from vsm_cli.cli.picture_formats import (
    SUFFIXES,
    Format,
    finished,
    prepared,
    refuse_paper,
    with_ending,
)
from vsm_cli.cli.picture_jobs import Asked, jobs_for
from vsm_cli.cli.shared_arguments import (
    CacheOption,
    ForceOption,
    LayoutOption,
    Paths,
    cache_unless,
)
from vsm_cli.errors import EngineError, VsmError
from vsm_cli.language import counted, forms, message, spoken, tr
from vsm_cli.model.settings import Paper, View

if TYPE_CHECKING:
    from vsm_cli.api import Report
    from vsm_cli.cli.targets import WriteTarget

_ONE = message(
    "{path} holds one diagram, and {count} are chosen: choose one with --view and --stream, or "
    "name a folder"
)
_NONE = message("{path} is not written: there is no such diagram here")
_DRAWING = message("drawing")
_WRITTEN = message("diagrams written to {folder}: {count}")
_CURRENT = message("current diagrams in {folder}: {count}")
_UNDRAWN = message("{path} is not drawn: {reason}")
_DIFFERS = message("{path} is not what would be drawn now")
_MISSING = message("{path} is missing")
_REFRESH = message("draw them again with `vsm render`")
_UNREADABLE = forms(
    "{number} error was found while reading: the diagrams show what could be read; see `vsm check`",
    "{number} errors were found while reading: the diagrams show what could be read;"
    " see `vsm check`",
)


def render(
    paths: Paths = None,
    place: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR|FILE",
            help="Where the diagrams go: a folder, or a file for one of them (a PDF holds "
            "several).",
        ),
    ] = Path("diagrams"),
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="What to write.  [default: by the suffix of the file, else svg]",
            show_default=False,
        ),
    ] = None,
    force: ForceOption = False,
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
    measured: Annotated[
        bool,
        typer.Option("--measured", help="Only maps with what logs measured, beside the declared."),
    ] = False,
    paper: Annotated[
        Paper | None,
        typer.Option("--paper", help="Size for a sheet of paper.", show_default=False),
    ] = None,
    layout: LayoutOption = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="Mark what `vsm check` finds on the diagrams.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if a diagram is not current."),
    ] = False,
    no_cache: CacheOption = False,
) -> int:
    """Draw the diagrams: landscape, journeys, systems, hand-offs and stream maps.

    The same definitions give the same bytes, so diagrams can be committed and --check tells
    in CI whether they are current. A PDF file of several diagrams is a booklet that begins with
    the first page of the report.
    """
    from vsm_cli.analysis.flow.stream_filter import StreamChoice
    from vsm_cli.api import Options, analyse
    from vsm_cli.cli.suffixes import by_suffix, names_a_file
    from vsm_cli.cli.targets import target

    single = names_a_file(place, SUFFIXES, format)
    format = format or (by_suffix(place, SUFFIXES) if single else None) or Format.svg
    folder = place.parent if single else place
    refuse_paper(format, paper)
    report = analyse(paths or [], Options(check=problems, cache=cache_unless(no_cache)))
    for notice in report.notices:
        output.note(notice)
    undrawn: list[Path] = []
    with spoken(report.language):
        _note_unread(report)
        choice = StreamChoice(tuple(stream or ()), tuple(team or ()), tuple(tag or ()))
        asked = Asked(
            folder,
            view or (),
            choice,
            against,
            linked=not single,
            layout=layout,
            paper=paper,
            measured=measured,
        )
        files, contents = _pictures(report, paths or [], asked, format)
        several = len(files) > 1
        if single and (not files or (several and format is not Format.pdf)):
            raise VsmError(tr(_ONE if files else _NONE, path=place.as_posix(), count=len(files)))
        # What cannot be written is told before anything is drawn.
        targets = {
            each: target(each, folder=folder, paths=paths or (), force=force)
            for each in (() if check else [place] if single else files)
        }
        drawn = _whole(zip(output.progress(files, tr(_DRAWING)), contents, strict=True), undrawn)
        if single:
            drawn = _in_one_file(drawn, place, report, asked) if several else _named(drawn, place)
        code = _compare(drawn, place) if check else _write(drawn, targets, place)
    return 2 if undrawn else code


def _note_unread(report: "Report") -> None:
    unread = sum(workspace.faulty for workspace in report.workspaces)
    if unread:
        output.note(counted(unread, _UNREADABLE))


def _pictures(report: "Report", paths: Sequence[Path], asked: Asked, format: Format) -> Pictures:
    """The diagrams that are asked for: as an earlier run drew them, or drawn as they are taken."""
    kept = kept_pictures(report, asked, format)
    if kept and (pictures := kept.get()):
        return pictures
    from vsm_cli.diagrams.engine import side_by_side

    jobs = jobs_for(report, paths, asked)
    files = [with_ending(job, format) for job in jobs]
    contents = side_by_side(
        partial(prepared, format=format, paper=asked.paper),
        partial(finished, format=format, paper=asked.paper),
        jobs,
    )
    return Pictures(files, kept.keeping(files, contents) if kept else contents)


def _whole(
    drawn: Iterable[tuple[Path, Content]], undrawn: list[Path]
) -> Iterator[tuple[Path, str | bytes]]:
    """What could be drawn; the others are named and added to `undrawn`."""
    for path, content in drawn:
        if isinstance(content, EngineError):
            output.note(tr(_UNDRAWN, path=path.as_posix(), reason=content))
            undrawn.append(path)
        else:
            yield path, content


def _named(
    drawn: Iterable[tuple[Path, str | bytes]], place: Path
) -> Iterator[tuple[Path, str | bytes]]:
    yield from ((place, content) for _, content in drawn)


def _in_one_file(
    drawn: Iterable[tuple[Path, str | bytes]], place: Path, report: "Report", asked: Asked
) -> Iterator[tuple[Path, str | bytes]]:
    """The pictures as one booklet."""
    from vsm_cli.cli.booklet import booklet

    pages = [page for _, page in drawn if isinstance(page, bytes)]
    yield place, booklet(report, pages, asked.paper)


def _write(
    drawn: Iterator[tuple[Path, str | bytes]], targets: Mapping[Path, "WriteTarget"], folder: Path
) -> int:
    count = 0
    for path, content in drawn:
        output.write_file(targets[path], content)
        count += 1
    output.write(tr(_WRITTEN, count=count, folder=folder.as_posix()))
    return 0


def _compare(drawn: Iterator[tuple[Path, str | bytes]], folder: Path) -> int:
    """Tell which files on disk differ from what would be written."""
    stale = count = 0
    for path, content in drawn:
        count += 1
        if not path.is_file():
            output.write(tr(_MISSING, path=path.as_posix()))
        elif not _is_same(path.read_bytes(), content):
            output.write(tr(_DIFFERS, path=path.as_posix()))
        else:
            continue
        stale += 1
    if stale:
        output.note(tr(_REFRESH))
        return 1
    output.write(tr(_CURRENT, count=count, folder=folder.as_posix()))
    return 0


def _is_same(data: bytes, content: str | bytes) -> bool:
    """Whether a file holds this; a checkout may have given a text other ends of lines."""
    if isinstance(content, bytes):
        return data == content
    return data.replace(b"\r\n", b"\n") == content.encode("utf-8", "replace")
