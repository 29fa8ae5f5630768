"""Simulation against the exact figures, and what it says where there is nothing to simulate."""

from math import isclose, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vsm_cli.analysis.simulation.sampling import sampler
from vsm_cli.analysis.simulation.simulating import Simulation, simulate
from vsm_cli.analysis.simulation.walkers import Walkers
from vsm_cli.analysis.times.exact_distributions import exact_times
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Stream
from vsm_cli.model.values import Spread
from vsm_cli.model.workspace import Workspace


def stream_of(steps: str, more: str = "") -> tuple[Workspace, Stream]:
    loaded = load_texts({"a.yaml": f"vsm: 1\nstreams:\n  s:\n{more}    steps:\n{steps}"})
    assert loaded.findings == []
    return loaded.workspace, loaded.workspace.streams["s"]


def simulated(steps: str, more: str = "", runs: int = 20_000) -> Simulation:
    return simulate(*stream_of(steps, more), runs=runs)


REWORK = """
      a: {process: {min: 5m, max: 1h}, wait: {min: 1h, max: 3h}}
      b: {process: {min: 5m, likely: 10m, max: 1h}, wait: 10m, next: {a: 20%, c: }}
      c: {lead: {p50: 1h, p90: 4h}, next: {b: 10%, d: {share: 60%, wait: 30m}, end: }}
      d: {process: 5m, every: 4h, next: {c: 5%, end: }}
"""


@pytest.mark.parametrize("spread", [
    Spread(2200 / 6 * 1.0, "pert", (100.0, 300.0, 900.0)),
    Spread(500.0, "uniform", (100.0, 900.0)),
    Spread(float(np.exp(5 + 0.5**2 / 2)), "log-normal", (5.0, 0.5)),
    Spread(42.0),
])  # fmt: skip
def test_draws_have_the_mean_of_the_spread(spread: Spread) -> None:
    draws = sampler(spread, np.random.Generator(np.random.PCG64(1)))(200_000)
    assert isclose(draws.mean(), spread.mean_s, rel_tol=0.005)


def test_the_same_seed_gives_the_same_result_and_another_one_not() -> None:
    workspace, stream = stream_of(REWORK)
    first = simulate(workspace, stream, runs=2000, seed=7)
    assert simulate(workspace, stream, runs=2000, seed=7) == first
    assert simulate(workspace, stream, runs=2000, seed=8) != first


@pytest.mark.parametrize("delivered", ["a", "b", "c", "d"])
def test_means_agree_with_the_exact_figures(delivered: str) -> None:
    workspace, stream = stream_of(REWORK, f"    delivered-at: {delivered}\n    responded-at: b\n")
    exact = stream_figures(workspace, stream)
    found = simulate(workspace, stream, runs=200_000)
    pairs = (
        (found.lead, exact.lead_time_s),
        (found.perceived, exact.perceived_lead_time_s),
        (found.response, exact.response_time_s),
    )
    for distribution, mean_s in pairs:
        assert distribution
        assert mean_s
        assert isclose(distribution.mean_s, mean_s, rel_tol=0.01)


shares = st.lists(st.integers(1, 30), min_size=4, max_size=4)


@settings(max_examples=25)
@given(shares, st.integers(0, 3), st.integers(0, 2**32))
def test_random_chains_agree_within_sampling_error(back: list[int], to: int, seed: int) -> None:
    steps = "".join(
        f"      s{n}: {{process: {{min: 1m, max: {n + 2}h}}, wait: 0, "
        f"next: {{s{min(to, n)}: {share}%, s{n + 1}: }}}}\n"
        for n, share in enumerate(back)
    )
    workspace, stream = stream_of(steps + "      s4: {process: 1h, wait: 0}\n")
    exact = stream_figures(workspace, stream).lead_time_s
    runs = 20_000
    found = simulate(workspace, stream, runs=runs, seed=seed)
    assert exact
    assert found.lead
    # The histogram gives the deviation well enough to say how far a mean may stray.
    spread_s = found.lead.p95_s - found.lead.p50_s
    assert abs(found.lead.mean_s - exact) < 6 * spread_s / sqrt(runs)


def test_the_slowest_branch_decides_and_its_mean_is_above_the_longest_mean() -> None:
    fork = """
      a: {process: 0, wait: 0, next: [b, c]}
      b: {process: {min: 0, max: 2h}, wait: 0, next: d}
      c: {process: {min: 0, max: 2h}, wait: 0, next: d}
      d: {process: 1h, wait: 1h}
"""
    found = simulated(fork, runs=100_000)
    assert found.lead
    # The larger of two uniform draws on [0, 2] is 4/3 on average; b and c both wait for d.
    assert isclose(found.lead.mean_s, (4 / 3 + 2) * 3600, rel_tol=0.01)
    assert found.exact_mean_s == 3 * 3600


