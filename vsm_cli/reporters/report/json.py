"""The report as data, with a version; other people's tools depend on these keys."""

from math import isfinite
from typing import Any

from vsm_cli.analysis.journeys.experience import MomentOfTruth
from vsm_cli.analysis.journeys.journey_times import JourneyStepTimes, JourneyTimes, StreamTimes
from vsm_cli.analysis.people.team_load import TeamLoad
from vsm_cli.analysis.times.figure_records import (
    Bottleneck,
    StepFigures,
    StreamFigures,
    TargetFigures,
)
from vsm_cli.analysis.times.pillars import PillarUse
from vsm_cli.model.streams import Step
from vsm_cli.reporters.json_text import json_text
from vsm_cli.reporters.report.overview import JourneyFacts, Overview, StreamFacts

VERSION = 1

# In the order of the format; all of them are fields of StreamFigures.
_BEFORE_BOTTLENECK = (
    "process_time_s",
    "lead_time_s",
    "wait_time_s",
    "total_process_time_s",
    "effort_s",
    "perceived_lead_time_s",
    "response_time_s",
    "waiting_for_customer_s",
    "own_time_s",
    "customer_effort_s",
    "activity_ratio",
    "value_adding_ratio",
    "rolled_complete_accurate",
    "handoffs",
    "system_changes",
    "contacts",
    "rework_lead_time_s",
    "effort_per_year_s",
    "rework_effort_per_year_s",
    "rework_people",
)
_BOUNDED = frozenset((*_BEFORE_BOTTLENECK, "demand_per_year", "wip"))
_LISTS = ("untimed_steps", "unrated_steps", "unknown_splits")
_OF_A_STEP = ("visits", "process_time_s", "wait_time_s", "lead_time_s", "complete_accurate")

# Digits behind the point: a microsecond, a millionth; the rest is noise of adding up.
_DIGITS = 6


def as_json(overview: Overview) -> str:
    """Shares are 0–1, times seconds of the stream's calendar (of journeys, priorities and
    places worth touching: elapsed seconds); null is what cannot be known."""
    return json_text(
        {
            "version": VERSION,
            "streams": {facts.stream.id: _stream(overview, facts) for facts in overview.streams},
            "journeys": {facts.journey.id: _journey(facts) for facts in overview.journeys},
            "links": [
                {
                    "from": _address(link.step),
                    "to": link.target_stream.id,
                    "data": link.data,
                    "people": link.people,
                    "responsibility": link.responsibility,
                }
                for link in overview.links
            ],
            "link_closure": {
                "all": len(overview.counted_links),
                "closed": overview.closed_links,
            },
            "priorities": [
                {
                    "stream": priority.stream.id,
                    "weight_share": _plain(priority.weight_share[0]),
                    "customer_wait_s_per_year": _plain(priority.customer_wait_s_per_year[0]),
                }
                for priority in overview.priorities
            ],
            "worth_touching": [
                {
                    "stream": priority.stream.id,
                    "step": priority.step.id,
                    "owner": priority.step.owner,
                    "wait_s_per_year": _plain(priority.wait_s_per_year[0]),
                    "ideas": [idea.name for idea in priority.ideas],
                }
                for priority in overview.worth_touching
            ],
            "practices": {
                practice: [_address(step) for step in steps]
                for practice, steps in overview.practices.items()
            },
            "teams": {team: _load(overview.teams.get(team)) for team in overview.workspace.teams},
        }
    )


def _load(load: TeamLoad | None) -> dict[str, float | None]:
    """The load, and the bounds that it lies between; only the least where there may be more."""
    if load is None:
        return {"load": None, "load_least": None, "load_most": None}
    return {
        "load": _plain(load.load),
        "load_least": _plain(load.least),
        "load_most": _plain(load.most),
    }


def _address(step: Step) -> str:
    return f"{step.stream}.{step.id}"


def _stream(overview: Overview, facts: StreamFacts) -> dict[str, Any]:
    stream, figures = facts.stream, facts.figures
    return {
        "layer": stream.layer,
        "type": stream.type,
        "owner": stream.owner,
        "calendar": {
            "day_hours": _plain(stream.calendar.day_hours),
            "week_days": _plain(stream.calendar.week_days),
        },
        **{field: _plain(getattr(figures, field)) for field in _BEFORE_BOTTLENECK},
        "satisfaction": _plain(stream.satisfaction.value) if stream.satisfaction else None,
        "bottleneck": _bottleneck(figures.bottleneck),
        "after_delivery": _bottleneck(figures.after_delivery),
        "demand_per_year": _plain(figures.demand_per_year),
        "wip": _plain(figures.wip),
        "bounds": {field: sign for field, sign in figures.bounds.items() if field in _BOUNDED},
        **{field: list(getattr(figures, field)) for field in _LISTS},
        "targets": _targets(figures),
        "pillars": [
            pillar_use(use)
            for pillar in overview.pillars
            for use in pillar.uses
            if use.stream is stream
        ],
        "steps": {step: _step(of_step) for step, of_step in figures.steps.items()},
    }


