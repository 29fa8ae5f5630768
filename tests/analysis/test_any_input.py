"""Whatever is written, the figures are finite numbers that fit together, or not known."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins

from vsm_cli.analysis.times.figure_records import StreamFigures

from .models import figures_of

Steps = dict[str, dict[str, Any]]

TIMES = st.none() | st.sampled_from([0, 1, 7, 1e9])
SHARES = st.none() | st.sampled_from([0.0, 1e-12, 0.3, 1.0])


@st.composite
def any_steps(draw: st.DrawFn) -> Steps:
    ids = [f"s{number}" for number in range(draw(st.integers(0, 7)))]
    targets = st.lists(st.sampled_from([*ids, "end"]), max_size=4, unique=True)
    steps: Steps = {}
    for id_ in ids:
        step: dict[str, Any] = {}
        for key in ("process", "wait", "lead", "queue", "every_s", "people"):
            value = draw(TIMES)
            if value is not None:
                step[key] = value
        if "wait" in step:
            # Loading has made sure that a lead time beside it is the sum.
            step.pop("lead", None)
        if draw(st.booleans()):
            step["complete_accurate"] = draw(st.sampled_from([0.0, 0.5, 1.0]))
        step["entry"] = draw(st.sampled_from([None, None, None, True, 0.5, 0.0]))
        step["owner"] = draw(st.sampled_from([None, "team", "customer"]))
        step["work"] = draw(st.sampled_from([None, "adding", "waste"]))
        step["automated"] = draw(st.booleans())
        unread = draw(st.sampled_from(["", "", "", "", "next", "wait", "process", "entry"]))
        step["unread"] = frozenset({unread} - {""})
        kind = draw(st.sampled_from(["default", "one", "choice", "all"]))
        if kind == "one":
            step["next"] = draw(st.sampled_from([*ids, "end"]))
        elif kind == "choice":
            step["next"] = {t: (draw(SHARES), draw(TIMES)) for t in draw(targets)}
        elif kind == "all":
            step["next"] = draw(targets)
        steps[id_] = step
    return steps


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from numbers(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, int | float):
        yield value


def at_most(smaller: float | None, larger: float | None) -> bool:
    return smaller is None or larger is None or smaller <= larger * (1 + 1e-9) + 1e-6


def has_forks(steps: Steps) -> bool:
    return any(isinstance(step.get("next"), list) for step in steps.values())


@given(any_steps(), st.data())
def test_figures_of_any_stream(steps: Steps, data: st.DataObject) -> None:
    goal = st.none() | st.sampled_from(list(steps)) if steps else st.none()
    demand = data.draw(st.none() | st.sampled_from([0.0, 1e-7, 1.0]))
    delivered_at = data.draw(goal)
    figures: StreamFigures = figures_of(
        steps,
        delivered_at=delivered_at,
        responded_at=data.draw(goal),
        demand_per_s=demand,
    )
    assert all(isfinite(number) for number in numbers(to_builtins(figures)))
    assert at_most(figures.perceived_lead_time_s, figures.lead_time_s)
    assert at_most(figures.response_time_s, figures.lead_time_s)
    assert at_most(figures.process_time_s, figures.total_process_time_s)
    assert at_most(figures.rolled_complete_accurate, 1.0)
    if not has_forks(steps) and figures.lead_time_s is not None:
        # Without forks every figure is known as soon as the lead time is, unless all that is
        # known of it lies behind the delivery.
        behind = delivered_at is not None and figures.untimed_steps
        assert behind or figures.perceived_lead_time_s is not None
        assert None not in [step.visits for step in figures.steps.values()]
    if figures.bottleneck:
        assert 0 < figures.bottleneck.share <= 1 + 1e-9
    if figures.unknown_splits == figures.bad_forks == figures.untimed_steps == () and steps:
        endless = None in [step.visits for step in figures.steps.values()]
        assert endless or figures.lead_time_s is not None
