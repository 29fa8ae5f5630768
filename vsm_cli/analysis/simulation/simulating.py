"""The spread of what one item takes: percentiles, chances of targets, what drives the P95."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import ceil, fsum

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from vsm_cli.analysis.simulation.sampling import Floats
from vsm_cli.analysis.simulation.walkers import Walkers, visits_per_item
from vsm_cli.analysis.simulation.walking import StepTally, Walker
from vsm_cli.analysis.times.exact_distributions import ExactTimes, exact_times, exactly_judged
from vsm_cli.analysis.times.figure_records import (
    TOLERANCE,
    StreamFigures,
    TargetFigures,
    percentile_figures,
)
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.analysis.times.variation import items_differ
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

RUNS, SEED = 100_000, 1
BATCH = 50_000
"""Items walked at once: few enough that their arrays stay in the processor's cache."""
MOST_VISITS = 10_000
"""Above so many visits per item, a simulation would take longer than anybody waits."""
BINS = 24
SLOW = 0.05
"""The share of the items of which it is said what makes them slow."""
_MOST_TALLIED = 100_000


class Distribution(Struct, frozen=True):
    """How long items take, in seconds. `edges` (one more than `counts`) are those of the
    histogram, which ends at the 99th percentile; `beyond` are the items above it."""

    mean_s: float
    p50_s: float
    p80_s: float
    p95_s: float
    edges_s: tuple[float, ...]
    counts: tuple[int, ...]
    beyond: int


class Driver(Struct, frozen=True):
    """A step at which the slowest twentieth of the items spend more time than all items do on
    average (`end`: the wait before the end): how much more, in seconds per item, and its part (0–1)
    of all that they spend more. `more_often`: they come there more often, rather than that a
    visit takes them longer."""

    step: str
    excess_s: float
    part: float
    more_often: bool


class Simulation(Struct, frozen=True):
    """What simulating a stream gave. Where `reason` is set there is nothing else: `split` (a
    split is unknown), `endless`, `untimed` or `no-spread` (every item takes the same).

    `exact_mean_s` is the mean of the chain, or what it is at least (`mean_is_bound`).
    `exact`: mean, percentiles and chances are those of all ways, not of the items that were drawn.
    `targets` are all of the stream, by key, those about simulated times with the chance of meeting
    them; they are there with a `reason`, too. `drivers`: the largest first; their parts add up
    to 1.
    """

    stream: str
    runs: int
    seed: int
    reason: str | None = None
    exact_mean_s: float | None = None
    mean_is_bound: bool = False
    exact: bool = False
    lead: Distribution | None = None
    perceived: Distribution | None = None
    response: Distribution | None = None
    targets: Mapping[str, TargetFigures] = field(default_factory=dict)
    drivers: tuple[Driver, ...] = ()


def simulate(
    workspace: Workspace,
    stream: Stream,
    *,
    runs: int = RUNS,
    seed: int = SEED,
    advance: Callable[[int], None] = lambda _: None,
) -> Simulation:
    """Walk `runs` items through a stream; `advance` is told how many are done.

    The same seed and number of runs give the same result.
    """
    figures = stream_figures(workspace, stream)
    reason = _reason(workspace, stream, figures)
    if reason:
        bound = figures.bound("lead") is not None
        judged = exactly_judged(workspace, stream)
        mean_s = figures.lead_time_s
        return Simulation(stream.id, runs, seed, reason, mean_s, bound, targets=judged)
    random = np.random.Generator(np.random.PCG64(seed))
    walker = Walkers(workspace, random).walker(stream)
    start = random.bit_generator.state
    batches = [min(BATCH, runs - done) for done in range(0, runs, BATCH)]
    outcomes = []
    for count in batches:
        outcomes.append(walker.walk(count))
        advance(count)
    lead = np.concatenate([outcome.lead_s for outcome in outcomes])
    responded = np.concatenate([outcome.responded_s for outcome in outcomes])
    times = {"lead": lead}
    if figures.perceived_lead_time_s is not None:
        times["perceived"] = np.concatenate([outcome.perceived_s for outcome in outcomes])
    if figures.response_time_s is not None:
        times["response"] = np.where(np.isnan(responded), lead, responded)
    random.bit_generator.state = start
    exact = exact_times(workspace, stream)
    found = {name: _distribution(each, exact.get(name)) for name, each in times.items()}
    return Simulation(
        stream.id,
        runs,
        seed,
        None,
        exact["lead"].mean_s if "lead" in exact else figures.lead_time_s,
        "lead" not in exact and figures.bound("lead") is not None,
        exact.keys() >= times.keys(),
        found["lead"],
        found.get("perceived"),
        found.get("response"),
        _targets(workspace, stream, times, exact),
        _drivers(walker, lead, batches),
    )


def reason_against(workspace: Workspace, stream: Stream) -> str | None:
    """Why a stream cannot be simulated, or need not be; None where it can."""
    return _reason(workspace, stream, stream_figures(workspace, stream))


