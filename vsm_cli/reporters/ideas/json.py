"""The register of improvement as data, with a version."""

from typing import Any

from vsm_cli.analysis.ideas.effects import Effect
from vsm_cli.analysis.ideas.register import Register
from vsm_cli.reporters.json_text import json_text

VERSION = 1


def as_json(found: Register) -> str:
    """Effects are after less before. Lead times are seconds of the calendar of the streams that
    change (elapsed ones where these keep different hours), an item of each added up; waits of a
    year elapsed seconds, costs and effort working time; null is what cannot be known."""
    best = found.best
    return json_text(
        {
            "version": VERSION,
            "ideas": [
                {
                    "element": each.idea.address,
                    "name": each.idea.name,
                    "owner": each.idea.owner,
                    "status": None if "status" in each.idea.unread else each.idea.status,
                    "due": each.idea.due.isoformat() if each.idea.due else None,
                    "cost_s": _plain(each.idea.cost_s),
                    "mechanism": each.mechanism,
                    "effect": _effect(each.effect),
                    "problem": each.problem,
                }
                for each in found.entries
            ],
            "together": _effect(found.together),
            "left_out": [idea.name for idea in found.left_out],
            "best": {
                "ideas": [idea.name for idea in best.ideas],
                "elements": [idea.address for idea in best.ideas],
                "effect": _effect(best.effect),
                "exact": best.exact,
                "speed_only": best.speed_only,
                "uncosted": [idea.name for idea in best.uncosted],
            },
        }
    )


def _effect(effect: Effect | None) -> dict[str, Any] | None:
    if effect is None:
        return None
    return {
        "lead_time_s": _plain(effect.lead_time_s),
        "perceived_lead_time_s": _plain(effect.perceived_lead_time_s),
        "customer_wait_s_per_year": _plain(effect.customer_wait_s_per_year),
        "effort_s_per_year": _plain(effect.effort_s_per_year),
        "streams": {
            each.stream.id: {
                "lead_time_s": _plain(each.lead_time_s),
                "perceived_lead_time_s": _plain(each.perceived_lead_time_s),
                "customer_wait_s_per_year": _plain(each.customer_wait_s_per_year),
                "effort_s_per_year": _plain(each.effort_s_per_year),
            }
            for each in effect.streams
        },
    }


def _plain(value: float | None) -> float | None:
    if value is None:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
