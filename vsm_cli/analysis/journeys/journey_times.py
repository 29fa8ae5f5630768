"""How long a journey takes, and which wait or step of all its streams takes the most of it."""

from collections.abc import Iterator, Mapping
from math import fsum
from typing import NamedTuple

from vsm_cli.analysis.times.figure_records import StreamFigures, largest
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.streams import Link, Stream
from vsm_cli.model.workspace import Workspace


class StreamTimes(NamedTuple):
    """One stream of a journey step in elapsed seconds: the wait before it, and its perceived
    lead time (None: not known). `link` is where the wait is written, if not at the step."""

    stream: Stream
    figures: StreamFigures
    wait_s: float
    link: Link | None
    perceived_s: float | None

    @property
    def known_s(self) -> float:
        return self.wait_s + (self.perceived_s or 0.0)

    @property
    def untold(self) -> bool:
        """Whether steps are timed, and the time cannot be told for another reason."""
        return self.perceived_s is None and any(
            step.process_time_s is not None or step.wait_time_s is not None or step.lead_time_s
            for step in self.figures.steps.values()
        )

    def elapsed(self, time_s: float) -> float:
        """A time of the stream as elapsed time."""
        return time_s * self.stream.calendar.elapsed_factor

    def by_step(self, figure: str) -> dict[str, float]:
        """A time among the figures of the stream's steps, by field name, in elapsed seconds,
        as far as it is known."""
        return {
            step: self.elapsed(time_s)
            for step, figures in self.figures.steps.items()
            if (time_s := getattr(figures, figure)) is not None
        }


class JourneyStepTimes(NamedTuple):
    """One step of a journey: its streams side by side, of which the longest counts.

    `time_s` is in elapsed seconds, as far as it is known; at least that where `is_bound`.
    `longest` is None where the step has no stream.
    """

    step: JourneyStep
    streams: tuple[StreamTimes, ...]
    longest: StreamTimes | None
    wait_s: float
    time_s: float
    is_bound: bool

    @property
    def known_s(self) -> float | None:
        """The time; None where nothing of it is known."""
        return self.time_s if self.time_s or not self.is_bound else None


class ChainBottleneck(NamedTuple):
    """What takes the most of a journey: a step of a stream, all visits together, or (without a
    step) the wait before a stream begins; in elapsed seconds, and as a share (0–1) of the time
    that the journey takes when every step is walked."""

    stream: str
    step: str | None
    lead_time_s: float
    share: float


class JourneyTimes(NamedTuple):
    """The time of a journey in elapsed seconds.

    `lead_time_s` is the time when every step is walked, `expected_lead_time_s` with the shares
    of the steps; at least that where `is_bound`. None: nothing is known, or a split is not.
    """

    journey: Journey
    steps: tuple[JourneyStepTimes, ...]
    lead_time_s: float | None
    expected_lead_time_s: float | None
    is_bound: bool

    @property
    def bottleneck(self) -> ChainBottleneck | None:
        """The step with the most time, waits included, in the longest streams, or the longest
        wait before one; None where there is but one, or another takes as much."""
        spent: dict[tuple[str, str | None], float] = {}
        spent.update(self.by_step("perceived_lead_time_s").items())
        for each in self.steps:
            if each.longest and each.wait_s:
                before = (each.longest.stream.id, None)
                spent[before] = spent.get(before, 0.0) + each.wait_s
        place = largest(spent)
        if place is None or not self.lead_time_s:
            return None
        stream, step = place
        return ChainBottleneck(stream, step, spent[place], spent[place] / self.lead_time_s)

    def part(self, time_s: float | None) -> float | None:
        """The share (0–1) of a time, in elapsed seconds, in that of the journey."""
        return time_s / self.lead_time_s if self.lead_time_s and time_s is not None else None

    def by_step(self, figure: str) -> Mapping[tuple[str, str], float]:
        """A time among the figures of steps, by field name, in elapsed seconds: for each step
        (stream, step) of the longest streams, added up where a stream is walked twice."""
        found: dict[tuple[str, str], float] = {}
        for times in self.longest():
            for step, time_s in times.by_step(figure).items():
                place = (times.stream.id, step)
                found[place] = found.get(place, 0.0) + time_s
        return found

    def longest(self) -> Iterator[StreamTimes]:
        """The streams that the journey's time is made of, one for each step that has any."""
        return (each.longest for each in self.steps if each.longest)


def journey_times(workspace: Workspace, journey: Journey) -> JourneyTimes:
    """The time of a journey: of each step its wait and the longest perceived lead time of its
    streams, as elapsed time = working time × 168 h ÷ (day × week).

    Only streams as they are today count; of others, and of stages without a stream, nothing is
    known.
    """
    steps = tuple(_step_times(workspace, journey, number) for number in range(len(journey.steps)))
    is_bound = any(step.is_bound for step in steps)
    untold = any(times.untold for step in steps for times in step.streams)
    timed = any(step.time_s or not step.is_bound for step in steps)
    if untold or not timed:
        return JourneyTimes(journey, steps, None, None, is_bound)
    shares = [step.step.share for step in steps]
    expected = None
    if not any("share" in step.unread for step in journey.steps):
        expected = fsum(
            step.time_s * (1.0 if share is None else share)
            for step, share in zip(steps, shares, strict=True)
        )
    return JourneyTimes(journey, steps, fsum(step.time_s for step in steps), expected, is_bound)


def _step_times(workspace: Workspace, journey: Journey, number: int) -> JourneyStepTimes:
    step = journey.steps[number]
    streams = tuple(
        _stream_times(workspace, journey, number, workspace.streams[id_])
        for id_ in step.streams
        if workspace.streams[id_].current
    )
    longest = max(streams, key=lambda times: times.known_s, default=None)
    own_wait_s = _own_wait(workspace, step)
    wait_s = longest.wait_s if longest else own_wait_s or 0.0
    is_bound = (
        len(streams) < max(1, len(step.streams))
        or bool(step.unread & {"wait", "stream"})
        or any(
            times.perceived_s is None or times.figures.bound("perceived") is not None
            for times in streams
        )
    )
    return JourneyStepTimes(
        step, streams, longest, wait_s, longest.known_s if longest else wait_s, is_bound
    )


def _stream_times(
    workspace: Workspace, journey: Journey, number: int, stream: Stream
) -> StreamTimes:
    figures = stream_figures(workspace, stream)
    perceived_s = figures.perceived_lead_time_s
    factor = stream.calendar.elapsed_factor
    wait_s = _own_wait(workspace, journey.steps[number])
    link = None
    if wait_s is None:
        wait_s, link = _link_wait(workspace, journey, number, stream)
    return StreamTimes(
        stream, figures, wait_s, link, None if perceived_s is None else perceived_s * factor
    )


def _own_wait(workspace: Workspace, step: JourneyStep) -> float | None:
    return None if step.wait is None else step.wait.mean_s * workspace.calendar.elapsed_factor


def _link_wait(
    workspace: Workspace, journey: Journey, number: int, stream: Stream
) -> tuple[float, Link | None]:
    """The wait of the link that starts a stream from the nearest earlier step with such a
    link, the longest of several; 0 without one."""
    for earlier in reversed(journey.steps[:number]):
        links = [
            (link.wait.mean_s * sender.calendar.elapsed_factor if link.wait else 0.0, link)
            for sender in (workspace.streams[id_] for id_ in earlier.streams)
            for step in sender.steps.values()
            for link in step.starts
            if link.stream == stream.id and sender.current
        ]
        if links:
            return max(links, key=lambda found: found[0])
    return 0.0, None
