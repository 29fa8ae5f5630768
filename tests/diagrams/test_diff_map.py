"""Differences: what was added, removed or changed is marked, says so, and stands in its place."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagrams.graphs import random_case
from tests.diagrams.pictures import SVG, Picture, collisions
from tests.diagrams.test_landscape import HOSTILE, sample, workspace_of
from tests.reporters.problems import problem
from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.diagrams import engine, palette
from vsm_cli.diagrams.album import differences
from vsm_cli.diagrams.diff_facts import facts_of
from vsm_cli.diagrams.diff_map import changed_streams
from vsm_cli.diagrams.scope import Scope
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

BEFORE = """
vsm: 1
teams: {ops: {name: Operations}, dev: {name: Development}, board: {name: Change board}}
systems: {itsm: {}}
streams:
  repair:
    name: Repair a fault
    layer: core
    owner: ops
    steps:
      call: {name: Take the call, owner: ops, process: 5m, wait: 0}
      sort: {name: Sort it, owner: ops, process: 10m, wait: 3d, next: {fix: 70%, sign: 30%}}
      fix: {name: Fix it, owner: ops, process: 1h, wait: 1d, next: sign}
      sign:
        {name: Sign it off, owner: board, process: 5m, wait: 2d, next: {test: 90%, fix: 10%}}
      test: {name: Test it, owner: dev, process: 5m, wait: 1d}
      note: {name: Note it down, owner: dev, process: 5m, wait: 1h}
      close: {name: Close it, owner: ops, process: 5m, wait: 1h}
  same: {name: As ever, layer: core, owner: ops, steps: {only: {owner: ops, lead: 1d}}}
  owned: {name: Handed over, layer: core, owner: ops, steps: {only: {owner: ops, lead: 1d}}}
  old: {name: Of the past, layer: core, owner: ops, steps: {a: {lead: 1d}, b: {owner: ops}}}
"""
AFTER = """
vsm: 1
teams: {ops: {name: Operations}, dev: {name: Development}}
systems: {itsm: {}}
streams:
  repair:
    name: Repair a fault
    layer: core
    owner: ops
    steps:
      answer: {name: Answer the call, was: call, owner: ops, process: 5m, wait: 0}
      sort: {name: Sort it, owner: ops, process: 10m, wait: 4h, next: {fix: 80%, close: 20%}}
      fix: {name: Fix it, owner: dev, process: 1h, wait: 1d}
      ask: {name: Ask the caller, owner: ops, process: 5m, wait: 0}
      check: {name: Check it, owner: dev, process: 10m, wait: 1d, was: [test, note]}
      close: {name: Close it, owner: ops, process: 5m, wait: 1h}
  same: {name: As ever, layer: core, owner: ops, steps: {only: {owner: ops, lead: 1d}}}
  owned: {name: Handed over, layer: core, owner: dev, steps: {only: {owner: ops, lead: 1d}}}
  new: {name: Of the future, layer: core, owner: ops, steps: {a: {lead: 1d}, c: {owner: ops}}}
"""
INKS = {"added": palette.ADDED, "removed": palette.REMOVED, "changed": palette.CHANGED}
SIGNS = {"added": "+", "removed": "−", "changed": "Δ"}


def pictures_of(
    before: Workspace, after: Workspace, problems: tuple[Diagnostic, ...] = ()
) -> dict[str, Picture]:
    """The picture of each stream that differs, by its path."""
    found = {}
    for each in differences(before, Scope(after, problems=problems)):
        drawing = each.draw()
        found[each.path] = Picture(engine.draw(drawing))
        assert collisions(found[each.path]) == [], each.path
        assert drawing.parts.keys() <= found[each.path].parts.keys()
    return found


def steps_differing(before: str, after: str) -> Picture:
    """How a stream `s` with these steps differs."""
    start = "vsm: 1\nteams: {a: {}, b: {}}\nstreams: {s: {layer: core, steps: "
    states = [workspace_of(f"{start}{{{steps}}}}}}}\n") for steps in (before, after)]
    return pictures_of(states[0], states[1])["diff/s"]


@pytest.fixture(scope="module")
def pictures() -> dict[str, Picture]:
    return pictures_of(workspace_of(BEFORE), workspace_of(AFTER))


@pytest.fixture(scope="module")
def repair(pictures: dict[str, Picture]) -> Picture:
    return pictures["diff/repair"]


def words(picture: Picture, *starts: str) -> str:
    """The texts of the parts whose ids begin so; of all if none is given."""
    return " ".join(label.text for label in picture.labels() if label.id.startswith(starts or ""))


def statuses(picture: Picture, kind: str) -> dict[str, str]:
    """What is marked among steps or routes, by id without the stream's."""
    return {
        id.split(".", 1)[1]: status
        for id, part in picture.of_kind(kind)
        for status in INKS
        if status in part.attrib["class"].split()
    }


