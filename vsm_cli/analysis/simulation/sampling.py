"""Draws from the spreads of a stream, vectorised."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vsm_cli.analysis.times.figure_records import StepFigures
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


@dataclass(frozen=True, slots=True)
class StepSampler:
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


def step_sampler(
    step: Step, figures: StepFigures, awaited: Draw | None, random: np.random.Generator
) -> StepSampler:
    """The sampler of a step. `figures` are its exact means, which the waits of queues keep;
    `awaited` draws how long the streams take that it waits for. What is not known takes no time."""
    process = sampler(step.process, random) if step.process else _nothing
    whole = sampler(step.lead, random) if step.lead is not None and step.wait is None else None
    if step.wait is not None:
        wait = sampler(step.wait, random)
    elif step.waits_for_run:
        wait = sampler(Spread(0.0, "uniform", (0.0, step.every_s or 0.0)), random)
    else:
        wait = awaited or sampler(Spread(figures.wait_time_s or 0.0), random)
    return StepSampler(whole, wait, process)


def route_sampler(route: Route | None, random: np.random.Generator) -> Draw | None:
    """The wait that a route brings, or None where the step's own stands."""
    if route is None or route.wait is None:
        return None
    return sampler(route.wait, random)
