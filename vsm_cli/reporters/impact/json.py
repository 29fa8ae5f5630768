"""The answer of `vsm impact` as data, with a version."""

from vsm_cli.analysis.dependents import Impact
from vsm_cli.reporters.json_text import json_text

VERSION = 1


def as_json(found: Impact) -> str:
    """Items and demand are per year; null is what cannot be known."""
    return json_text(
        {
            "version": VERSION,
            "element": {
                "kind": found.subject.section,
                "id": found.subject.id,
                "name": found.subject.name,
            },
            "customers": list(found.customers),
            "streams": [
                {
                    "stream": each.stream.id,
                    "layer": each.stream.layer,
                    "owner": each.stream.owner,
                    "customer": each.stream.customer,
                    "demand_per_year": _rounded(each.demand_per_year),
                    "through": each.through,
                }
                for each in found.streams
            ],
            "steps": [
                {
                    "stream": each.step.stream,
                    "step": each.step.id,
                    "owner": each.step.owner,
                    "ties": list(each.ties),
                    "items_per_year": _rounded(each.items_per_year),
                }
                for each in found.steps
            ],
            "links": [
                {
                    "from": f"{step.stream}.{step.id}",
                    "to": link.stream,
                    "data": list(link.data),
                    "owner": link.owner,
                }
                for step, link in found.links
            ],
            "paths": [
                {"from": path.source or None, "to": path.target or None, "data": list(path.data)}
                for path in found.paths
            ],
            "journeys": [
                {"journey": each.id, "customer": each.customer, "owner": each.owner}
                for each in found.journeys
            ],
            "owned": list(found.owned),
        }
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
