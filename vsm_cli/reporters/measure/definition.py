"""What a log measured as a document of ours, to be committed: sums, shares and times, and nothing
of a case or a person. Keys are English whatever the language is."""

from collections.abc import Mapping
from typing import Any

from vsm_cli.model.logs import Counted, Interval, Measured, Pair, Sample
from vsm_cli.source.writing import as_yaml

HEADING = "Written by `vsm measure --write`: measure again instead of changing it."
_MARKS = ("p50", "p85", "p95")


def as_definition(measured: Measured) -> str:
    """The document, the same for the same figures."""
    log = {
        "rows": measured.rows,
        "cases": measured.cases,
        "open": measured.open,
        "from": measured.first,
        "to": measured.last,
        "sha256": measured.sha256,
        "unmapped": share_text(measured.unmapped),
        "unmapped-values": list(measured.unmapped_values),
    }
    body = {
        "stream": measured.stream,
        "log": _without_nothing(log),
        "lead": _sample(measured.lead),
        "steps": {
            step: _without_nothing(
                {
                    "n": each.n,
                    "visits": round(each.visits, 3),
                    "process": _sample(each.process),
                    "wait": _sample(each.wait),
                    "lead": _sample(each.lead),
                }
            )
            for step, each in measured.steps.items()
        },
        "routes": _counts(measured.routes, "->"),
        "handoffs": _counts(measured.handoffs, "->"),
        "returns": _counts(measured.returns, "<->"),
        "periods": [
            _without_nothing(
                {
                    "from": each.since,
                    "n": each.n,
                    "p50": time_text(each.p50_s),
                    "p85": time_text(each.p85_s),
                }
            )
            for each in measured.periods
        ],
    }
    return as_yaml({"vsm": 1, "measured": {measured.id: _without_nothing(body)}}, HEADING)


def time_text(seconds: float | None) -> str | None:
    """An elapsed time as the format has it, in hours, minutes and seconds: days would be those of a
    calendar. Three digits are enough."""
    if seconds is None:
        return None
    if seconds < 60:
        return f"{round(float(f'{seconds:.3g}'), 3):g}s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{float(f'{seconds / 60:.3g}'):g}m"
    hours, rest = divmod(minutes, 60)
    if hours >= 100:
        return f"{round(seconds / 3600)}h"
    return f"{hours}h {rest}m" if rest else f"{hours}h"


def share_text(share: float) -> str:
    """A share with a tenth of a percent."""
    return f"{round(share * 100, 1):g}%"


def _sample(sample: Sample | None) -> dict[str, Any] | None:
    if sample is None:
        return None
    figures: dict[str, Any] = {"n": sample.n}
    for key in ("mean", *_MARKS):
        figures[key] = time_text(getattr(sample, f"{key}_s"))
        figures[f"{key}-interval"] = _times(getattr(sample, f"{key}_interval_s"))
    return _without_nothing(figures)


def _times(interval: Interval | None) -> list[str | None] | None:
    return None if interval is None else [time_text(each) for each in interval]


def _counts(found: Mapping[Pair, Counted], arrow: str) -> dict[str, Any]:
    return {
        f"{first}{arrow}{then}": {
            "n": each.n,
            "share": share_text(each.share),
            "interval": [share_text(end) for end in each.interval],
        }
        for (first, then), each in found.items()
    }


def _without_nothing(figures: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in figures.items() if value not in (None, {}, [])}
