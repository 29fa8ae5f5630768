"""What a customer meets on a journey: whether links lead on, and in which order stages come."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from vsm_cli.analysis.links.link_closure import LinkClosure, link_closures
from vsm_cli.analysis.links.stream_links import joins_of
from vsm_cli.analysis.people.customer_contacts import faces
from vsm_cli.analysis.reachable import reachable
from vsm_cli.catalogue.vocabulary import STAGES
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.streams import Step, Use
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
    later = reachable(earlier, lambda stream: joins.onward.get(stream, ()))
    if not later.keys().isdisjoint(step.streams):
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


def carried(workspace: Workspace, journey: Journey) -> Iterator[JourneyStep]:
    """The steps to which no link leads, so that the customer carries the case there."""
    later = journey.steps[1:-1] if journey.closed_loop else journey.steps[1:]
    for step in later:
        if step.lacks("by") and is_led_to(workspace, journey, step) is False:
            yield step


def open_end(workspace: Workspace, journey: Journey) -> JourneyStep | None:
    """The last step of a journey that is said to be a closed loop, where no link leads to it."""
    if not journey.closed_loop or not journey.steps or "steps" in journey.unread:
        return None
    last = journey.steps[-1]
    return last if is_led_to(workspace, journey, last) is False else None


def missing_links(workspace: Workspace) -> int:
    """How many links the journeys lack."""
    return sum(
        len(list(carried(workspace, journey))) + bool(open_end(workspace, journey))
        for journey in workspace.journeys.values()
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


class Meeting(Struct, frozen=True):
    """A touchpoint at which the customer of a journey deals with another owner than at the one
    before: `passed_on` is False for the first."""

    touchpoint: Step
    passed_on: bool


def meetings(workspace: Workspace, journey: Journey) -> tuple[tuple[Meeting, ...], ...]:
    """Whom the customer deals with, for each step of the journey.

    Only streams as they are today count; of streams side by side, the one with the most.
    """
    found, before = [], None
    for step in journey.steps:
        today = [each for each in map(workspace.streams.__getitem__, step.streams) if each.current]
        trail = max((faces(each) for each in today), key=len, default=())
        met = []
        for face in trail:
            if before is None or face.owner != before.owner:
                met.append(Meeting(face, before is not None))
            before = face
        found.append(tuple(met))
    return tuple(found)


def bounces(workspace: Workspace, journey: Journey) -> int:
    """How often the customer of a journey is passed on: the changes of whom the customer deals
    with at touchpoints, from step to step of the journey and within its streams."""
    return sum(each.passed_on for met in meetings(workspace, journey) for each in met)


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


def arrivals(workspace: Workspace, journey: Journey) -> tuple[tuple[LinkClosure, ...], ...]:
    """For each step of the journey the links that lead to it: each link between its streams
    where it first arrives after it has left."""
    found: list[list[LinkClosure]] = [[] for _ in journey.steps]
    for link in links_between(workspace, journey):
        ends = [(link.stream.id, link.target_stream.id)]
        if isinstance(link.link, Use):
            ends.append((link.target_stream.id, link.stream.id))
        places = (
            number
            for source, target in ends
            for number, step in enumerate(journey.steps)
            if target in step.streams
            and any(source in each.streams for each in journey.steps[:number])
        )
        found[min(places)].append(link)
    return tuple(map(tuple, found))
