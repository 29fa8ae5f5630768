"""How a report writes figures, promises and owners."""

from vsm_cli.analysis.figures import Bottleneck, Bound, TargetFigures
from vsm_cli.language import duration, message, number, percent, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step
from vsm_cli.model.values import Calendar
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.reporting.blocks import Cell
from vsm_cli.reporters.reporting.overview import StreamFacts

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


def share(value: float | None) -> str:
    return UNKNOWN if value is None else percent(value)


def _signed(text: str, facts: StreamFacts, bound: Bound | None) -> str:
    """A text with its sign: that a figure is a bound says more than that it is an estimate."""
    sign = bound or ("≈" if facts.estimated else None)
    return f"{sign} {text}" if sign and text != UNKNOWN else text


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
    if step.owner == CUSTOMER:
        return Cell(tr(_CUSTOMER))
    if step.owner is None:
        return Cell(tr(_NO_OWNER), "bad") if step.lacks("owner") else Cell(UNKNOWN, "unsure")
    return Cell(workspace.owner_label(step.owner))


def calendar(value: Calendar) -> str:
    """What a day and a week mean."""
    if value.elapsed:
        return tr(_ROUND_THE_CLOCK)
    return tr(_WORKING_TIME, day=f"{value.day_hours:g}", week=f"{value.week_days:g}")
