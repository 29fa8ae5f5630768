"""The cells of a report: figures of streams and journeys by name, owners and answers."""

from vsm_cli.analysis.times.figure_records import Bottleneck, Bound
from vsm_cli.language import forms, message, tr
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Cell
from vsm_cli.reporters.report.overview import JourneyFacts, StreamFacts
from vsm_cli.wording.element_names import NOBODY, owner_name
from vsm_cli.wording.figures import number, percent, sign_of
from vsm_cli.wording.times import UNKNOWN, clock, elapsed

_ANSWERS = {True: Cell(message("yes"), "good"), False: Cell(message("no"), "bad")}
_UNKNOWN = Cell(message("unknown"), "unsure")
TIMES = forms("{number} time", "{number} times")
_BOTTLENECK = message("{share} {step} ({owner})")
_WAIT_BEFORE = message("{share} wait before {stream}")


def _sign(facts: StreamFacts, figure: str) -> Bound | None:
    return sign_of(facts.stream, facts.figures.bounds.get(figure))


def time(facts: StreamFacts, figure: str) -> str:
    """A time among a stream's figures, by field name, with its sign."""
    value = getattr(facts.figures, figure)
    return clock(value, facts.stream.calendar, _sign(facts, figure))


def ratio(facts: StreamFacts, figure: str) -> str:
    """A share among a stream's figures, with its sign."""
    return percent(getattr(facts.figures, figure), sign=_sign(facts, figure))


def count(facts: StreamFacts, figure: str) -> str:
    """A count among a stream's figures, with its sign, to a tenth."""
    return number(getattr(facts.figures, figure), sign=_sign(facts, figure))


def _journey_sign(facts: JourneyFacts, bound: Bound) -> Bound | None:
    return bound if facts.times.is_bound else "≈" if facts.estimated else None


def journey_time(facts: JourneyFacts, seconds: float | None) -> str:
    """An elapsed time of a journey with its sign."""
    return elapsed(seconds, _journey_sign(facts, "≥"))


def journey_bottleneck(workspace: Workspace, facts: JourneyFacts) -> str:
    """The share, name and owner of the step that takes the most of a journey."""
    found = facts.times.bottleneck
    if found is None:
        return UNKNOWN
    # Of a time that is at least so long, the share is at most that.
    share = percent(found.share, 0, _journey_sign(facts, "≤"))
    stream = workspace.streams[found.stream]
    if found.step is None:
        return tr(_WAIT_BEFORE, share=share, stream=stream.label)
    return _bottleneck(workspace, stream.steps[found.step], share)


def bottleneck(workspace: Workspace, facts: StreamFacts, found: Bottleneck | None) -> str:
    """The share of a step in all the time, its name, and who answers for it."""
    if found is None:
        return UNKNOWN
    share = percent(found.share, 0, sign_of(facts.stream))
    return _bottleneck(workspace, facts.stream.steps[found.step], share)


def _bottleneck(workspace: Workspace, step: Step, share: str) -> str:
    return tr(_BOTTLENECK, share=share, step=step.label, owner=owner(workspace, step).text)


def yes_or_no(value: bool | None) -> Cell:
    """An answer of which no is the bad one; None: not known."""
    cell = _UNKNOWN if value is None else _ANSWERS[value]
    return cell._replace(text=tr(cell.text))


def owner(workspace: Workspace, step: Step) -> Cell:
    """Who answers for a step."""
    if step.owner is None:
        return Cell(tr(NOBODY), "bad") if step.lacks("owner") else Cell(UNKNOWN, "unsure")
    return Cell(owner_name(workspace, step.owner))
