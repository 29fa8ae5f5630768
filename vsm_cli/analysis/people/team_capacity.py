"""How many people a team has, and how much working time."""

from collections.abc import Mapping
from math import fsum

from vsm_cli.analysis.memo import remembered
from vsm_cli.model.values import HOUR_S, Calendar
from vsm_cli.model.workspace import Workspace

# What people work in a week where the calendar only says how time passes.
PERSON_WEEK_S = 40 * HOUR_S


def person_week_s(workspace: Workspace, calendar: Calendar) -> float:
    """The working time of one person in a week in seconds, where the team does not say it."""
    week_s = calendar.week_s
    return min(week_s, PERSON_WEEK_S) if workspace.calendar.elapsed else week_s


def size_of(
    workspace: Workspace,
    team: str,
    available: float = 1.0,
    hours: float = 1.0,
    inside: tuple[str, ...] = (),
) -> tuple[float, float] | None:
    """How many people a team has, and how many full-time ones that makes; None where that is
    not known. Who belongs to a team counts with its availability and hours where he has none of
    his own."""
    given = workspace.teams[team]
    if given.unread & {"size", "available", "hours"} or team in inside:
        return None
    available = available if given.available is None else given.available
    if given.hours_s is not None:
        hours = given.hours_s / person_week_s(workspace, workspace.calendar)
    if given.size is not None:
        full_time = given.size * available * hours
        return (given.size, full_time) if full_time > 0 else None
    sizes = [
        size_of(workspace, child, available, hours, (*inside, team))
        for child in _children(workspace, team)
    ]
    known = [size for size in sizes if size is not None]
    if not known or len(known) < len(sizes):
        return None
    return fsum(people for people, _ in known), fsum(full_time for _, full_time in known)


def members_of(workspace: Workspace, team: str) -> list[str]:
    """The team and, where they make up its size, its children and theirs."""
    found = [team]
    for member in found:
        if workspace.teams[member].size is None:
            found += _children(workspace, member)
    return found


@remembered
def _children_by_team(workspace: Workspace) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for team in workspace.teams.values():
        if team.parent:
            found.setdefault(team.parent, []).append(team.id)
    return found


def _children(workspace: Workspace, team: str) -> list[str]:
    return _children_by_team(workspace).get(team, [])
