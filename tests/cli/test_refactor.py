"""`vsm refactor` as a person calls it."""

from pathlib import Path

import pytest

from tests.cli.running import vsm

STEP = "streams.s.steps.b"
TEXT = """\
vsm: 1
teams: {desk: {name: Service desk}, ops: {name: Operations}}
systems: {x: {owner: desk}, y: {owner: ops}}
data: {d: {name: Record}}
streams:
  s:
    name: Repair
    owner: desk
    trigger: A fault
    value: It works
    steps:
      a: {name: Look, owner: desk, practices: Incident management, systems: x, outputs: d, process: 1h}
      b:   # who?
        name: Mend
        practices: Incident management
        systems: y
        inputs: d
        process: 2h
        wait: 1h
      c: {name: Tell, owner: desk, practices: Incident management, process: 30m}
"""  # noqa: E501


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_bytes(TEXT.encode())
    return tmp_path


def test_what_can_be_done(folder: Path) -> None:
    done = vsm("refactor", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"assign-owner {STEP}",
        "define-path paths.x->y",
        f"side-by-side {STEP}",
    ]
    only = vsm("refactor", "define-path", folder=folder)
    assert only.stdout == "define-path paths.x->y\n"
    assert vsm("refactor", "extract-pattern", folder=folder).stdout == "nothing can be done here\n"


def test_what_can_be_done_at_an_element_and_what_it_would_do(folder: Path) -> None:
    done = vsm("refactor", STEP, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "assign-owner --with desk|ops: Make Service desk the owner of Mend",
        f"  lead times and work stay as they are; solves VSM102 step-without-owner at {STEP}",
        "define-path: Define the path from x to y for Record",
        f"  lead times and work stay as they are; solves VSM201 undefined-path at {STEP}",
        "side-by-side: Let Mend and Tell run side by side",
        "  lead time of Repair: 4h 30m → 4h; perceived lead time of Repair: 4h 30m → 4h; "
        "no problem comes or goes",
    ]
    assert (folder / "a.yaml").read_bytes() == TEXT.encode()


def test_it_is_written_and_said(folder: Path) -> None:
    done = vsm("refactor", "assign-owner", STEP, "--with", "ops", folder=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "Make Operations the owner of Mend",
        "lead times and work stay as they are",
        f"solves VSM102 step-without-owner at {STEP}",
        "changed a.yaml",
    ]
    new = TEXT.replace("        name: Mend\n", "        name: Mend\n        owner: ops\n")
    assert (folder / "a.yaml").read_text() == new
    again = vsm("refactor", "assign-owner", STEP, "--with", "ops", folder=folder)
    assert (again.returncode, again.stderr) == (2, "vsm: ops answers for b already\n")
    assert (folder / "a.yaml").read_text() == new
    assert "VSM102" not in vsm("check", folder=folder).stdout


def test_a_diff_writes_nothing(folder: Path) -> None:
    done = vsm("refactor", "define-path", "paths.x->y", "--diff", folder=folder)
    assert done.returncode == 1
    assert done.stdout == (
        "--- a/a.yaml\n+++ b/a.yaml\n@@ -2,6 +2,8 @@\n"
        " teams: {desk: {name: Service desk}, ops: {name: Operations}}\n"
        " systems: {x: {owner: desk}, y: {owner: ops}}\n"
        " data: {d: {name: Record}}\n"
        "+paths:\n+  - {from: x, to: y, data: d, owner: desk}\n"
        " streams:\n   s:\n     name: Repair\n"
    )
    assert (folder / "a.yaml").read_bytes() == TEXT.encode()


def test_a_problem_that_comes_is_said_and_exits_with_1(folder: Path) -> None:
    text = TEXT.replace("x: {owner: desk}, y: {owner: ops}", "x: {}, y: {}")
    text = text.replace("owner: desk, ", "")
    (folder / "a.yaml").write_text(text)
    done = vsm("refactor", "define-path", "paths.x->y", folder=folder)
    assert done.returncode == 1
    assert "brings VSM104 path-without-owner at paths.x->y\n" in done.stderr
    assert "  - {from: x, to: y, data: d}\n" in (folder / "a.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("assign-owner", STEP), "say which with --with: desk or ops"),
        (("assign-owner", STEP, "--with", "opps"), "--with opps is not possible here; possible:"),
        (("asign-owner", STEP), "there is no refactoring asign-owner; did you mean assign-owner?"),
        (("xyz", STEP), "there is no refactoring xyz; there is assign-owner, define-path"),
        (("assign-owner", "streams.s.steps.z"), "there is no streams.s.steps.z here"),
        (("streams.s.steps.z",), "there is no streams.s.steps.z here"),
        (("side-by-side", "streams.s.steps.c"), "nothing follows c"),
        (("side-by-side", "streams.s"), "streams.s is no step"),
        (("extract-pattern", "systems.x"), "systems.x is no stream, and none of its steps"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    done = vsm("refactor", *arguments, folder=folder)
    assert done.returncode == 2
    assert done.stderr.startswith(f"vsm: {said}")
    assert done.stdout == ""
    assert (folder / "a.yaml").read_bytes() == TEXT.encode()


def test_what_would_be_lost_is_said(folder: Path) -> None:
    text = TEXT.replace("b:   # who?", "b: &b").replace("      c: ", "      d: *b\n      c: ")
    (folder / "a.yaml").write_text(text)
    done = vsm("refactor", "assign-owner", STEP, "--with", "ops", folder=folder)
    assert (done.returncode, done.stderr) == (
        2, "vsm: not done, as something would be lost: others take b, too, through `&`\n",
    )  # fmt: skip
    listed = vsm("refactor", STEP, folder=folder)
    assert "  not possible, as something would be lost: others take b" in listed.stdout


def test_the_workspace_and_the_element_may_be_elsewhere_and_named_in_chinese(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
    (folder / "a.yaml").rename(folder / "two" / "vsm.yaml")
    (folder / "one" / "vsm.yaml").write_text("vsm: 1\nlanguage: zh\nteams: {}\n")
    done = vsm("refactor", "价值流.s.步骤.b", folder / "one", folder / "two", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "assign-owner --with desk|ops" in done.stdout
    listed = vsm("refactor", folder / "two", folder=folder)
    assert f"assign-owner {STEP}" in listed.stdout
    nested = vsm("refactor", "assign-owner", STEP, "two", "--with", "ops", folder=folder)
    assert "changed two/vsm.yaml" in nested.stderr


def test_in_chinese(folder: Path) -> None:
    (folder / "vsm.yaml").write_text("vsm: 1\nlanguage: zh\n")
    done = vsm("refactor", STEP, folder=folder)
    assert "side-by-side：让 Mend 和 Tell 同时进行" in done.stdout
    assert f"解决 {STEP} 的 VSM102 step-without-owner" in done.stdout
