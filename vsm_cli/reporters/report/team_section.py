"""What a report says of the load of teams."""

from collections.abc import Iterator

from vsm_cli.analysis.people.team_load import BUSY, TeamLoad
from vsm_cli.language import message, tr
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Block, Cell, Heading, Paragraph, Table, cells, columns
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.wording.figures import number, percent
from vsm_cli.wording.times import ESTIMATE, UNKNOWN, clock

_LOAD = message("Team load")
_TEAM, _PEOPLE, _OF_TIME = message("Team"), message("Full-time people"), message("Load")
_WAITING, _MOST = message("Waiting it means"), message("Most work")
_WITHOUT_END = message("grows without end")
_PART = message("{step} {share}")
_ASSUMING = message(
    "Waiting from 80% on, before each step, in working time: Erlang C, as if work came at random"
    " and took exponentially distributed times."
)


def team_load(overview: Overview) -> Iterator[Block]:
    """The teams whose size is known; those with most to do first."""
    if not overview.teams:
        return
    loads = sorted(overview.teams.values(), key=lambda each: -(each.load or 0.0))
    yield Heading(tr(_LOAD), about="teams")
    if any((each.load or 0.0) >= BUSY for each in loads):
        yield Paragraph(tr(_ASSUMING))
    yield Table(
        columns((_TEAM,), (_PEOPLE, _OF_TIME, _WAITING), (_MOST,)),
        [_team(overview.workspace, each) for each in loads],
        about=[each.team.address for each in loads],
    )


def _team(workspace: Workspace, load: TeamLoad) -> tuple[Cell, ...]:
    rough = any(work.stream.estimated for work in load.works)
    sign = "≥" if load.is_bound else ESTIMATE if rough else None
    heaviest = load.works[0] if load.works and load.load else None
    return cells(
        load.team.label,
        number(load.full_time),
        Cell(
            percent(load.load, 0, sign),
            "bad" if load.load and load.load >= 1 else None,
        ),
        _waiting(workspace, load, sign),
        tr(
            _PART,
            step=heaviest.step.label,
            share=percent(heaviest.load / load.full_time, 0),
        )
        if heaviest
        else UNKNOWN,
    )


def _waiting(workspace: Workspace, load: TeamLoad, sign: str | None) -> Cell:
    """What the load alone makes work wait, where it is high enough to say so."""
    if not load.load or load.load < BUSY:
        return Cell("")
    waiting_s = load.waiting_s
    if waiting_s is None:
        return Cell(tr(_WITHOUT_END), "bad")
    return Cell(clock(waiting_s, workspace.calendar, sign), "unsure")