def test_items_are_known_where_only_the_mean_of_the_longest_branch_is_not() -> None:
    fork = """
      a: {process: 0, wait: 0, next: [b, {c: 10%}]}
      b: {process: {min: 0, max: 2h}, wait: 0, next: d}
      c: {process: {min: 1h, max: 5h}, wait: 0, next: d}
      d: {process: 1h, wait: 1h}
"""
    workspace, stream = stream_of(fork, "    target: {lead: {p50: 4h}}\n")
    assert stream_figures(workspace, stream).bound("lead") == "≥"
    assert simulate(workspace, stream, runs=2000).targets["lead.p50"].met is True


def test_a_branch_that_ends_ends_the_case() -> None:
    fork = """
      a: {process: 0, wait: 0, next: [b, c]}
      b: {process: {min: 1h, max: 1h 1s}, wait: 0, next: {d: 50%, end: }}
      c: {process: 30m, wait: 0, next: d}
      d: {process: 10h, wait: 0}
"""
    found = simulated(fork, runs=50_000)
    assert found.lead
    assert isclose(found.lead.mean_s, 3600 + 5 * 3600, rel_tol=0.02)


def test_chances_of_targets_and_percentiles() -> None:
    found = simulated(
        "      a: {process: {min: 0, max: 100m}, wait: 0}\n",
        "    target: {lead: 80m, perceived: {p95: 90m, p80: 85m}}\n",
        runs=100_000,
    )
    chance = found.targets["lead"].chance
    assert chance
    assert isclose(chance, 0.8, abs_tol=0.01)
    assert found.targets["lead"].met is True, "the mean is 50m"
    assert found.targets["perceived.p95"].met is False
    assert found.targets["perceived.p80"].met is True
    assert found.lead
    assert isclose(found.lead.p95_s, 95 * 60, rel_tol=0.01)
    assert sum(found.lead.counts) + found.lead.beyond == found.runs


def test_the_step_that_takes_longer_drives_the_p95() -> None:
    first, *_ = simulated(
        "      a: {process: {min: 1h, max: 2h}, wait: 0}\n"
        "      b: {process: {min: 1h, max: 9h}, wait: 0}\n"
    ).drivers
    assert (first.step, first.more_often) == ("b", False)
    assert first.part > 0.8


ESCALATION = """
      first: {process: 12m, wait: 20m, next: {close: 70%, second: 28%, third: 2%}}
      second: {process: 1h, wait: 6h, next: close}
      third: {process: 1h, wait: 95h, next: close}
      close: {process: 5m, wait: 0}
"""


def test_the_step_that_is_reached_more_often_drives_the_p95() -> None:
    found = simulated(ESCALATION, "    target: {lead: {p99: 1d}}\n", runs=100_000)
    third, second = found.drivers
    assert (third.step, third.more_often) == ("third", True)
    assert (second.step, second.more_often) == ("second", True)
    # Of the slowest 5 %, two in five are third, the others second: 36.48 h and 2.24 h more.
    assert round(third.part, 2) == 0.94
    assert isclose(third.excess_s, 36.48 * 3600, rel_tol=0.03)
    assert found.lead
    assert (found.lead.p50_s, found.lead.p80_s, found.lead.p95_s) == (37 * 60, 457 * 60, 457 * 60)
    chance = found.targets["lead.p99"].chance
    assert chance == pytest.approx(0.98), "exact, not drawn"


def test_the_wait_on_the_way_to_the_end_can_drive_the_p95() -> None:
    found = simulated("      a: {process: 1h, wait: 0, next: {end: {wait: {min: 0, max: 9h}}}}\n")
    assert [driver.step for driver in found.drivers] == ["end"]


INLINE = """
      build: {process: {min: 7h, max: 9h}, wait: 0}
      board: {process: 10m, every: 2w, next: {board: 20%, deploy: }}
      deploy: {process: 2h, wait: 0}
"""
APART = """
      build: {process: {min: 7h, max: 9h}, wait: 0}
      deploy: {process: 2h, uses: {stream: approval, wait: true}}
  approval:
    calendar: {day: 8h, week: 5d}
    steps:
      board: {process: 10m, every: 2w, next: {board: 20%, end: }}
"""


@pytest.mark.parametrize("steps", [INLINE, APART])
def test_a_board_that_is_waited_for_is_as_if_it_stood_in_the_stream(steps: str) -> None:
    head = "    calendar: {day: 8h, week: 5d}\n    target: {lead: {p80: 8d}}\n"
    found = simulated(steps, head, runs=200_000)
    assert found.lead
    assert isclose(found.lead.p95_s, 15.6 * 8 * 3600, rel_tol=0.01)
    target = found.targets["lead.p80"]
    assert target.chance
    assert isclose(target.chance, 0.576, abs_tol=0.004)
    assert target.met is False


