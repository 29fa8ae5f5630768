"""What a report says of the load of teams."""

from collections.abc import Iterator

from vsm_cli.analysis.people.team_capacity import PERSON_WEEK_S
from vsm_cli.analysis.people.team_load import BUSY, TeamLoad
from vsm_cli.analysis.people.team_work import is_to_be
from vsm_cli.language import message, tr
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Block, Cell, Heading, Paragraph, Table, cells, columns
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.wording.figures import number, percent
from vsm_cli.wording.times import ESTIMATE, UNKNOWN, clock, hours, signed

_LOAD = message("Team load")
_TEAM, _PEOPLE, _OF_TIME = message("Team"), message("Full-time people"), message("Load")
_WAITING, _MOST = message("Waiting it means"), message("Most work")
_WITHOUT_END = message("grows without end")
_AS_IF = message("Team load, as if the streams to come were those of today")
_WEEK = message(
    "People count with {hours} a week: this calendar says how time passes, not how long people"
    " work. `hours` of a team says it otherwise."
)
_WHOSE = message(
    "Where several people work at once beside participants, whose hands they are is not said:"
    " the load lies between two bounds. `people` with a number for each team makes it exact."
)
_RANGE = message("{least} to {most}")
_PART = message("{step} {share}")
_ASSUMING = message(
    "Waiting from 80% on, before each step, in working time: Erlang C, as if work came at random"
    " and took exponentially distributed times."
)


def team_load(overview: Overview) -> Iterator[Block]:
    """The teams whose size is known; those with most to do first."""
    if not overview.teams:
        return
    workspace = overview.workspace
    loads = sorted(overview.teams.values(), key=lambda each: -(each.least or 0.0))
    yield Heading(tr(_AS_IF if is_to_be(workspace) else _LOAD), about="teams")
    if workspace.calendar.elapsed:
        yield Paragraph(tr(_WEEK, hours=hours(PERSON_WEEK_S)))
    if any(each.load is None and each.works for each in loads):
        yield Paragraph(tr(_WHOSE))
    if any((each.least or 0.0) >= BUSY for each in loads):
        yield Paragraph(tr(_ASSUMING))
    yield Table(
        columns((_TEAM,), (_PEOPLE, _OF_TIME, _WAITING), (_MOST,)),
        [_team(workspace, each) for each in loads],
        about=[each.team.address for each in loads],
    )


def _team(workspace: Workspace, load: TeamLoad) -> tuple[Cell, ...]:
    rough = any(work.stream.estimated for work in load.works)
    sign = "≥" if load.is_bound else ESTIMATE if rough else None
    heaviest = load.works[0] if load.works and load.works[0].most else None
    return cells(
        load.team.label,
        number(load.full_time),
        Cell(
            _between(load.least, load.most, sign),
            "bad" if load.least and load.least >= 1 else None,
        ),
        _waiting(workspace, load, sign),
        tr(
            _PART,
            step=heaviest.step.label,
            share=_between(heaviest.least / load.full_time, heaviest.most / load.full_time, None),
        )
        if heaviest
        else UNKNOWN,
    )


def _between(least: float | None, most: float | None, sign: str | None) -> str:
    """A share, or the two that it lies between."""
    if least is None:
        return UNKNOWN
    if most is None or most == least:
        return percent(least, 0, sign)
    return signed(tr(_RANGE, least=percent(least, 0), most=percent(most, 0)), sign)


def _waiting(workspace: Workspace, load: TeamLoad, sign: str | None) -> Cell:
    """What the load alone makes work wait, where it is high enough to say so."""
    if not load.least or load.least < BUSY:
        return Cell("")
    waiting_s = load.waiting_s
    if waiting_s is None:
        return Cell(tr(_WITHOUT_END), "bad")
    sign = sign if load.load is not None else "≥"
    return Cell(clock(waiting_s, workspace.calendar, sign), "unsure")
