"""Gateways become `next`: shares, forks, some of several, and a step where nothing else will do."""

from typing import Any

import pytest

from tests.exchange.bpmn.diagrams import bpmn, flows, lost, nexts, nodes, read, steps, stream

START = nodes(startEvent="s", endEvent="e")


def process(ways: str, **kinds: str) -> str:
    return bpmn(START + nodes(**kinds) + flows(*ways.split()))


@pytest.mark.parametrize(
    ("ways", "kinds", "expected"),
    [
        # Shares as written, one as the rest, or unknown.
        ("s>a a>g g>b:30% g>c:70% b>e c>e", {"exclusiveGateway": "g"},
         {"a": {"b": "30%", "c": "70%"}, "b": "end"}),
        ("s>a a>g g>b:30% g>c b>e c>e", {"exclusiveGateway": "g"},
         {"a": {"b": "30%", "c": "70%"}, "b": "end"}),
        ("s>a a>g g>b g>c b>e c>e", {"exclusiveGateway": "g"},
         {"a": {"b": None, "c": None}, "b": "end"}),
        # A choice that meets again, and one that leaves.
        ("s>a a>g g>b:50% g>h b>h h>c c>e", {"exclusiveGateway": "g h"},
         {"a": {"b": "50%", "c": "50%"}}),
        ("s>a a>g g>b:12,5% g>e b>c c>e", {"exclusiveGateway": "g"},
         {"a": {"b": "12.5%", "end": "87.5%"}}),
        # Back to an earlier step, and to the same one.
        ("s>h h>a a>b b>g g>h:10% g>c c>e", {"exclusiveGateway": "g h"},
         {"b": {"a": "10%", "c": "90%"}}),
        ("s>h h>a a>g g>h g>b b>c c>e", {"exclusiveGateway": "g h"},
         {"a": {"a": None, "b": None}}),
        # Gateways in series multiply; two ways to the same step add up.
        ("s>a a>g g>b:50% g>h h>c:20% h>e b>e c>e", {"exclusiveGateway": "g h"},
         {"a": {"b": "50%", "c": "10%", "end": "40%"}, "b": "end"}),
        ("s>a a>g g>b:50% g>h h>b:20% h>c b>e c>e", {"exclusiveGateway": "g h"},
         {"a": {"b": "60%", "c": "40%"}, "b": "end"}),
        # A gateway that neither splits nor joins, and splits without any step in them.
        ("s>a a>g g>b b>c c>e", {"exclusiveGateway": "g"}, {}),
        ("s>a a>g g>h g>h h>b b>c c>e", {"parallelGateway": "g h"}, {}),
        ("s>a a>g g>h g>h h>b b>c c>e", {"exclusiveGateway": "g h"}, {}),
        # Choices that go round in circles without a step lead where they come out.
        ("s>a a>g g>h h>g h>b g>c b>e c>e", {"exclusiveGateway": "g h"},
         {"a": {"c": None, "b": None}, "c": "end"}),
        ("s>a a>g g>g g>b b>c c>e", {"exclusiveGateway": "g"}, {}),
        # Forks, in series and right after a join.
        ("s>a a>g g>b g>c b>h c>h h>e", {"parallelGateway": "g h"},
         {"a": ["b", "c"], "b": "end"}),
        ("s>a a>g g>b g>h h>c h>d b>e c>e d>e", {"parallelGateway": "g h", "task": "d"},
         {"a": ["b", "c", "d"], "b": "end", "c": "end"}),
        ("s>a a>g g>b g>h b>h h>c c>e", {"parallelGateway": "g h"}, {"a": ["b", "c"]}),
        # Besides: straight to where the others join, or to the end.
        ("s>a a>g g>b g>x x>c:30% x>h b>h c>h h>d d>e",
         {"parallelGateway": "g h", "exclusiveGateway": "x", "task": "d"},
         {"a": ["b", {"c": "30%"}], "b": "d"}),
        ("s>a a>g g>b g>x x>c:30% x>e b>e c>e",
         {"parallelGateway": "g", "exclusiveGateway": "x"},
         {"a": ["b", {"c": "30%"}], "b": "end"}),
        # Some of several.
        ("s>a a>g g>b:100% g>c:10% b>h c>h h>e", {"inclusiveGateway": "g h"},
         {"a": ["b", {"c": "10%"}], "b": "end"}),
        # One of what may happen.
        ("s>a a>g g>b g>c b>e c>e", {"eventBasedGateway": "g"},
         {"a": {"b": None, "c": None}, "b": "end"}),
        # Ways out of a task, without any gateway: all of them; ways into one: any of them.
        ("s>a a>b a>c b>e c>e", {}, {"a": ["b", "c"], "b": "end"}),
        ("s>a a>g g>b g>c b>d c>d d>e", {"exclusiveGateway": "g", "task": "d"},
         {"a": {"b": None, "c": None}, "b": "d"}),
    ],
)  # fmt: skip
def test_gateways_become_next(ways: str, kinds: dict[str, str], expected: dict[str, Any]) -> None:
    kinds = {**kinds, "task": " ".join(["a b c", kinds.get("task", "")])}
    assert nexts(process(ways, **kinds)) == expected


