"""Simulations as data, with a version."""

from collections.abc import Iterable
from typing import Any

from vsm_cli.analysis.simulation.simulating import Distribution, Simulation
from vsm_cli.reporters.json_text import json_text
from vsm_cli.reporters.report.json import promise
from vsm_cli.reporters.simulate.contents import figures

VERSION = 1


def as_json(found: Iterable[Simulation]) -> str:
    """Times are seconds of the stream's calendar, chances and parts 0–1; where `reason` is set,
    nothing could be simulated. `targets` are those of the report, with the same verdicts, and the
    chance of those about simulated times. `exact`: mean, percentiles and chances are those of all
    ways. `part` is the share of a step in what the slowest twentieth of the items take more than
    all, `excess_s` the same per item; `end` stands for the wait before the end."""
    return json_text(
        {"version": VERSION, "streams": {each.stream: _simulation(each) for each in found}}
    )


def _simulation(found: Simulation) -> dict[str, Any]:
    return {
        "runs": found.runs,
        "seed": found.seed,
        "reason": found.reason,
        "exact": found.exact,
        "exact_mean_s": None if found.mean_is_bound else _rounded(found.exact_mean_s),
        **{name: None if of is None else _distribution(of) for name, of in figures(found)},
        "targets": {
            key: {**promise(target), "chance": _rounded(target.chance)}
            for key, target in found.targets.items()
        },
        "drivers": [
            {
                "step": driver.step,
                "part": _rounded(driver.part),
                "excess_s": _rounded(driver.excess_s),
                "more_often": driver.more_often,
            }
            for driver in found.drivers
        ],
    }


def _distribution(found: Distribution) -> dict[str, Any]:
    return {
        "mean_s": _rounded(found.mean_s),
        "p50_s": _rounded(found.p50_s),
        "p80_s": _rounded(found.p80_s),
        "p95_s": _rounded(found.p95_s),
        "histogram": {
            "edges_s": [_rounded(edge) for edge in found.edges_s],
            "counts": list(found.counts),
            "beyond": found.beyond,
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
