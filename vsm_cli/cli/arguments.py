"""Arguments that several commands share, declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli.output import Color


class Preset(StrEnum):
    errors = "errors"
    recommended = "recommended"
    strict = "strict"


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="Files or folders; the current folder if none.",
        show_default=False,
    ),
]
ColorOption = Annotated[
    Color, typer.Option("--color", help="When to use colours.", show_default=True)
]


SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PLACE=VALUE",
        help="What if: lay a value over the files, as streams.ID.steps.ID.wait=1h (repeatable).",
        show_default=False,
    ),
]


def listed(values: list[str] | None) -> tuple[str, ...] | None:
    """An option given several times, or once with commas; None where it was not given."""
    if not values:
        return None
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
