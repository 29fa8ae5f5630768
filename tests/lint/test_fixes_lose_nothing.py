"""What a fix replaces is never dropped: other names, other items, comments, anchors."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsm_cli.api import Options
from vsm_cli.api.fixed_workspaces import fix
from vsm_cli.catalogue import PRACTICES, normalised

BASE = """vsm: 1
teams:
  desk: {name: Desk}
  it-ops: {name: Operations}
systems: {itsm: {owner: desk}, his: {owner: desk}, jira: {owner: desk}}
data: {fault: {name: Fault, master: itsm}, order: {name: Order, master: his}}
streams:
  a:
    owner: desk
    steps:
"""
OPTIONS = Options(preset="recommended", select=("VSM303", "VSM304", "VSM009"))


def fixed(folder: Path, step: str) -> str:
    """A step after all fixes; fixing that again must change nothing."""
    path = folder / "a.yaml"
    path.write_text(f"{BASE}      {step}\n", encoding="utf-8")
    after = fix([path], OPTIONS, unsafe=True).after
    for data in after.values():
        path.write_bytes(data)
    assert fix([path], OPTIONS, unsafe=True).after == {}
    return path.read_text(encoding="utf-8").removeprefix(BASE).strip()


CASES = [
    # Several names in one text become a list …
    ("x:\n        systems: itsm, his", "x:\n        systems: [itsm, his]"),
    ("x:\n        systems: itsm, his   # both", "x:\n        systems: [itsm, his]   # both"),
    ("x: {systems: 'itsm; hiss'}", "x: {systems: [itsm, his]}"),
    ("x:\n        systems: itsm、his", "x:\n        systems: [itsm, his]"),
    ("x:\n        inputs: fault and order", "x:\n        inputs: [fault, order]"),
    ("x:\n        participants: desk/it-ops", "x:\n        participants: [desk, it-ops]"),
    ('x: {systems: ["itsm, his", jira]}', "x: {systems: [itsm, his, jira]}"),
    # … unless one of them, or the place for it, is not known.
    ("x:\n        systems: itsm, crm", None),
    ("x:\n        systems:\n          - itsm, his\n          - jira", None),
    ("x: {owner: 'desk, it-ops'}", None),
    ("x:\n        systems: &s itsm, his", None),
    # A word more than the nearest name has is not for nothing.
    ("x: {owner: desk team}", None),
    ("x: {systems: itsm Berlin}", None),
    # Two aliases of one practice become one entry.
    (
        "x: {practices: [Change control, Change management]}",
        "x: {practices: [change-enablement]}",
    ),
    (
        "x: {practices: [Change control, Incident management, 变更支持]}",
        "x: {practices: [Incident management, 变更支持]}",
    ),
    (
        "x:\n        practices:\n          - Change control\n          - Change management\n"
        "          - Incident management",
        "x:\n        practices:\n          - change-enablement\n          - Incident management",
    ),
    # Comments and anchors at an entry keep it.
    (
        "x:\n        practices:\n          - Change control\n          - Change management # A",
        "x:\n        practices:\n          - change-enablement\n          - Change management # A",
    ),
    (
        "x: {practices: [Change control, # Ann\n          Change management]}",
        "x: {practices: [change-enablement, # Ann\n          Change management]}",
    ),
    (
        "x: {practices: [change-enablement, &a Change management]}\n      y: {practices: *a}",
        None,
    ),
    # A comment behind a suppression is another one; a name that is unknown here may be right.
    ("x: {}  # vsm: ignore[VSM303] gone # ask Ann", "x: {}  # ask Ann"),
    ("# vsm: ignore[VSM303] gone # ask Ann\n      x: {}", "# ask Ann\n      x: {}"),
    ("x: {}  # vsm: ignore[of-a-plug-in] until June", None),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_nothing_is_dropped(tmp_path: Path, before: str, after: str | None) -> None:
    assert fixed(tmp_path, before) == (before if after is None else after)


WORD = re.compile(r"[^\W_]+")
SYSTEMS = ["itsm", "his", "jira", "hiss", "itms", "crm", "itsm, his", "jira and itsm", "his; crm"]
PRACTICE_NAMES = [
    "Change control", "Change management", "变更管理", "change-enablement", "Incident management",
    "Help desk", "Whatever else",
]  # fmt: skip
systems = st.lists(st.sampled_from([*SYSTEMS, "the itsm"]), min_size=1, max_size=3)
practices = st.lists(st.sampled_from(PRACTICE_NAMES), min_size=1, max_size=4)
comments = st.sampled_from(["", "  # ask Ann", "  # vsm: ignore[VSM303] until June # ask Bob"])


def listed(names: list[str], style: str, comment: str) -> str:
    if style == "flow":
        return f" [{', '.join(repr(name) for name in names)}]{comment}"
    return "".join(f"\n          - {name}{comment}" for name in names)


def meanings(name: str) -> set[str]:
    """A practice by all its names."""
    for practice in PRACTICES.values():
        known = {practice.id, practice.name, practice.zh, *practice.aliases, *practice.rough}
        if normalised(name) in map(normalised, known):
            return {normalised(each) for each in known}
    return {normalised(name)}


@given(systems, practices, comments, st.sampled_from(["flow", "block"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_word_stands_or_what_means_the_same(
    tmp_path: Path, named: list[str], done: list[str], comment: str, style: str
) -> None:
    step = f"x:\n        systems:{listed(named, style, comment)}"
    step += f"\n        practices:{listed(done, style, comment)}"
    after = fixed(tmp_path, step)
    works, _, rests = after.partition("practices:")
    words = set(WORD.findall(works))
    slips = {"hiss": "his", "itms": "itsm"}
    for word in (each for name in named for each in WORD.findall(name) if each != "and"):
        assert word in words or slips.get(word) in words
    for practice in done:
        assert any(name in normalised(rests) for name in meanings(practice)), practice
    for remark in ("ask Ann", "ask Bob"):
        assert after.count(remark) == step.count(remark)
