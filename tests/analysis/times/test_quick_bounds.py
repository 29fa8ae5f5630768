"""Limits seen at a glance are never crossed by the figures that are measured."""

from typing import Any

import pytest
from hypothesis import given

from tests.analysis.models import MINUTE_S, Steps, any_plain_steps, make_stream
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.quick_bounds import Limits, limits_of
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.workspace import Workspace


def both(steps: Steps, **more: Any) -> tuple[Limits | None, StreamFigures]:
    stream = make_stream(steps, **more)
    return limits_of(stream), stream_figures(Workspace(streams={stream.id: stream}), stream)


def at_most(actual: float | None, limit: float) -> bool:
    return actual is None or actual <= limit * (1 + 1e-9) + 1e-6


@given(any_plain_steps())
def test_figures_stay_within_the_limits(steps: Steps) -> None:
    for delivered_at in (None, *steps):
        limits, figures = both(steps, delivered_at=delivered_at, responded_at=delivered_at)
        if limits is None:
            continue
        for key in ("lead", "perceived", "response", "wait", "process"):
            assert at_most(figures.figure(key), limits.lead_s)
        assert figures.figure("rolled") is None or at_most(limits.rolled, figures.figure("rolled"))  # type: ignore[arg-type]
        for step in figures.steps.values():
            assert at_most(step.visits, limits.visits)
            if step.perceived_wait_s and figures.perceived_lead_time_s:
                share = step.perceived_wait_s / figures.perceived_lead_time_s
                assert at_most(share, limits.wait_share)


def test_a_line_of_steps_is_told_exactly() -> None:
    limits, figures = both(
        {"a": {"process": 1, "wait": 1}, "b": {"process": 1, "wait": 7, "complete_accurate": 0.9}}
    )
    assert limits == Limits(1.0, 10 * MINUTE_S, 0.9, pytest.approx(0.7))
    assert figures.lead_time_s == 10 * MINUTE_S


def test_rework_multiplies_at_most_by_the_chance_to_meet_none() -> None:
    steps = {
        "a": {"process": 1},
        "b": {"process": 1, "next": {"a": 0.2, "c": 0.8}},
        "c": {"process": 1, "next": {"b": 0.5, "end": 0.5}},
    }
    limits, figures = both(steps)
    assert limits is not None
    assert limits.visits == pytest.approx(1 / (0.8 * 0.5))
    assert figures.steps["b"].visits == pytest.approx(2.5)


@pytest.mark.parametrize(
    "steps",
    [
        {},
        {"a": {"next": ["b", "c"]}, "b": {"next": "end"}, "c": {}},
        {"a": {"next": {"b": None, "end": None}}, "b": {}},
        {"a": {"process": 1, "queue": 4}},
        {"a": {"unread": frozenset({"next"})}},
        {"a": {"next": "a"}},
    ],
)
def test_what_takes_measuring_is_left_to_it(steps: Steps) -> None:
    assert both(steps)[0] is None