def pillar_use(use: PillarUse) -> dict[str, Any]:
    """A step that a supporting stream may fail: how often what it needs is there, what that costs
    compared with a stream that never failed, and what half its lead time would give back."""
    cost = use.prices.cost
    return {
        "step": use.step.id,
        "stream": use.use.stream,
        "there": _plain(use.there.chance),
        "lead_time_s_per_item": _plain(cost.lead_time_s),
        "effort_s_per_year": _plain(cost.effort_s_per_year),
        "customer_wait_s_per_year": _plain(cost.customer_wait_s_per_year),
        "halved_lead_gives_s": _plain(use.prices.half_lead.lead_time_s),
        "halved_faults_give_s": _plain(use.prices.half_faults.lead_time_s),
        "halved_gaps_give_s": _plain(use.prices.half_gaps.lead_time_s),
        "bounds": {"there": "≤"} if use.there.is_bound else {},
    }


def _bottleneck(found: Bottleneck | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "step": found.step,
        "lead_time_s": _plain(found.lead_time_s),
        "share": _plain(found.share),
    }


def _targets(figures: StreamFigures) -> dict[str, Any]:
    return {key: promise(target) for key, target in figures.targets.items()}


def promise(target: TargetFigures) -> dict[str, Any]:
    """A promise beside its figure, in seconds or 0–1, and whether it is kept."""
    unit = "" if target.is_ratio else "_s"
    return {
        f"target{unit}": _plain(target.limit),
        f"actual{unit}": _plain(target.actual),
        "met": target.met,
    }


def _step(figures: StepFigures) -> dict[str, Any]:
    return {
        **{field: _plain(getattr(figures, field)) for field in _OF_A_STEP},
        "owner": figures.owner,
    }


def _journey(facts: JourneyFacts) -> dict[str, Any]:
    times = facts.times
    bottleneck = times.bottleneck
    return {
        "lead_time_s": _plain(times.lead_time_s),
        "expected_lead_time_s": _plain(times.expected_lead_time_s),
        "steps": [_journey_step(times, step) for step in times.steps],
        "bounces": facts.bounces,
        "asked_again": len(facts.asked_again),
        "moment_of_truth": _moment(facts.moment),
        "links": len(facts.links),
        "closed_links": facts.closed_links,
        "bottleneck": bottleneck
        and {
            "stream": bottleneck.stream,
            "step": bottleneck.step,
            "share": _plain(bottleneck.share),
        },
    }


def _moment(moment: MomentOfTruth | None) -> dict[str, Any] | None:
    """The largest fall of satisfaction (0–1) between two touchpoints, with the elapsed seconds
    and the changes of owner in between."""
    if moment is None:
        return None
    return {
        "from": _address(moment.before.step),
        "to": _address(moment.after.step),
        "fall": _plain(moment.fall),
        "wait_s": _plain(moment.wait_s),
        "owner_changes": moment.owner_changes,
    }


def _journey_step(times: JourneyTimes, step: JourneyStepTimes) -> dict[str, Any]:
    """One step of a journey; `share` is its part of the journey, `walked` how many walk it."""
    walked = step.step.share
    if walked is None and "share" not in step.step.unread:
        walked = 1.0
    return {
        "stage": step.step.stage,
        "walked": _plain(walked),
        "wait_s": _plain(step.wait_s),
        "lead_time_s": _plain(step.known_s),
        "share": _plain(times.part(step.known_s)),
        "streams": [_walked_stream(times, each) for each in step.streams],
    }


def _walked_stream(times: JourneyTimes, walked: StreamTimes) -> dict[str, Any]:
    return {
        "stream": walked.stream.id,
        "wait_s": _plain(walked.wait_s),
        "perceived_lead_time_s": _plain(walked.perceived_s),
        "steps": {
            step: {"lead_time_s": _plain(time_s), "share": _plain(times.part(time_s))}
            for step, time_s in walked.by_step("perceived_lead_time_s").items()
        },
    }


def _plain(value: float | None) -> float | None:
    """A number without the noise of floating point; a whole one without a point."""
    if value is None or not isfinite(value):
        return None
    rounded = round(value, _DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded
