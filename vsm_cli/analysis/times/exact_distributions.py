"""How long items take, exactly, where no time of a stream is a spread: in plain Python."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import fsum

from msgspec import Struct

from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.times.discrete_walking import (
    MOST_WAYS,
    DiscreteWalker,
    Moment,
    Times,
    Ways,
)
from vsm_cli.analysis.times.figure_records import (
    TOLERANCE,
    StepFigures,
    TargetFigures,
    percentile_figures,
)
from vsm_cli.analysis.times.step_times import StepTimes, is_spread
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

# Streams that wait for streams that wait for streams: nobody sees further.
_MOST_DEEP = 20


class ExactTimes(Struct, frozen=True, dict=True):
    """The different times that items take, in seconds, rising, each with its chance (0–1)."""

    times: Times

    @property
    def mean_s(self) -> float:
        return fsum(time_s * chance for time_s, chance in self.times) / self._sums[-1]

    def percentile_s(self, percentile: float) -> float:
        """The least time within which so many percent of the items are."""
        wanted = percentile / 100 - TOLERANCE
        pairs = zip(self.times, self._sums, strict=True)
        return next((time_s for (time_s, _), sum_ in pairs if sum_ >= wanted), self.times[-1][0])

    def chance(self, limit_s: float) -> float:
        """The share of the items that take no longer than a limit."""
        limit_s += TOLERANCE * max(limit_s, 1.0)
        within = fsum(chance for time_s, chance in self.times if time_s <= limit_s)
        return min(1.0, within)

    @cached_property
    def _sums(self) -> Sequence[float]:
        return tuple(accumulate(chance for _, chance in self.times))


def exact_times(workspace: Workspace, stream: Stream) -> Mapping[str, ExactTimes]:
    """The distributions of `lead`, `perceived` and `response`, as far as they are known;
    none where a time is a spread or there are more than 4,096 different ways.

    What is not known of a time counts as nothing, as in the figures, which then are bounds.
    """
    return _known(workspace, stream, 0)


def exactly_judged(workspace: Workspace, stream: Stream) -> Mapping[str, TargetFigures]:
    """The promises of a stream beside its figures; those about percentiles are judged where the
    distribution is exactly known."""
    figures = stream_figures(workspace, stream)
    judged = dict(figures.targets)
    for target in stream.targets:
        if target.percentile is not None:
            known = exact_times(workspace, stream).get(target.figure)
            if known:
                percentile_s = known.percentile_s(target.percentile)
                chance = known.chance(target.limit)
                judged[target.key] = percentile_figures(target, figures, chance, percentile_s)
    return judged


def _known(workspace: Workspace, stream: Stream, depth: int) -> Mapping[str, ExactTimes]:
    done = _done(workspace)
    if stream not in done:
        done[stream] = _distributions(workspace, stream, depth)
    return done[stream]


@remembered
def _done(workspace: Workspace) -> dict[Stream, Mapping[str, ExactTimes]]:  # noqa: ARG001
    return {}


def _distributions(workspace: Workspace, stream: Stream, depth: int) -> Mapping[str, ExactTimes]:
    figures = stream_figures(workspace, stream)
    if figures.lead_time_s is None or figures.unknown_splits or figures.bad_forks:
        return {}
    waits: dict[str, Times] = {}
    forks = routing_of(stream).forks
    for step in stream.steps.values():
        if figures.steps[step.id].visits != 0.0:
            waited = _times_waited(workspace, stream, step, figures.steps[step.id], depth)
            if waited is None:
                return {}
            waits |= {step.id: waited} if waited else {}
    times = {
        id_: StepTimes(step.process_time_s, step.wait_time_s, step.lead_time_s, cases=step.cases)
        for id_, step in figures.steps.items()
    }
    if any(_joins_with_cases(times[fork.join]) for fork in forks if fork.join in times):
        return {}
    wanted: dict[str, Moment | None] = {"lead": None}
    if figures.perceived_lead_time_s is not None:
        wanted["perceived"] = (
            Moment(stream.delivered_at, first=False) if stream.delivered_at else None
        )
    if figures.response_time_s is not None and stream.responded_at:
        wanted["response"] = Moment(stream.responded_at, first=True)
    known: dict[Moment | None, ExactTimes] = {}
    for moment in dict.fromkeys(wanted.values()):
        ways = DiscreteWalker(routing_of(stream), times, waits, moment).walk()
        if ways:
            known[moment] = _gathered(ways)
    return {figure: known[moment] for figure, moment in wanted.items() if moment in known}


def _joins_with_cases(times: StepTimes) -> bool:
    """Whether support decides how long a join waits: each branch would find it there or not."""
    return len({(case.times.wait_s, case.times.lead_stands) for case in times.cases}) > 1


def _gathered(ways: Ways) -> ExactTimes:
    """Items for which the moment never comes count whole."""
    chances: dict[float, float] = {}
    for way, chance in ways.items():
        time_s = way.time_s if way.moment_s is None else way.moment_s
        chances[time_s] = chances.get(time_s, 0.0) + chance
    return ExactTimes(tuple(sorted(chances.items())))


def _times_waited(
    workspace: Workspace, stream: Stream, step: Step, figures: StepFigures, depth: int
) -> Times | None:
    """The times that a step waits for other streams, none where it does not; None where some time
    of the step varies in a way that has no distinct values."""
    if is_spread(step, figures.cases):
        return None
    if not step.awaited or figures.wait_time_s is None:
        return ()
    longest: dict[float, float] = {0.0: 1.0}
    for use in step.awaited:
        other = workspace.streams[use.stream]
        known = _known(workspace, other, depth + 1) if depth < _MOST_DEEP else {}
        if "perceived" not in known:
            return None
        factor = other.calendar.elapsed_factor / stream.calendar.elapsed_factor
        together: dict[float, float] = {}
        for one_s, chance in longest.items():
            for other_s, part in known["perceived"].times:
                longer_s = max(one_s, other_s * factor)
                together[longer_s] = together.get(longer_s, 0.0) + chance * part
        if len(together) > MOST_WAYS:
            return None
        longest = together
    return tuple(longest.items())
