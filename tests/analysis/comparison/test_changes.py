"""What counts as one change, and of which nature it is."""

import pytest

from vsm_cli.analysis.comparison.comparing import Renamed, compare

from .states import compared, of_steps, told, workspace

ABC = "a: {process: 1m}, b: {process: 2m}, c: {process: 3m}"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Steps that come and go take the routes around them along.
        (ABC, "a: {process: 1m}, c: {process: 3m}", ("removed", "b > ", "mechanism")),
        ("a: {process: 1m}, c: {process: 3m}", ABC, ("added", " > b", "mechanism")),
        (ABC, "b: {process: 2m}, c: {process: 3m}", ("removed", "a > ", "mechanism")),
        ("b: {process: 2m}, c: {process: 3m}", ABC, ("added", " > a", "mechanism")),
        (ABC, "a: {process: 1m}, x: {process: 9m}, c: {process: 3m}",
         ("replaced", "b > x", "mechanism")),
        # Merged and split, by `was`.
        (ABC, "x: {was: [a, b], process: 3m}, c: {process: 3m}",
         ("merged", "a b > x", "mechanism")),
        (ABC, "a: {was: [a, b], process: 3m}, c: {process: 3m}",
         ("merged", "a b > a", "mechanism")),
        (ABC, "a: {process: 1m}, x: {was: b, process: 2m}, y: {was: b}, c: {process: 3m}",
         ("split", "b > x y", "mechanism")),
        (ABC, "a: {process: 1m}, b: {process: 2m}, y: {was: b}, c: {process: 3m}",
         ("split", "b > b y", "mechanism")),
        # Routes.
        (ABC, "a: {process: 1m, next: [b, c]}, b: {process: 2m, next: end}, c: {process: 3m}",
         ("parallel", "a b > a b", "mechanism")),
        (ABC, "a: {process: 1m, next: {b: 50%, c: 50%}}, b: {process: 2m}, c: {process: 3m}",
         ("rerouted", "a > a", "mechanism")),
        ("a: {next: {b: 90%, end: 10%}}, b: ", "a: {next: {b: 80%, end: 20%}}, b: ",
         ("rerouted", "a > a", "action")),
        ("a: {next: {b: {share: 90%, wait: 1h}, end: 10%}}, b: ",
         "a: {next: {end: 10%, b: 90%}}, b: ",
         ("rerouted", "a > a", "action")),
        ("a: {entry: 90%}, b: {entry: 10%}", "a: {entry: 80%}, b: {entry: 20%}",
         ("rerouted", "s > s", "action")),
        ("a: , b: ", "a: , b: {entry: true}", ("rerouted", "s > s", "mechanism")),
        # Keys of a step: figures only, or with one of how the work is done.
        ("a: {process: 1m}", "a: {process: 2m}", ("changed", "a > a", "action")),
        ("a: {wait: 1m}", "a: {wait: 2m, people: 2, complete-accurate: 90%}",
         ("changed", "a > a", "action")),
        ("a: {every: 1d}", "a: {every: 2d}", ("changed", "a > a", "mechanism")),
        ("a: {systems: tool}", "a: {systems: other}", ("changed", "a > a", "mechanism")),
        ("a: {accepts: record}", "a: ", ("changed", "a > a", "mechanism")),
        ("a: {owner: one}", "a: {owner: one, automated: true}", ("changed", "a > a", "mechanism")),
    ],
)  # fmt: skip
def test_one_change(before: str, after: str, expected: tuple[str, str, str]) -> None:
    assert [told(change) for change in compared(before, after).changes] == [expected]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ABC, ABC),
        ("a: {next: b}, b: {next: end}", "a: , b: "),
        ("a: {next: {b: 30%, c: 70%}}, b: , c: ", "a: {next: {c: , b: 30%}}, b: , c: "),
        ("a: {systems: [tool, other]}", "a: {systems: [other, tool]}"),
        ("a: ", "a: {inputs: [], outputs: []}"),
        ("a: {process: {min: 1m, max: 3m}}", "a: {process: 2m}"),
        ("a: ", "a: {tags: [e]}"),
        # What was says is over where both of its ends are still there.
        ("a: , x: {was: a}", "a: , x: {was: a}"),
    ],
)
def test_no_change(before: str, after: str) -> None:
    found = compared(before, after)
    assert [told(change) for change in found.changes] == []
    assert found.renamed == ()


def test_a_renamed_step_is_the_same_step() -> None:
    before = of_steps("a: {process: 1m}, b: {process: 2m, next: {end: 90%, a: 10%}}",
                      "delivered-at: b,")  # fmt: skip
    after = of_steps("a: {process: 1m}, z: {was: b, process: 3m, next: {end: 90%, a: 10%}}",
                     "delivered-at: z,")  # fmt: skip
    found = compare(before, after)
    assert found.renamed == (Renamed("streams", "b", "z", "was", "s"),)
    assert [told(change) for change in found.changes] == [("changed", "z > z", "action")]


