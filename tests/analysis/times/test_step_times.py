"""What one step takes: the order of the keys that say it, and the waits of routes."""

from typing import Any

import pytest

from tests.analysis.models import figures_of, in_minutes
from vsm_cli.analysis.times.figure_records import StepFigures, StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts


def times(step: StepFigures) -> tuple[float | None, float | None, float | None]:
    found = (step.process_time_s, step.wait_time_s, step.lead_time_s)
    process, wait, lead = (in_minutes(seconds) for seconds in found)
    return process, wait, lead


def one_step(**step: Any) -> tuple[float | None, float | None, float | None]:
    return times(figures_of({"a": step}).steps["a"])


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ({"process": 5, "wait": 10}, (5, 10, 15)),
        ({"process": 5, "lead": 20}, (5, 15, 20)),
        ({"lead": 20}, (None, None, 20)),
        ({"process": 5}, (5, None, None)),
        ({"wait": 5}, (None, 5, None)),
        ({"process": 5, "wait": 0, "queue": 3}, (5, 0, 5)),
        ({"process": 10, "queue": 4}, (10, 40, 50)),
        ({"queue": 4}, (None, None, None)),
        ({"process": 10, "queue": 4, "every_s": 3600}, (10, 40, 50)),
        ({"queue": 4, "every_s": 3600}, (None, 30, None)),
        ({"process": 1, "every_s": 3600}, (1, 30, 31)),
        ({"process": 5, "unread": frozenset({"wait"}), "queue": 4}, (5, None, None)),
        ({"process": 5, "lead": 20, "every_s": 3600}, (5, 15, 20)),
    ],
)
def test_what_says_the_times_of_a_step(
    step: dict[str, Any], expected: tuple[float | None, ...]
) -> None:
    assert one_step(**step) == expected


def test_a_queue_is_worked_off_at_the_rate_of_demand_times_visits() -> None:
    # 1 item a minute comes, half of them twice to the second step: 4 items are 2 minutes' worth.
    steps = {
        "a": {"process": 1, "wait": 0},
        "b": {"process": 1, "queue": 4, "next": {"b": 0.5, "end": None}},
    }
    figures = figures_of(steps, demand_per_s=1 / 60)
    assert figures.steps["b"].visits == 2
    assert times(figures.steps["b"]) == pytest.approx((1, 2, 3))


def test_a_queue_with_demand_needs_the_split() -> None:
    steps = {"a": {"next": {"b": None, "end": None}}, "b": {"process": 1, "queue": 4}}
    assert times(figures_of(steps, demand_per_s=1.0).steps["b"]) == (1, None, None)
    assert times(figures_of(steps).steps["b"]) == (1, 4, 5)


def test_the_wait_of_a_route_replaces_that_of_the_step() -> None:
    steps = {
        "a": {"process": 1, "wait": 0, "next": {"b": (0.5, 10), "c": (0.5, 20), "d": (0.0, 99)}},
        "b": {"process": 1, "wait": 100, "next": "end"},
        "c": {"lead": 7, "next": {"end": (1.0, 4)}},
        "d": {"process": 1, "wait": 1},
    }
    # Onto c, of which only the lead time is known, that stands; before the end a wait counts.
    figures = figures_of(steps)
    assert in_minutes(figures.lead_time_s) == pytest.approx(1 + 0.5 * 11 + 0.5 * (7 + 4))
    assert in_minutes(figures.steps["b"].perceived_wait_s) == pytest.approx(5)
    assert figures.steps["c"].perceived_wait_s is None


def test_the_wait_of_a_route_makes_an_unknown_wait_known() -> None:
    steps = {
        "a": {"process": 1, "wait": 0, "next": {"b": (1.0, 10)}},
        "b": {"process": 1},
    }
    figures = figures_of(steps)
    assert in_minutes(figures.lead_time_s) == 12
    assert figures.bounds == {}
    assert figures.activity_ratio == pytest.approx(2 / 12)
    steps["b"]["entry"] = 0.5
    steps["a"]["entry"] = 0.5
    assert figures_of(steps).lead_is_bound


WAITING = """
vsm: 1
calendar: {{day: 8h, week: 5d}}
streams:
  repair:
    steps:
      ask:
        process: 10m
        uses: [{{stream: approval, wait: true}}, {{stream: stock, wait: {stock}}}]
  approval:
    calendar: {{day: 24h, week: 7d}}
    delivered-at: decide
    steps:
      decide: {{process: 2h, wait: 40h}}
      file: {{process: 1h, wait: 9h}}
  stock:
    steps:
      fetch: {{process: {fetch}, wait: 1h, uses: [{{stream: {other}, wait: {circle}}}]}}
      check: {{process: 1h, uses: [{{stream: {other}, wait: {circle}}}]}}
"""


def waiting(asked: str = "repair", **parts: str) -> StreamFigures:
    words = {"stock": "false", "fetch": "1h", "other": "approval", "circle": "false", **parts}
    workspace = load_texts({"a.yaml": WAITING.format(**words)}).workspace
    return stream_figures(workspace, workspace.streams[asked])


def test_a_step_waits_until_the_stream_that_it_uses_has_delivered() -> None:
    # 42 hours on the clock are a quarter of a week: 10 of 40 working hours.
    assert times(waiting().steps["ask"]) == pytest.approx((10, 600, 610))


def test_the_longest_of_several_streams_decides() -> None:
    figures = waiting(stock="true", fetch="100h")
    assert times(figures.steps["ask"]) == pytest.approx((10, 102 * 60, 102 * 60 + 10))
    # How long the check of the other stream waits is not known: so much at least.
    assert figures.bounds["lead_time_s"] == "≥"


@pytest.mark.parametrize("asked", ["repair", "stock"])
def test_in_a_circle_nobodys_wait_is_known_whoever_is_asked_first(asked: str) -> None:
    circle = {"stock": "true", "other": "repair", "circle": "true"}
    figures = waiting(asked, **circle)
    step = {"repair": "ask", "stock": "check"}[asked]
    assert figures.steps[step].wait_time_s is None
    assert figures.lead_is_bound


def test_a_long_line_of_streams_that_wait_for_each_other() -> None:
    streams = "\n".join(
        f"  s{n}: {{steps: {{a: {{process: 1m, uses: [{{stream: s{n + 1}, wait: true}}]}}}}}}"
        for n in range(400)
    )
    text = f"vsm: 1\nstreams:\n{streams}\n  s400: {{steps: {{a: {{process: 1m, wait: 0}}}}}}\n"
    workspace = load_texts({"a.yaml": text}).workspace
    figures = stream_figures(workspace, workspace.streams["s0"])
    assert in_minutes(figures.lead_time_s) == pytest.approx(401)