def said(picture: Picture, step: str) -> str:
    """What stands below a step about its change."""
    stream = picture.root.attrib["id"]
    return words(picture, f"{stream}.step.{step}.change.")


def legend(picture: Picture) -> set[str]:
    return {id.split(".")[2] for id in picture.parts if ".legend." in id}


def test_only_streams_that_differ_have_a_picture(pictures: dict[str, Picture]) -> None:
    assert list(pictures) == ["diff/new", "diff/old", "diff/owned", "diff/repair"]
    compared = compare(workspace_of(BEFORE), workspace_of(AFTER))
    assert [each.stream.id for each in changed_streams(compared)] == [
        "new", "old", "owned", "repair",
    ]  # fmt: skip
    assert not differences(workspace_of(BEFORE), Scope(workspace_of(BEFORE)))


def test_every_step_of_both_states_is_there_and_says_what_became_of_it(repair: Picture) -> None:
    assert statuses(repair, "step") == {
        "step.sort": "changed",
        "step.fix": "changed",
        "step.sign": "removed",
        "step.test": "removed",
        "step.note": "removed",
        "step.ask": "added",
        "step.check": "added",
    }
    assert {id.rpartition(".")[2] for id in repair.boxes()} == {
        "answer", "sort", "fix", "sign", "test", "note", "ask", "check", "close",
    }  # fmt: skip
    assert said(repair, "sort") == "Δ wait 3d → 4h"
    assert said(repair, "fix") == "Δ owner Operations → Development"
    # A step that goes on under another id is neither new nor gone.
    assert said(repair, "answer") == ""


def test_what_is_replaced_or_merged_says_by_what(repair: Picture) -> None:
    for step, sign in (("test", "−"), ("note", "−"), ("check", "+")):
        assert said(repair, step) == f"{sign} merged Test it and Note it down into Check it"
    assert said(repair, "sign") == "− replaced Sign it off by Ask the caller"
    assert said(repair, "ask") == "+ replaced Sign it off by Ask the caller"


def test_a_split_step_says_into_what() -> None:
    picture = steps_differing(
        "x: {owner: a}, y: {owner: a}, z: {}",
        "x: {owner: a}, y1: {owner: a, was: y}, y2: {owner: b, was: y}, z: {}",
    )
    steps = {"y": "removed", "y1": "added", "y2": "added"}
    assert statuses(picture, "step") == {f"step.{id}": status for id, status in steps.items()}
    for id, status in steps.items():
        assert said(picture, id) == f"{SIGNS[status]} split y into y1 and y2"


def test_ways_on_are_told_at_the_step_that_they_lead_from() -> None:
    picture = steps_differing(
        "x: {owner: a}, y: {owner: a}, z: {owner: a}", "y: {owner: a}, x: {owner: a}, z: {owner: a}"
    )
    assert said(picture, "y") == "Δ next z → x"
    assert said(picture, "x") == "Δ next y → z"
    assert words(picture, "s.entry.x.share") == "−"
    assert words(picture, "s.entry.y.share") == "+"


