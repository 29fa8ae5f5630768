"""What a report says of each journey: its time across all streams, and where that goes."""

from collections.abc import Iterator

from vsm_cli.analysis.journeys.asked_twice import AskedTwice
from vsm_cli.analysis.journeys.experience import MomentOfTruth
from vsm_cli.analysis.journeys.journey_times import JourneyStepTimes, JourneyTimes, StreamTimes
from vsm_cli.catalogue.vocabulary import STAGES, word_name
from vsm_cli.language import counted, forms, message, tr
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Block, Cell, Facts, Heading, Table, cells, columns
from vsm_cli.reporters.report.figure_texts import TIMES, journey_bottleneck, journey_time, owner
from vsm_cli.reporters.report.overview import JourneyFacts, Overview
from vsm_cli.wording.figures import percent, sign_of
from vsm_cli.wording.times import ESTIMATE, UNKNOWN, elapsed

_MOST_STEPS = 5

_JOURNEYS = message("Journeys, in elapsed time")
_NAMED = message("{name} ({id})")
_CUSTOMER, _OWNER = message("Customer"), message("Owner")
_ALL_STEPS = message("Time, every step walked")
_EXPECTED = message("Time expected")
_BOTTLENECK = message("Bottleneck")
_BOUNCES = message("Customer passed on")
_ASKED_AGAIN = message("Asked again")
_DATA_AT = message("{data}, at {second} after {first}")
_CHANGES = forms("{number} change of owner", "{number} changes of owner")
_MOMENT = message("Moment of truth")
_FALLS = message(
    "satisfaction falls from {before} ({source}) to {after} ({target}); in between {wait} and"
    " {changes}"
)
_LINKS = message("Links between the steps")
_CLOSED = message("{closed} of {all} closed")
_NONE = message("none")
_STAGE, _STREAM = message("Stage"), message("Stream")
_WALKED, _WAIT = message("Walked"), message("Wait before")
_TIME, _PART = message("Time"), message("Part")
_BESIDE = message("side by side")
_STEP, _LONGEST = message("Longest steps"), message("Time with wait")


def journeys(overview: Overview) -> Iterator[Block]:
    """All journeys, in elapsed time, since their streams may keep different hours."""
    if overview.journeys:
        yield Heading(tr(_JOURNEYS), about="journeys")
    for facts in overview.journeys:
        yield from _journey(overview.workspace, facts)


def _journey(workspace: Workspace, facts: JourneyFacts) -> Iterator[Block]:
    journey, times = facts.journey, facts.times
    name = tr(_NAMED, name=journey.name, id=journey.id) if journey.name else journey.id
    yield Heading(name, 3, about=journey.address)
    yield Facts(list(_about(workspace, facts)))
    if times.steps:
        rows = [(row, address) for step in times.steps for row, address in _step(facts, step)]
        yield Table(
            columns((_STAGE, _STREAM), (_WALKED, _WAIT, _TIME, _PART)),
            [row for row, _ in rows],
            about=[address for _, address in rows],
            naming=1,
        )
    longest = _longest_steps(workspace, times)
    if longest:
        yield Table(
            columns((_STEP, _STREAM, _OWNER), (_LONGEST, _PART)),
            [_longest(workspace, times, step) for step in longest],
            about=[step.address for step in longest],
        )


def _about(workspace: Workspace, facts: JourneyFacts) -> Iterator[tuple[str, Cell]]:
    journey, times = facts.journey, facts.times
    if journey.customer:
        yield tr(_CUSTOMER), Cell(journey.customer)
    if journey.owner:
        yield tr(_OWNER), Cell(workspace.owner_label(journey.owner))
    yield tr(_ALL_STEPS), Cell(journey_time(facts, times.lead_time_s))
    yield tr(_EXPECTED), Cell(journey_time(facts, times.expected_lead_time_s))
    yield tr(_BOTTLENECK), Cell(journey_bottleneck(workspace, facts))
    yield tr(_BOUNCES), Cell(counted(facts.bounces, TIMES))
    for asked in facts.asked_again:
        yield tr(_ASKED_AGAIN), Cell(_asked(workspace, asked), "bad")
    if facts.moment:
        yield tr(_MOMENT), Cell(_moment(facts.moment), "bad")
    if not facts.links:
        yield tr(_LINKS), Cell(tr(_NONE))
        return
    closed = facts.closed_links
    text = tr(_CLOSED, closed=closed, all=len(facts.links))
    yield tr(_LINKS), Cell(text, "good" if closed == len(facts.links) else "bad")


def _asked(workspace: Workspace, asked: AskedTwice) -> str:
    return tr(
        _DATA_AT,
        data=workspace.data[asked.second.data].label,
        second=asked.second.step.label,
        first=asked.first.step.label,
    )


def _moment(moment: MomentOfTruth) -> str:
    return tr(
        _FALLS,
        before=percent(moment.before.satisfaction.value, 0),
        after=percent(moment.after.satisfaction.value, 0),
        source=moment.before.step.label,
        target=moment.after.step.label,
        wait=elapsed(moment.wait_s),
        changes=counted(moment.owner_changes, _CHANGES),
    )


def _step(facts: JourneyFacts, step: JourneyStepTimes) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """A row for each stream, with its address; beside the longest, the others have no part of
    the time."""
    stage = word_name(STAGES, step.step.stage or "") or UNKNOWN
    unsaid = None if "share" in step.step.unread else 1.0
    walked = percent(unsaid if step.step.share is None else step.step.share)
    part = _part(facts, step)
    if not step.streams:
        row = cells(stage, UNKNOWN, walked, elapsed(step.wait_s or None), UNKNOWN, part)
        yield row, facts.journey.address
    for times in step.streams:
        counts = times is step.longest
        row = cells(
            stage,
            times.stream.label,
            walked,
            elapsed(times.wait_s),
            _perceived(times),
            part if counts else tr(_BESIDE),
        )
        yield row, times.stream.address
        stage = walked = ""


def _part(facts: JourneyFacts, step: JourneyStepTimes) -> str:
    """The part of a step in the whole; not told where either is only a bound."""
    rough = facts.times.is_bound or facts.estimated
    return percent(facts.times.part(step.known_s), sign=ESTIMATE if rough else None)


def _perceived(times: StreamTimes) -> str:
    return elapsed(times.perceived_s, sign_of(times.stream, times.figures.bound("perceived")))


def _longest_steps(workspace: Workspace, times: JourneyTimes) -> list[Step]:
    """The steps of all streams with the most time, largest first."""
    if not times.lead_time_s:
        return []
    spent = times.by_step("perceived_lead_time_s")
    largest = sorted(
        (place for place in spent if spent[place] > 0), key=lambda place: -spent[place]
    )
    return [workspace.streams[stream].steps[step] for stream, step in largest[:_MOST_STEPS]]


def _longest(workspace: Workspace, times: JourneyTimes, step: Step) -> tuple[Cell, ...]:
    stream = workspace.streams[step.stream]
    spent_s = times.by_step("perceived_lead_time_s")[stream.id, step.id]
    sign = ESTIMATE if times.is_bound else sign_of(stream)
    return cells(
        step.label,
        stream.label,
        owner(workspace, step),
        elapsed(spent_s, sign),
        percent(times.part(spent_s), sign=sign),
    )
