"""`vsm measure`: event logs against the definitions."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.check_options import FailOn, FailOnOption
from vsm_cli.cli.output import Color
from vsm_cli.cli.shared_arguments import ColorOption, FileOption, ForceOption, Paths, listed
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.api.measuring import Measuring

_READING = message("reading logs")
_WRITTEN = message("wrote {path}")
_UPDATED = message("measured values put into {path}")
_NOTHING = message("no definition has to be changed: what is declared fits what was measured")


class MeasureFormat(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"


SUFFIXES = {".txt": MeasureFormat.text, ".md": MeasureFormat.markdown, ".json": MeasureFormat.json}


def measure(
    paths: Paths = None,
    log: Annotated[
        list[str] | None,
        typer.Option("--log", metavar="LOG", help="Only these logs.", show_default=False),
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Keep what was measured: measured/LOG.yaml, to be committed."),
    ] = False,
    update: Annotated[
        bool,
        typer.Option("--update", help="Put measured values in place of declared ones they refute."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --update would write, and write nothing.")
    ] = False,
    format: Annotated[
        MeasureFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="How to show it.  [default: by the suffix of the file, else text]",
            show_default=False,
        ),
    ] = None,
    file: FileOption = None,
    force: ForceOption = False,
    fail_on: FailOnOption = None,
    memory: Annotated[
        str, typer.Option("--memory", metavar="SIZE", help="How much of it to use at most.")
    ] = "1GB",
    allow_outside: Annotated[
        bool, typer.Option("--allow-outside", help="Read logs outside of the workspace, too.")
    ] = False,
    color: ColorOption = Color.auto,
) -> int:
    """Read event logs and hold the definitions against them: times, shares, ways, hand-offs.

    Only sums, shares and times come of it: no case, no person, no free text.
    """  # fmt: skip
    from vsm_cli.api.measuring import measured_logs, with_updates
    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import definition, target

    format = format or (file and by_suffix(file, SUFFIXES)) or MeasureFormat.text
    named = list(paths or [])
    place = target(file, paths=named, force=force) if file else None
    with output.Progress(1.0, tr(_READING)) as progress:
        found = measured_logs(
            named,
            listed(log) or (),
            outside=allow_outside,
            memory=memory,
            watch=progress.reach,
        )
    for notice in [
        *found.report.notices,
        *(n for each in found.logs for n in each.measurement.notes),
    ]:
        output.note(notice)
    with spoken(found.report.language):
        if diff:
            output.write("".join(_differences(found)))
            return int(_fails(found, fail_on))
        colour = output.is_colored(color) and place is None
        text = _text(found, format, colour)
        if place:
            from vsm_cli.cli.marks import marked

            output.write_file(place, marked(text, format.value))
        else:
            output.write(text)
        if write:
            for each in found.logs:
                kept = target(each.path, paths=named or [Path()], force=force)
                kept.real.parent.mkdir(parents=True, exist_ok=True)
                output.write_file(kept, each.document)
                output.note(tr(_WRITTEN, path=kept.name))
        if update:
            changed = list(with_updates(found))
            for path, before, after in changed:
                edited = definition(path, paths=named or [Path()])
                output.write_file(edited, after, instead_of=before)
                output.note(tr(_UPDATED, path=edited.name))
            if not changed:
                output.note(tr(_NOTHING))
    return int(_fails(found, fail_on))


def _fails(found: "Measuring", fail_on: FailOn | None) -> bool:
    """Whether what the rules about logs say is at or above a level."""
    from msgspec.structs import replace

    return any(
        replace(
            each, diagnostics=[d for d in each.diagnostics if d in found.diagnostics]
        ).fails(fail_on)
        for each in found.report.workspaces
    )  # fmt: skip


def _differences(found: "Measuring") -> list[str]:
    from vsm_cli.api.measuring import with_updates
    from vsm_cli.cli.text_difference import text_difference
    from vsm_cli.source.workspaces import shown_name

    lines: list[str] = []
    for path, before, after in with_updates(found):
        lines += text_difference(shown_name(path), before, after)
    return lines


def _text(found: "Measuring", format: MeasureFormat, colour: bool) -> str:
    by_root = {each.root: each.workspace for each in found.report.workspaces}
    logs = [(by_root[each.workspace.root], each.measurement) for each in found.logs]
    if format is MeasureFormat.json:
        from vsm_cli.reporters.measure.json import as_json

        return as_json(logs, found.diagnostics)
    from vsm_cli.reporters.measure.contents import contents

    blocks = contents(logs, found.diagnostics)
    if format is MeasureFormat.markdown:
        from vsm_cli.reporters.blocks_in_markdown import markdown

        return markdown(blocks)
    from vsm_cli.reporters.blocks_on_terminal import terminal

    return terminal(blocks, width=output.width() or 100, colour=colour)
