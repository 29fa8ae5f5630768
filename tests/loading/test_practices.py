"""Every name of a practice finds it, however it is written; what the workspace defines wins."""

# ruff: noqa: E501 -- a table is read by its rows

import itertools

import pytest

from tests.reading import problems, told
from vsm_cli.api import analyse_texts
from vsm_cli.catalogue import FORMER_NAMES, PRACTICES, STEP_KINDS, normalised
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import PracticeBinding


def bound(name: str, head: str = "") -> PracticeBinding:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    text = f'vsm: 1\n{head}\nstreams: {{s: {{steps: {{a: {{practices: "{quoted}"}}}}}}}}\n'
    assert problems(text) == []
    (binding,) = load_texts({"a.yaml": text}).workspace.streams["s"].steps["a"].practices
    return binding


FORMER = {normalised(name): f for f in FORMER_NAMES for name in (f.name, f.zh)}
OFFICIAL = {normalised(n): p.id for p in PRACTICES.values() for n in (p.id, p.name, p.zh)}


def forms(name: str) -> set[str]:
    """The same name as people may write it."""
    found = {name, name.upper(), name.lower(), name.title(), f" {name} "}
    found |= {name.replace(" ", "-"), name.replace(" ", "_"), name.replace("-", " ")}
    for one, two in itertools.permutations("与和及", 2):
        found.add(name.replace(one, two))
    return found


NAMES = [
    (name, match, practice.id)
    for practice in PRACTICES.values()
    for match, names in (
        ("official", (practice.id, practice.name, practice.zh)),
        ("alias", practice.aliases),
        ("rough", practice.rough),
    )
    for name in names
]


@pytest.mark.parametrize(("name", "match", "id_"), NAMES)
def test_catalogue(name: str, match: str, id_: str) -> None:
    key = normalised(name)
    if match != "official":
        # An official name wins over every alias, and a former name over an alias.
        if key in OFFICIAL:
            match, id_ = "official", OFFICIAL[key]
        elif key in FORMER:
            former = FORMER[key]
            assert bound(name).match == former.verdict
            return
    for form in forms(name):
        found = bound(form)
        expected = "id" if form.strip() == id_ == form else match
        assert (found.match, found.practices) == (expected, (id_,)), form
        assert found.written == form


@pytest.mark.parametrize("former", FORMER_NAMES, ids=lambda f: f.name)
def test_former_names(former) -> None:  # type: ignore[no-untyped-def]
    for name in (former.name, former.zh):
        for form in forms(name):
            found = bound(form)
            assert found.match == former.verdict
            assert found.practices == former.practices
            assert found.candidates == former.candidates


def test_the_catalogue_is_whole() -> None:
    assert len(PRACTICES) == 34
    assert len(FORMER_NAMES) == 19
    assert len(STEP_KINDS) == 17
    categories = [practice.category for practice in PRACTICES.values()]
    assert {c: categories.count(c) for c in categories} == {
        "general": 14,
        "service": 17,
        "technical": 3,
    }
    assert {p for former in FORMER_NAMES for p in former.practices} <= PRACTICES.keys()
    assert {p for former in FORMER_NAMES for p in former.candidates} <= PRACTICES.keys()
    assert {p for kind in STEP_KINDS.values() for p in kind.practices} <= PRACTICES.keys()


@pytest.mark.parametrize("name", ["", "nothing", "管理", "incident", "service"])
def test_unknown_names(name: str) -> None:
    assert (bound(name).match, bound(name).practices) == ("unknown", ())


OWN = """\
practices:
  access-management: {name: Getting in, zh: 准入, aliases: [IAM, 服务台]}
  incident-management: {name: Repairs, aliases: Fixing}
"""


@pytest.mark.parametrize(
    ("name", "match", "id_"),
    [
        ("access-management", "id", "access-management"),
        ("Access Management", "official", "access-management"),  # no former name any more
        ("getting IN", "official", "access-management"),
        ("准入", "official", "access-management"),
        ("iam", "alias", "access-management"),
        ("服务台", "alias", "access-management"),  # wins over the catalogue's own
        ("Repairs", "official", "incident-management"),
        ("fixing", "alias", "incident-management"),
        ("Incident management", "official", "incident-management"),
        ("事件管理", "official", "incident-management"),
        ("Service desk", "official", "service-desk"),
        ("Problem management", "official", "problem-management"),
    ],
)
def test_what_the_workspace_defines_wins(name: str, match: str, id_: str) -> None:
    found = bound(name, OWN)
    assert (found.match, found.practices) == (match, (id_,))


KIND_NAMES = [
    (name, kind.id) for kind in STEP_KINDS.values() for name in (kind.id, kind.name, kind.zh)
]


@pytest.mark.parametrize(("name", "id_"), KIND_NAMES)
def test_step_kinds(name: str, id_: str) -> None:
    for form in forms(name):
        text = f'vsm: 1\nstreams: {{s: {{steps: {{a: {{kind: "{form}"}}}}}}}}\n'
        assert problems(text) == []
        assert load_texts({"a.yaml": text}).workspace.streams["s"].steps["a"].kind == id_


def test_own_step_kinds_win() -> None:
    text = """\
vsm: 1
practices: {access: {aliases: IAM}}
step-kinds:
  launch: {name: Service go-live, practices: [iam, Access management]}
  release: {zh: 出门, practices: Service Desk}
streams: {s: {steps: {a: {kind: Service go-live}, b: {kind: 出门}, c: {kind: go-live}}}}
"""
    assert problems(text) == []
    found = load_texts({"a.yaml": text}).workspace
    assert [step.kind for step in found.streams["s"].steps.values()] == [
        "launch",
        "release",
        "go-live",
    ]
    assert found.own_step_kinds["launch"].practices == (
        "access", "service-request-management", "information-security-management",
    )  # fmt: skip
    assert found.own_step_kinds["release"].practices == ("service-desk",)
    assert told(text.replace("[iam,", "[iem,")) == [("VSM005", "iem")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Monitoring", "did you mean Monitoring and event management?"),
        ("Incident", "did you mean Incident management?"),
        ("Knowlege management", "did you mean Knowledge management?"),
        ("基础架构与平台的管理", "did you mean Infrastructure and platform management?"),
        ("Facilities", "write the id or name of an ITIL 4 practice, or define Facilities under practices:"),
        # Several practices have this word: none of them can be trusted to be meant.
        ("Change", "write the id or name of an ITIL 4 practice, or define Change under practices:"),
    ],
)  # fmt: skip
def test_a_suggestion_can_be_trusted(written: str, said: str) -> None:
    text = f"vsm: 1\nstreams: {{s: {{steps: {{a: {{practices: {written}}}}}}}}}\n"
    found = [d for d in analyse_texts({"a.yaml": text}).diagnostics if d.code == "VSM302"]
    assert [d.help for d in found] == [said]


@pytest.mark.parametrize("written", ["应急管理", "投诉管理", "沟通管理"])
def test_what_is_no_practice_has_candidates(written: str) -> None:
    assert len(bound(written).candidates) >= 3
