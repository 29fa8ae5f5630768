"""`vsm rules`: the list of all rules."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.language import spoken

if TYPE_CHECKING:
    from vsm_cli.lint.rule import Rule


class RulesFormat(StrEnum):
    text = "text"
    json = "json"


def rules(
    format: Annotated[
        RulesFormat, typer.Option("--format", "-f", help="How to show the list.")
    ] = RulesFormat.text,
) -> int:
    """List all rules with their codes, names, levels and what they find: those of vsm, of
    installed packages, and of the workspace in the current folder."""
    from vsm_cli.api.available_rules import rules_in

    known, language = rules_in(Path())
    with spoken(language):
        output.write(_as_json(known) if format is RulesFormat.json else _as_text(known))
    return 0


def _as_json(known: "Sequence[Rule]") -> str:
    from vsm_cli.reporters.json_text import json_text

    listed = [
        {"code": r.code, "name": r.name, "level": r.level.value, "summary": r.finds} for r in known
    ]
    return json_text({"version": 1, "rules": listed})


def _as_text(known: "Sequence[Rule]") -> str:
    from vsm_cli.reporters.levels import level_name

    widest = max(len(rule.name) for rule in known)
    return "\n".join(
        f"{rule.code}  {rule.name:<{widest}}  {level_name(rule.level):<7}  {rule.finds}"
        for rule in known
    )
