"""The answer of `vsm impact` as data, with a version."""

from collections.abc import Callable

from vsm_cli.analysis.dependents import Impact
from vsm_cli.analysis.times.pillars import Pillar, Price, Prices
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
            "pillar": _pillar(found.pillar),
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


def _pillar(pillar: Pillar | None) -> dict[str, object] | None:
    """What a supporting stream costs in a year as it is, over all streams, and what half its lead
    time, faults and gaps would give back: effort, and what customers wait in elapsed seconds."""
    if pillar is None:
        return None

    def of_a_year(choice: Callable[[Prices], Price]) -> dict[str, float | None]:
        return {
            "effort_s_per_year": _rounded(pillar.effort_s_per_year(choice)),
            "customer_wait_s_per_year": _rounded(pillar.customer_wait_s_per_year(choice)),
        }

    return {
        **of_a_year(lambda prices: prices.cost),
        "halved_lead_gives": of_a_year(lambda prices: prices.half_lead),
        "halved_faults_give": of_a_year(lambda prices: prices.half_faults),
        "halved_gaps_give": of_a_year(lambda prices: prices.half_gaps),
        "steps": [
            {
                "stream": use.stream.id,
                "step": use.step.id,
                "there": _rounded(use.there.chance),
                "lead_time_s_per_item": _rounded(use.prices.cost.lead_time_s),
                "effort_s_per_year": _rounded(use.prices.cost.effort_s_per_year),
                "customer_wait_s_per_year": _rounded(use.prices.cost.customer_wait_s_per_year),
            }
            for use in pillar.uses
        ],
        "bound": "≥" if pillar.is_bound else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
