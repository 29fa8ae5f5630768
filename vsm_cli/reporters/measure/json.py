"""What logs measured as data, with a version."""

from collections.abc import Iterable
from typing import Any

from vsm_cli.analysis.reality.differences import found_handoffs, found_routes
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.logs.measuring import Measurement
from vsm_cli.model.logs import Counted, Sample
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.check.json import diagnostic_data
from vsm_cli.reporters.json_text import json_text

VERSION = 1


def as_json(
    found: Iterable[tuple[Workspace, Measurement]], diagnostics: Iterable[Diagnostic]
) -> str:
    """Each measurement with the workspace that has it in `measured`. Times are elapsed seconds,
    shares 0–1; null is what cannot be known."""
    return json_text(
        {
            "version": VERSION,
            "logs": {each.measured.id: _log(workspace, each) for workspace, each in found},
            "diagnostics": [diagnostic_data(each) for each in diagnostics],
        }
    )


def _log(workspace: Workspace, measurement: Measurement) -> dict[str, Any]:
    measured = measurement.measured
    routes = {
        (each.step.id, each.target): each.declared
        for each in found_routes(workspace)
        if each.measured.id == measured.id
    }
    owners = {
        (each.first, each.then): each.declared
        for each in found_handoffs(workspace)
        if each.measured.id == measured.id
    }
    return {
        "stream": measured.stream,
        "log": {
            "rows": measured.rows,
            "cases": measured.cases,
            "open": measured.open,
            "unmapped_rows": measurement.unmapped_rows,
            "first": measurement.first.isoformat(),
            "last": measurement.last.isoformat(),
            "sha256": measured.sha256,
        },
        "lead": _sample(measured.lead),
        "handoffs": measurement.handoffs,
        "returns": measurement.returns,
        "handoff_time_share": _rounded(measurement.handoff_time_share),
        "steps": {
            step: {
                "n": each.n,
                "visits": _rounded(each.visits),
                "process": _sample(each.process),
                "wait": _sample(each.wait),
                "lead": _sample(each.lead),
            }
            for step, each in measured.steps.items()
        },
        "routes": {
            f"{first}->{then}": _counted(each, routes.get((first, then)))
            for (first, then), each in measured.routes.items()
        },
        "owners": {
            f"{first}->{then}": _counted(each, owners.get((first, then)))
            for (first, then), each in measured.handoffs.items()
        },
        "periods": [
            {
                "from": each.since.isoformat(),
                "n": each.n,
                "p50_s": _rounded(each.p50_s),
                "p85_s": _rounded(each.p85_s),
            }
            for each in measured.periods
        ],
    }


def _counted(found: Counted, declared: bool | None) -> dict[str, Any]:
    return {
        "n": found.n,
        "share": _rounded(found.share),
        "interval": [_rounded(end) for end in found.interval],
        "declared": declared,
    }


def _sample(sample: Sample | None) -> dict[str, Any] | None:
    if sample is None:
        return None
    data: dict[str, Any] = {"n": sample.n}
    for key in ("mean", "p50", "p85", "p95"):
        data[f"{key}_s"] = _rounded(getattr(sample, f"{key}_s"))
        ends = getattr(sample, f"{key}_interval_s")
        data[f"{key}_interval_s"] = None if ends is None else [_rounded(end) for end in ends]
    return data


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
