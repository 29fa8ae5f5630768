"""How a report writes figures, promises and owners."""

from collections.abc import Callable

from vsm_cli.analysis.times.figure_records import Bottleneck, Bound, Measured, TargetFigures
from vsm_cli.language import duration, message, number, percent, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Cell
from vsm_cli.reporters.report.overview import JourneyFacts, StreamFacts

UNKNOWN = "–"

STATES = {
    "current": message("current"),
    "future": message("future"),
    "ideal": message("ideal"),
}
BASES = {
    "measured": message("measured"),
    "estimated": message("estimated"),
    "promised": message("promised"),
}

_PROMISED = {
    "response": message("response {limit}"),
    "perceived": message("perceived {limit}"),
    "lead": message("lead {limit}"),
    "process": message("process {limit}"),
    "wait": message("wait {limit}"),
    "activity-ratio": message("activity ratio {limit}"),
    "rolled": message("rolled {limit}"),
}
_PERCENTILE = message("p{percentile} of {promise}")
_ANSWERS = {True: Cell(message("yes"), "good"), False: Cell(message("no"), "bad")}
_UNKNOWN = Cell(message("unknown"), "unsure")
_BOTTLENECK = message("{share} {step} ({owner})")
_NO_OWNER = message("no owner")
_CUSTOMER = message("customer")
_ROUND_THE_CLOCK = message("around the clock")
_WORKING_TIME = message("1d is {day}h, 1w is {week}d")
_YEARS = message("{years} years")

# Below few years a time is told in weeks and days, from many on in whole years.
_FEW_YEARS, _MANY_YEARS = 2, 10


def clock(seconds: float | None, calendar: Calendar) -> str:
    """A time in the units of a calendar; – where it is not known."""
    if seconds is None:
        return UNKNOWN
    return duration(seconds, day_hours=calendar.day_hours, week_days=calendar.week_days)


def time(facts: StreamFacts, figure: str) -> str:
    """A time among a stream's figures, by field name: ≥ or ≤ for a bound, ≈ for an estimate."""
    value = getattr(facts.figures, figure)
    return _signed(clock(value, facts.stream.calendar), facts, facts.figures.bounds.get(figure))


def ratio(facts: StreamFacts, figure: str) -> str:
    """A share among a stream's figures, with its sign."""
    text = share(getattr(facts.figures, figure))
    return _signed(text, facts, facts.figures.bounds.get(figure))


def count(facts: StreamFacts, figure: str) -> str:
    """A count among a stream's figures, with its sign, to a tenth."""
    value = getattr(facts.figures, figure)
    text = UNKNOWN if value is None else number(value)
    return _signed(text, facts, facts.figures.bounds.get(figure))


def share(value: float | None, *, whole: bool = False) -> str:
    """A share; where none is given, it is not known, or the `whole`."""
    if value is None:
        return percent(1.0) if whole else UNKNOWN
    return percent(value)


def _signed(text: str, facts: StreamFacts, bound: Bound | None) -> str:
    """A text with its sign: that a figure is a bound says more than that it is an estimate."""
    return signed(text, bound or ("≈" if facts.estimated else None))


def signed(text: str, sign: str | None) -> str:
    """A text with its sign; what is not known has none."""
    return f"{sign} {text}" if sign and text != UNKNOWN else text


def measured(figure: Measured, written: Callable[[float], str], estimated: bool) -> str:
    """A figure that comes with its bound, as `written` writes it."""
    value, bound = figure
    return UNKNOWN if value is None else signed(written(value), bound or _estimate(estimated))


def _estimate(estimated: bool) -> str | None:
    return "≈" if estimated else None


def elapsed(seconds: float | None) -> str:
    """A time on the clock on the wall."""
    return clock(seconds, ELAPSED)


def yearly(seconds: float) -> str:
    """The elapsed time of all items of a year together, which may be many years."""
    years = seconds / ELAPSED.year_s
    if years < _FEW_YEARS:
        return elapsed(seconds)
    return tr(_YEARS, years=f"{years:,.0f}" if years >= _MANY_YEARS else number(years))


def journey_time(facts: JourneyFacts, seconds: float | None) -> str:
    """An elapsed time of a journey with its sign."""
    sign = "≥" if facts.times.is_bound else _estimate(facts.estimated)
    return signed(elapsed(seconds), sign)


def journey_bottleneck(workspace: Workspace, facts: JourneyFacts) -> str:
    """The share, name and owner of the step that takes the most of a journey."""
    found = facts.times.bottleneck
    if found is None:
        return UNKNOWN
    step = workspace.streams[found.stream].steps[found.step]
    text = tr(
        _BOTTLENECK,
        share=percent(found.share, 0),
        step=step.label,
        owner=owner(workspace, step).text,
    )
    # Of a time that is at least so long, the share is at most that.
    return signed(text, "≤" if facts.times.is_bound else _estimate(facts.estimated))


def promised(facts: StreamFacts, target: TargetFigures) -> str:
    """A promise in a few words: `lead 3d`, `p95 of perceived 8h`."""
    text = tr(_PROMISED[target.figure], limit=_value(facts, target, target.limit))
    if target.percentile is None:
        return text
    return tr(_PERCENTILE, percentile=f"{target.percentile:g}", promise=text)


def actual(facts: StreamFacts, target: TargetFigures) -> str:
    """The figure that a promise is about."""
    text = _value(facts, target, target.actual)
    return _signed(text, facts, facts.figures.bound(target.figure))


def _value(facts: StreamFacts, target: TargetFigures, value: float | None) -> str:
    return share(value) if target.is_ratio else clock(value, facts.stream.calendar)


def yes_or_no(value: bool | None) -> Cell:
    """An answer of which no is the bad one; None: not known."""
    cell = _UNKNOWN if value is None else _ANSWERS[value]
    return cell._replace(text=tr(cell.text))


def bottleneck(workspace: Workspace, facts: StreamFacts, found: Bottleneck | None) -> str:
    """The share of a step in all the time, its name, and who answers for it."""
    if found is None:
        return UNKNOWN
    step = facts.stream.steps[found.step]
    text = tr(
        _BOTTLENECK,
        share=percent(found.share, 0),
        step=step.label,
        owner=owner(workspace, step).text,
    )
    return _signed(text, facts, None)


def owner(workspace: Workspace, step: Step) -> Cell:
    """Who answers for a step."""
    if step.owner is None:
        return Cell(tr(_NO_OWNER), "bad") if step.lacks("owner") else Cell(UNKNOWN, "unsure")
    return Cell(owner_name(workspace, step.owner))


def owner_name(workspace: Workspace, owner: str | None) -> str:
    """An owner by name; an empty text where there is none."""
    return tr(_CUSTOMER) if owner == CUSTOMER else workspace.owner_label(owner)


def calendar(value: Calendar) -> str:
    """What a day and a week mean."""
    if value.elapsed:
        return tr(_ROUND_THE_CLOCK)
    return tr(_WORKING_TIME, day=f"{value.day_hours:g}", week=f"{value.week_days:g}")
