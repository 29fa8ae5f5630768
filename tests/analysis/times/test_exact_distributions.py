"""Exact distributions against every way written out by hand."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vsm_cli.analysis.times.exact_distributions import exact_times, exactly_judged
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

Chances = dict[float, float]


def stream_of(text: str) -> tuple[Workspace, Stream]:
    loaded = load_texts({"a.yaml": "vsm: 1\nstreams:\n" + text})
    assert loaded.findings == []
    return loaded.workspace, loaded.workspace.streams["s"]


ESCALATION = """
  s:
    target: {lead: {p50: 37m, p80: 457m, p95: 456m, p98: 1d, p99: 1d}}
    steps:
      first: {process: 12m, wait: 20m, next: {close: 70%, second: 28%, third: 2%}}
      second: {process: 1h, wait: 6h, next: close}
      third: {process: 1h, wait: 95h, next: close}
      close: {process: 5m, wait: 0}
"""


def test_escalation_without_a_spread() -> None:
    workspace, stream = stream_of(ESCALATION)
    lead = exact_times(workspace, stream)["lead"]
    minutes = [lead.percentile_s(percentile) / 60 for percentile in (50, 80, 95, 99)]
    assert minutes == [37, 7 * 60 + 37, 7 * 60 + 37, 4 * 24 * 60 + 37]
    assert round(lead.mean_s / 3600, 2) == 4.50
    assert lead.chance(24 * 3600) == pytest.approx(0.98)
    judged = exactly_judged(workspace, stream)
    # Just as many as are promised are enough, although shares add up with an error.
    assert [judged[f"lead.p{p}"].met for p in (50, 80, 95, 98, 99)] == [
        True, True, False, True, False,
    ]  # fmt: skip
    assert judged["lead.p99"].actual == (4 * 24 * 60 + 37) * 60
    assert judged["lead.p99"].chance == pytest.approx(0.98)


def test_rework_is_followed_until_hardly_any_item_is_left() -> None:
    workspace, stream = stream_of("""
  s:
    steps:
      a: {process: 1h, wait: 0, next: {a: 50%, end: }}
""")
    lead = exact_times(workspace, stream)["lead"]
    assert lead.mean_s == pytest.approx(2 * 3600)
    assert [lead.percentile_s(p) / 3600 for p in (50, 75, 87.5, 99)] == [1, 2, 3, 7]


@pytest.mark.parametrize("step", [
    "{process: {min: 1h, max: 2h}, wait: 0}",
    "{process: 1h, every: 1d}",
    "{process: 1h, wait: 0, next: {end: {wait: {min: 1h, max: 2h}}}}",
    "{process: 1h, wait: 0, next: {a: 99.99%, end: }}",
    "{process: 1h, uses: {stream: t, wait: true}}",
])  # fmt: skip
def test_what_is_not_discrete_or_has_too_many_ways(step: str) -> None:
    used = "\n  t: {steps: {a: {process: {min: 1h, max: 3h}, wait: 0}}}\n"
    assert exact_times(*stream_of(f"  s: {{steps: {{a: {step}}}}}{used}")) == {}


def test_a_bound_can_only_prove_that_a_promise_is_broken() -> None:
    workspace, stream = stream_of("""
  s:
    target: {lead: {p50: 1h, p90: 3h}}
    steps:
      a: {process: 2h, wait: 0}
      b: {}
""")
    judged = exactly_judged(workspace, stream)
    assert (judged["lead.p50"].met, judged["lead.p90"].met) == (False, None)


def test_the_longest_branch_and_the_last_delivery_decide() -> None:
    workspace, stream = stream_of("""
  s:
    delivered-at: c
    responded-at: b
    steps:
      a: {process: 1h, wait: 0, next: [b, c]}
      b: {process: 0, wait: 0, next: {long: 50%, d: }}
      long: {process: 8h, wait: 0, next: d}
      c: {process: 3h, wait: 1h, next: d}
      d: {process: 1h, wait: 1h}
""")
    found = exact_times(workspace, stream)
    hours = {k: [(t / 3600, p) for t, p in each.times] for k, each in found.items()}
    assert hours["lead"] == [(7, 0.5), (11, 0.5)]
    assert hours["perceived"] == [(5, 1.0)]
    assert hours["response"] == [(1, 1.0)]


def test_a_stream_that_is_waited_for_takes_each_of_its_times_on_the_clock_of_the_other() -> None:
    workspace, stream = stream_of("""
  s:
    calendar: {day: 8h, week: 5d}
    steps:
      a: {process: 1h, uses: [{stream: t, wait: true}, {stream: u, wait: true}]}
  t: {delivered-at: x, steps: {x: {process: 21h, wait: 0, next: {y: 25%, end: }},
                               y: {process: 21h, wait: 0, next: x}}}
  u: {steps: {x: {process: 42h, wait: 0}}}
""")
    # 21 hours of the week are 5 working hours; u takes twice as long.
    times = dict(exact_times(workspace, stream)["lead"].times[:3])
    assert times == pytest.approx({11 * 3600: 0.75, 16 * 3600: 0.1875, 26 * 3600: 0.046875})


times = st.integers(0, 6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(times, times, st.integers(0, 100), times), min_size=2, max_size=7),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_random_ways_against_all_of_them(
    steps: list[tuple[int, int, int, int]], delivered: int, responded: int
) -> None:
    """Every step goes on to the next, or skips one along a route with a wait of its own."""
    last = len(steps) - 1
    delivered, responded = min(delivered, last), min(responded, last)
    text = f"  s:\n    delivered-at: s{delivered}\n    responded-at: s{responded}\n    steps:\n"
    for n, (process, wait, share, route_wait) in enumerate(steps):
        onward = "end" if n == last else f"s{n + 1}"
        skip = "end" if n + 2 > last else f"s{n + 2}"
        routes = f"{{{onward}: {share}%, {skip}: {{share: {100 - share}%, wait: {route_wait}h}}}}"
        if onward == skip:
            routes = "end"
        text += f"      s{n}: {{process: {process}h, wait: {wait}h, next: {routes}}}\n"
    workspace, stream = stream_of(text)
    wanted: dict[str, Chances] = {"lead": {}, "perceived": {}, "response": {}}

    def go(n: int, wait: int | None, time: int, marks: Mapping[str, int], chance: float) -> None:
        if not chance:
            return
        if n > last:
            time += wait or 0
            for figure, chances in wanted.items():
                taken = marks.get(figure, time)
                chances[taken * 3600.0] = chances.get(taken * 3600.0, 0.0) + chance
            return
        process, own_wait, share, route_wait = steps[n]
        time += process + (own_wait if wait is None else wait)
        marks = dict(marks)
        if n == delivered:
            marks["perceived"] = time
        if n == responded:
            marks["response"] = time
        if n == last:
            go(n + 1, None, time, marks, chance)
            return
        go(n + 1, None, time, marks, chance * share / 100)
        go(n + 2, route_wait, time, marks, chance * (1 - share / 100))

    go(0, None, 0, {}, 1.0)
    found = exact_times(workspace, stream)
    figures = stream_figures(workspace, stream)
    for figure, chances in wanted.items():
        if figure not in found:
            assert figures.figure(figure) is None
            continue
        assert dict(found[figure].times) == pytest.approx(chances)
        assert found[figure].mean_s == pytest.approx(figures.figure(figure))