spreads = st.sampled_from(["2h", "{min: 1h, max: 6h}", "{min: 1h, likely: 2h, max: 9h}"])


@settings(max_examples=15, deadline=None)
@given(spreads, spreads, st.integers(0, 40), st.integers(0, 60), st.booleans())
def test_a_stream_that_is_waited_for_against_the_same_written_inline(
    first: str, second: str, back: int, skipped: int, every: bool
) -> None:
    """Its last step only waits, so that the step that waits for it is the same in both."""
    wait = "every: 8h" if every else f"wait: {first}"
    inner = (
        f"      x: {{process: {second}, {wait}, next: {{x: {back}%, end: {skipped}%, y: }}}}\n"
        f"      y: {{process: {first}, wait: 1h, next: {{x: {back}%, end: }}}}\n"
    )
    apart = (
        f"      a: {{process: {first}, wait: 0}}\n"
        f"      b: {{process: {second}, uses: {{stream: t, wait: true}}}}\n"
        f"  t:\n    steps:\n{inner}"
    )
    inline = (
        f"      a: {{process: {first}, wait: 0}}\n"
        + inner.replace("end:", "b:")
        + f"      b: {{process: {second}, wait: 0}}\n"
    )
    runs = 40_000
    one, other = simulated(apart, runs=runs), simulated(inline, runs=runs)
    assert one.reason == other.reason
    if one.lead and other.lead:
        stray = 8 * (one.lead.p95_s - one.lead.p50_s + 1) / sqrt(runs)
        assert abs(one.lead.mean_s - other.lead.mean_s) < stray
        for level in ("p50_s", "p80_s"):
            between = abs(getattr(one.lead, level) - getattr(other.lead, level))
            assert between < max(6 * stray, 0.05 * one.lead.mean_s)


def test_the_parts_of_all_drivers_are_the_whole() -> None:
    found = simulated(REWORK)
    assert isclose(sum(driver.part for driver in found.drivers), 1.0)
    assert all(driver.part > 0 for driver in found.drivers)


def test_times_that_are_at_least_what_is_known_prove_only_what_is_missed() -> None:
    steps = "      a: {process: {min: 2h, max: 4h}, wait: 0}\n      b: {owner: customer}\n"
    found = simulated(steps, "    target: {lead: {p95: 3h, p50: 4h}}\n")
    assert [target.met for target in found.targets.values()] == [False, None]


