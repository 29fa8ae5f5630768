"""What each change contributes to a lead time, and what the gain rests on."""

import pytest

from vsm_cli.analysis.comparison.comparing import compare
from vsm_cli.loading import load_texts

from .states import compared, minutes, of_steps, only_stream, workspace

NO_TIME, LONG = "{process: 0, wait: 0}", "{process: 30m, wait: 0}"


def test_independent_changes_contribute_what_they_change() -> None:
    found = only_stream(
        compared(
            "a: {process: 1m, wait: 59m}, b: {process: 5m, wait: 5m}, c: {process: 2m, wait: 0}",
            "a: {process: 1m, wait: 29m}, c: {process: 2m, wait: 8m}",
        )
    )
    assert minutes(found) == pytest.approx({"a": -30, "b": -10, "c": 8})
    assert found.rests_on("follows") == pytest.approx(-600)
    assert found.rests_on("claimed") == 0
    assert found.rests_on("speed") == pytest.approx(-22 * 60)
    assert found.verdict == "shorter"
    assert found.shares == pytest.approx({"follows": 10 / 32, "claimed": 0, "speed": 22 / 32})


def test_what_two_changes_do_together_is_shared() -> None:
    """Half of the items came back: 20 minutes at the step meant 40."""
    found = only_stream(
        compared(
            "a: {process: 20m, wait: 0, next: {a: 50%, end: 50%}}",
            "a: {process: 10m, wait: 0, next: end}",
        )
    )
    # Faster first: −20, then −10; without rework first: −20, then −10. So −15 each.
    assert [(part.ground, part.seconds / 60) for part in found.parts or ()] == [
        ("speed", pytest.approx(-15)),
        ("follows", pytest.approx(-15)),
    ]


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("a: {process: 1h, wait: 1h}", "a: {process: 2h, wait: 0}", "unchanged"),
        ("a: {process: 1m, wait: 0}", "a: {process: 1h, wait: 0}", "longer"),
        ("a: {process: 1h, wait: 0}", "a: {process: 1m, wait: 0}", "shorter"),
        ("a: ", "a: {process: 1m, wait: 0}", "unknown"),
    ],
)
def test_verdict(before: str, after: str, verdict: str) -> None:
    found = only_stream(compared(before, after))
    assert found.verdict == verdict
    assert (found.shares is None) == (verdict != "shorter")


SLOW, FAST = "process: 1h, wait: 0", "process: 1m, wait: 0"
FOLLOWS, CLAIMED, SPEED = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("before", "after", "shares"),
    [
        (f"a: {{{SLOW}}}", f"a: {{{FAST}}}", SPEED),
        ("a: {process: 1m, every: 8h}", "a: {process: 1m, every: 1h}", FOLLOWS),
        ("a: {process: 1m, wait: 0, next: {a: 50%, end: 50%}}",
         "a: {process: 1m, wait: 0, next: {a: 20%, end: 80%}}", SPEED),
        # Another owner, at the step or at the one that hands over to it, can carry a claim.
        (f"a: {{{SLOW}, owner: one}}", f"a: {{{FAST}, owner: two}}", CLAIMED),
        (f"b: {{owner: one}}, a: {{{SLOW}, owner: one}}",
         f"b: {{owner: two}}, a: {{{FAST}, owner: one}}", CLAIMED),
        (f"a: {{{SLOW}}}, b: {{owner: one}}", f"a: {{{FAST}}}, b: {{owner: two}}", SPEED),
        # Who was taken away makes nothing faster.
        (f"a: {{{SLOW}, owner: one}}", f"a: {{{FAST}}}", SPEED),
        (f"a: {{{SLOW}}}", f"a: {{{FAST}, owner: two}}", CLAIMED),
        (f"a: {{{SLOW}, systems: tool}}", f"a: {{{FAST}, systems: other}}", CLAIMED),
        (f"a: {{{SLOW}, systems: tool}}", f"a: {{{FAST}}}", SPEED),
        (f"a: {{{SLOW}}}", f"a: {{{FAST}, automated: true}}", CLAIMED),
        # An acceptance that was one too many, and one that others rely on.
        (f"a: {{{SLOW}, accepts: record}}", f"a: {{{FAST}}}", CLAIMED),
        (f"a: {{{SLOW}, accepts: record}}, b: {{inputs: record}}",
         f"a: {{{FAST}}}, b: {{inputs: record}}", SPEED),
        (f"a: {{{SLOW}}}", f"a: {{{FAST}, accepts: record}}", SPEED),
        # What says nothing about the work carries nothing.
        (f"a: {{{SLOW}}}",
         f"a: {{{FAST}, name: A, participants: two, practices: Service desk, outputs: record}}",
         SPEED),
        # A mechanism that costs time does not take the credit for speed.
        (f"a: {{{SLOW}}}", f"a: {{{FAST}}}, b: {{process: 9m, wait: 0}}", SPEED),
        # A wait that a rhythm now decides follows from it, and goes on where that is given up.
        ("a: {process: 0, wait: 4d}", "a: {process: 0, every: 2d}", FOLLOWS),
        ("a: {process: 0, every: 2d}", "a: {process: 0, wait: 1h}", CLAIMED),
    ],
)  # fmt: skip
def test_what_a_gain_rests_on(before: str, after: str, shares: tuple[float, ...]) -> None:
    found = only_stream(compared(before, after))
    assert tuple((found.shares or {}).values()) == pytest.approx(shares)


