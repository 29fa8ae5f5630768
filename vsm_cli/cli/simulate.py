"""`vsm simulate`: the spread of lead times."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import ColorOption, Paths, SetOption
from vsm_cli.cli.output import Color
from vsm_cli.errors import VsmError
from vsm_cli.language import message, names, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.analysis.simulation.simulating import Simulation
    from vsm_cli.api import WorkspaceReport
    from vsm_cli.model.streams import Stream

_NO_STREAM = message("there is no stream {stream} here; there are {streams}")
_NO_NUMPY = message("simulating needs NumPy: pip install numpy")
_SIMULATING = message("simulating")
_WRITTEN = message("histograms written to {folder}: {count}")


class Format(StrEnum):
    rich = "rich"
    json = "json"
    svg = "svg"


def simulate(
    paths: Paths = None,
    stream: Annotated[
        list[str] | None,
        typer.Option("--stream", metavar="ID", help="Only these streams.", show_default=False),
    ] = None,
    runs: Annotated[
        int, typer.Option("--runs", min=100, max=10_000_000, help="Items to walk through a stream.")
    ] = 100_000,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The same seed gives the same result.")
    ] = 1,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="Text, data, or histograms as SVG files.")
    ] = Format.rich,
    folder: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the SVG files go.")
    ] = Path("diagrams"),
    assign: SetOption = None,
    color: ColorOption = Color.auto,
) -> int:
    """Walk many items through each stream: percentiles, and the chance of meeting each target.

    Steps vary by the spreads that are written; routes by their shares.
    """
    from vsm_cli.api import Options, analyse
    from vsm_cli.loading.assigning import parse

    assignments = tuple(parse(text) for text in assign or ())
    report = analyse(paths or [], Options(check=False, assignments=assignments))
    for notice in report.notices:
        output.note(notice)
    with spoken(report.language):
        chosen = _chosen(report.workspaces, tuple(stream or ()))
        with output.Progress(runs * len(chosen), tr(_SIMULATING)) as progress:
            found = list(_simulated(chosen, runs, seed, progress))
        if format is Format.json:
            from vsm_cli.reporters.simulated.json import as_json

            output.write(as_json(each for _, _, each in found))
        elif format is Format.svg:
            _write_histograms(found, folder)
        else:
            colour = output.is_colored(color)
            output.write("\n".join(_text(*each, colour=colour) for each in found))
    return 0


_Found = tuple["WorkspaceReport", "Stream", "Simulation"]


def _chosen(
    workspaces: "list[WorkspaceReport]", wanted: tuple[str, ...]
) -> "list[tuple[WorkspaceReport, Stream]]":
    streams = [(w, each) for w in workspaces for each in w.workspace.streams.values()]
    known = [each.id for _, each in streams]
    for id_ in wanted:
        if id_ not in known:
            raise VsmError(tr(_NO_STREAM, stream=id_, streams=names(known)))
    return [(w, each) for w, each in streams if not wanted or each.id in wanted]


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


def _text(
    checked: "WorkspaceReport", stream: "Stream", found: "Simulation", *, colour: bool
) -> str:
    from vsm_cli.analysis.measuring import stream_figures
    from vsm_cli.reporters.reporting.terminal import terminal
    from vsm_cli.reporters.simulated.contents import contents

    with spoken(checked.language):
        unknown = stream_figures(checked.workspace, stream).unknown_splits
        told = contents(stream, found, unknown)
        return terminal(told, width=output.width() or 100, colour=colour)


def _write_histograms(found: list[_Found], folder: Path) -> None:
    from vsm_cli.diagrams.file_names import file_names
    from vsm_cli.diagrams.histogram import histogram

    count = 0
    for checked, stream, each in found:
        if each.lead is not None:
            names_ = file_names(checked.workspace.streams)
            name = next(n for n, s in names_.items() if s is stream)
            with spoken(checked.language):
                drawn = histogram(stream, each)
            output.write_file(folder / "lead-times" / f"{name}.svg", drawn)
            count += 1
    output.write(tr(_WRITTEN, folder=(folder / "lead-times").as_posix(), count=count))
