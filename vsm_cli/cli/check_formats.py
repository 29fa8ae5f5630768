"""The formats of `vsm check`: which are asked for, and the text of each."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.output import Color
from vsm_cli.errors import VsmError
from vsm_cli.language import either, message, tr

if TYPE_CHECKING:
    from vsm_cli.api import Report

_NOT_SAID = message(
    "--output {value}: say FORMAT=FILE, with {formats} as the format, or a FILE that ends in "
    "{suffixes}"
)


class CheckFormat(StrEnum):
    full = "full"
    concise = "concise"
    json = "json"
    sarif = "sarif"
    github = "github"
    gitlab = "gitlab"
    junit = "junit"
    markdown = "markdown"


# Their lines are orders to a CI system, which every other text is kept from giving.
ORDERS = frozenset((CheckFormat.github,))
SUFFIXES = {
    ".txt": CheckFormat.full,
    ".json": CheckFormat.json,
    ".sarif": CheckFormat.sarif,
    ".xml": CheckFormat.junit,
    ".md": CheckFormat.markdown,
    ".markdown": CheckFormat.markdown,
}


FormatOption = Annotated[
    CheckFormat | None,
    typer.Option(
        "--format",
        "-f",
        help="How to show problems.  [default: full; under GitHub Actions, github]",
        show_default=False,
    ),
]
OutputOption = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="[FORMAT=]FILE",
        help="Write a file as well, in a format of its own, by its suffix if none is said "
        "(repeatable).",
    ),
]


def asked_files(values: list[str] | None) -> list[tuple[CheckFormat, Path]]:
    """What `--output` names. Raises VsmError where it does not say a format and a file."""
    return [_asked_file(value) for value in values or []]


def _asked_file(value: str) -> tuple[CheckFormat, Path]:
    said, separator, file = value.partition("=")
    if separator and file and said in list(CheckFormat):
        return CheckFormat(said), Path(file)
    format = None if separator else SUFFIXES.get(Path(value).suffix.lower())
    if format is None:
        raise VsmError(
            tr(_NOT_SAID, value=value, formats=either(CheckFormat), suffixes=either(SUFFIXES))
        )
    return format, Path(value)


def default_format() -> CheckFormat:
    """`github` in a job of GitHub Actions, which says so; else `full`."""
    return CheckFormat.github if os.environ.get("GITHUB_ACTIONS") == "true" else CheckFormat.full


def on_screen(
    report: "Report", format: CheckFormat, color: Color, *, statistics: bool = False
) -> str:
    """The report for stdout, which may be a terminal; with `statistics`, only its numbers."""
    if statistics:
        from vsm_cli.reporters.check import statistics as numbers

        return numbers.statistics(report, colour=output.is_colored(color))
    if format is not CheckFormat.full:
        return text_of(report, format)
    from vsm_cli.reporters.check.full import full

    return full(report, width=output.width(), colour=output.is_colored(color))


def way_from_repository() -> str:
    """What leads from the folder that a CI service takes paths from to the working folder, as
    `services/desk/`: empty where they are the same, or the one does not lie in the other."""
    here = Path.cwd().resolve()
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        if folder := os.environ.get(name):
            top = Path(folder).resolve()
            if top in here.parents:
                return here.relative_to(top).as_posix() + "/"
    return ""


def text_of(report: "Report", format: CheckFormat) -> str:
    """The report in one format. Each is imported where it is asked for. What CI services read
    has paths from the repository's top, all else from the working folder."""
    match format:
        case CheckFormat.full:
            from vsm_cli.reporters.check.full import full

            return full(report)
        case CheckFormat.concise:
            from vsm_cli.reporters.check.concise import concise

            return concise(report)
        case CheckFormat.json:
            from vsm_cli.reporters.check.json import as_json

            return as_json(report)
        case CheckFormat.sarif:
            from vsm_cli.reporters.check.sarif import sarif

            return sarif(report, way=way_from_repository())
        case CheckFormat.github:
            from vsm_cli.reporters.check.github import github

            return github(report, way=way_from_repository())
        case CheckFormat.gitlab:
            from vsm_cli.reporters.check.gitlab import gitlab

            return gitlab(report, way=way_from_repository())
        case CheckFormat.junit:
            from vsm_cli.reporters.check.junit import junit

            return junit(report, way=way_from_repository())
        case CheckFormat.markdown:
            from vsm_cli.reporters.check.markdown import markdown

            return markdown(report)