percents = st.integers(0, 90)
branches = st.tuples(
    st.integers(0, 100), st.integers(0, 100), st.integers(0, 30), st.integers(0, 10)
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), percents, percents), min_size=1, max_size=4),
    st.lists(branches, min_size=2, max_size=3) | st.just([]),
    st.booleans(),
    st.integers(0, 2**32),
)
def test_simulated_percentiles_against_exact_ones_on_discrete_streams(
    steps: list[tuple[int, int, int]],
    branches: list[tuple[int, int, int, int]],
    early: bool,
    seed: int,
) -> None:
    """The exact ones come from the chances of all ways, the others from drawing, and the mean from
    the chain: three ways to work out the same. Branches may be left out, end the case, or send it
    back before the fork; the first two may meet before the others."""
    text = "      f: {process: 7m, wait: 3m, next: "
    text += f"[{', '.join(f'{{b{n}: {b[0]}%}}' for n, b in enumerate(branches))}]}}\n"
    if not branches:
        text = ""
    for n, (_, longer, ends, fails) in enumerate(branches):
        met = "m" if early and len(branches) > 2 and n < 2 else "s0"
        text += f"      b{n}: {{process: {9 * n + 4}m, wait: 1m, next: {{c{n}: {longer}%, "
        text += f"{met}: {100 - longer}%}}}}\n"
        text += f"      c{n}: {{process: {11 * n + 20}m, wait: 0, "
        text += f"next: {{end: {ends}%, f: {{share: {fails}%, wait: 13m}}, {met}: }}}}\n"
        if met == "m" and n == 1:
            text += "      m: {process: 6m, wait: 2m, next: s0}\n"
    for n, (process, back, ahead) in enumerate(steps):
        onward = "end: " if n + 1 == len(steps) else f"end: {ahead / 200}, s{n + 1}: "
        routes = f"{{s{n}: {back / 400}, {onward}}}"
        text += f"      s{n}: {{process: {process}m, wait: 2m, next: {routes}}}\n"
    places = [line.split(":")[0].strip() for line in text.splitlines()]
    delivered, responded = places[seed % len(places)], places[seed // 7 % len(places)]
    more = f"    delivered-at: {delivered}\n    responded-at: {responded}\n"
    assume(exact_times(*stream_of(text, more)))
    assert_agree(text, more, seed)


TWICE = """
      p: {process: 10h, wait: 0}
      do: {process: 1h, wait: 1h, next: [a, {b: 80%}, {c: 30%}]}
      a: {process: 1h, wait: 0, next: {p: 40%, rel: }}
      b: {process: 2h, wait: 0, next: {do: {share: 30%, wait: 2h}, end: 30%, rel: }}
      c: {process: 9h, wait: 3h, next: rel}
      rel: {process: 2h, wait: 1h}
"""
ALL_OR_NONE = """
      do: {process: 1h, wait: 1h, next: [{a: 50%}, {b: 30%}, {c: 20%}]}
      a: {process: 1h, wait: 0, next: m}
      b: {process: 2h, wait: 5h, next: m}
      m: {process: 3h, wait: 1h, next: {rel: 60%, do: }}
      c: {process: 9h, wait: 3h, next: {rel: {wait: 7h}}}
      rel: {process: 2h, wait: 1h}
"""


@pytest.mark.parametrize("steps", [TWICE, ALL_OR_NONE])
@pytest.mark.parametrize("mark", ["a", "b", "rel"])
def test_branches_that_some_take_or_that_send_back_are_drawn_as_their_ways_say(
    steps: str, mark: str
) -> None:
    assert_agree(steps, f"    delivered-at: {mark}\n    responded-at: {mark}\n", 1)


def assert_agree(text: str, more: str, seed: int) -> None:
    """The chances of all ways, many drawn items and the chain say the same."""
    workspace, stream = stream_of(text, more)
    figures = stream_figures(workspace, stream)
    exact = exact_times(workspace, stream)
    assert exact
    runs = 20_000
    random = np.random.Generator(np.random.PCG64(seed))
    drawn = Walkers(workspace, random).walker(stream).walk(runs)
    answered_s = np.where(np.isnan(drawn.responded_s), drawn.lead_s, drawn.responded_s)
    times = {"lead": drawn.lead_s, "perceived": drawn.perceived_s, "response": answered_s}
    for figure, known in exact.items():
        if figures.bound(figure) is None:
            assert figures.figure(figure) == pytest.approx(known.mean_s, rel=1e-5)
        for percentile in (5, 20, 50, 80, 95):
            time_s = known.percentile_s(percentile)
            for limit_s in (time_s - 1, time_s):
                share = float((times[figure] <= limit_s + 0.5).mean())
                assert abs(share - known.chance(limit_s)) < 6 * 0.5 / sqrt(runs)


@pytest.mark.parametrize(("steps", "reason"), [
    ("      a: {process: 1h, wait: 0}\n", "no-spread"),
    ("      a: {process: 1h, wait: 0, next: c}\n      b: {lead: {min: 1h, max: 2h}}\n"
     "      c: {process: 1h, wait: 0}\n", "no-spread"),
    ("      a: {owner: customer}\n", "untimed"),
    ("      a: {lead: {min: 1h, max: 2h}, next: {b: , c: }}\n      b: {}\n      c: {}\n", "split"),
    ("      a: {process: {min: 1h, max: 2h}, wait: 0, next: {a: 100%, end: 0%}}\n", "endless"),
    ("      a: {process: {min: 1h, max: 2h}, wait: 0, next: {a: 99.9999%, end: }}\n", "endless"),
])  # fmt: skip
def test_what_cannot_be_simulated_says_why(steps: str, reason: str) -> None:
    found = simulated(steps)
    assert found.reason == reason
    assert found.lead is None


def test_of_two_streams_that_are_waited_for_the_figure_is_a_bound() -> None:
    """Each takes 1 or 5 hours; the larger of both takes 5 in three of four cases, not 3."""
    ways = "a: {process: 1h, next: {end: 50%, b: 50%}}, b: {process: 4h}"
    loaded = load_texts(
        {
            "w.yaml": "vsm: 1\nstreams:\n"
            "  s: {steps: {w: {process: 0, uses:\n"
            "    [{stream: k, wait: true}, {stream: m, wait: true}]}}}\n"
            f"  k: {{steps: {{{ways}}}}}\n  m: {{steps: {{{ways}}}}}\n"
        }
    )
    stream = loaded.workspace.streams["s"]
    figures = stream_figures(loaded.workspace, stream)
    assert (figures.lead_time_s, figures.bound("lead")) == (3 * 3600, "≥")
    found = simulate(loaded.workspace, stream, runs=1000)
    assert found.exact
    assert not found.mean_is_bound
    assert found.exact_mean_s is not None
    assert isclose(found.exact_mean_s, 4 * 3600)
