"""How long journeys take: on one clock, by stream and step."""

from pathlib import Path
from typing import Any

import pytest

from vsm_cli.analysis.journeys.journey_times import JourneyTimes, journey_times
from vsm_cli.api import Options, analyse
from vsm_cli.loading import load_texts

BANK = Path(__file__).parents[3] / "samples/bank"
HOUR_S = 3600.0
STREAMS = """
  need:
    calendar: {day: 8h, week: 5d}
    delivered-at: build
    steps:
      ask: {process: 1h, wait: 1h}
      build: {process: 2h, wait: 1d, starts: {stream: access, wait: 1d}}
      review: {process: 1h, wait: 4w}
  access:
    steps:
      approve: {process: 1h, wait: 40h}
  repair:
    steps:
      fix: {process: 1h, wait: 2h}
  untimed: {steps: {a: {}}}
  bound: {steps: {a: {process: 1h, wait: 1h}, b: {}}}
  split: {steps: {a: {process: 1h, wait: 1h, next: {b: , end: }}, b: {process: 1h}}}
  later: {mapped: {state: future}, steps: {a: {process: 1h, wait: 1h}}}
"""
# Working time of need: 12 h until it is built; 168 h of 40 h.
ELAPSED = 168 / 40
NEED_H = 12 * ELAPSED


def times(*steps: str, more: str = "") -> JourneyTimes:
    walked = "".join(f"      - {{stage: engage, {step}}}\n" for step in steps)
    text = f"vsm: 1\n{more}streams:{STREAMS}journeys:\n  j:\n    steps:\n{walked}"
    loaded = load_texts({"a.yaml": text})
    assert not loaded.findings
    return journey_times(loaded.workspace, loaded.workspace.journeys["j"])


def hours(found: JourneyTimes) -> Any:
    return None if found.lead_time_s is None else found.lead_time_s / HOUR_S


def test_streams_are_compared_in_elapsed_time() -> None:
    found = times("stream: need", "stream: repair")
    assert hours(found) == pytest.approx(NEED_H + 3)
    assert not found.is_bound
    assert found.by_step("perceived_wait_s") == {
        ("need", "ask"): pytest.approx(1 * ELAPSED * HOUR_S),
        ("need", "build"): pytest.approx(8 * ELAPSED * HOUR_S),
        ("need", "review"): 0,
        ("repair", "fix"): pytest.approx(2 * HOUR_S),
    }


def test_the_longest_of_streams_side_by_side_counts() -> None:
    found = times("stream: [repair, access]")
    assert hours(found) == pytest.approx(41)
    assert [each.stream.id for each in found.longest()] == ["access"]
    assert [each.known_s / HOUR_S for each in found.steps[0].streams] == [3, 41]


def test_the_wait_is_the_steps_own_else_that_of_the_link() -> None:
    linked = times("stream: need", "stream: access")
    assert linked.steps[1].wait_s == pytest.approx(8 * ELAPSED * HOUR_S)
    assert linked.steps[1].longest
    assert linked.steps[1].longest.link
    assert hours(linked) == pytest.approx(NEED_H + 8 * ELAPSED + 41)
    own = times("stream: need", "stream: access, wait: 1h")
    assert hours(own) == pytest.approx(NEED_H + 1 + 41)
    assert hours(times("stream: access", "stream: need")) == pytest.approx(NEED_H + 41)
    across = times("stream: need", "stream: repair", "stream: access")
    assert across.steps[2].wait_s == pytest.approx(8 * ELAPSED * HOUR_S)


def test_the_waits_of_a_journey_are_times_of_the_workspace() -> None:
    office = "calendar: {day: 8h, week: 5d}\n"
    found = times("stream: repair", "stream: repair, wait: 1h", more=office)
    assert hours(found) == pytest.approx((3 + 1 + 3) * ELAPSED)


def test_shares_only_matter_to_what_is_expected() -> None:
    found = times("stream: access", "stream: repair, share: 50%")
    assert hours(found) == pytest.approx(44)
    assert found.expected_lead_time_s == pytest.approx(42.5 * HOUR_S)


def test_the_bottleneck_of_the_whole_chain() -> None:
    found = times("stream: repair", "stream: access", "stream: repair").bottleneck
    assert found
    assert (found.stream, found.step) == ("access", "approve")
    assert found.lead_time_s == pytest.approx(41 * HOUR_S)
    assert found.share == pytest.approx(41 / 47)
    twice = times("stream: repair", "stream: bound", "stream: repair").bottleneck
    assert twice
    assert (twice.step, twice.share) == ("fix", pytest.approx(6 / 8))


@pytest.mark.parametrize(
    ("step", "known_h"),
    [("stream: untimed", 3), ("stream: bound", 5), ("stream: later", 3), ("wait: 1h", 4)],
)
def test_what_is_not_known_leaves_a_lower_bound(step: str, known_h: float) -> None:
    found = times("stream: repair", step)
    assert hours(found) == pytest.approx(known_h)
    assert found.is_bound


def test_an_unknown_split_leaves_nothing_to_say() -> None:
    found = times("stream: repair", "stream: split")
    assert found.lead_time_s is None
    assert found.expected_lead_time_s is None
    assert found.bottleneck is None


def test_where_nothing_is_known_the_time_is_not_zero() -> None:
    found = times("stream: untimed", "stream: later", "by: customer")
    assert found.lead_time_s is None
    assert found.bottleneck is None


def test_in_the_bank_the_approval_of_access_takes_most_of_the_way_to_a_service_in_use() -> None:
    (bank,) = analyse([BANK], Options(check=False)).workspaces
    found = journey_times(bank.workspace, bank.workspace.journeys["from-need-to-use"])
    assert found.bottleneck
    assert (found.bottleneck.stream, found.bottleneck.step) == ("service-request", "approve")
    assert not found.is_bound