@pytest.mark.parametrize(
    ("ways", "kinds", "expected"),
    [
        # Exactly one of b and c, beside d.
        ("s>a a>g g>d g>x x>b x>c b>e c>e d>e",
         {"parallelGateway": "g", "exclusiveGateway": "x"},
         {"a": ["d", "x"], "x": {"b": None, "c": None}}),
        # Either b and c together, or d.
        ("s>a a>x x>g:20% x>d g>b g>c b>e c>e d>e",
         {"parallelGateway": "g", "exclusiveGateway": "x"},
         {"a": {"g": "20%", "d": "80%"}, "g": ["b", "c"]}),
        # Side by side from the start: entries would share the work.
        ("s>g g>b g>c b>d c>d d>e a>e", {"parallelGateway": "g"}, {"g": ["b", "c"]}),
    ],
)  # fmt: skip
def test_what_next_cannot_say_keeps_the_gateway(
    ways: str, kinds: dict[str, str], expected: dict[str, Any]
) -> None:
    imported = read(process(ways, task="a b c d", **kinds))
    found = stream(imported)["steps"]
    assert {id: found[id]["next"] for id in expected} == expected
    kept = (expected.keys() & set("gx")).pop()
    assert {key: found[kept][key] for key in ("process", "wait")} == {"process": "0", "wait": "0"}
    assert [(note.place, note.is_lost) for note in imported.notes[1:]] == [(kept, False)]


def test_starts_are_entries() -> None:
    found = steps(process("s>g g>a:60% g>b a>c b>c c>e", task="a b c", exclusiveGateway="g"))
    assert {id: step.get("entry") for id, step in found.items()} == {
        "a": "60%", "b": "40%", "c": None
    }  # fmt: skip
    found = steps(process("s>a t>b a>c b>c c>e", task="a b c", startEvent="t"))
    assert {id: step.get("entry") for id, step in found.items()} == {
        "a": True, "b": True, "c": None
    }  # fmt: skip
    assert stream(read(process("s>a a>e", task="a")))["steps"] == {"a": {}}


def test_without_a_start_event_work_begins_where_nothing_leads() -> None:
    text = bpmn(nodes(task="a b c") + flows("b>c", "c>a"))
    assert list(steps(text)) == ["b", "c", "a"]
    assert "entry" not in steps(text)["b"]
    text = bpmn(nodes(task="a b c") + flows("b>c", "a>c"))
    assert [place for place, _ in lost(text)] == ["p1"]


def test_steps_stand_as_work_passes_them() -> None:
    found = steps(process("s>d d>c c>g g>d:5% g>b b>a a>e", task="a b c d", exclusiveGateway="g"))
    assert list(found) == ["d", "c", "b", "a"]
    assert found["c"]["next"] == {"d": "5%", "b": "95%"}


def test_questions_and_answers_stand_at_the_step_before() -> None:
    gateways = '<exclusiveGateway id="g" name="Complete?"/><exclusiveGateway id="h" name="Known?"/>'
    text = bpmn(
        START + nodes(task="a b c d") + gateways
        + flows("s>a", "a>g", "g>b:yes (80%)", "g>h:no", "h>c:yes", "h>e:no", "b>e", "c>e", "a>d",
                "d>e")
    )  # fmt: skip
    text = text.replace('<sequenceFlow id="f9" sourceRef="a" targetRef="d" name=""/>', "")
    found = steps(text.replace('sourceRef="d"', 'sourceRef="c"'))
    assert found["a"]["description"] == ("Complete? yes → b; no → Known?\nKnown? yes → c; no → e")
    assert found["a"]["next"] == {"b": "80%", "c": None, "end": None}


def test_a_percentage_that_is_no_share_is_a_condition() -> None:
    text = process("s>a a>g g>b:over_30% g>c b>e c>e", task="a b c", exclusiveGateway="g")
    assert steps(text.replace("_", " "))["a"] == {
        "description": "over 30% → b", "next": {"b": None, "c": None}
    }  # fmt: skip


def test_conditions_on_ways_out_of_a_task_are_some_of_several() -> None:
    condition = "<conditionExpression>urgent</conditionExpression></sequenceFlow>"
    text = process("s>a a>b:10% a>c b>e c>e", task="a b c")
    text = text.replace('targetRef="b" name="10%"/>', f'targetRef="b" name="10%">{condition}')
    assert steps(text)["a"]["next"] == [{"b": "10%"}, "c"]
    # With a default it is the one or the other.
    text = text.replace('<task id="a"', '<task id="a" default="f3"')
    assert steps(text)["a"]["next"] == {"b": "10%", "c": "90%"}


def test_unknown_shares_of_some_of_several_are_said() -> None:
    text = process("s>a a>g g>b g>c b>e c>e", task="a b c", inclusiveGateway="g")
    assert [place for place, _ in lost(text)] == ["g"]
    assert stream(read(text))["steps"]["a"]["next"] == ["b", "c"]
    either = text.replace('<inclusiveGateway id="g"', '<inclusiveGateway id="g" default="f4"')
    assert lost(either) == []
    assert steps(either)["a"]["next"] == {"b": None, "c": None}
