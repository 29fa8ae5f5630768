"""Arguments that several commands share, declared once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli.output import Color
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.model.settings import Layout, Preset

_NO_DAY = message("--today {text}: write year, month and day, for example 2026-03-13")

if TYPE_CHECKING:
    from vsm_cli.cache import Cache


def complete_rule(incomplete: str) -> list[tuple[str, str]]:
    """Codes and names of rules that begin so, for the shell's completion."""
    from vsm_cli.rules import ALL_RULES

    return [
        (known, rule.finds)
        for rule in ALL_RULES
        for known in (rule.code, rule.name)
        if known.startswith(incomplete)
    ]


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="Files or folders; the current folder if none.",
        show_default=False,
        # A file that may not be read is a problem of its own; the others are still checked.
        readable=False,
    ),
]
LayoutOption = Annotated[
    Layout | None,
    typer.Option(
        "--layout",
        help="How stream maps stand on the page.  [default: render.layout in vsm.yaml, else auto]",
        show_default=False,
    ),
]
PresetOption = Annotated[
    Preset | None,
    typer.Option("--preset", help="The rules to start from.  [default: recommended]"),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULE",
        help="Rules to add to the preset: code, name, prefix or preset.",
        autocompletion=complete_rule,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="RULE", help="Rules to leave out.", autocompletion=complete_rule
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
FileOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", show_default=False),
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Overwrite files that vsm did not write as well."),
]
PagerOption = Annotated[
    bool | None,
    typer.Option(
        "--pager/--no-pager",
        help="Show it screen by screen.  [default: on a terminal where it is longer than that]",
        show_default=False,
    ),
]


def _ask_for_day(text: str | None) -> str | None:
    """Let the day of --today count from now on. Raises VsmError where it is none."""
    if text is not None:
        from datetime import date

        from vsm_cli.today import ask_for

        try:
            ask_for(date.fromisoformat(text))
        except ValueError:
            raise VsmError(tr(_NO_DAY, text=text)) from None
    return text


TodayOption = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="DATE",
        help="The day that dates are compared with.  [default: SOURCE_DATE_EPOCH, else today]",
        callback=_ask_for_day,
        show_default=False,
    ),
]
CacheOption = Annotated[
    bool,
    typer.Option("--no-cache", help="Neither use nor keep what is known from earlier runs."),
]


def cache_unless(without: bool) -> "Cache | None":
    """The cache of whoever runs this, if it is wanted."""
    from vsm_cli.cache import Cache

    return None if without else Cache()


def listed(values: list[str] | None) -> tuple[str, ...] | None:
    """An option given several times, or once with commas; None where it was not given."""
    if not values:
        return None
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
