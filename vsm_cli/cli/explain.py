"""`vsm explain` and `vsm rules`: the manual of one rule, and the list of all."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.arguments import complete_rule


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
    from vsm_cli.api.knowing import rules_in
    from vsm_cli.lint.choosing import named_rules

    found = named_rules(rules_in(Path()), rule)
    for position, one in enumerate(found):
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
    from vsm_cli.api.knowing import rules_in

    known = rules_in(Path())
    if format is ListFormat.json:
        from vsm_cli.reporters.json_text import json_text

        listed = [
            {"code": r.code, "name": r.name, "level": r.level.value, "summary": r.finds}
            for r in known
        ]
        output.write(json_text({"version": 1, "rules": listed}))
        return 0
    widest = max(len(rule.name) for rule in known)
    for rule in known:
        output.write(f"{rule.code}  {rule.name:<{widest}}  {rule.level.value:<7}  {rule.finds}")
    return 0
