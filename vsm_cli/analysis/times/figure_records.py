"""The figures of one stream and of its steps, as people read them."""

from collections.abc import Mapping
from math import isclose
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct, field

from vsm_cli.analysis.times.step_times import SupportCase
from vsm_cli.model.streams import Target

Place = TypeVar("Place")
Bound = Literal["≥", "≤", "≈"]

# A figure with its bound (None: exact).
Measured = tuple[float | None, Bound | None]
NOTHING: Measured = (None, None)


class TimePart(NamedTuple):
    """What something adds to a whole, in seconds over all visits: 0 on branches that never decide
    it. The parts of all steps, and what is spent at none, are the whole."""

    wait_s: float
    process_s: float

    @property
    def time_s(self) -> float:
        return self.wait_s + self.process_s


class StepFigures(Struct, frozen=True):
    """Times are seconds of the stream's calendar per visit; None: not known.

    `visits` is how often an item comes to the step on average. `wait_is_bound`: the wait is at
    least that, since it rests on another figure that is; so with the process time, and the
    %C&A is at most that. `cases` are there where support may fail. `perceived_wait_s` is what an
    item waits before this step in all, over all visits and by the routes it takes, as part
    of the perceived lead time (0 on branches that do not decide it; None: not known);
    `perceived_lead_time_s` is all the time of that kind at this step, as far as it is known.
    `part` is what the step adds to the lead time of the stream, and `perceived_part` to the
    perceived one: None where the whole is not known, or no time of the step.
    """

    visits: float | None
    process_time_s: float | None
    wait_time_s: float | None
    lead_time_s: float | None
    complete_accurate: float | None
    owner: str | None
    wait_is_bound: bool = False
    process_is_bound: bool = False
    complete_accurate_is_bound: bool = False
    cases: tuple[SupportCase, ...] = ()
    perceived_wait_s: float | None = None
    perceived_lead_time_s: float | None = None
    part: TimePart | None = None
    perceived_part: TimePart | None = None

    @property
    def bounds(self) -> tuple[Bound | None, Bound | None, Bound | None, Bound | None]:
        """What kind of bound process, wait and lead time and the %C&A are."""
        process: Bound | None = "≥" if self.process_is_bound else None
        wait: Bound | None = "≥" if self.wait_is_bound else None
        return process, wait, process or wait, "≤" if self.complete_accurate_is_bound else None


class Bottleneck(Struct, frozen=True):
    """The step that takes the most of an item's time: all visits together, in seconds, and
    its share (0–1) of the perceived lead time; of the lead time for a step behind delivery."""

    step: str
    lead_time_s: float
    share: float


# Of two that are so near to each other neither is the bottleneck.
_AS_MUCH = 0.005


def largest(spent_s: Mapping[Place, float]) -> Place | None:
    """Where most time is spent; None where there is but one place, or another takes as much."""
    if len(spent_s) < 2:
        return None
    first, second = sorted(spent_s, key=spent_s.__getitem__, reverse=True)[:2]
    return first if spent_s[first] * (1 - _AS_MUCH) > max(0.0, spent_s[second]) else None


class TargetFigures(Struct, frozen=True):
    """A promise beside the figure: seconds, or 0–1 for ratios.

    `met` is None where that cannot be said: the figure is not known, or is a bound on the
    wrong side, or the promise is about a percentile of times whose distribution is not known.
    `chance` is the share (0–1) of the items within the limit, where that distribution is known;
    a promised percentile is met where the chance reaches it.
    """

    figure: str
    limit: float
    percentile: float | None
    actual: float | None
    met: bool | None
    chance: float | None = None

    @property
    def is_ratio(self) -> bool:
        return self.figure in RATIOS


# Sums of the same times in another order may differ in the last bits.
TOLERANCE = 1e-9

RATIOS = frozenset(("activity-ratio", "value-adding-ratio", "rolled"))

# The figures that `target` and `stated` can name.
_FIELDS = {
    "process": "process_time_s",
    "wait": "wait_time_s",
    "lead": "lead_time_s",
    "perceived": "perceived_lead_time_s",
    "response": "response_time_s",
    "own": "own_time_s",
    "activity-ratio": "activity_ratio",
    "value-adding-ratio": "value_adding_ratio",
    "rolled": "rolled_complete_accurate",
}


