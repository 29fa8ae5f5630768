"""Suppressions: what each comment covers, and what is said of those that cover nothing."""

# ruff: noqa: E501 -- a table is read by its rows

import pytest

from vsm_cli.api import Options, analyse_texts
from vsm_cli.diagnostics import Finding, Level
from vsm_cli.lint.rule import Rule
from vsm_cli.rules import ALL_RULES


# A rule that finds every step and every path, so that the comments alone decide.
def _every(workspace):  # type: ignore[no-untyped-def]
    for _, step in workspace.steps():
        yield Finding(code="", place=step.place, element=step.address, message="message")
    for path in workspace.paths:
        yield Finding(code="", place=path.place, element=path.address, message="message",
                      subject=str(path.place.path))  # fmt: skip


def _owners(workspace):  # type: ignore[no-untyped-def]
    for _, step in workspace.steps():
        if step.touchpoint:
            yield Finding(code="", place=step.place.key("touchpoint"), element=step.address,
                          message="message")  # fmt: skip


def rule(code: str, name: str, check) -> Rule:  # type: ignore[no-untyped-def]
    return Rule(code=code, name=name, level=Level.WARNING, summary="", manual="",
                messages={"message": name}, check=check)  # fmt: skip


READING = tuple(each for each in ALL_RULES if each.check is None)
RULES = (*READING, rule("VSM901", "every-step", _every), rule("VSM902", "every-touch", _owners))


def checked(text: str, **options):  # type: ignore[no-untyped-def]
    return analyse_texts({"vsm.yaml": text}, Options(rules=RULES, **options))


def lines(text: str) -> list[tuple[int, str]]:
    return [(d.span.line, d.code) for d in checked(text).diagnostics]


def after(text: str) -> str:
    return "vsm: 1\nstreams:\n  s:\n    steps:\n" + text


