"""Simulations as data, with a version."""

from collections.abc import Iterable
from typing import Any

from vsm_cli.analysis.simulation.simulating import Distribution, Simulation
from vsm_cli.reporters.json_text import json_text
from vsm_cli.reporters.simulate.contents import figures

VERSION = 1


def as_json(found: Iterable[Simulation]) -> str:
    """Times are seconds of the stream's calendar, shares and chances 0–1; where `reason` is set,
    nothing could be simulated."""
    return json_text(
        {"version": VERSION, "streams": {each.stream: _simulation(each) for each in found}}
    )


def _simulation(found: Simulation) -> dict[str, Any]:
    return {
        "runs": found.runs,
        "seed": found.seed,
        "reason": found.reason,
        "exact_mean_s": _rounded(found.exact_mean_s),
        **{name: None if of is None else _distribution(of) for name, of in figures(found)},
        "targets": [
            {
                "figure": chance.figure,
                "target_s": _rounded(chance.limit_s),
                "percentile": chance.percentile,
                "chance": _rounded(chance.chance),
                "met": chance.met,
            }
            for chance in found.chances
        ],
        "p95_driver": found.driver
        and {
            "step": found.driver.step,
            "excess_s": _rounded(found.driver.excess_s),
            "share": _rounded(found.driver.share),
        },
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
