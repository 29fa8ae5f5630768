"""What the picture of a journey is about, and how its times are written."""

from dataclasses import dataclass
from functools import cached_property

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.journeys.asked_twice import AskedTwice, asked_again
from vsm_cli.analysis.journeys.experience import MomentOfTruth, moment_of_truth
from vsm_cli.analysis.journeys.journey_times import (
    JourneyStepTimes,
    JourneyTimes,
    StreamTimes,
    journey_times,
)
from vsm_cli.analysis.journeys.stage_order_facts import (
    Meeting,
    arrivals,
    is_heard,
    is_led_to,
    meetings,
    streams_before,
)
from vsm_cli.analysis.links.link_closure import LinkClosure
from vsm_cli.characters import safe_id
from vsm_cli.diagrams.file_names import picture_of
from vsm_cli.diagrams.scope import PictureSubject
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.streams import Step, Stream
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import ESTIMATE, elapsed

_LEAST_SHARE = 0.01


@dataclass(frozen=True, eq=False)
class JourneySubject(PictureSubject):
    """One journey of a workspace. All times are elapsed."""

    journey: Journey

    def id(self, *parts: str) -> str:
        return safe_id("journeys", self.journey.id, *parts)

    @property
    def streams(self) -> list[Stream]:
        """The streams that the journey leads through, each once."""
        ids = dict.fromkeys(stream for step in self.journey.steps for stream in step.streams)
        return [self.workspace.streams[id] for id in ids]

    @cached_property
    def times(self) -> JourneyTimes:
        return journey_times(self.workspace, self.journey)

    @cached_property
    def meetings(self) -> tuple[tuple[Meeting, ...], ...]:
        return meetings(self.workspace, self.journey)

    @cached_property
    def asked_again(self) -> tuple[tuple[AskedTwice, ...], ...]:
        return asked_again(self.workspace, self.journey)

    @cached_property
    def arrivals(self) -> tuple[tuple[LinkClosure, ...], ...]:
        return arrivals(self.workspace, self.journey)

    @cached_property
    def first_contact(self) -> tuple[int, Step] | None:
        """The step that the customer does first by himself, where the journey begins with one, and
        the place of its stage; whom he meets comes after it."""
        for number, step in enumerate(self.journey.steps):
            for stream in (self.workspace.streams[id] for id in step.streams):
                own = [stream.steps[id] for id in flow_of(stream).entries]
                own = [each for each in own if each.owner == CUSTOMER]
                if own and stream.current:
                    return number, own[0]
            if step.streams:
                break
        return None

    @cached_property
    def moment_of_truth(self) -> MomentOfTruth | None:
        return moment_of_truth(self.workspace, self.journey)

    def is_carried_by_customer(self, number: int) -> bool:
        """Whether no link leads to a step, and not the customer's own decision begins it."""
        step = self.journey.steps[number]
        return (
            number > 0
            and step.lacks("by")
            and is_led_to(self.workspace, self.journey, step) is False
        )

    def is_reached_by_others(self, number: int) -> bool:
        """Whether a chain of links leads to a step from other streams of earlier ones."""
        step = self.journey.steps[number]
        goes_on = not set(streams_before(self.journey, step)).isdisjoint(step.streams)
        return not goes_on and is_led_to(self.workspace, self.journey, step) is True

    @property
    def is_loop_open(self) -> bool:
        """Whether the journey is said to be a closed loop, and is not."""
        last = self.journey.steps[-1]
        led = is_led_to(self.workspace, self.journey, last)
        return led is False or (bool(last.streams) and not is_heard(self.workspace, last))

    def times_of(self, step: JourneyStepTimes, stream: Stream) -> StreamTimes | None:
        return next((each for each in step.streams if each.stream is stream), None)

    def time(self, seconds: float | None, *, rough: bool = False, bound: bool = False) -> str:
        """An elapsed time: `≥3d`, `≈1h`, `–` where it is not known."""
        return elapsed(seconds, "≥" if bound else ESTIMATE if rough else None)

    def part(self, seconds: float | None) -> str:
        """The share of the journey that a time is; empty where it is not known."""
        share = self.times.part(seconds)
        if not share:
            return ""
        if share < _LEAST_SHARE:
            return "<" + percent(_LEAST_SHARE)
        return percent(share, 0, ESTIMATE if self.times.is_bound or self.rough else None)

    @cached_property
    def rough(self) -> bool:
        """Whether the time of the journey rests on estimates."""
        return any(each.stream.estimated for each in self.times.longest())

    def map_of(self, stream: Stream) -> str:
        """The address of a stream's own map, from the folder of journeys."""
        return "../streams/" + picture_of(self.workspace, stream)


def step_key(number: int, step: JourneyStep) -> str:
    """What tells a step of a journey from the others: its place and stage."""
    return f"{number + 1}-{step.stage or 'stage'}"
