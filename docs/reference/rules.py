"""The page of all rules, and the manual of each."""

from collections.abc import Iterator

from reference.markdown import code, generated, page, table
from vsm_cli.lint.choosing import ALWAYS, in_preset
from vsm_cli.lint.config import PRESETS
from vsm_cli.lint.rule import Rule
from vsm_cli.rules import ALL_RULES

GROUPS = {
    "VSM0": "Reading",
    "VSM1": "Ownership",
    "VSM2": "Systems and data",
    "VSM3": "Practices",
    "VSM4": "Acceptance",
    "VSM5": "Flow",
    "VSM6": "Between streams",
    "VSM7": "Journeys",
    "VSM8": "Time and quality",
}


def overview() -> str:
    blocks = [
        generated(
            "Rules",
            "Each rule has a code and a name, and either is understood wherever a rule is named."
            " *Preset* is the smallest preset that holds the rule; [Checking](../checking.md) says"
            " how to choose. `vsm explain` shows a rule's page in the terminal.",
        )
    ]
    for prefix, title in GROUPS.items():
        members = [rule for rule in ALL_RULES if rule.code.startswith(prefix)]
        if members:
            rows = [
                (
                    rule.code,
                    f"[{rule.name}]({rule.name}.md)",
                    rule.level.value,
                    smallest_preset(rule),
                    rule.finds,
                )
                for rule in members
            ]
            blocks += [f"## {title}", table(("Code", "Name", "Level", "Preset", "Finds"), rows)]
    return page(*blocks)


def smallest_preset(rule: Rule) -> str:
    return next(preset for preset in PRESETS if in_preset(rule, preset))


def manuals() -> Iterator[tuple[str, str]]:
    """Each rule's name with its page."""
    for rule in ALL_RULES:
        yield rule.name, manual(rule)


def manual(rule: Rule) -> str:
    return page(
        generated(f"{rule.code} {rule.name}", f"*{facts(rule)}*", rule.text.strip()),
        settings(rule),
        "[All rules](README.md) · [Checking](../checking.md)",
    )


def facts(rule: Rule) -> str:
    preset = f"{rule.level.value.capitalize()}, in the preset `{smallest_preset(rule)}`"
    if rule.code in ALWAYS:
        return preset + ". It cannot be switched off or suppressed."
    return preset + "."


def settings(rule: Rule) -> str:
    if not rule.settings:
        return ""
    rows = [
        (code(name.replace("_", "-")), code(default)) for name, default in rule.settings.items()
    ]
    example = next(iter(rule.settings.items()))
    return page(
        "## Settings",
        table(("Setting", "Default"), rows),
        "In the root's `vsm.yaml`:",
        "```yaml\nvsm: 1\nlint:\n  settings:\n"
        f"    {rule.name}: {{{example[0].replace('_', '-')}: {example[1]}}}\n```",
    ).rstrip()