def _reason(workspace: Workspace, stream: Stream, figures: StreamFigures) -> str | None:
    if figures.unknown_splits or figures.bad_forks:
        return "split"
    if figures.lead_time_s is None:
        return "untimed" if figures.untimed_steps else "endless"
    visits = visits_per_item(workspace, stream)
    if visits is None or visits > MOST_VISITS:
        return "endless"
    figures_of = partial(stream_figures, workspace)
    return None if items_differ(workspace, stream, figures_of) else "no-spread"


def _percentile(times_s: Floats, percentile: float) -> float:
    """The least time within which so many percent of the items are: then a promised percentile
    is within its limit exactly where the chance reaches it."""
    rank = max(ceil(percentile / 100 * len(times_s) * (1 - TOLERANCE)), 1) - 1
    return float(np.partition(times_s, rank)[rank])


def _distribution(times_s: Floats, exact: ExactTimes | None) -> Distribution:
    p50, p80, p95, p99 = (_percentile(times_s, p) for p in (50, 80, 95, 99))
    low = float(times_s.min())
    high = p99 if p99 > low else low + 1.0
    counts, edges = np.histogram(times_s, BINS, (low, high))
    found = Distribution(
        float(times_s.mean()),
        p50,
        p80,
        p95,
        tuple(float(edge) for edge in edges),
        tuple(int(count) for count in counts),
        int((times_s > high).sum()),
    )
    if exact is None:
        return found
    p50, p80, p95 = (exact.percentile_s(p) for p in (50, 80, 95))
    return replace(found, mean_s=exact.mean_s, p50_s=p50, p80_s=p80, p95_s=p95)


def _targets(
    workspace: Workspace,
    stream: Stream,
    times: Mapping[str, Floats],
    exact: Mapping[str, ExactTimes],
) -> dict[str, TargetFigures]:
    """Each target as it is judged without drawing, as far as it can be, and with the chance of
    meeting it where its time is simulated. What only the items that were drawn can tell is the
    verdict on a percentile of times that are spread."""
    figures = stream_figures(workspace, stream)
    found = dict(exactly_judged(workspace, stream))
    for target in stream.targets:
        judged, times_s = found[target.key], times.get(target.figure)
        if times_s is None or judged.chance is not None:
            continue
        known = exact.get(target.figure)
        if known is not None:
            chance = known.chance(target.limit)
        else:
            limit_s = target.limit + TOLERANCE * max(target.limit, 1.0)
            chance = float((times_s <= limit_s).mean())
        if target.percentile is None:
            found[target.key] = replace(judged, chance=chance)
        else:
            percentile_s = _percentile(times_s, target.percentile)
            found[target.key] = percentile_figures(target, figures, chance, percentile_s)
    return found


def _drivers(walker: Walker, lead_s: Floats, batches: Sequence[int]) -> tuple[Driver, ...]:
    """What takes more in the slow items than in all (a regional sensitivity measure, Saltelli
    et al., Global Sensitivity Analysis, 2008, ch. 5), by walking once more the same way: which
    items are slow is known only afterwards."""
    weights: list[Floats] = []
    start = 0
    tallied = max(1, sum(np.cumsum(batches) <= _MOST_TALLIED))
    slow = _slowest(lead_s[: sum(batches[:tallied])])
    for count in batches[:tallied]:
        weights.append(slow[start : start + count])
        start += count
    for count, each in zip(batches, weights, strict=False):
        walker.walk(count, each)
    excesses = {step: _excess(tally, start) for step, tally in walker.tallies.items()}
    total_s = fsum(excess_s for excess_s, _ in excesses.values() if excess_s > 0)
    order = sorted(excesses.items(), key=lambda item: -item[1][0])
    return tuple(
        Driver(step, excess_s, excess_s / total_s, often_s > excess_s / 2)
        for step, (excess_s, often_s) in order
        if excess_s > TOLERANCE * total_s and total_s > 0
    )


def _slowest(lead_s: Floats) -> Floats:
    """How much of each item is among the slowest twentieth: exactly so many items, those that
    take as long as the fastest of them by equal parts."""
    wanted = SLOW * len(lead_s)
    limit_s = _percentile(lead_s, 100 * (1 - SLOW))
    # Sums of the same times in another order are the same time.
    slower = lead_s > limit_s * (1 + TOLERANCE)
    tied = (lead_s >= limit_s * (1 - TOLERANCE)) & ~slower
    left = (wanted - slower.sum()) / max(tied.sum(), 1)
    return np.where(slower, 1.0, np.where(tied, left, 0.0))


def _excess(tally: StepTally, items: int) -> tuple[float, float]:
    """The time at a step per slow item less that per item, and how much of it is due to coming
    there more often at the mean time of a visit."""
    slow = SLOW * items
    excess_s = tally.weighed_time_s / slow - tally.time_s / items
    visit_s = tally.time_s / tally.visits if tally.visits else 0.0
    return excess_s, (tally.weighed_visits / slow - tally.visits / items) * visit_s
