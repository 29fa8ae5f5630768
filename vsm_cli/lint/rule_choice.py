"""Rules by code, name, prefix or preset."""

import re

from vsm_cli.diagnostics import Level
from vsm_cli.errors import ConfigError
from vsm_cli.language import tr
from vsm_cli.lint.rule import Rule
from vsm_cli.model.settings import Preset


def in_preset(rule: Rule, preset: Preset) -> bool:
    """errors ⊂ recommended (every error and warning) ⊂ strict (all)."""
    if preset == Preset.errors:
        return rule.level is Level.ERROR and not rule.strict_only
    if preset == Preset.recommended:
        return rule.level is not Level.NOTE and not rule.strict_only
    return True


def named_rules(rules: tuple[Rule, ...], name: str) -> tuple[Rule, ...]:
    """The rules that a code, name, prefix (`VSM2`) or preset means. Raises ConfigError."""
    if name in tuple(Preset):
        return tuple(rule for rule in rules if in_preset(rule, Preset(name)))
    found = tuple(rule for rule in rules if rule.name == name.lower() or _covers(name, rule.code))
    if found:
        return found
    from vsm_cli.loading.nearest_name import nearest

    near = nearest(name, [known for rule in rules for known in (rule.code, rule.name)])
    hint = tr(" (did you mean {nearest}?)", nearest=near) if near else ""
    raise ConfigError(tr("there is no rule {name}", name=name) + hint)


def _covers(name: str, code: str) -> bool:
    """Whether a name is the beginning of a code, with all of its letters: VSM, VSM2, VSM201."""
    letters = re.match(r"[A-Z]*", code)
    return code.startswith(name.upper()) and (letters is None or len(name) >= letters.end())


def choose(
    rules: tuple[Rule, ...], preset: Preset, select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Rule, ...]:
    """The preset's rules and the selected ones, without the ignored ones."""
    wanted = {rule.code for rule in rules if rule.always or in_preset(rule, preset)}
    for name in select:
        wanted.update(rule.code for rule in named_rules(rules, name))
    for name in ignore:
        dropped = named_rules(rules, name)
        if len(dropped) == 1 and dropped[0].always:
            raise ConfigError(tr("{name} cannot be switched off", name=name))
        wanted -= {rule.code for rule in dropped if not rule.always}
    return tuple(rule for rule in rules if rule.code in wanted)
