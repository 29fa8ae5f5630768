"""What is taken for the same in two states: by `was`, then by id, then by name."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.analysis.comparison.states import compared, workspace
from tests.analysis.comparison.states import told as told_in_short
from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.api import analyse_texts
from vsm_cli.lint.problem_difference import problem_difference
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

A, B, C = (f"{{process: {number}m}}" for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("before", "after", "changes", "renamed"),
    [
        # `was` goes before the id: two steps that changed their names.
        (f"a: {A}, b: {B}", "b: {was: a, process: 1m}, a: {was: b, process: 2m}", [],
         ["a b was", "b a was"]),
        (f"a: {A}, b: {B}", "b: {was: a, process: 1m}, c: {was: b, process: 2m}", [],
         ["a b was", "b c was"]),
        # What the other side lacks is ignored, as is what both sides say.
        (f"a: {A}", "a: {was: gone, process: 1m}", [], []),
        (f"a: {A}, x: {B}", "a: {process: 1m}, x: {was: a, process: 2m}", [], []),
        ("a: {process: 1m}, x: {was: a, process: 2m}", "a: {process: 1m}, x: {was: a, process: 2m}",
         [], []),
        # By a name that is the only one on both sides.
        ("a: {name: Look}", "b: {name: Look}", [], ["a b name"]),
        ("look: {process: 1m}", "b: {name: look, process: 1m}",
         [("changed", "b > b", "note")], ["look b name"]),
        ("a: {name: Look}, c: {name: Look}", "b: {name: Look}, c: {name: Look}",
         [("replaced", "a > b", "mechanism")], []),
        ("a: {name: Look}", "b: {name: Hear}", [("replaced", "a > b", "mechanism")], []),
    ],
)  # fmt: skip
def test_steps(
    before: str, after: str, changes: list[tuple[str, str, str]], renamed: list[str]
) -> None:
    found = compared(before, after)
    assert [told_in_short(change) for change in found.changes] == changes
    assert sorted(f"{each.before} {each.after} {each.sign}" for each in found.renamed) == renamed


def elements(found: Any) -> list[tuple[str, str, str]]:
    return [told_in_short(change) for change in found.changes]


def test_a_team_under_another_id_is_no_change() -> None:
    text = """\
vsm: 1
teams: {{{team}: {{name: Service desk{was}}}}}
systems: {{tool: {{owner: {team}}}}}
streams: {{s: {{owner: {team}, steps: {{a: {{owner: {team}, process: 1m}}}}}}}}
"""
    before = load_texts({"w.yaml": text.format(team="helpdesk", was="")}).workspace
    for was, sign in (("", "name"), (", was: helpdesk", "was")):
        after = load_texts({"w.yaml": text.format(team="service-desk", was=was)}).workspace
        found = compare(before, after)
        assert found.changes == ()
        assert [(each.section, each.sign) for each in found.renamed] == [("teams", sign)]


def test_two_teams_that_were_one_are_a_split() -> None:
    before = workspace("roles: {boss: {name: Boss}}\n")
    split = workspace("roles: {head: {was: boss}, deputy: {was: boss}}\n")
    assert elements(compare(before, split)) == [("split", "boss > head deputy", "mechanism")]


def test_streams_by_name_by_steps_and_by_was() -> None:
    def state(id_: str, more: str = "", step: str = "b") -> Workspace:
        steps = f"a: {{process: 1m, wait: 0}}, {step}: {{}}"
        return workspace(f"streams: {{{id_}: {{layer: core, {more} steps: {{{steps}}}}}}}\n")

    for before, after, sign in (
        (state("s", "name: S,"), state("t", "name: S,", step="c"), "name"),
        (state("s"), state("t"), "steps"),
        (state("s"), state("t", "was: s,", step="c"), "was"),
    ):
        found = compare(before, after)
        first = found.renamed[0]
        assert (first.before, first.after, first.sign) == ("s", "t", sign)
        assert [each.verdict for each in found.streams] == ["unchanged"]
    assert elements(compare(state("s"), state("t", step="c"))) == [
        ("removed", "s > ", "mechanism"),
        ("added", " > t", "mechanism"),
    ]


def test_a_renamed_stream_can_get_worse() -> None:
    text = "streams: {{{}: {{layer: core, name: S, steps: {{a: {{process: {}, wait: 0}}}}}}}}\n"
    found = compare(workspace(text.format("s", "1m")), workspace(text.format("t", "2m")))
    assert [each.worse for each in found.worse] == [("lead_time_s", "perceived_lead_time_s")]


def test_a_nameless_system_in_all_its_places_under_a_like_id() -> None:
    def state(system: str) -> Workspace:
        steps = f"{{a: {{systems: {system}}}}}"
        text = f"vsm: 1\nsystems: {{{system}: }}\nstreams: {{s: {{steps: {steps}}}}}\n"
        return load_texts({"w.yaml": text}).workspace

    assert elements(compare(state("jira"), state("jira-cloud"))) == []
    assert len(elements(compare(state("jira"), state("excel")))) == 3


# Renaming, written from the format: which keys name what.
KEYS = {
    "owner": "owners", "participants": "owners", "parent": "owners", "team": "owners",
    "systems": "systems", "master": "systems", "from": "systems", "to": "systems",
    "inputs": "data", "outputs": "data", "data": "data",
    "stream": "streams",
}  # fmt: skip
NAMED_BY_KEYS = {"teams": "owners", "roles": "owners", "systems": "systems", "data": "data",
                 "streams": "streams", "journeys": "journeys"}  # fmt: skip
SAMPLES = Path(__file__).parents[3] / "samples"
Names = dict[str, dict[str, str]]


@cache
def documents(sample: str) -> list[dict[str, Any]]:
    paths = sorted((SAMPLES / sample).rglob("*.yaml"))
    return [YAML(typ="safe").load(path.read_text()) for path in paths]


def swapped(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [swapped(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value


class Renamer:
    """Documents with other ids; `told` are the elements (by kind and old id) that get a `was`."""

    def __init__(self, names: Names, told: set[tuple[str, str]]) -> None:
        self.names = names
        self.told = told

    def document(self, document: dict[str, Any]) -> dict[str, Any]:
        found = {}
        for section, content in document.items():
            if section in NAMED_BY_KEYS:
                found[section] = self.elements(NAMED_BY_KEYS[section], content)
            elif section == "paths":
                found[section] = [self.keys(path, "") for path in content]
            elif isinstance(content, dict) and section in ("practices", "step-kinds", "logs"):
                found[section] = {id_: self.keys(each, "") for id_, each in content.items()}
            else:
                found[section] = content
        return found

    def elements(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        found = {}
        for id_, element in content.items():
            new = self.names.get(kind, {}).get(id_, id_)
            stream = id_ if kind == "streams" else ""
            found[new] = self.keys(element or {}, stream)
            if new != id_ and (kind, id_) in self.told:
                found[new]["was"] = id_
        return found

    def keys(self, element: Any, stream: str) -> Any:
        if not isinstance(element, dict):
            return element
        steps = self.names.get(f"steps of {stream}", {})
        found: dict[str, Any] = {}
        for key, value in element.items():
            if key in KEYS:
                found[key] = swapped(value, self.names.get(KEYS[key], {}))
            elif key == "accepts":
                data = self.names.get("data", {})
                found[key] = (
                    {data.get(k, k): v for k, v in value.items()}
                    if isinstance(value, dict)
                    else swapped(value, data)
                )
            elif key in ("uses", "starts"):
                found[key] = (
                    [self.link(each) for each in value]
                    if isinstance(value, list)
                    else self.link(value)
                )
            elif key == "steps" and isinstance(value, dict):
                found[key] = {}
                for id_, step in value.items():
                    new = steps.get(id_, id_)
                    found[key][new] = self.keys(step or {}, stream)
                    if new != id_ and (f"steps of {stream}", id_) in self.told:
                        found[key][new]["was"] = id_
            elif key == "steps":
                found[key] = [self.keys(step, "") for step in value]
            elif key in ("next", "responded-at", "delivered-at"):
                found[key] = (
                    {steps.get(k, k): v for k, v in value.items()}
                    if isinstance(value, dict)
                    else swapped(value, steps)
                )
            elif key == "ideas" and isinstance(value, list):
                found[key] = [self.keys(each, "") for each in value]
            else:
                found[key] = value
        return found

    def link(self, link: Any) -> Any:
        if isinstance(link, str):
            return self.names.get("streams", {}).get(link, link)
        at = self.names.get(f"steps of {link['stream']}", {})
        return {
            key: swapped(value, at) if key == "at" else self.keys({key: value}, "")[key]
            for key, value in link.items()
        }


def as_texts(content: list[dict[str, Any]]) -> dict[str, str]:
    return {
        "vsm.yaml" if "calendar" in each and "streams" not in each else f"{at}.yaml": json.dumps(
            each, default=str
        )
        for at, each in enumerate(content)
    }


@st.composite
def other_ids(draw: st.DrawFn, sample: str) -> tuple[Names, set[tuple[str, str]]]:
    """Some elements of a sample under new ids, some of them under each other's; those that
    nothing but `was` tells again say it."""
    ids: dict[str, dict[str, Any]] = {}
    for document in documents(sample):
        for section, kind in NAMED_BY_KEYS.items():
            ids.setdefault(kind, {}).update(document.get(section, {}))
        for id_, stream in document.get("streams", {}).items():
            ids[f"steps of {id_}"] = stream["steps"]
    names: Names = {}
    told = set()
    for kind, elements in ids.items():
        chosen = draw(st.lists(st.sampled_from(sorted(elements)), unique=True, max_size=4))
        if draw(st.booleans()):
            # A circle: each takes the id of the next one.
            names[kind] = dict(zip(chosen, chosen[1:] + chosen[:1], strict=True))
            told |= {(kind, id_) for id_ in chosen}
            continue
        names[kind] = {id_: f"new-{id_}" for id_ in chosen}
        written = [(each or {}).get("name") or id_ for id_, each in elements.items()]
        for id_ in chosen:
            name = (elements[id_] or {}).get("name")
            if not name or written.count(name) > 1 or draw(st.booleans()):
                told.add((kind, id_))
    return names, told


@pytest.mark.parametrize("sample", ["bank", "bank-defects"])
@settings(max_examples=15)
@given(st.data())
def test_a_renamed_workspace_against_itself(sample: str, data: st.DataObject) -> None:
    names, told = data.draw(other_ids(sample))
    renamer = Renamer(names, told)
    texts = [as_texts(documents(sample))]
    texts.append(as_texts([renamer.document(each) for each in documents(sample)]))
    before, after = (analyse_texts(each).workspaces[0] for each in texts)
    found = compare(before.workspace, after.workspace)
    assert [(each.section, *told_in_short(each)) for each in found.changes] == []
    assert found.losses == ()
    different = sum(old != new for of_kind in names.values() for old, new in of_kind.items())
    assert len(found.renamed) == different
    assert {each.verdict for each in found.streams} <= {"unchanged", "unknown"}
    problems = problem_difference(before.diagnostics, after.diagnostics, found.ids)
    assert [each.message for each in (*problems.gained, *problems.solved)] == []
