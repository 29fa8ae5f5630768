"""`vsm explain`: the manual of one rule."""

from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import complete_rule
from vsm_cli.language import spoken


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
