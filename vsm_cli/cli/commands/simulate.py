"""`vsm simulate`: the spread of lead times."""

from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.output import Color
from vsm_cli.cli.picture_jobs import NO_STREAM
from vsm_cli.cli.shared_arguments import ColorOption, ForceOption, Paths, SetOption
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.analysis.simulation.simulating import Simulation
    from vsm_cli.api import WorkspaceReport
    from vsm_cli.cli.targets import WriteTarget
    from vsm_cli.model.streams import Stream

_NO_NUMPY = message("simulating needs NumPy: pip install numpy")
_SIMULATING = message("simulating")
_ONE = message("{path} holds one histogram, and there are {count}: choose one with --stream")
_NONE = message("{path} is not written: no histogram can be drawn; `vsm simulate` says why")
_WRITTEN = message("histograms written to {folder}: {count}")


_ONE_STREAM = message("an event log is of one stream, and there are {count}: choose it by --stream")
_NOT_WALKED = message("no event log of {stream}: `vsm simulate` says why it cannot be simulated")
_EVENTS = message("{count} cases written to {path}")
_RUNS, _CASES = 100_000, 1000


class SimulateFormat(StrEnum):
    rich = "rich"
    json = "json"
    svg = "svg"


SUFFIXES = {".json": SimulateFormat.json, ".svg": SimulateFormat.svg, ".txt": SimulateFormat.rich}


