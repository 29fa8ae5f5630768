"""The spread of what one item takes: percentiles, chances of targets, what drives the P95."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.simulation.sampling import Floats, is_spread
from vsm_cli.analysis.simulation.walking import Walker, WalkOutcome
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace

BATCH = 50_000
"""Items walked at once: few enough that their arrays stay in the processor's cache."""
MOST_VISITS = 10_000
"""Above so many visits per item, a simulation would take longer than anybody waits."""
BINS = 24


@dataclass(frozen=True, slots=True)
class Distribution:
    """How long items take, in seconds. `edges` (one more than `counts`) are those of the
    histogram, which ends at the 99th percentile; `beyond` are the items above it."""

    mean_s: float
    p50_s: float
    p80_s: float
    p95_s: float
    edges_s: tuple[float, ...]
    counts: tuple[int, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class Chance:
    """A promise about a time: `chance` is the share of items within `limit_s`; `met` says it of
    a promised percentile."""

    figure: str
    limit_s: float
    percentile: float | None
    chance: float
    met: bool | None


@dataclass(frozen=True, slots=True)
class Driver:
    """The step whose spread drives the P95: what it takes more than usual, in seconds, in the
    slowest twentieth of the items, and its share (0–1) of what these take more in all."""

    step: str
    excess_s: float
    share: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """What simulating a stream gave. Where `reason` is set there is nothing else: `split` (a
    split is unknown), `endless`, `untimed` or `no-spread`."""

    stream: str
    runs: int
    seed: int
    reason: str | None = None
    exact_mean_s: float | None = None
    lead: Distribution | None = None
    perceived: Distribution | None = None
    response: Distribution | None = None
    chances: tuple[Chance, ...] = ()
    driver: Driver | None = None


def simulate(
    workspace: Workspace,
    stream: Stream,
    *,
    runs: int = 100_000,
    seed: int = 1,
    advance: Callable[[int], None] = lambda _: None,
) -> Simulation:
    """Walk `runs` items through a stream; `advance` is told how many are done.

    The same seed and number of runs give the same result.
    """
    figures = stream_figures(workspace, stream)
    reason = _reason(stream, figures)
    if reason:
        return Simulation(stream.id, runs, seed, reason, figures.lead_time_s)
    random = np.random.Generator(np.random.PCG64(seed))
    watched = varying_steps(stream)
    walker = Walker(stream, routing_of(stream), figures, random, watched)
    outcomes: list[WalkOutcome] = []
    driver = None
    for start in range(0, runs, BATCH):
        count = min(BATCH, runs - start)
        outcome = walker.walk(count)
        if driver is None:
            driver = _driver(outcome)
        outcomes.append(outcome._replace(spent_s={}))
        advance(count)
    lead = np.concatenate([outcome.lead_s for outcome in outcomes])
    delivered = np.concatenate([outcome.delivered_s for outcome in outcomes])
    responded = np.concatenate([outcome.responded_s for outcome in outcomes])
    perceived = np.where(np.isnan(delivered), lead, delivered)
    response = None
    if stream.responded_at and not np.isnan(responded).all():
        response = np.where(np.isnan(responded), lead, responded)
    times = {"lead": lead, "perceived": perceived, "response": response}
    return Simulation(
        stream.id,
        runs,
        seed,
        None,
        figures.lead_time_s,
        _distribution(lead),
        _distribution(perceived),
        None if response is None else _distribution(response),
        tuple(_chances(stream, times)),
        driver,
    )


def varying_steps(stream: Stream) -> tuple[str, ...]:
    """The steps whose time differs from item to item, by a spread of their own or of a route
    that leads there."""
    found = {
        step.id
        for step in stream.steps.values()
        if is_spread(step.process)
        or is_spread(step.wait)
        or is_spread(step.lead)
        or (step.every_s and step.wait is None and step.lead is None and step.queue is None)
    }
    for step in stream.steps.values():
        found |= {route.target for route in step.routes if is_spread(route.wait)}
    return tuple(step for step in stream.steps if step in found)


def _reason(stream: Stream, figures: StreamFigures) -> str | None:
    if figures.unknown_splits or figures.bad_forks:
        return "split"
    if figures.lead_time_s is None:
        return "untimed" if figures.untimed_steps else "endless"
    visits = [step.visits for step in figures.steps.values()]
    if None in visits or fsum(visit or 0.0 for visit in visits) > MOST_VISITS:
        return "endless"
    return None if varying_steps(stream) else "no-spread"


def _distribution(times_s: Floats) -> Distribution:
    p50, p80, p95, p99 = (float(p) for p in np.percentile(times_s, (50, 80, 95, 99)))
    low = float(times_s.min())
    high = p99 if p99 > low else low + 1.0
    counts, edges = np.histogram(times_s, BINS, (low, high))
    return Distribution(
        float(times_s.mean()),
        p50,
        p80,
        p95,
        tuple(float(edge) for edge in edges),
        tuple(int(count) for count in counts),
        int((times_s > high).sum()),
    )


def _chances(stream: Stream, times: dict[str, Floats | None]) -> Sequence[Chance]:
    """The chance of meeting each target about a time that is simulated."""
    found = []
    for target in stream.targets:
        times_s = times.get(target.figure)
        if times_s is None:
            continue
        chance = float((times_s <= target.limit).mean())
        met = None if target.percentile is None else chance >= target.percentile / 100
        found.append(Chance(target.figure, target.limit, target.percentile, chance, met))
    return found


def _driver(outcome: WalkOutcome) -> Driver | None:
    """The step that takes more than usual in the slow items (a regional sensitivity measure,
    Saltelli et al., Global Sensitivity Analysis, 2008, ch. 5)."""
    lead = outcome.lead_s
    slow = lead >= np.percentile(lead, 95)
    excess = float(lead[slow].mean() - lead.mean())
    if not outcome.spent_s or excess <= 0:
        return None
    by_step = {
        step: float(spent[slow].mean() - spent.mean()) for step, spent in outcome.spent_s.items()
    }
    step = max(by_step, key=lambda name: by_step[name])
    return Driver(step, by_step[step], by_step[step] / excess)
