"""What a manual shows is what the rule does, in both languages: each Bad gives one problem, each
Good none."""

import re

import pytest

from vsm_cli.api import Options, analyse_texts
from vsm_cli.language import as_written, spoken
from vsm_cli.lint.rule import Rule
from vsm_cli.rules import ALL_RULES

# Nothing that people write makes a rule fail.
WITHOUT_EXAMPLE = {"VSM008"}


def example(rule: Rule, heading: str) -> str:
    """The workspace that the manual shows below the heading: whole, or as what is changed in
    the bad one."""
    found = re.search(
        rf"^## {as_written(heading)}\n\n```(yaml|diff)\n(.*?)^```$", rule.text, re.S | re.M
    )
    assert found, f"{rule.name} has no {heading}"
    form, text = found.groups()
    return changed(example(rule, "Bad"), text) if form == "diff" else text


def changed(text: str, difference: str) -> str:
    """A text with the changes that a blank line parts, each with lines that say where."""
    for change in difference.removesuffix("\n").split("\n\n"):
        lines = change.splitlines(keepends=True)
        assert all(line[0] in " -+" for line in lines), change
        old = "".join(line[1:] for line in lines if line[0] in " -").rstrip("\n")
        new = "".join(line[1:] for line in lines if line[0] in " +").rstrip("\n")
        assert f"\n{text}".count(f"\n{old}\n") == 1, f"there must be one place for:\n{change}"
        text = f"\n{text}".replace(f"\n{old}\n", f"\n{new}\n")[1:]
    return text


def codes(rule: Rule, heading: str) -> list[str]:
    report = analyse_texts({"example.yaml": example(rule, heading)}, Options(select=(rule.code,)))
    return [diagnostic.code for diagnostic in report.diagnostics]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_manual(rule: Rule, language: str) -> None:
    with spoken(language):
        assert f"\n## {as_written('Why')}\n" in rule.text
        if rule.code not in WITHOUT_EXAMPLE:
            assert codes(rule, "Bad") == [rule.code]
            assert codes(rule, "Good") == []


# What stays in Chinese definitions as it is: the version, comments for vsm, what has no other word.
KEPT = (  # keys of what was measured, and what measures
    r"|\b(rows|cases|unmapped|values|n|visits|share|interval|mean|p50|stream|log|lead|steps|routes"
    r"|handoffs|returns|end|csv)\b"
)
IN_CHINESE = KEPT[1:] + r"|vsm: \d|# vsm: ignore\[VSM\d+\]|x-|webhook|REST|true"


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_chinese_examples_are_chinese(rule: Rule) -> None:
    with spoken("zh"):
        examples = re.findall(r"^```(?:yaml|diff)\n(.*?)^```", rule.text, re.S | re.M)
    for text in examples:
        assert re.search("[a-zA-Z]+", re.sub(IN_CHINESE, "", text)) is None


def test_codes_and_names() -> None:
    """Codes in order and names in use once: other people's files depend on them."""
    assert [rule.code for rule in ALL_RULES] == sorted({rule.code for rule in ALL_RULES})
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in ALL_RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_what_a_rule_finds_is_said_in_chinese(rule: Rule) -> None:
    with spoken("zh"):
        assert re.search("[一-鿿]", rule.finds)