def test_routes_to_merged_steps_are_no_change_of_their_own() -> None:
    found = compared(
        "a: {next: {b: 30%, c: 70%}}, b: {process: 1m, next: end}, c: {process: 2m}",
        "a: , x: {was: [b, c], process: 3m}",
    )
    assert [told(change) for change in found.changes] == [("merged", "b c > x", "mechanism")]


def test_steps_apart_are_changes_apart() -> None:
    found = compared(f"{ABC}, d: , e: ", "a: {process: 1m}, c: {process: 3m}, d: , x: , e: ")
    assert sorted(told(change) for change in found.changes) == [
        ("added", " > x", "mechanism"),
        ("removed", "b > ", "mechanism"),
    ]


def test_elements_beside_the_streams() -> None:
    before = """\
paths: [{from: tool, to: other, data: record, mode: manual, process: 3m}]
journeys: {j: {steps: [{stage: engage, stream: s}]}}
streams: {s: {steps: {a: }}, gone: {steps: {a: }}}
"""
    after = """\
paths: [{from: tool, to: other, data: record}, {from: other, to: tool}]
journeys: {j: {steps: [{stage: engage, stream: s, wait: 1d}]}}
roles: {boss: {team: one}}
streams: {s: {steps: {a: }, owner: boss, demand: 3/week}, new: {steps: {a: }}}
"""
    found = compare(workspace(before), workspace(after))
    assert {(c.section, *told(c)) for c in found.changes} == {
        ("paths", "changed", "tool->other > tool->other", "mechanism"),
        ("paths", "changed", "tool->other > tool->other", "action"),
        ("paths", "added", " > other->tool", "mechanism"),
        ("journeys", "changed", "j > j", "action"),
        ("roles", "added", " > boss", "mechanism"),
        ("streams", "changed", "s > s", "mechanism"),
        ("streams", "changed", "s > s", "action"),
        ("streams", "removed", "gone > ", "mechanism"),
        ("streams", "added", " > new", "mechanism"),
    }


def test_links_and_used_streams() -> None:
    frame = "streams: {{s: {{steps: {{a: {}}}}}, t: {{layer: support, steps: {{b: }}}}}}\n"

    def natures(before: str, after: str) -> list[str]:
        found = compare(workspace(frame.format(before)), workspace(frame.format(after)))
        return [change.nature for change in found.changes]

    assert natures("{starts: t}", "") == ["mechanism"]
    assert natures("{starts: {stream: t, share: 20%}}", "{starts: {stream: t, share: 10%}}") == [
        "action"
    ]
    assert natures("{starts: {stream: t}}", "{starts: {stream: t, owner: one}}") == ["mechanism"]
    assert natures("", "{uses: t}") == ["mechanism"]
    assert natures("{uses: t}", "{uses: {stream: t, wait: true}}") == ["mechanism"]


def told_of(before: str, after: str) -> list[tuple[str, str, str]]:
    return [told(change) for change in compared(before, after).changes]


def test_what_is_written_at_one_step_is_taken_apart() -> None:
    assert told_of(
        "a: {wait: 1m, owner: one, work: waste}",
        "a: {wait: 2m, owner: two, work: adding, participants: one, name: A}",
    ) == [
        ("changed", "a > a", "mechanism"),
        ("changed", "a > a", "action"),
        ("changed", "a > a", "definition"),
        ("changed", "a > a", "note"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "nature"),
    [
        ("calendar: {day: 8h},", "calendar: {day: 7h},", "definition"),
        ("responded-at: a,", "", "definition"),
        ("delivered-at: a,", "", "definition"),
        ("target: {lead: 1d},", "target: {lead: 2d},", "definition"),
        ("demand: 1/week,", "demand: 2/week,", "action"),
        ("owner: one,", "owner: two,", "mechanism"),
        ("name: Old, customer: staff, ideas: [x],", "name: New, description: more,", "note"),
    ],
)
def test_the_nature_of_what_differs_in_a_stream(before: str, after: str, nature: str) -> None:
    found = compare(of_steps("a: {process: 1m}", before), of_steps("a: {process: 1m}", after))
    assert [told(change) for change in found.changes] == [("changed", "s > s", nature)]


def test_merged_and_split_steps_have_durations_of_their_own() -> None:
    assert told_of(ABC, "x: {was: [a, b], process: 1m}, c: {process: 3m}") == [
        ("merged", "a b > x", "mechanism"),
        ("changed", "x > x", "action"),
    ]