def test_another_way_into_the_stream_is_marked() -> None:
    # Nothing but the shares of work that comes in differs.
    picture = steps_differing(
        "x: {entry: 90%, next: z}, y: {entry: 10%}, z: ",
        "x: {entry: 80%, next: z}, y: {entry: 20%}, z: ",
    )
    assert not statuses(picture, "step")
    assert statuses(picture, "route") == {
        "entry.x.route": "changed",
        "entry.y.route": "changed",
    }
    assert words(picture, "s.entry.x.share") == "Δ 90% → 80%"
    assert "changed" in legend(picture)


def test_a_first_step_that_was_replaced_leaves_no_share_unknown() -> None:
    picture = steps_differing("x: , z: ", "x1: {was: x}, x2: {was: x}, z: ")
    assert words(picture, "s.entry.x.share") == "−"
    assert words(picture, "s.entry.x1.share") == "+"


def test_the_ladder_counts_the_steps_that_are_there(repair: Picture) -> None:
    ladder = words(repair, "repair.ladder.")
    # Beside "Ask the caller" stands only a step that is gone.
    assert "Ask the caller" in words(repair, "repair.step.ask")
    assert "longest of" not in ladder


def test_marks_are_colours_and_signs_and_removed_ones_are_dashed(repair: Picture) -> None:
    for id, status in statuses(repair, "step").items():
        border = next(repair.parts[f"repair.{id}"].iter(f"{SVG}polygon"))
        assert border.attrib["stroke"] == INKS[status].light, id
        assert bool(border.get("stroke-dasharray")) == (status == "removed"), id
        assert said(repair, id.removeprefix("step.")).startswith(f"{SIGNS[status]} ")
    plain = next(repair.parts["repair.step.close"].iter(f"{SVG}polygon"))
    assert plain.attrib["stroke"] not in {ink.light for ink in INKS.values()}
    assert not plain.get("stroke-dasharray")


def test_removed_steps_stand_in_the_lane_of_their_owner_with_their_figures(
    repair: Picture,
) -> None:
    # The board is no team of the later state.
    for step, owner in (("sign", "board"), ("test", "dev"), ("ask", "ops")):
        box = repair.boxes()[f"repair.step.{step}"]
        lane = repair.boxes("lane")[f"repair.lane.{owner}"]
        assert lane.top < box.top < box.bottom < lane.bottom
    assert "Change board" in words(repair, "repair.lane.board")
    assert "2d" in words(repair, "repair.step.sign")


def test_routes_that_came_went_or_carry_another_share_are_marked(repair: Picture) -> None:
    assert statuses(repair, "route") == {
        "route.sort.fix": "changed",
        "route.sort.close": "added",
        "route.sort.sign": "removed",
        "route.fix.ask": "added",
        "route.fix.sign": "removed",
        "route.ask.check": "added",
        "route.check.close": "added",
        "route.sign.test": "removed",
        "route.test.note": "removed",
        "route.note.close": "removed",
        "rework.sign.fix": "removed",
    }
    assert words(repair, "repair.route.sort.fix.share") == "Δ 70% → 80%"
    assert words(repair, "repair.route.sort.close.share") == "+ 20%"
    assert words(repair, "repair.route.sort.sign.share") == "− 30%"
    assert words(repair, "repair.rework.sign.fix") == "rework − 10%"
    for id, status in statuses(repair, "route").items():
        line = next(repair.parts[f"repair.{id}"].iter(f"{SVG}path"))
        assert line.attrib["stroke"] == INKS[status].light, id
        assert bool(line.get("stroke-dasharray")) == (status == "removed"), id
        assert SIGNS[status] in words(repair, f"repair.{id}"), id


def test_the_head_gives_the_verdict_and_the_figures_of_both_states(repair: Picture) -> None:
    head = words(repair, "repair.facts.")
    assert "as is → to be" in words(repair, "repair.state")
    assert re.search(r"Lead time: 5\.3d shorter; \d+% follows .* \d+% is speed", head)
    # Before: one in nine signatures is a second one, so fix is walked 0.81 times and sign 1.11.
    assert "Lead time: 7.2d → 1d 21h · Perceived lead time: 7.2d → 1d 21h" in head
    assert "Process time: 1h 24m → 1h 20m" in head
    assert "Δ" not in head


