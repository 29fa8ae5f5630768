"""How figures are said: shares and counts, what is promised and kept, and what waiting costs."""

from typing import TYPE_CHECKING, Any

from vsm_cli.analysis.data.transfers import transfer_of
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Link, Step, Stream
from vsm_cli.model.values import Calendar
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.times import ESTIMATE, UNKNOWN, clock, signed, total, two_digits

if TYPE_CHECKING:
    from vsm_cli.analysis.times.figure_records import Bound, StreamFigures, TargetFigures

STATES = {
    "current": message("current"),
    "future": message("future"),
    "ideal": message("ideal"),
}
# The same at the head of a map, and on a card of a stream that is not there yet.
STATE_CHIPS = {
    "current": message("today (as is)"),
    "future": message("future (to be)"),
    "ideal": message("ideal"),
}
STATE_KINDS = {"future": message("Future state"), "ideal": message("Ideal state")}
BASES = {
    "measured": message("measured"),
    "estimated": message("estimated"),
    "promised": message("promised"),
}
_FIGURES = {
    "process": message("process time"),
    "wait": message("wait time"),
    "lead": message("lead time"),
    "perceived": message("perceived lead time"),
    "response": message("response time"),
    "own": message("own time"),
    "activity-ratio": message("activity ratio"),
    "value-adding-ratio": message("value-adding ratio"),
    "rolled": message("rolled %C&A"),
}
_PROMISED = {
    "response": message("response {limit}"),
    "perceived": message("perceived {limit}"),
    "lead": message("lead {limit}"),
    "process": message("process {limit}"),
    "wait": message("wait {limit}"),
    "own": message("own {limit}"),
    "activity-ratio": message("activity ratio {limit}"),
    "rolled": message("rolled {limit}"),
}
_MONTHLY, _YEARLY = message("{count}/month"), message("{count}/year")
_POINTS = message("{count} points")
_PERCENTILE = message("p{percentile} of {promise}")
_MANY_PER_YEAR = 1200
RATIOS = ("activity-ratio", "value-adding-ratio", "rolled")


def percent(share: float | None, digits: int = 1, sign: str | None = None) -> str:
    """A share of 0–1 as people write it: `3.9%`, `≈42%`, `≥30%`; – where it is not known."""
    return UNKNOWN if share is None else signed(_rounded(share * 100, digits, sign) + "%", sign)


def points(difference: float) -> str:
    """How far two shares lie apart, finer than they are said: `0.74 points`."""
    return tr(_POINTS, count=number(difference * 100, 2))


def chance_in_words(chance: float, percentile: float | None, sign: str | None = None) -> str:
    """The share of the items that keep a promise: with as many digits as show on which side of
    the promised percentile it is, and never as all or none of them where it is some."""

    def side(share: float) -> tuple[bool, ...]:
        reached = (share >= mark - 1e-9 for mark in ((percentile or 100.0) / 100, 1.0))
        return (share > 0, *reached)

    for digits in range(0 if sign == ESTIMATE else 1, 9):
        shown = round(chance * 100, digits)
        if side(shown / 100) == side(chance):
            break
    return signed(f"{shown:.12g}%", sign if chance else None)


def number(value: float | None, digits: int = 1, sign: str | None = None) -> str:
    """A count that may have a fraction: `1.5`, `40`, `≈1,200`; – where it is not known."""
    return UNKNOWN if value is None else signed(_rounded(value, digits, sign), sign)


def rate(per_year: float | None) -> str:
    """How often something happens: `40/month`, `5/year` where that is seldom."""
    if per_year is None:
        return UNKNOWN
    if per_year < 12:
        return tr(_YEARLY, count=number(per_year))
    return tr(_MONTHLY, count=number(per_year / 12, 0 if per_year >= _MANY_PER_YEAR else 1))


def _rounded(value: float, digits: int, sign: str | None) -> str:
    # What adding up leaves in the last bits must not decide which way a half is rounded.
    value = round(value, 9)
    return f"{round(two_digits(value) if sign == ESTIMATE else value, digits):,.12g}"


def sign_of(stream: Stream | None, bound: "Bound | None" = None) -> "Bound | None":
    """The sign of a figure of a stream: that it is a bound says more than that it is estimated."""
    return bound or ("≈" if stream and stream.estimated else None)


def figure_name(figure: str) -> str:
    """A figure, by its key in the format, as people call it."""
    return tr(_FIGURES[figure])


def figure_value(stream: Stream, figure: str, value: float | None, sign: str | None = None) -> str:
    """A value of a figure, by its key in the format: a time of the stream's calendar or a share."""
    if figure in RATIOS:
        return percent(value, sign=sign)
    return clock(value, stream.calendar, sign)


def figure_in(stream: Stream, figure: str, figures: "StreamFigures") -> str:
    """A figure, by its key in the format, with its sign."""
    sign = sign_of(stream, figures.bound(figure))
    return figure_value(stream, figure, figures.figure(figure), sign)


def promised(stream: Stream, target: "TargetFigures") -> str:
    """A promise in a few words: `lead 3d`, `p95 of perceived 8h`."""
    text = tr(_PROMISED[target.figure], limit=figure_value(stream, target.figure, target.limit))
    if target.percentile is None:
        return text
    return tr(_PERCENTILE, percentile=f"{target.percentile:g}", promise=text)


def actual_of(stream: Stream, figures: "StreamFigures", target: "TargetFigures") -> str:
    """The figure that a promise is about."""
    by_mean = target.percentile is None
    bound = (figures.bound if by_mean else figures.bound_by_missing)(target.figure)
    sign = sign_of(stream, bound)
    return figure_value(stream, target.figure, target.actual, sign)


def cost_of_waiting(workspace: Workspace, *steps: Step) -> dict[str, Any]:
    """What waiting before one or more steps of a stream costs an `item`, and all items of a
    `month`; only what is known and not zero."""
    # Only a problem needs figures: most checks find none and should not pay for them.
    from vsm_cli.analysis.times.stream_figures import stream_figures

    stream = workspace.streams[steps[0].stream]
    figures = stream_figures(workspace, stream)
    known = [figures.steps[step.id] for step in steps]
    per_item_s = sum((each.wait_time_s or 0.0) * (each.visits or 0.0) for each in known)
    if not per_item_s:
        return {}
    per_year = figures.demand_per_year
    return costs(stream.calendar, per_item_s, per_year and per_item_s * per_year)


def cost_of_link(workspace: Workspace, link: Link) -> dict[str, Any]:
    """What waiting for the start of the other stream costs an `item` that takes the link, and
    all those of a `month`; only what is known and not zero."""
    from vsm_cli.analysis.links.traffic import passages_per_year

    transfer = transfer_of(workspace, link)
    wait_s = link.wait.mean_s if link.wait else 0.0
    if not transfer or not wait_s:
        return {}
    per_year = passages_per_year(workspace, transfer)
    return costs(transfer.stream.calendar, wait_s, per_year and wait_s * per_year)


def costs(calendar: Calendar, item_s: float, year_s: float | None) -> dict[str, Any]:
    """What something costs an `item` and, where known and not zero, all items of a `month`;
    seconds of the calendar."""
    month = {"month": total(year_s / 12, calendar)} if year_s else {}
    return {"item": clock(item_s, calendar), **month}