COVERED = {
    "end of line": ("      a:   # vsm: ignore[VSM901] why\n      b:\n", [6]),
    "by name": ("      a:   # vsm: ignore[every-step] why\n", []),
    "several": ("      a: {touchpoint: x}   # vsm: ignore[VSM901, every-touch] why\n", []),
    "spaces": ("      a:   #vsm:ignore[ VSM901 ,every-touch ]\n      b: {touchpoint: x}  # vsm: ignore[every-touch]\n", [(5, "VSM009"), (6, "VSM901")]),
    "no colon behind": ("      a: x # vsm: ignore[VSM901]: why\n".replace("a: x", "a: "), []),
    "not the entry below": ("      a:   # vsm: ignore[VSM902] why\n        touchpoint: x\n",
                            [(5, "VSM901"), (5, "VSM009"), (6, "VSM902")]),
    "over an entry": ("      # vsm: ignore[VSM901, VSM902] why\n      a:\n        touchpoint: x\n      b:\n", [8]),
    "over an entry with gaps": ("      # vsm: ignore[VSM902] why\n\n      # more\n      a:\n        name: x\n\n        # no\n        touchpoint: x\n",
                                [(8, "VSM901")]),
    "several comments over one": ("      # vsm: ignore[VSM901] why\n      # vsm: ignore[VSM902] why\n      a: {touchpoint: x}\n", []),
    "over a flow entry": ("      # vsm: ignore[VSM901, VSM902] why\n      a: {name: x,\n        touchpoint: x}\n      b:\n", [8]),
    "inside a flow mapping": ("      a: {\n        # vsm: ignore[VSM902] why\n        touchpoint: x}\n", [5]),
    "other indentation": ("    # vsm: ignore[VSM901] why\n      a:\n", [(5, "VSM009"), (6, "VSM901")]),
    "last in the file": ("      # vsm: ignore[VSM901, VSM902] why\n      a:\n        touchpoint: x", []),
    "ends with a block text": ("      # vsm: ignore[VSM901] why\n      a:\n        description: |\n          # x\n          y\n      b:\n", [10]),
    "above a later document": ("      # vsm: ignore[VSM901] why\n      a:\n---\nvsm: 1\nstreams: {t: {steps: {b: }}}\n", [9]),
    "the whole file": ("      a:\n      b: {touchpoint: x}\n# vsm: ignore-file[VSM901, VSM902] why\n", []),
    "a tab before it": ("      a:\t# vsm: ignore[VSM901] why\n", []),
    "in a quoted text": ('      a: {name: "x # vsm: ignore[VSM901] y"}\n', [5]),
    "in a single-quoted text": ("      a: {name: 'x # vsm: ignore[VSM901] y'}\n", [5]),
    "in a literal text": ("      a:\n        description: |\n          x\n          # vsm: ignore-file[VSM901] y\n", [5]),
    "in a folded text": ("      a:\n        description: >\n          # vsm: ignore-file[VSM901] y\n", [5]),
    "behind a quoted look-alike": ('      a: {name: "# vsm: ignore[VSM902]"} # vsm: ignore[VSM901] y\n', []),
    "part of a word": ("      a: {name: x#vsm:ignore[VSM901]}\n".replace("x#vsm:ignore[VSM901]", '"x"'), [5]),
    "case of the rule": ("      a:   # vsm: ignore[vsm901] why\n", [(5, "VSM901"), (5, "VSM009")]),
    "a prefix": ("      a:   # vsm: ignore[VSM9] why\n", [(5, "VSM901"), (5, "VSM009")]),
    "a preset": ("      a:   # vsm: ignore[strict] why\n", [(5, "VSM901"), (5, "VSM009")]),
    "signs of an input method": ("      a: {touchpoint: x}   # vsm：ignore［VSM901，every-touch］ 七月定\n", []),
    "no rule": ("      a:   # vsm: ignore why\n", [(5, "VSM901"), (5, "VSM009")]),
    "an empty list": ("      a:   # vsm: ignore[] why\n", [(5, "VSM901"), (5, "VSM009")]),
    "unknown rule": ("      a:   # vsm: ignore[no-such-rule] why\n", [(5, "VSM901"), (5, "VSM009")]),
    "unused": ("      a:   # vsm: ignore[VSM901, VSM902] why\n", [(5, "VSM009")]),
    "a reading error": ("      a: {x: 1}   # vsm: ignore[VSM002, VSM901] why\n", [(5, "VSM002"), (5, "VSM009")]),
    "a reading error in the file": ("      a: {x: 1}\n# vsm: ignore-file[unknown-key]\n", [(5, "VSM002"), (5, "VSM901"), (6, "VSM009")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "left"), COVERED.values(), ids=COVERED)
def test_what_is_left(text: str, left: list[int | tuple[int, str]]) -> None:
    expected = [(each, "VSM901") if isinstance(each, int) else each for each in left]
    assert sorted(lines(after(text))) == sorted(expected)


def test_full_width_signs_of_a_comment() -> None:
    (kept,) = checked(after("      a:   # vsm：ignore［VSM901、VSM902］：下周，再看\n")).diagnostics
    assert kept.fix
    assert [edit.text for edit in kept.fix.edits] == ["VSM901"]
    (quiet,) = checked(after("      a:   # vsm：ignore【VSM901】 下周，再看\n")).suppressed
    assert quiet.suppression
    assert quiet.suppression.reason == "下周，再看"


LISTS = {
    "block list": ("paths:\n  # vsm: ignore[VSM901] why\n  - {from: x, to: y}\n  - {from: y, to: x}\n", [5]),
    "list at the key": ("paths:\n# vsm: ignore[VSM901] why\n- from: x\n  to: y\n- {from: y, to: x}\n", [6]),
    "long item": ("paths:\n  # vsm: ignore[VSM901] why\n  - from: x\n    to: y\n  - {from: y, to: x}\n", [6]),
    "last item": ("paths:\n  - {from: y, to: x}\n  # vsm: ignore[VSM901] why\n  - from: x\n    to: y\n", [3]),
    "flow list": ("paths: [\n  # vsm: ignore[VSM901] why\n  {from: x, to: y},\n  {from: y, to: x}]\n", [5]),
    "the whole list": ("# vsm: ignore[VSM901] why\npaths:\n  - {from: x, to: y}\n  - {from: y, to: x}\n", []),
    "the whole flow list": ("# vsm: ignore[VSM901] why\npaths: [{from: x, to: y},\n  {from: y, to: x}]\n", []),
    "end of an item": ("paths:\n  - {from: x, to: y}   # vsm: ignore[VSM901] why\n  - {from: y, to: x}\n", [4]),
    "aliases": ("x-a: &a {from: x, to: y}\npaths:\n  # vsm: ignore[VSM901] why\n  - *a\n  - {from: y, to: x}\n", [(2, "VSM901"), (4, "VSM009"), (6, "VSM901")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "left"), LISTS.values(), ids=LISTS)
def test_items_of_lists(text: str, left: list[int | tuple[int, str]]) -> None:
    expected = [(each, "VSM901") if isinstance(each, int) else each for each in left]
    assert lines(f"vsm: 1\n{text}systems: {{x: , y: }}\n") == expected


def test_reason_and_place_are_kept() -> None:
    report = checked(after("      a:   # vsm: ignore[VSM901]  the board decides   \n"))
    (suppressed,) = report.suppressed
    assert suppressed.suppression is not None
    assert (suppressed.suppression.line, suppressed.suppression.reason) == (5, "the board decides")
    shown = checked(after("      a:   # vsm: ignore[VSM901] x\n"), suppressions=False)
    assert [d.code for d in shown.diagnostics] == ["VSM901"]
    assert shown.suppressed == []


def test_a_rule_that_did_not_run_is_not_judged() -> None:
    text = after("      a:   # vsm: ignore[VSM902] why\n")
    assert [d.code for d in checked(text, ignore=("VSM901", "VSM902")).diagnostics] == []
    assert [d.code for d in checked(text, ignore=("VSM901",)).diagnostics] == ["VSM009"]
    assert [d.code for d in checked(text, ignore=("VSM901", "VSM009")).diagnostics] == []


def test_require_reason() -> None:
    text = "vsm: 1\nlint: {require-reason: true}\nstreams:\n  s:\n    steps:\n"
    without = text + "      a:   # vsm: ignore[VSM901]\n"
    assert [(d.span.line, d.code) for d in checked(without).diagnostics] == [
        (6, "VSM901"), (6, "VSM009")]  # fmt: skip
    assert lines(text + "      a:   # vsm: ignore[VSM901] decided\n") == []


def test_unused_ones_can_be_ignored_for_some_files() -> None:
    text = "vsm: 1\nlint: {per-file: {vsm.yaml: VSM009}}\n# vsm: ignore-file[VSM901] x\n"
    assert lines(text) == []
    assert lines(text.replace("vsm.yaml: ", "other.yaml: ")) == [(3, "VSM009")]


def test_thousands_of_comments_take_no_minutes() -> None:
    count = 4000
    steps = "".join(f'      a{n}: {{name: "x"}}   # vsm: ignore[VSM901] y\n' for n in range(count))
    report = checked(after(steps))
    assert (report.diagnostics, len(report.suppressed)) == ([], count)
