"""A comparison as data, with a version."""

from typing import Any

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.comparing import Comparison, Renamed, StreamComparison
from vsm_cli.analysis.comparison.key_changes import NextWay, Value
from vsm_cli.analysis.comparison.losses import Loss
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.lint.problem_difference import ProblemDifference
from vsm_cli.reporters.diff.contents import FIGURES
from vsm_cli.reporters.json_text import json_text

VERSION = 1


def as_json(compared: Comparison, problems: ProblemDifference) -> str:
    """Times are seconds of `calendar`, shares 0–1; null is what cannot be known.

    Parts refer to the changes by their place in `changes`; the parts of a stream add up to the
    change of its lead time.
    """
    places = {change: at for at, change in enumerate(compared.changes)}
    return json_text(
        {
            "version": VERSION,
            "worse": {each.stream.id: list(each.worse) for each in compared.worse},
            "changes": [_change(compared, change) for change in compared.changes],
            "renamed": [_renamed(each) for each in compared.renamed],
            "losses": [_loss(each) for each in compared.losses],
            "problems": {
                "gained": [_problem(each) for each in problems.gained],
                "solved": [_problem(each) for each in problems.solved],
            },
            "streams": {
                each.stream.id: _stream(compared, each, places) for each in compared.streams
            },
        }
    )


def _change(compared: Comparison, change: Change) -> dict[str, Any]:
    return {
        "element": _element(compared, change),
        "kind": change.nature,
        "what": change.kind,
        "before": list(change.before),
        "after": list(change.after),
        "details": [
            {"key": detail.key, "before": _value(detail.before), "after": _value(detail.after)}
            for detail in change.details
        ],
    }


def _element(compared: Comparison, change: Change) -> str:
    """Where in the later workspace what it is about stands; in the earlier one if it is gone."""
    workspace = compared.after if change.after else compared.before
    id_ = (change.after or change.before)[0]
    if change.section == "paths":
        return f"paths.{id_}"
    if not change.is_step:
        address: str = getattr(workspace, change.section)[id_].address
        return address
    return workspace.streams[change.stream or ""].steps[id_].address


def _renamed(each: Renamed) -> dict[str, Any]:
    step = {"stream": each.stream} if each.stream else {}
    section = "steps" if each.stream else each.section
    by = {"section": section, "before": each.before, "after": each.after, "by": each.sign}
    return {**by, **step}


def _loss(loss: Loss) -> dict[str, Any]:
    return {"lost": loss.lost, "element": loss.element, "what": loss.id}


def _problem(problem: Diagnostic) -> dict[str, Any]:
    return {
        "code": problem.code,
        "name": problem.name,
        "level": problem.level.value,
        "element": problem.element,
        "message": problem.message,
    }


def _value(value: Value) -> Any:
    if isinstance(value, tuple):
        return [
            {"to": each.target, "share": _rounded(each.share), "wait_s": _rounded(each.wait_s)}
            if isinstance(each, NextWay)
            else each
            for each in value
        ]
    return _rounded(value) if isinstance(value, float) else value


def _stream(
    compared: Comparison, each: StreamComparison, places: dict[Change, int]
) -> dict[str, Any]:
    calendar, shares = each.calendar, each.shares
    return {
        "layer": each.stream.layer,
        "calendar": {"day_hours": calendar.day_hours, "week_days": calendar.week_days},
        **{figure: _figure(each, figure) for figure in FIGURES},
        "verdict": each.verdict,
        "follows_s": _rounded(each.rests_on("follows")),
        "claimed_s": _rounded(each.rests_on("claimed")),
        "speed_s": _rounded(each.rests_on("speed")),
        "definition_s": _rounded(each.rests_on("definition")),
        "shares": shares and {ground: _rounded(share) for ground, share in shares.items()},
        "losses": [_loss(loss) for loss in each.losses],
        "changes": [
            {"element": _element(compared, change), "kind": change.nature, "what": change.kind}
            for change in compared.changes
            if change.stream == each.stream.id
        ],
        "parts": None
        if each.parts is None
        else [
            {
                "changes": [places[change] for change in part.changes],
                "rests_on": part.ground,
                "seconds": _rounded(part.seconds),
            }
            for part in each.parts
        ],
    }


def _figure(each: StreamComparison, figure: str) -> dict[str, Any]:
    before, after = each.values(figure)
    bounds = [
        figures.bounds.get(figure) if figures else None
        for figures in (each.before_figures, each.after_figures)
    ]
    return {
        "before": _rounded(before),
        "after": _rounded(after),
        "change": _rounded(each.change(figure)),
        "before_bound": bounds[0],
        "after_bound": bounds[1],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
