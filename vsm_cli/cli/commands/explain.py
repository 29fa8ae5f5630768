"""`vsm explain`: the manual of one rule, or what a word of the reports means."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import complete_rule
from vsm_cli.errors import ConfigError
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.lint.rule import Rule

_UNKNOWN = message("there is no rule and no term {name}")
_NEAR = message(" (did you mean {nearest}?)")


def explain(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE",
            help="A code or name: VSM102 or step-without-owner; or a term: lead-time, %C&A.",
            autocompletion=complete_rule,
        ),
    ],
) -> int:
    """Show the manual of one rule, or what a word of the reports means."""
    from vsm_cli.api.available_rules import rules_in
    from vsm_cli.lint.rule_choice import named_rules
    from vsm_cli.reporters.levels import level_name
    from vsm_cli.wording.glossary import term_of

    known, language = rules_in(Path())
    with spoken(language):
        try:
            rules = named_rules(known, rule)
        except ConfigError:
            term = term_of(rule)
            if term is None:
                raise ConfigError(_unknown(rule, known)) from None
            output.write(f"{term.name}\n\n{term.text}")
            return 0
        for position, one in enumerate(rules):
            if position:
                output.write("")
            output.write(f"{one.code} {one.name} ({level_name(one.level)})\n\n{one.text}")
            for name, default in one.settings.items():
                output.write(f"  {name.replace('_', '-')}: {default}")
    return 0


def _unknown(name: str, rules: "tuple[Rule, ...]") -> str:
    from vsm_cli.loading.nearest_name import nearest
    from vsm_cli.wording.glossary import TERMS, words_of

    words = [word for rule in rules for word in (rule.code, rule.name)]
    words += [word for term in TERMS for word in words_of(term)]
    near = nearest(name, words)
    hint = tr(_NEAR, nearest=near) if near else ""
    return tr(_UNKNOWN, name=name) + hint
