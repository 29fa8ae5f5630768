"""`vsm explain` and `vsm rules`: the manual of one rule, and the list of all."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import complete_rule
from vsm_cli.language import spoken

if TYPE_CHECKING:
    from vsm_cli.lint.rule import Rule


class ListFormat(StrEnum):
    text = "text"
    json = "json"


def explain(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE",
            help="A code or name: VSM102 or step-without-owner.",
            autocompletion=complete_rule,
        ),
    ],
) -> int:
    """Show the manual of one rule: why, a bad and a good example, settings."""
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
    return 0


def rules(
    format: Annotated[
        ListFormat, typer.Option("--format", "-f", help="How to show the list.")
    ] = ListFormat.text,
) -> int:
    """List all rules with their codes, names, levels and what they find: those of vsm, of
    installed packages, and of the workspace in the current folder."""
    from vsm_cli.api.available_rules import rules_in

    known, language = rules_in(Path())
    with spoken(language):
        output.write(_as_json(known) if format is ListFormat.json else _as_text(known))
    return 0


def _as_json(known: "Sequence[Rule]") -> str:
    from vsm_cli.reporters.json_text import json_text

    listed = [
        {"code": r.code, "name": r.name, "level": r.level.value, "summary": r.finds} for r in known
    ]
    return json_text({"version": 1, "rules": listed})


def _as_text(known: "Sequence[Rule]") -> str:
    widest = max(len(rule.name) for rule in known)
    return "\n".join(
        f"{rule.code}  {rule.name:<{widest}}  {rule.level.value:<7}  {rule.finds}" for rule in known
    )
