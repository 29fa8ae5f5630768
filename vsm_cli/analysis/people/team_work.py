"""What people of each team do in each stream."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import fsum
from typing import NamedTuple

from msgspec import Struct

from vsm_cli.analysis.links.demand import demands
from vsm_cli.analysis.memo import WhileSame
from vsm_cli.analysis.people.team_capacity import person_week_s
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace


class Work(NamedTuple):
    """What one step asks of a team in a year: visits, and seconds of work in all of them.

    `least` and `most` are the parts of one person's working time that this is: they differ
    where several people work at once and nobody says whose they are.
    """

    stream: Stream
    step: Step
    visits_per_year: float
    work_s_per_year: float
    least: float
    most: float


Visits = Callable[[Stream], Mapping[str, float | None]]


class StepWork(Struct, frozen=True):
    """A step that people of some team do, or one case of it where its support may fail: `hands`
    says who they are then. `per_hand` is the part of one person's working time that one pair of
    hands at it takes, None where that is not known."""

    stream: Stream
    step: Step
    hands: Step
    visits_per_year: float
    work_s_per_year: float
    per_hand: float | None
    is_bound: bool


class TeamWork(Struct, frozen=True):
    """What a team does in a stream: the steps that it may have hands in, the work that is known
    of it, and whether there is more."""

    steps: list[StepWork]
    works: list[Work]
    is_bound: bool


# What each team does in a stream, while all is the same that this rests on.
Kept = WhileSame[Stream, Mapping[str, TeamWork]]


def is_to_be(workspace: Workspace) -> bool:
    """Whether no stream is as it is today, so that loads are those of a state still to come."""
    streams = workspace.streams.values()
    return bool(streams) and not any(stream.current for stream in streams)


def works_of(
    workspace: Workspace, members: frozenset[str], found: Iterable[StepWork]
) -> tuple[list[Work], bool]:
    """The known work of a team and those that make it up, and whether there is more."""
    works: list[Work] = []
    is_bound = False
    for each in found:
        least, most = hands_of(workspace, each.hands, members)
        if not most:
            continue
        is_bound |= each.is_bound or each.per_hand is None
        if each.per_hand is not None:
            work_s = each.work_s_per_year * least
            work = Work(
                each.stream, each.step, each.visits_per_year, work_s,
                each.per_hand * least, each.per_hand * most,
            )  # fmt: skip
            if works and works[-1].step is work.step:
                works[-1] = _together(works[-1], work)
            else:
                works.append(work)
    return works, is_bound


def _together(one: Work, other: Work) -> Work:
    """The work of two cases of the same step."""
    return one._replace(
        work_s_per_year=one.work_s_per_year + other.work_s_per_year,
        least=one.least + other.least,
        most=one.most + other.most,
    )


def hands_of(workspace: Workspace, step: Step, teams: Collection[str]) -> tuple[float, float]:
    """How many hands of these teams work on one item of a step, at least and at most.

    A plain number above 1 beside participants does not say whose they are: the owner has at
    least one of them, and each participant may have the others.
    """
    if step.hands:
        counted = fsum(
            count for owner, count in step.hands.items() if workspace.team_of(owner) in teams
        )
        return counted, counted
    people = 1.0 if step.people is None else step.people
    owns = workspace.team_of(step.owner) in teams
    others = [workspace.team_of(each) in teams for each in step.participants if each != CUSTOMER]
    if people <= 1 or not others or (owns and all(others)):
        return (people, people) if owns else (0.0, 0.0)
    if owns:
        return 1.0, people
    return 0.0, people - 1 if any(others) else 0.0


def work_by_team(
    workspace: Workspace, visits: Visits, kept: Kept
) -> tuple[dict[str, list[TeamWork]], frozenset[str]]:
    """What people of each team do in each stream, and the teams of those in streams still to come,
    which ask for nothing today."""
    found: dict[str, list[TeamWork]] = {}
    planned: set[str] = set()
    as_if = is_to_be(workspace)
    organisation = workspace.teams, workspace.roles, workspace.calendar
    for stream in workspace.streams.values():
        if not (stream.current or as_if):
            planned.update(*(teams for _, teams in _worked(workspace, stream)))
            continue
        rests_on = *organisation, demands(workspace).get(stream.id), _of_support(workspace, stream)
        in_stream = kept.get(stream, rests_on, partial(_in_stream, workspace, stream, visits))
        for team, work in in_stream.items():
            found.setdefault(team, []).append(work)
    return found, frozenset(planned)


def _of_support(workspace: Workspace, stream: Stream) -> object:
    """What the work in a stream rests on of those that may fail it."""
    if not any(step.uses and step.failing for step in stream.steps.values()):
        return None
    from vsm_cli.analysis.times.stream_figures import stream_figures

    return stream_figures(workspace, stream).steps


def _in_stream(workspace: Workspace, stream: Stream, visits: Visits) -> dict[str, TeamWork]:
    """What people of each team do in a stream."""
    teams = {step.id: at_work for step, at_work in _worked(workspace, stream)}
    steps: dict[str, list[StepWork]] = {}
    for work in _step_works(workspace, stream, visits, teams) if teams else ():
        for team in teams[work.step.id]:
            steps.setdefault(team, []).append(work)
    return {
        team: TeamWork(found, *works_of(workspace, frozenset((team,)), found))
        for team, found in steps.items()
    }


def _step_works(
    workspace: Workspace, stream: Stream, visits: Visits, steps: Iterable[str]
) -> Iterator[StepWork]:
    demand = demands(workspace).get(stream.id)
    often = visits(stream) if demand else {}
    calendar = stream.calendar if workspace.calendar.elapsed else workspace.calendar
    year_s = calendar.year_s / calendar.week_s * person_week_s(workspace, calendar)
    for step in map(stream.steps.__getitem__, steps):
        known = often.get(step.id)
        cases, is_bound = _cases(workspace, stream, step)
        if known is None or not cases or demand is None:
            yield StepWork(stream, step, step, 0.0, 0.0, None, is_bound=True)
            continue
        is_bound |= demand.is_bound
        per_year = demand.per_year * known
        for case, process_s in cases:
            work_s = per_year * process_s
            yield StepWork(stream, step, case, per_year, work_s, work_s / year_s, is_bound)


_Cases = Sequence[tuple[Step, float]]


def _cases(workspace: Workspace, stream: Stream, step: Step) -> tuple[_Cases, bool]:
    """The process time of a visit in seconds, and at whose hands; where support may fail, of each
    case, weighed with its chance. As far as it is known, and whether there may be more."""
    if not (step.uses and step.failing):
        return ((step, step.process.mean_s),) if step.process else (), False
    from vsm_cli.analysis.times.stream_figures import stream_figures

    figures = stream_figures(workspace, stream).steps[step.id]
    if not figures.cases:
        known_s = figures.process_time_s
        return () if known_s is None else ((step, known_s),), figures.process_is_bound
    known = [
        (case.step, case.chance * case.times.process_s)
        for case in figures.cases
        if case.times.process_s is not None
    ]
    return known, figures.process_is_bound


def _worked(workspace: Workspace, stream: Stream) -> Iterator[tuple[Step, set[str]]]:
    """The steps that people of teams do, with the teams that may have hands in it."""
    for step in stream.steps.values():
        if step.automated:
            continue
        takes_part = _at_work(step)
        for use in step.uses:
            if use.without:
                takes_part += use.without.hands
        teams = {team for each in takes_part if (team := workspace.team_of(each))}
        if teams:
            yield step, teams


def _at_work(step: Step) -> list[str | None]:
    """Who has hands in a step, or may have; nobody in those that nobody of ours does."""
    if step.hands:
        return [*step.hands]
    return [] if step.owner in (None, CUSTOMER) else [step.owner, *step.participants]
