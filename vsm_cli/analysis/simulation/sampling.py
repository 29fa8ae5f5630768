"""Draws from the spreads of a stream, vectorised."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from vsm_cli.analysis.times.step_times import SupportCase
from vsm_cli.model.streams import Route, Step
from vsm_cli.model.values import Spread

Floats = NDArray[np.float64]
Draw = Callable[[int], Floats]


def sampler(spread: Spread, random: np.random.Generator) -> Draw:
    """Draws in seconds. PERT is the beta distribution on [min, max] with shape 4 and the mean
    (min + 4·likely + max)/6 (Malcolm et al., 1959; Vose, 2008)."""
    if spread.kind == "uniform":
        low, high = spread.parameters
        return lambda count: random.uniform(low, high, count)
    if spread.kind == "log-normal":
        mu, sigma = spread.parameters
        return lambda count: random.lognormal(mu, sigma, count)
    if spread.kind == "pert":
        low, likely, high = spread.parameters
        width = high - low
        if width > 0:
            alpha, beta = 1 + 4 * (likely - low) / width, 1 + 4 * (high - likely) / width
            return lambda count: low + width * random.beta(alpha, beta, count)
    return lambda count: np.full(count, spread.mean_s)


class StepSampler(Struct, frozen=True):
    """How long one visit of a step takes, in seconds.

    `whole` draws the lead time where that cannot be told apart or is given; else a visit is
    the wait (that of the route, where it has one) and the process time.
    """

    whole: Draw | None
    wait: Draw
    process: Draw

    def draw(self, count: int, route_wait: Draw | None, *, waited: bool = False) -> Floats:
        """Draws for items that come along a route; `waited` where they have waited already."""
        if self.whole is not None and (route_wait is None or self.process is _nothing):
            return self.whole(count)
        if waited:
            return self.process(count)
        return (route_wait or self.wait)(count) + self.process(count)


def _nothing(count: int) -> Floats:
    return np.zeros(count)


class CaseSampler(Struct, frozen=True):
    """How long one visit of a step takes whose support may fail: which of the cases it is, is
    drawn anew for each visit. `chances` add up to 1."""

    chances: Sequence[float]
    cases: Sequence[StepSampler]
    random: np.random.Generator

    @property
    def whole(self) -> Draw | None:
        """Where the wait of some case cannot be told from its work, nothing waits apart."""
        return None if all(case.whole is None for case in self.cases) else self.draw

    def wait(self, count: int) -> Floats:
        return self._drawn(count, lambda case, many: case.wait(many))

    def draw(self, count: int, route_wait: Draw | None = None, *, waited: bool = False) -> Floats:
        waits = self.whole is None and waited
        return self._drawn(count, lambda case, many: case.draw(many, route_wait, waited=waits))

    def _drawn(self, count: int, draw: Callable[[StepSampler, int], Floats]) -> Floats:
        bounds = np.cumsum(self.chances)
        chosen = np.searchsorted(bounds, self.random.random(count) * bounds[-1], "right")
        taken = np.zeros(count)
        for number, case in enumerate(self.cases):
            at = np.flatnonzero(chosen == number)
            taken[at] = draw(case, len(at))
        return taken


def case_sampler(
    cases: Sequence[SupportCase], awaited: Draw | None, random: np.random.Generator
) -> CaseSampler:
    """The sampler of a step whose support may fail."""
    samplers = [step_sampler(case.step, case.times.wait_s, awaited, random) for case in cases]
    return CaseSampler([case.chance for case in cases], samplers, random)


def step_sampler(
    step: Step, wait_s: float | None, awaited: Draw | None, random: np.random.Generator
) -> StepSampler:
    """The sampler of a step. `wait_s` is its exact mean, which the waits of queues keep;
    `awaited` draws how long the streams take that it waits for, before what it waits by itself.
    What is not known takes no time."""
    process = sampler(step.process, random) if step.process else _nothing
    whole = sampler(step.lead, random) if step.lead is not None and step.wait is None else None
    if step.wait is not None:
        wait = _one_after_the_other(awaited, sampler(step.wait, random))
    elif step.waits_for_run:
        wait = sampler(Spread(0.0, "uniform", (0.0, step.every_s or 0.0)), random)
    else:
        wait = awaited or sampler(Spread(wait_s or 0.0), random)
    return StepSampler(whole, wait, process)


def _one_after_the_other(first: Draw | None, then: Draw) -> Draw:
    return then if first is None else lambda count: first(count) + then(count)


def route_sampler(route: Route | None, random: np.random.Generator) -> Draw | None:
    """The wait that a route brings, or None where the step's own stands."""
    if route is None or route.wait is None:
        return None
    return sampler(route.wait, random)
