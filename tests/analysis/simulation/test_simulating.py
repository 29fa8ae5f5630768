"""Simulation against the exact figures, and what it says where there is nothing to simulate."""

from math import isclose, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vsm_cli.analysis.simulation.sampling import sampler
from vsm_cli.analysis.simulation.simulating import Simulation, simulate
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
    by_name = {(each.figure, each.percentile): each for each in found.chances}
    assert isclose(by_name["lead", None].chance, 0.8, abs_tol=0.01)
    assert by_name["lead", None].met is None
    assert by_name["perceived", 95.0].met is False
    assert by_name["perceived", 80.0].met is True
    assert found.lead
    assert isclose(found.lead.p95_s, 95 * 60, rel_tol=0.01)
    assert sum(found.lead.counts) + found.lead.beyond == found.runs


def test_the_step_that_drives_the_p95() -> None:
    found = simulated(
        "      a: {process: {min: 1h, max: 2h}, wait: 0}\n"
        "      b: {process: {min: 1h, max: 9h}, wait: 0}\n"
    )
    assert found.driver
    assert found.driver.step == "b"
    assert found.driver.share > 0.8


@pytest.mark.parametrize(("steps", "reason"), [
    ("      a: {process: 1h, wait: 0}\n", "no-spread"),
    ("      a: {owner: customer}\n", "untimed"),
    ("      a: {lead: {min: 1h, max: 2h}, next: {b: , c: }}\n      b: {}\n      c: {}\n", "split"),
    ("      a: {process: {min: 1h, max: 2h}, wait: 0, next: {a: 100%, end: 0%}}\n", "endless"),
    ("      a: {process: {min: 1h, max: 2h}, wait: 0, next: {a: 99.9999%, end: }}\n", "endless"),
])  # fmt: skip
def test_what_cannot_be_simulated_says_why(steps: str, reason: str) -> None:
    found = simulated(steps)
    assert found.reason == reason
    assert found.lead is None