class StreamFigures(Struct, frozen=True, kw_only=True):
    """What can be said about one stream; None is what cannot be known, never 0.

    Times are seconds of the stream's calendar per item, ratios 0–1, rates per year. Sums run
    over what is timed; `bounds` names the figures that are bounds because of what is missing
    (by field name): "≥" at least, "≤" at most, "≈" neither, since it rests on some steps only.
    `untimed_steps` are those of which no time is known, `partly_timed_steps` those of which
    either wait or process time is missing, `unrated_steps` those without %C&A.
    `unknown_splits` are steps whose shares (or entry shares) are not known, `bad_forks` those
    whose branches do not come together (VSM507); figures that need them are None. `vague_forks`
    are those after which spreads, or too many ways, leave open which branch is the longest: times
    are bounds because of them.
    `perceived_steps` are those that the perceived lead time rests on. `elsewhere_s` is the part
    of the lead time that is spent at no step: waits on the way to the end.
    `targets` are by the figure that they promise, with `.p95` where it is a percentile.
    """

    process_time_s: float | None = None
    lead_time_s: float | None = None
    wait_time_s: float | None = None
    total_process_time_s: float | None = None
    effort_s: float | None = None
    perceived_lead_time_s: float | None = None
    perceived_process_time_s: float | None = None
    perceived_wait_time_s: float | None = None
    response_time_s: float | None = None
    waiting_for_customer_s: float | None = None
    own_time_s: float | None = None
    customer_effort_s: float | None = None
    activity_ratio: float | None = None
    value_adding_ratio: float | None = None
    rolled_complete_accurate: float | None = None
    handoffs: int = 0
    system_changes: int = 0
    contacts: float | None = None
    rework_lead_time_s: float | None = None
    effort_per_year_s: float | None = None
    rework_effort_per_year_s: float | None = None
    rework_people: float | None = None
    bottleneck: Bottleneck | None = None
    after_delivery: Bottleneck | None = None
    demand_per_year: float | None = None
    wip: float | None = None
    untimed_steps: tuple[str, ...] = ()
    partly_timed_steps: tuple[str, ...] = ()
    unrated_steps: tuple[str, ...] = ()
    unknown_splits: tuple[str, ...] = ()
    bad_forks: tuple[str, ...] = ()
    vague_forks: tuple[str, ...] = ()
    perceived_steps: tuple[str, ...] = ()
    elsewhere_s: float = 0.0
    targets: Mapping[str, TargetFigures] = field(default_factory=dict)
    steps: Mapping[str, StepFigures] = field(default_factory=dict)
    bounds: Mapping[str, Bound] = field(default_factory=dict)

    def figure(self, key: str) -> float | None:
        """A figure by its key in the format (`lead`, `activity-ratio` …)."""
        value: float | None = getattr(self, _FIELDS[key])
        return value

    def bound(self, key: str) -> Bound | None:
        """Whether a figure, by its key in the format, is only a bound."""
        return self.bounds.get(_FIELDS[key])

    def bound_by_missing(self, key: str) -> Bound | None:
        """Whether a figure is a bound since some time is missing. Where only the mean of the
        longest branch is not known, the single items still are."""
        missing = any(
            step.visits != 0.0 and (step.lead_time_s is None or step.wait_is_bound)
            for step in self.steps.values()
        )
        return self.bound(key) if missing else None

    @property
    def lead_is_bound(self) -> bool:
        """Whether the lead time is at least what is shown, since some step's time is missing."""
        return "lead_time_s" in self.bounds


def target_figures(target: Target, figures: StreamFigures) -> TargetFigures:
    """A promise beside the figure that it is about.

    A bound only decides where it already misses, or already meets, the target.
    """
    if target.percentile is not None:
        return TargetFigures(target.figure, target.limit, target.percentile, None, None)
    actual = figures.figure(target.figure)
    met = None
    if actual is not None:
        more_is_better = target.figure in RATIOS
        reached = actual >= target.limit if more_is_better else actual <= target.limit
        reached |= isclose(actual, target.limit, rel_tol=TOLERANCE)
        proof = "≥" if reached == more_is_better else "≤"
        met = reached if figures.bound(target.figure) in (None, proof) else None
    return TargetFigures(target.figure, target.limit, None, actual, met)


def percentile_figures(
    target: Target, figures: StreamFigures, chance: float, percentile_s: float | None
) -> TargetFigures:
    """A promise beside what is known of the distribution: the share of the items within its
    limit, and the time that the promised percentile of them stay within.

    Times that are at least what is known can only prove that a percentile is missed.
    """
    met = None
    if target.percentile is not None:
        reached = chance >= target.percentile / 100 - TOLERANCE
        met = None if reached and figures.bound_by_missing(target.figure) else reached
    return TargetFigures(target.figure, target.limit, target.percentile, percentile_s, met, chance)
