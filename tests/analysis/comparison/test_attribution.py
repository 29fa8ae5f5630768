"""What each change contributes to a lead time, and what the gain rests on."""

import pytest

from vsm_cli.analysis.comparison.comparing import compare

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
    assert found.mechanism_s == pytest.approx(-600)
    assert found.action_s == pytest.approx(-22 * 60)
    assert found.verdict == "mixed"
    assert found.mechanism_share == pytest.approx(10 / 32)


def test_what_two_changes_do_together_is_shared() -> None:
    """Half of the items came back: 20 minutes at the step meant 40."""
    found = only_stream(
        compared(
            "a: {process: 20m, wait: 0, next: {a: 50%, end: 50%}}",
            "a: {process: 10m, wait: 0, next: end}",
        )
    )
    # Faster first: −20, then −10; without rework first: −20, then −10. So −15 each.
    assert [(part.nature, part.seconds / 60) for part in found.parts or ()] == [
        ("action", pytest.approx(-15)),
        ("mechanism", pytest.approx(-15)),
    ]
    assert found.mechanism_share == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("before", "after", "verdict", "share", "durations_alone"),
    [
        ("a: {process: 1h, wait: 0}", "a: {process: 1m, wait: 0}", "action", 0.0, True),
        ("a: {process: 1h, wait: 1h}", "a: {process: 2h, wait: 0}", "unchanged", None, False),
        ("a: {process: 1m, wait: 0}", "a: {process: 1h, wait: 0}", "longer", None, False),
        ("a: {process: 1m, every: 8h}", "a: {process: 1m, every: 1h}", "mechanism", 1.0, False),
        ("a: {process: 1m, wait: 0, next: {a: 50%, end: 50%}}",
         "a: {process: 1m, wait: 0, next: {a: 20%, end: 80%}}", "action", 0.0, False),
        # Another owner alone does not make it shorter; together with the time, it is a reason.
        ("a: {process: 1h, wait: 0}, b: {owner: one}", "a: {process: 1m, wait: 0}, b: {owner: two}",
         "action", 0.0, True),
        ("a: {process: 1h, wait: 0, owner: one}", "a: {process: 1m, wait: 0, owner: two}",
         "mechanism", 1.0, False),
        # A mechanism that costs time does not take the credit for speed.
        ("a: {process: 1h, wait: 0}", "a: {process: 1m, wait: 0}, b: {process: 9m, wait: 0}",
         "action", 0.0, True),
        ("a: ", "a: {process: 1m, wait: 0}", "unknown", None, False),
    ],
)  # fmt: skip
def test_verdict(
    before: str, after: str, verdict: str, share: float | None, durations_alone: bool
) -> None:
    found = only_stream(compared(before, after))
    assert found.verdict == verdict
    assert found.mechanism_share == (None if share is None else pytest.approx(share))
    assert found.durations_alone is durations_alone


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
    assert found.mechanism_share == 1
    assert minutes(found) == pytest.approx({"x": -22, "y z": 2, "n d": -30})


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
    assert waiting.verdict == "mechanism"


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
    assert found.verdict == "mechanism"
    (part,) = found.parts or ()
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
    assert (stream.mechanism_s, stream.action_s) == (pytest.approx(0), pytest.approx(240))


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