def test_a_gain_by_durations_alone_is_told() -> None:
    picture = steps_differing("x: {wait: 3d, process: 0}", "x: {wait: 1d, process: 0}")
    head = words(picture, "s.facts.")
    assert "Lead time: 2d shorter; 0% follows from the mechanism" in head
    assert "Lead time: 3d → 1d" in head
    assert said(picture, "x") == "Δ wait 3d → 1d"


def test_what_differs_in_the_stream_itself_stands_in_the_head(
    pictures: dict[str, Picture],
) -> None:
    picture = pictures["diff/owned"]
    assert "Δ owner Operations → Development" in words(picture, "owned.facts.")
    assert "Lead time: unchanged." in words(picture, "owned.facts.")
    assert not statuses(picture, "step")


@pytest.mark.parametrize(
    ("stream", "status", "verdict"),
    [("new", "added", "The stream is new."), ("old", "removed", "The stream is gone.")],
)
def test_streams_of_one_state_are_wholly_marked(
    pictures: dict[str, Picture], stream: str, status: str, verdict: str
) -> None:
    picture = pictures[f"diff/{stream}"]
    last = "c" if stream == "new" else "b"
    assert statuses(picture, "step") == {"step.a": status, f"step.{last}": status}
    assert statuses(picture, "route") == {
        "entry.a.route": status,
        f"route.a.{last}": status,
        f"end.{last}.route": status,
    }
    assert verdict in words(picture, f"{stream}.facts.")
    assert said(picture, "a") == f"{SIGNS[status]} {status}"
    assert legend(picture) & set(INKS) == {status}


def test_the_legend_explains_the_marks_that_occur_and_no_other(
    pictures: dict[str, Picture],
) -> None:
    assert legend(pictures["diff/repair"]) >= set(INKS)
    assert not legend(pictures["diff/owned"]) & set(INKS)
    assert "+ added" in words(pictures["diff/repair"], "repair.legend.")


def test_other_streams_are_linked_where_their_maps_are() -> None:
    text = AFTER.replace("wait: 4h, next", "wait: 4h, uses: [same, new], next")
    picture = pictures_of(workspace_of(BEFORE), workspace_of(text))["diff/repair"]
    links = {a.attrib["href"] for a in picture.root.iter(f"{SVG}a")}
    assert links == {"../streams/same.svg", "../streams/new.svg"}


def test_problems_of_the_later_state_lie_over_it() -> None:
    problems = (
        problem("nobody answers", element="streams.repair.steps.check", fingerprint="1"),
        problem("no trigger", level=Level.WARNING, element="streams.repair", fingerprint="2"),
    )
    picture = pictures_of(workspace_of(BEFORE), workspace_of(AFTER), problems)["diff/repair"]
    assert {id for id, _ in picture.of_kind("problem")} == {
        "repair.step.check.problem",
        "repair.stream.problem",
    }
    assert "Check it: nobody answers" in words(picture, "repair.problems")


def test_hostile_names_come_out_as_they_are() -> None:
    texts = []
    for text in (BEFORE, AFTER):
        for name in ("Repair a fault", "Sort it", "Sign it off", "Operations", "Test it"):
            text = text.replace(f"name: {name}", f"name: {json.dumps(HOSTILE)}")
        texts.append(text)
    picture = pictures_of(workspace_of(texts[0]), workspace_of(texts[1]))["diff/repair"]
    start = HOSTILE[:16].replace(" ", "")
    for part in ("name", "step.sort", "step.sign", "step.sign.change", "step.fix.change"):
        assert start in words(picture, f"repair.{part}").replace(" ", ""), part
    assert HOSTILE in "".join(picture.parts["repair.step.sign"].itertext())