def simulate(
    paths: Paths = None,
    stream: Annotated[
        list[str] | None,
        typer.Option("--stream", metavar="ID", help="Only these streams.", show_default=False),
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(
            "--runs",
            min=100,
            max=10_000_000,
            help="Items to walk through a stream.  [default: 100000, 1000 with --events]",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The same seed gives the same result.")
    ] = 1,
    format: Annotated[
        SimulateFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="Text, data, or histograms as SVG files.  [default: by the suffix of the file, "
            "else rich]",
            show_default=False,
        ),
    ] = None,
    place: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR|FILE",
            help="Where the SVG files go, or a file for the result.  [default: diagrams]",
            show_default=False,
        ),
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(
            "--events",
            metavar="FILE",
            help="Write what the items of one stream do as an event log (CSV), and nothing else.",
            show_default=False,
        ),
    ] = None,
    force: ForceOption = False,
    assign: SetOption = None,
    color: ColorOption = Color.auto,
) -> int:
    """Walk many items through each stream: percentiles, and the chance of meeting each target.

    Steps vary by the spreads that are written; routes by their shares.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.cli.marks import marked
    from vsm_cli.cli.targets import target
    from vsm_cli.loading.what_if import parse

    format, single = _asked(place, format)
    place = place or Path("diagrams")
    writing = partial(target, paths=paths or (), force=force)
    assignments = tuple(parse(text) for text in assign or ())
    report = analyse(paths or [], Options(check=False, assignments=assignments))
    for notice in report.notices:
        output.note(notice)
    with spoken(report.language):
        file = writing(place) if single else None
        chosen = _chosen(report.workspaces, tuple(stream or ()))
        if events is not None:
            log = writing(events)
            count = _write_events(log, chosen, runs or _CASES, seed)
            output.write(tr(_EVENTS, path=log.name, count=count))
            return 0
        runs = runs or _RUNS
        with output.Progress(runs * len(chosen), tr(_SIMULATING)) as progress:
            found = list(_simulated(chosen, runs, seed, progress))
        if format is SimulateFormat.svg:
            pictures = _histograms(found)
            if file and len(pictures) != 1:
                why = _ONE if pictures else _NONE
                raise VsmError(tr(why, path=place.as_posix(), count=len(pictures)))
            paths_ = [place / "lead-times" / f"{name}.svg" for name in pictures]
            files = [file] if file else [writing(path, folder=place) for path in paths_]
            for each, picture in zip(files, pictures.values(), strict=True):
                output.write_file(each, picture)
            shown = place if file else place / "lead-times"
            output.write(tr(_WRITTEN, folder=shown.as_posix(), count=len(pictures)))
            return 0
        width = None if file else output.width()
        text = _text(found, format, Color.never if file else color, width or 100)
        if file:
            output.write_file(file, marked(text, format.value))
        else:
            output.write(text)
    return 0


def _asked(place: Path | None, format: SimulateFormat | None) -> tuple[SimulateFormat, bool]:
    """The format, and whether `-o` means one file: only histograms go to a folder."""
    from vsm_cli.cli.suffixes import by_suffix, names_a_file

    if place is None or format in (SimulateFormat.rich, SimulateFormat.json):
        return format or SimulateFormat.rich, place is not None
    single = names_a_file(place, SUFFIXES, format)
    return format or (by_suffix(place, SUFFIXES) if single else None) or SimulateFormat.svg, single


_Found = tuple["WorkspaceReport", "Stream", "Simulation"]


def _chosen(
    workspaces: "list[WorkspaceReport]", wanted: tuple[str, ...]
) -> "list[tuple[WorkspaceReport, Stream]]":
    streams = [(w, each) for w in workspaces for each in w.workspace.streams.values()]
    known = [each.id for _, each in streams]
    for id_ in wanted:
        if id_ not in known:
            raise VsmError(tr(NO_STREAM, name=id_, known=names(known or ["–"])))
    return [(w, each) for w, each in streams if not wanted or each.id in wanted]


def _write_events(
    file: "WriteTarget", chosen: "list[tuple[WorkspaceReport, Stream]]", cases: int, seed: int
) -> int:
    try:
        from vsm_cli.analysis.simulation.event_log import event_log
        from vsm_cli.analysis.simulation.simulating import reason_against
    except ImportError as error:
        raise VsmError(tr(_NO_NUMPY)) from error
    from vsm_cli.reporters.simulate.events_csv import events_csv

    if len(chosen) != 1:
        raise VsmError(tr(_ONE_STREAM, count=len(chosen)))
    [(checked, stream)] = chosen
    if reason_against(checked.workspace, stream) not in (None, "no-spread"):
        raise VsmError(tr(_NOT_WALKED, stream=stream.label))
    output.write_file(file, events_csv(event_log(checked.workspace, stream, cases, seed)))
    return cases


def _simulated(
    chosen: "list[tuple[WorkspaceReport, Stream]]", runs: int, seed: int, progress: output.Progress
) -> Iterator[_Found]:
    try:
        from vsm_cli.analysis.simulation.simulating import simulate as simulated
    except ImportError as error:
        raise VsmError(tr(_NO_NUMPY)) from error
    for checked, stream in chosen:
        workspace = checked.workspace
        found = simulated(workspace, stream, runs=runs, seed=seed, advance=progress.advance)
        yield checked, stream, found


def _text(found: list[_Found], format: SimulateFormat, color: Color, width: int) -> str:
    if format is SimulateFormat.json:
        from vsm_cli.reporters.simulate.json import as_json

        return as_json(each for _, _, each in found)
    from vsm_cli.analysis.times.stream_figures import stream_figures
    from vsm_cli.reporters.blocks_on_terminal import terminal
    from vsm_cli.reporters.simulate.contents import contents

    colour = output.is_colored(color)
    texts = []
    for checked, stream, each in found:
        with spoken(checked.language):
            mean = stream_figures(checked.workspace, stream)
            texts.append(terminal(contents(stream, each, mean), width=width, colour=colour))
    return "\n".join(texts)


def _histograms(found: list[_Found]) -> dict[str, str]:
    """The pictures of the streams that could be simulated, by name."""
    from vsm_cli.diagrams.file_names import file_names
    from vsm_cli.diagrams.histogram import histogram

    pictures = {}
    for checked, stream, each in found:
        if each.lead is not None:
            names_ = file_names(checked.workspace.streams)
            name = next(n for n, s in names_.items() if s is stream)
            with spoken(checked.language):
                pictures[name] = histogram(stream, each)
    return pictures
