"""More work comes to a team than it has time for.

## Why

At a load above 100 % no order of working through the queue helps: it grows every week, and the
wait that was measured today is shorter than tomorrow's. Long before that, waiting grows fast;
`vsm report` says how long. Take work away (what comes back as rework first), spread it, or let
more people be there for it.

The load is demand × visits × process time × people of all steps that the team or one of its roles
has hands in, against its size, the share of the time that it is `available`, and the working time
of the workspace's calendar; where that is elapsed time, 40 h a week, or the team's `hours`. Whose
hands `people: 3` are beside participants is not known: the owner counts with one of them, the
others with none, until `people: {network: 1, dba: 2}` says it. A team without a `size` has that of
its child teams, and their work. Only streams as they are today count (all of them where none is),
and steps done by a system ask for no time. Where some demand or process time is not known, the
load is at least what is said. `load` sets how much is too much.

## Bad

```yaml
vsm: 1
calendar: {day: 8h, week: 5d}
teams:
  access-team: {name: Access team, size: 2, available: 50%}
streams:
  grant-access:
    owner: access-team
    trigger: Somebody asks for access
    value: He can sign in
    demand: 800/month
    steps:
      grant:
        {owner: access-team, practices: Service request management, process: 15m, wait: 4h}
```

## Good

```diff
 teams:
-  access-team: {name: Access team, size: 2, available: 50%}
+  access-team: {name: Access team, size: 3, available: 50%}
```
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.figures import percent
from vsm_cli.wording.times import elapsed, hours

if TYPE_CHECKING:
    from vsm_cli.analysis.people.team_load import TeamLoad

_MOST_STEPS = 3
_ROUNDING = 1e-9
_ASKS = message("{step} asks for {hours} a month")


def check(workspace: Workspace, *, load: float = 1.0) -> Iterator[Finding]:
    if not any(team.size for team in workspace.teams.values()):
        return
    # Only teams that may be overloaded need the exact visits of their steps.
    from vsm_cli.analysis.people.team_load import loads_at_most, team_loads

    most = load * (1 + _ROUNDING)
    if not any((each.least or 0.0) > most for each in loads_at_most(workspace).values()):
        return
    loads = {id_: each for id_, each in team_loads(workspace).items() if (each.least or 0.0) > most}
    for id_, each in loads.items():
        if not _is_explained(workspace, id_, loads.keys()):
            yield _finding(each, load)


def _is_explained(workspace: Workspace, team: str, overloaded: Iterable[str]) -> bool:
    """Whether a team that only sums up its children has too much to do because one of them has."""
    above = set()
    for other in overloaded:
        parent = workspace.teams[other].parent
        while parent and parent not in above and workspace.teams[parent].size is None:
            above.add(parent)
            parent = workspace.teams[parent].parent
    return team in above


def _finding(load: "TeamLoad", most: float) -> Finding:
    team = load.team
    return finding(
        team,
        *(("size",) if team.size is not None else ()),
        message="message" if load.least == load.most else "at-least",
        help="help" if load.waiting_s is None else "busy",
        owner=team.id,
        related=[
            Related(
                place=work.step.place,
                message=_ASKS,
                fields={
                    "step": f"{work.stream.id}.{work.step.id}",
                    "hours": hours(work.work_s_per_year / 12),
                },
            )
            for work in load.works[:_MOST_STEPS]
        ],
        team=team.id,
        load=percent(load.least or 0.0, 0),
        most=percent(most),
        work=hours(load.work_s_per_year / 12),
        time=hours(load.capacity_s_per_year / 12),
        wait=elapsed(load.waiting_s or 0.0),
    )


RULE = Rule(
    code="VSM805",
    name="overloaded-team",
    level=Level.WARNING,
    summary=message("More work comes to a team than it has time for."),
    manual=__doc__,
    messages={
        "message": message(
            "the work that comes to {team} takes {load} of its time: {work} a month of {time};"
            " more than {most}"
        ),
        "at-least": message(
            "the work that comes to {team} takes at least {load} of its time: {work} a month of"
            " {time}; more than {most}"
        ),
    },
    helps={
        "help": message(
            "the queue grows without end: take work away from {team}, let others take a part,"
            " or correct size:, available: or the demand"
        ),
        "busy": message(
            "at this load alone an item waits {wait} of working time for its turn (Erlang C: work"
            " comes at random); take work away from {team}, let others take a part, or correct"
            " size:, available: or the demand"
        ),
    },
    check=check,
)