def test_the_order_of_files_changes_nothing() -> None:
    def drawn(order: tuple[str, ...]) -> list[str]:
        def state(lead: str) -> Workspace:
            texts = {"vsm.yaml": "vsm: 1\nteams: {ops: {}}\n"}
            for id in order:
                texts[f"{id}.yaml"] = (
                    f"vsm: 1\nstreams: {{{id}: {{owner: ops, steps: {{x: {{lead: {lead}}}}}}}}}\n"
                )
            return load_texts(texts).workspace

        return [engine.draw(each.draw()) for each in differences(state("3d"), Scope(state("1d")))]

    assert len(drawn(("a", "b", "c"))) == 3
    assert drawn(("a", "b", "c")) == drawn(("c", "a", "b"))


@pytest.mark.parametrize(
    ("before", "after"),
    [("bank", "bank-to-be"), ("bank", "bank-defects"), ("bank-defects-zh", "bank-zh")],
)
def test_samples_are_tidy(before: str, after: str) -> None:
    assert pictures_of(sample(before), sample(after))


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_any_two_states_are_wholly_on_the_picture(one: int, other: int) -> None:
    (before, old), (after, new) = (random_case(seed, steps=12, lanes=4) for seed in (one, other))
    for picture in pictures_of(before, after).values():
        shown = {id.rpartition(".")[2] for id in picture.boxes()}
        assert shown == old.steps.keys() | new.steps.keys()
        marked = statuses(picture, "step")
        removed = {f"step.{id}" for id in old.steps.keys() - new.steps.keys()}
        added = {f"step.{id}" for id in new.steps.keys() - old.steps.keys()}
        assert {id for id, status in marked.items() if status == "removed"} == removed
        assert {id for id, status in marked.items() if status == "added"} == added


def test_what_follows_from_other_changes_is_marked_as_derived() -> None:
    """A step waits shorter because it runs more often, and another one because it waits for it."""

    def state(every: str, wait: str = "1d") -> Workspace:
        return workspace_of(
            "vsm: 1\nstreams:\n"
            "  s: {steps: {x: {process: 0, uses: {stream: t, wait: true}}, "
            f"y: {{process: 0, wait: {wait}}}}}}}\n"
            f"  t: {{layer: support, steps: {{b: {{process: 0, every: {every}}}}}}}\n"
        )

    pictures = pictures_of(state("4d"), state("2d"))
    assert said(pictures["diff/t"], "b") == "Δ every 4d → 2d Δ so the wait is 2d → 1d (derived)"
    assert said(pictures["diff/s"], "x") == "Δ so the wait is 2d → 1d (derived)"
    # What is written is not derived, and what has not changed is not told.
    assert said(pictures["diff/s"], "y") == ""
    assert "Process time" not in words(pictures["diff/s"], "s.facts.")
    written = pictures_of(state("2d"), state("2d", wait="2d"))["diff/s"]
    assert said(written, "y") == "Δ wait 1d → 2d"


def test_names_and_notes_draw_no_difference() -> None:
    before, after = ("name: X", "name: Y, participants: a, description: more")
    text = "vsm: 1\nteams: {{a: {{}}}}\nstreams: {{s: {{steps: {{x: {{{}}}}}}}}}\n"
    assert not pictures_of(workspace_of(text.format(before)), workspace_of(text.format(after)))


def test_figures_of_the_head_are_estimates_where_their_state_is_one() -> None:
    rough = "steps: {a: {owner: t, process: 1h, wait: 3h}}, mapped: {basis: estimated}"
    sure = "steps: {a: {owner: t, process: 1h, wait: 1h}}"
    before, after = (
        workspace_of(f"vsm: 1\nteams: {{t: {{}}}}\nstreams: {{s: {{{stream}}}}}\n")
        for stream in (rough, sure)
    )
    comparison = compare(before, after)
    (each,) = comparison.streams
    assert "Lead time: ≈4h → 2h" in " ".join(facts_of(comparison, each))
