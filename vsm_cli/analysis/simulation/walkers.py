"""The walkers of a workspace: a stream that another waits for is walked, too, each time anew."""

from math import fsum

import numpy as np

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.simulation.sampling import (
    CaseSampler,
    Draw,
    Floats,
    StepSampler,
    case_sampler,
    step_sampler,
)
from vsm_cli.analysis.simulation.walking import Walker
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

# Streams that wait for streams that wait for streams: beyond that, their mean counts.
_MOST_DEEP = 20


class Walkers:
    """Makes the walker of each stream when it is asked for, all with the same random numbers."""

    def __init__(self, workspace: Workspace, random: np.random.Generator) -> None:
        self._workspace = workspace
        self._random = random
        self._made: dict[str, Walker] = {}

    def walker(self, stream: Stream, depth: int = 0) -> Walker:
        if stream.id not in self._made:
            samplers = {
                step.id: self._sampler(stream, step, depth) for step in stream.steps.values()
            }
            routing = routing_of(stream)
            self._made[stream.id] = Walker(stream, routing, samplers, self._random)
        return self._made[stream.id]

    def _sampler(self, stream: Stream, step: Step, depth: int) -> StepSampler | CaseSampler:
        figures = stream_figures(self._workspace, stream).steps[step.id]
        known = step.awaited and figures.wait_time_s is not None and depth < _MOST_DEEP
        awaited = self._awaited(stream, step, depth) if known else None
        if figures.cases:
            return case_sampler(figures.cases, awaited, self._random)
        return step_sampler(step, figures.wait_time_s, awaited, self._random)

    def _awaited(self, stream: Stream, step: Step, depth: int) -> Draw:
        """Draws the longest of the streams that a step waits for, on its own clock."""
        others = [self._workspace.streams[use.stream] for use in step.awaited]
        walkers = [(self.walker(other, depth + 1), _factor(other, stream)) for other in others]

        def draw(count: int) -> Floats:
            longest = np.zeros(count)
            for walker, factor in walkers:
                np.maximum(longest, walker.walk(count).perceived_s * factor, out=longest)
            return longest

        return draw


def _factor(other: Stream, stream: Stream) -> float:
    return other.calendar.elapsed_factor / stream.calendar.elapsed_factor


def visits_per_item(workspace: Workspace, stream: Stream) -> float | None:
    """How many steps an item comes to, those of the streams included that it waits for; None
    where it may never end."""
    return _visits(workspace, stream, {}, 0)


def _visits(
    workspace: Workspace, stream: Stream, known: dict[str, float | None], depth: int
) -> float | None:
    figures = stream_figures(workspace, stream)
    total = []
    for step in stream.steps.values():
        each = figures.steps[step.id]
        if each.visits is None:
            return None
        inside = 1.0
        if each.wait_time_s is not None and depth < _MOST_DEEP:
            for use in step.awaited:
                if use.stream not in known:
                    other = workspace.streams[use.stream]
                    known[use.stream] = _visits(workspace, other, known, depth + 1)
                inside += known[use.stream] or 0.0
        total.append(each.visits * inside)
    return fsum(total)
