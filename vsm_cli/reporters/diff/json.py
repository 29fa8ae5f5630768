"""A comparison as data, with a version."""

from typing import Any

from vsm_cli.analysis.comparison.changes import Change
from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison
from vsm_cli.analysis.comparison.key_changes import NextWay, Value
from vsm_cli.reporters.diff.contents import FIGURES
from vsm_cli.reporters.json_text import json_text

VERSION = 1


def as_json(compared: Comparison) -> str:
    """Times are seconds of `calendar`, shares 0–1; null is what cannot be known.

    Parts refer to the changes by their place in `changes`; the parts of a stream add up to the
    change of its lead time.
    """
    places = {change: at for at, change in enumerate(compared.changes)}
    return json_text(
        {
            "version": VERSION,
            "worse": {each.stream.id: list(each.worse) for each in compared.worse},
            "changes": [_change(change) for change in compared.changes],
            "renamed": [
                {"stream": each.stream, "before": each.before, "after": each.after}
                for each in compared.renamed
            ],
            "streams": {each.stream.id: _stream(each, places) for each in compared.streams},
        }
    )


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "nature": change.nature,
        "section": change.section,
        "stream": change.stream,
        "element": "step" if change.is_step else change.section.removesuffix("s"),
        "before": list(change.before),
        "after": list(change.after),
        "details": [
            {"key": detail.key, "before": _value(detail.before), "after": _value(detail.after)}
            for detail in change.details
        ],
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


def _stream(each: StreamComparison, places: dict[Change, int]) -> dict[str, Any]:
    calendar = each.calendar
    return {
        "layer": each.stream.layer,
        "calendar": {"day_hours": calendar.day_hours, "week_days": calendar.week_days},
        "figures": {figure: _figure(each, figure) for figure in FIGURES},
        "lead_time": {
            "change_s": _rounded(each.change("lead_time_s")),
            "mechanism_s": _rounded(each.mechanism_s),
            "action_s": _rounded(each.action_s),
            "mechanism_share": _rounded(each.mechanism_share),
            "verdict": each.verdict,
            "durations_alone": each.durations_alone,
            "parts": None
            if each.parts is None
            else [
                {
                    "changes": [places[change] for change in part.changes],
                    "nature": part.nature,
                    "seconds": _rounded(part.seconds),
                }
                for part in each.parts
            ],
        },
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