def test_a_path_can_carry_a_claim() -> None:
    def state(paths: str, wait: str) -> str:
        steps = f"a: {{systems: tool}}, b: {{systems: other, process: 0, wait: {wait}}}"
        return f"paths: [{paths}]\nstreams: {{s: {{steps: {{{steps}}}}}}}\n"

    by_hand, by_itself = (
        f"{{from: tool, to: other, mode: {mode}}}" for mode in ("manual", "automatic")
    )
    for before, after, ground in (
        (by_hand, by_itself, "claimed"),
        ("", by_itself, "claimed"),
        (by_itself, by_itself, "speed"),
        (by_itself, "", "speed"),
    ):
        found = compare(workspace(state(before, "1d")), workspace(state(after, "1h")))
        assert {part.ground for part in only_stream(found).parts or ()} == {ground}, (before, after)


def test_the_mechanism_and_the_durations_of_a_step_are_two_players() -> None:
    """A board that meets every day, not every week; and works half as long."""
    found = only_stream(compared("a: {process: 2h, every: 1w}", "a: {process: 1h, every: 1d}"))
    assert minutes(found, "follows") == pytest.approx({"a": -3 * 24 * 60})
    assert minutes(found, "claimed") == pytest.approx({"a": -60})


def test_of_a_step_split_into_alternatives_each_takes_it_all() -> None:
    """Nothing is gained by two ways through what was one; only what they say is shorter."""
    found = only_stream(
        compared(
            f"s: {{next: a}}, a: {{process: 1h, wait: 9h}}, z: {NO_TIME}",
            "s: {next: {x: 60%, y: 40%}}, x: {was: a, process: 1h, wait: 0, next: z}, "
            f"y: {{was: a, process: 1h, wait: 9h}}, z: {NO_TIME}",
        )
    )
    assert found.rests_on("follows") == pytest.approx(0)
    assert found.rests_on("claimed") == pytest.approx(-0.6 * 9 * 3600)


def test_merging_split_and_parallel_steps() -> None:
    found = only_stream(
        compared(
            f"a: {{process: 5m, wait: 10m}}, b: {{process: 5m, wait: 20m}}, m: {NO_TIME}, "
            f"c: {{process: 1m, wait: 0}}, n: {NO_TIME}, d: {LONG}, e: {LONG}, f: {NO_TIME}",
            f"x: {{was: [a, b], process: 8m, wait: 10m}}, m: {NO_TIME}, "
            f"y: {{was: c, process: 1m, wait: 0}}, z: {{was: c, process: 2m, wait: 0}}, "
            f"n: {{process: 0, wait: 0, next: [d, e]}}, d: {{process: 30m, wait: 0, next: f}}, "
            f"e: {LONG}, f: {NO_TIME}",
        )
    )
    assert found.change("lead_time_s") == pytest.approx(-50 * 60)
    # Merged: 10 minutes of work, and the wait of the first. Split: one minute, all at the first.
    assert minutes(found, "follows") == pytest.approx({"x": -20, "y z": 0, "n d": -30})
    assert minutes(found, "claimed") == pytest.approx({"x": -2, "z": 2})
    assert minutes(found, "speed") == {}


def test_a_stream_gains_from_the_one_that_it_waits_for() -> None:
    def state(every: str) -> str:
        return f"""\
streams:
  s:
    calendar: {{day: 8h, week: 5d}}
    steps: {{a: {{process: 1h, uses: {{stream: t, wait: true}}}}}}
  t: {{layer: support, steps: {{b: {{process: 0, every: {every}}}}}}}
"""

    found = compare(workspace(state("4d")), workspace(state("2d")))
    waiting, awaited = found.streams
    # A day less around the clock is 24 × 40/168 hours less of office time.
    assert [part.seconds / 3600 for part in awaited.parts or ()] == [pytest.approx(-24)]
    assert [part.seconds / 3600 for part in waiting.parts or ()] == [pytest.approx(-24 * 40 / 168)]
    # What follows for the one that decides follows for those that wait for it.
    assert waiting.shares == {"follows": 1, "claimed": 0, "speed": 0}


def test_a_queue_gains_from_less_demand_of_another_stream() -> None:
    def state(share: str) -> str:
        return f"""\
streams:
  s: {{steps: {{a: {{process: 1m, queue: 10}}}}}}
  t: {{demand: 7/week, steps: {{b: {{starts: {{stream: s, share: {share}}}}}}}}}
"""

    found = compare(workspace(state("50%")), workspace(state("100%")))
    ((part,),) = [each.parts or () for each in found.streams if each.stream.id == "s"]
    # 10 items ahead at half an item a day, and at one a day.
    assert part.seconds == pytest.approx(-10 * 86400, rel=1e-2)
    assert [change.stream for change in part.changes] == ["t"]


def test_another_calendar_is_compared_on_the_clock_on_the_wall() -> None:
    steps = "a: {process: 1h, wait: 7h}"
    found = only_stream(compare(of_steps(steps, "calendar: {day: 8h, week: 5d},"), of_steps(steps)))
    before, after = found.values("lead_time_s")
    assert (before, after) == (pytest.approx(8 * 168 / 40 * 3600), pytest.approx(8 * 3600))
    assert found.verdict == "definition"
    assert found.shares is None
    (part,) = found.parts or ()
    assert part.ground == "definition"
    assert part.seconds == pytest.approx(found.change("lead_time_s"))


def test_a_later_state_counts_as_if_it_were_so_today() -> None:
    text = """\
streams:
  s: {{steps: {{a: {{process: 1m, queue: 10}}}}}}
  t: {{demand: 7/week, mapped: {{state: {}}}, steps: {{b: {{starts: s}}}}}}
"""
    found = compare(workspace(text.format("current")), workspace(text.format("future")))
    assert [each.verdict for each in found.streams] == ["unchanged", "unknown"]
    assert found.changes == ()


def test_steps_turned_round_are_one_change() -> None:
    step = "{process: 1m, wait: 0}"
    found = compared(
        f"a: {step}, b: {step}, c: {step}, d: {step}",
        f"a: {step}, c: {{process: 1m, wait: 4m}}, b: {step}, d: {step}",
    )
    assert sorted(change.kind for change in found.changes) == ["changed", "rerouted"]
    stream = only_stream(found)
    assert stream.rests_on("follows") == pytest.approx(0)
    # Others hand it its work now.
    assert stream.rests_on("speed") == pytest.approx(240)


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ("a: {process: 1m, wait: 0}", "a: {process: 2m, wait: 0}",
         ("lead_time_s", "perceived_lead_time_s")),
        ("a: {complete-accurate: 90%}", "a: {complete-accurate: 80%}",
         ("rolled_complete_accurate",)),
        ("a: {process: 2m, wait: 0}", "a: {process: 1m, wait: 0}", ()),
        # Unknown is not worse, nor is what may have been as bad before.
        ("a: {process: 1m, wait: 0}", "a: ", ()),
        ("a: {process: 1m, wait: 0}, b: ", "a: {process: 2m, wait: 0}, b: {process: 0, wait: 0}",
         ()),
        ("a: {process: 1m, wait: 0}, b: {process: 0, wait: 0}", "a: {process: 2m, wait: 0}, b: ",
         ("lead_time_s", "perceived_lead_time_s")),
        ("a: {complete-accurate: 90%}, b: {complete-accurate: 90%}",
         "a: {complete-accurate: 80%}, b: ",
         ("rolled_complete_accurate",)),
        ("a: {complete-accurate: 90%}, b: ",
         "a: {complete-accurate: 80%}, b: {complete-accurate: 90%}", ()),
    ],
)  # fmt: skip
def test_worse(before: str, after: str, worse: tuple[str, ...]) -> None:
    found = compared(before, after)
    assert only_stream(found).worse == worse
    assert bool(found.worse) == bool(worse)


def test_only_core_streams_are_judged() -> None:
    text = "streams: {{s: {{layer: support, steps: {{a: {{process: {}, wait: 0}}}}}}}}\n"
    found = compare(workspace(text.format("1m")), workspace(text.format("2m")))
    assert found.streams[0].worse
    assert found.worse == ()


def test_a_gain_by_name_only() -> None:
    """Three waits cut and a participant added beside each: all of it is speed."""
    steps = (
        "a: {{owner: one, process: 1h, wait: {a}}}, b: {{owner: two, process: 1h, wait: {b}}}, "
        "c: {{owner: one, process: 5m, wait: {c}}}"
    )
    before = steps.format(a="2d", b="1.5d", c="2d")
    more = ", participants: two"
    after = steps.format(a=f"0.2d{more}", b=f"0.1d{more}", c=f"0.2d{more}")
    found = only_stream(compared(before, after))
    assert found.shares == pytest.approx({"follows": 0, "claimed": 0, "speed": 1})


def test_a_renamed_team_carries_nothing() -> None:
    def state(team: str, system: str, wait: str) -> str:
        return (
            f"vsm: 1\nteams: {{{team}: {{name: Service desk}}}}\n"
            f"systems: {{{system}: {{name: Tickets, owner: {team}}}}}\n"
            f"streams: {{s: {{owner: {team}, steps: {{a: {{owner: {team}, systems: {system}, "
            f"process: 10m, wait: {wait}}}}}}}}}\n"
        )

    before = load_texts({"w.yaml": state("helpdesk", "old", "1d")}).workspace
    same = compare(before, load_texts({"w.yaml": state("service-desk", "new", "1d")}).workspace)
    assert same.changes == ()
    faster = compare(before, load_texts({"w.yaml": state("service-desk", "new", "1h")}).workspace)
    assert only_stream(faster).shares == {"follows": 0, "claimed": 0, "speed": 1}


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("a: {owner: one}", "a: ", [("owner", "streams.s.steps.a", "one")]),
        ("a: {owner: one}", "a: {owner: two}", []),
        ("a: {owner: one}, b: ", "b: ", []),
        # Merged into one that nobody owns, or split into some.
        ("a: {owner: one}, b: {owner: two}", "c: {was: [a, b]}",
         [("owner", "streams.s.steps.a", "one"), ("owner", "streams.s.steps.b", "two")]),
        ("a: {owner: one}, b: {owner: two}", "c: {was: [a, b], owner: one}", []),
        ("a: {owner: one}", "b: {was: a, owner: one}, c: {was: a}",
         [("owner", "streams.s.steps.a", "one")]),
        ("a: {accepts: record}, b: {inputs: record}", "a: , b: {inputs: record}",
         [("acceptance", "streams.s.steps.a", "record")]),
        # Another step accepts it still, or nobody takes it in.
        ("a: {accepts: record}, b: {accepts: record, inputs: record}",
         "a: , b: {accepts: record, inputs: record}", []),
        ("a: {accepts: record}, b: ", "a: , b: ", []),
        # What a rule asks for is lost whoever takes it in.
        ("a: {accepts: {record: {criteria: c, required-by: the law}}}", "a: {accepts: record}",
         [("acceptance", "streams.s.steps.a", "record")]),
    ],
)  # fmt: skip
def test_what_was_taken_away(before: str, after: str, lost: list[tuple[str, str, str]]) -> None:
    found = compared(before, after)
    assert [(each.lost, each.element, each.id) for each in found.losses] == lost
    assert only_stream(found).losses == found.losses


def test_a_path_that_is_still_needed_was_taken_away() -> None:
    def state(paths: str, target: str) -> str:
        steps = f"a: {{systems: tool}}, b: {{systems: {target}}}"
        return f"paths: [{paths}]\nstreams: {{s: {{steps: {{{steps}}}}}}}\n"

    path = "{from: tool, to: other}"
    found = compare(workspace(state(path, "other")), workspace(state("", "other")))
    assert [(each.lost, each.id, each.streams) for each in found.losses] == [
        ("path", "tool->other", ("s",))
    ]
    assert compare(workspace(state(path, "other")), workspace(state("", "tool"))).losses == ()
