"""The page of all rules, and the manual of each."""

from collections.abc import Iterator

from reference.markdown import code, generated, page, table
from vsm_cli.language import of_both
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.rule_choice import in_preset
from vsm_cli.model.settings import Preset
from vsm_cli.rules import ALL_RULES

GROUPS = {
    "VSM0": ("Reading", "读取"),
    "VSM1": ("Ownership", "责任"),
    "VSM2": ("Systems and data", "系统与数据"),
    "VSM3": ("Practices", "实践"),
    "VSM4": ("Acceptance", "验收"),
    "VSM5": ("Flow", "流程"),
    "VSM6": ("Between streams", "价值流之间"),
    "VSM7": ("Journeys", "旅程"),
    "VSM8": ("Time and quality", "时间与质量"),
}
LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}
INTRODUCTION = (
    "Each rule has a code and a name, and either is understood wherever a rule is named."
    " *Preset* is the smallest preset that holds the rule; [Checking](../checking.md) says"
    " how to choose. `vsm explain` shows a rule's page in the terminal.",
    "每条规则有一个代码和一个名称，凡是要写规则的地方两者都可以用。*预设*是包含该规则的最小预设，怎样选择见"
    "[检查](../checking.md)。`vsm explain` 在终端里显示规则的手册。",
)


def overview() -> str:
    blocks = [generated(of_both("Rules", "规则"), of_both(*INTRODUCTION))]
    head = (
        of_both("Code", "代码"),
        of_both("Name", "名称"),
        of_both("Level", "级别"),
        of_both("Preset", "预设"),
        of_both("Finds", "检查什么"),
    )
    for prefix, title in GROUPS.items():
        members = [rule for rule in ALL_RULES if rule.code.startswith(prefix)]
        if members:
            rows = [
                (
                    rule.code,
                    f"[{rule.name}]({rule.name}.md)",
                    level(rule),
                    smallest_preset(rule),
                    rule.finds,
                )
                for rule in members
            ]
            blocks += [f"## {of_both(*title)}", table(head, rows)]
    return page(*blocks)


def level(rule: Rule) -> str:
    return of_both(rule.level.value, LEVELS[rule.level.value])


def smallest_preset(rule: Rule) -> str:
    return next(preset for preset in Preset if in_preset(rule, preset))


def manuals() -> Iterator[tuple[str, str]]:
    """Each rule's name with its page."""
    for rule in ALL_RULES:
        yield rule.name, manual(rule)


def manual(rule: Rule) -> str:
    return page(
        generated(f"{rule.code} {rule.name}", f"*{facts(rule)}*", rule.text.strip()),
        settings(rule),
        of_both(
            "[All rules](README.md) · [Checking](../checking.md)",
            "[全部规则](README.md) · [检查](../checking.md)",
        ),
    )


def facts(rule: Rule) -> str:
    preset = of_both(
        f"{rule.level.value.capitalize()}, in the preset `{smallest_preset(rule)}`.",
        f"{level(rule)}，属于预设 `{smallest_preset(rule)}`。",
    )
    if rule.always:
        return preset + of_both(
            " It cannot be switched off or suppressed.", "不能关闭，也不能抑制。"
        )
    return preset


def settings(rule: Rule) -> str:
    if not rule.settings:
        return ""
    rows = [
        (code(name.replace("_", "-")), code(default)) for name, default in rule.settings.items()
    ]
    example = next(iter(rule.settings.items()))
    return page(
        of_both("## Settings", "## 设置"),
        table((of_both("Setting", "设置"), of_both("Default", "默认")), rows),
        of_both("In the root's `vsm.yaml`:", "写在工作区根目录的 `vsm.yaml` 里："),
        f"```yaml\nvsm: 1\n{of_both('lint', '检查')}:\n  settings:\n"
        f"    {rule.name}: {{{example[0].replace('_', '-')}: {example[1]}}}\n```",
    ).rstrip()
