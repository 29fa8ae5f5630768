"""What a customer meets on a journey: whether links lead on, and in which order stages come."""

from collections.abc import Iterator
from itertools import pairwise

from vsm_cli.analysis.closure import LinkClosure, link_closures
from vsm_cli.analysis.hands import faces
from vsm_cli.analysis.links import joins_of, reached
from vsm_cli.catalogue.words import STAGES
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.streams import Use
from vsm_cli.model.workspace import Workspace

_ORDER = {stage.id: number for number, stage in enumerate(STAGES)}
_FIRST_STAGES = ("explore", "engage")


def streams_before(journey: Journey, step: JourneyStep) -> tuple[str, ...]:
    """The streams of all earlier steps of a journey, each once."""
    earlier = journey.steps[: journey.steps.index(step)]
    return tuple(dict.fromkeys(stream for each in earlier for stream in each.streams))


def is_led_to(workspace: Workspace, journey: Journey, step: JourneyStep) -> bool | None:
    """Whether a chain of links leads from an earlier step's streams to one of this step's.

    A stream that is in both leads to itself. None where that cannot be said: there are no
    streams on one of the sides, or something that may lead there could not be read.
    """
    earlier = streams_before(journey, step)
    if not earlier or not step.streams:
        return None
    joins = joins_of(workspace)
    if not reached(joins.onward, earlier).isdisjoint(step.streams):
        return True
    unread = "steps" in journey.unread or any("stream" in each.unread for each in journey.steps)
    return False if joins.complete and not unread else None


def is_heard(workspace: Workspace, step: JourneyStep) -> bool:
    """Whether the customer takes part in a stream of this step; what could not be read may
    say so."""
    if "stream" in step.unread:
        return True
    streams = [workspace.streams[stream] for stream in step.streams]
    return any("steps" in stream.unread for stream in streams) or any(
        not each.lacks("touchpoint") or each.owner == CUSTOMER or "owner" in each.unread
        for stream in streams
        for each in stream.steps.values()
    )


def turned_back(journey: Journey) -> Iterator[tuple[JourneyStep, JourneyStep]]:
    """Every step whose stage comes before that of the step before it, after that one.

    A closed loop may begin again with explore or engage.
    """
    staged = [(step, step.stage) for step in journey.steps if step.stage]
    for (before, left), (step, stage) in pairwise(staged):
        begins_again = journey.closed_loop and stage in _FIRST_STAGES
        if _ORDER[stage] < _ORDER[left] and not begins_again:
            yield before, step


def bounces(workspace: Workspace, journey: Journey) -> int:
    """How often the customer of a journey is passed on: the changes of whom the customer deals
    with at touchpoints, from step to step of the journey and within its streams.

    Only streams as they are today count; of streams side by side, the one with the most.
    """
    met: list[str | None] = []
    for step in journey.steps:
        today = [each for each in map(workspace.streams.__getitem__, step.streams) if each.current]
        trail = max((faces(each) for each in today), key=len, default=())
        met += [face.owner for face in trail]
    return sum(before != owner for before, owner in pairwise(met))


def links_between(workspace: Workspace, journey: Journey) -> tuple[LinkClosure, ...]:
    """The links from streams of one step of a journey to those of a later one, as they are
    today; one that is awaited (`uses`) leads back, too."""
    at: dict[str, list[int]] = {}
    for number, step in enumerate(journey.steps):
        for stream in step.streams:
            at.setdefault(stream, []).append(number)

    def leads_on(source: str, target: str) -> bool:
        joined = source != target and source in at and target in at
        return joined and min(at[source]) < max(at[target])

    def counts(link: LinkClosure) -> bool:
        here, there = link.stream.id, link.target_stream.id
        return leads_on(here, there) or (isinstance(link.link, Use) and leads_on(there, here))

    return tuple(link for link in link_closures(workspace) if link.current and counts(link))
