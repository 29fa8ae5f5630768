"""`--format github`, read as the runner of GitHub Actions reads it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from tests.reporters.checks import hostile, on_any_text, on_every_result
from tests.reporters.expecting import assert_expected
from tests.reporters.problems import CLEAN, SEVERAL, problem, report_of
from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Level
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.github import github


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    text: str


def parsed(line: str) -> Command:
    """`::name key=value,key=value::text`: up to the next `::`, then what the runner unescapes."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    properties = dict(pair.split("=", 1) for pair in found[2].split(","))
    for key, value in properties.items():
        properties[key] = unescaped(value.replace("%3A", ":").replace("%2C", ","))
    return Command(found[1], properties, unescaped(found[3]))


def unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def commands(result: Report) -> list[Command]:
    text = github(result)
    lines = text.split("\n")
    assert lines.pop() == ""
    assert all(line == harmless(line) for line in lines), "something reaches the log's terminal"
    return [parsed(line) for line in lines]


def test_expected() -> None:
    assert_expected("check.github.txt", github(SEVERAL))


def test_clean() -> None:
    assert github(CLEAN) == ""


@on_every_result
def test_commands(result_of: Callable[[], Report]) -> None:
    result = result_of()
    found = commands(result)
    assert len(found) == len(result.diagnostics)
    ranks = [("error", "warning", "notice").index(command.name) for command in found]
    assert ranks == sorted(ranks), "GitHub shows the first ten only"
    for command in found:
        keys = set(command.properties)
        assert keys - {"col", "endColumn"} == {"title", "file", "line", "endLine"}
        on_one_line = command.properties["line"] == command.properties["endLine"]
        assert keys >= {"col", "endColumn"} if on_one_line else not keys & {"col", "endColumn"}


def test_levels_keep_the_order_of_places() -> None:
    levels = (Level.NOTE, Level.ERROR, Level.WARNING, Level.ERROR)
    result = report_of([problem(str(at), level=level) for at, level in enumerate(levels)])
    assert [(c.name, c.text[-1]) for c in commands(result)] == [
        ("error", "1"),
        ("error", "3"),
        ("warning", "2"),
        ("notice", "0"),
    ]


def test_over_several_lines_there_is_no_column() -> None:
    (command,) = commands(report_of([problem(span=(4, 7, 6, 1))]))
    assert (command.properties["line"], command.properties["endLine"]) == ("4", "6")
    assert "col" not in command.properties


@on_any_text
def test_any_text(text: str) -> None:
    (command,) = commands(hostile(text))
    # A line break in a path stays one; what else a terminal would obey is shown by its code.
    assert harmless(command.properties["file"]) == harmless(f"in {text}.yaml")
    shown = harmless(text)
    first, related, help = command.text.split("\n")
    assert first == f"in {shown}.yaml:4:7: {shown}"
    assert related == f"related: in {shown}.yml:1:1: {shown}"
    assert help == shown
