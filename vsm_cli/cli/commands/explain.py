"""`vsm explain`: the manual of a rule, what a word means, where an element's values come from."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.output import Color
from vsm_cli.cli.shared_arguments import ColorOption, complete_rule
from vsm_cli.errors import ConfigError, VsmError
from vsm_cli.language import message, spoken, tr

if TYPE_CHECKING:
    from vsm_cli.lint.rule import Rule

_UNKNOWN = message("there is no rule and no term {name}")
_RULE = message("{code} {name} ({level})")
_SETTINGS = message("Settings and their defaults:")
_NEAR = message(" (did you mean {nearest}?)")
_NO_RULE = message(
    "name a rule or a term (`vsm rules` lists the rules), or an element with --element"
)


class ExplainFormat(StrEnum):
    rich = "rich"
    json = "json"


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE",
            help="A code or name: VSM102 or step-without-owner; or a term: lead-time, %C&A; with "
            "--element the file or folder to look in, the current folder if none.",
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
    """Show the manual of one rule, or what a word of the reports means."""
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
            return
        for position, one in enumerate(rules):
            if position:
                output.write("")
            heading = tr(_RULE, code=one.code, name=one.name, level=level_name(one.level))
            output.write(f"{heading}\n\n{one.text}")
            if one.settings:
                output.write(f"\n{tr(_SETTINGS)}")
            for name, default in one.settings.items():
                output.write(f"  {name.replace('_', '-')}: {default}")


def _unknown(name: str, rules: "tuple[Rule, ...]") -> str:
    from vsm_cli.loading.nearest_name import nearest
    from vsm_cli.wording.glossary import TERMS, words_of

    words = [word for rule in rules for word in (rule.code, rule.name)]
    words += [word for term in TERMS for word in words_of(term)]
    near = nearest(name, words)
    hint = tr(_NEAR, nearest=near) if near else ""
    return tr(_UNKNOWN, name=name) + hint


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
