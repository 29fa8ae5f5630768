"""`vsm explain`: the manual of one rule, or where the values of an element come from."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.output import Color
from vsm_cli.cli.shared_arguments import ColorOption, complete_rule
from vsm_cli.errors import VsmError
from vsm_cli.language import message, spoken, tr

_NO_RULE = message("name a rule, or an element with --element")


class ExplainFormat(StrEnum):
    rich = "rich"
    json = "json"


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE",
            help="A code or name: VSM102 or step-without-owner; with --element the file or folder "
            "to look in, the current folder if none.",
            autocompletion=complete_rule,
            show_default=False,
        ),
    ] = None,
    element: Annotated[
        str | None,
        typer.Option(
            "--element",
            metavar="ELEMENT",
            help="Show where each value of an element comes from, as streams.ID.steps.ID.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        ExplainFormat, typer.Option("--format", "-f", help="How to show an element.")
    ] = ExplainFormat.rich,
    color: ColorOption = Color.auto,
) -> int:
    """Show the manual of one rule: why, a bad and a good example, settings."""
    if element is not None:
        _element(element, [Path(rule)] if rule else [], format, output.is_colored(color))
    elif rule is None:
        raise VsmError(tr(_NO_RULE))
    else:
        _manual(rule)
    return 0


def _manual(rule: str) -> None:
    from vsm_cli.api.available_rules import rules_in
    from vsm_cli.lint.rule_choice import named_rules

    known, language = rules_in(Path())
    with spoken(language):
        for position, one in enumerate(named_rules(known, rule)):
            if position:
                output.write("")
            output.write(f"{one.code} {one.name} ({one.level.value})\n\n{one.text}")
            for name, default in one.settings.items():
                output.write(f"  {name.replace('_', '-')}: {default}")


def _element(element: str, paths: list[Path], format: ExplainFormat, colour: bool) -> None:
    """In several workspaces, the first that has the element answers."""
    from vsm_cli.api import Options, analyse
    from vsm_cli.loading.element_values import values_of

    analysed = analyse(paths, Options(check=False))
    for notice in analysed.notices:
        output.note(notice)
    for number, each in enumerate(analysed.workspaces, 1):
        with spoken(each.language):
            try:
                values = values_of(each.loaded, element)
            except VsmError:
                if number == len(analysed.workspaces):
                    raise
                continue
            if format is ExplainFormat.json:
                from vsm_cli.reporters.explain.json import as_json

                output.write(as_json(element, values))
            else:
                from vsm_cli.reporters.blocks_on_terminal import terminal
                from vsm_cli.reporters.explain.contents import contents

                width = output.width() or 100
                output.write(terminal(contents(element, values), width=width, colour=colour))
            return
