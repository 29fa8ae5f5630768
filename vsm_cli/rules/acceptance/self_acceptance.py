"""Only the team that made it accepts it.

## Why

Nobody sees the faults that he has made himself: what he overlooked while making it he overlooks
again. If the only acceptance is by the same team, it protects the team from nobody, and the first
one to find the fault is the next step or the customer. Let those accept it who have to work with
it, or let somebody else take part.

Compared are teams; roles count for theirs. Nothing is said where a team other than the maker's
takes part in the acceptance or accepts the same data elsewhere, where it is not known who made
it, and of what the customer makes and accepts.

Separating who makes from who approves is the *four-eyes principle*, or separation of duties
(ISO/IEC 27001, annex A 5.3).

## Bad

```yaml
vsm: 1
teams:
  development: {name: Development}
data:
  release: {name: Release}
streams:
  new-demand:
    owner: development
    trigger: A need is agreed
    value: The release is in use
    steps:
      build:
        owner: development
        practices: Software development and management
        outputs: release
      test:
        owner: development
        practices: Service validation and testing
        accepts: {release: all test cases pass}
```

## Good

```diff
   development: {name: Development}
+  testing: {name: Test centre}

       test:
-        owner: development
+        owner: testing
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.data.data_uses import data_uses, may_hide_uses
from vsm_cli.analysis.flow.acceptances import Accepting, acceptances, deciding_teams
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_MAKES = message("{maker} outputs it")


def check(workspace: Workspace) -> Iterator[Finding]:
    by_data: dict[str, list[Accepting]] = {}
    for each in acceptances(workspace):
        by_data.setdefault(each.acceptance.data, []).append(each)
    if not by_data or may_hide_uses(workspace):
        return
    if any("outputs" in step.unread for _, step in workspace.steps()):
        return  # it may name another maker
    for data, accepting in by_data.items():
        team = _only_team(workspace, accepting)
        makers = _makers(workspace, data, accepting)
        if team and makers and all(_team(workspace, maker) == team for maker in makers):
            yield _finding(team, makers, accepting)


def _only_team(workspace: Workspace, accepting: list[Accepting]) -> str | None:
    """The team that accepts, where it is the only one that has a say."""
    teams = deciding_teams(workspace, accepting)
    if len(teams) != 1 or teams[0] == CUSTOMER:
        return None
    for each in accepting:
        others = {workspace.team_of(person) or person for person in each.step.participants}
        if not each.step.owner or "participants" in each.step.unread or others - {teams[0]}:
            return None
    return teams[0]


def _makers(workspace: Workspace, data: str, accepting: list[Accepting]) -> list[Step]:
    """The steps that make the data: an accepting step hands on what others made, unless
    nobody else does."""
    makers = data_uses(workspace)[data].makers
    steps = {each.step for each in accepting}
    others = [step for step in makers if step not in steps]
    return others or [step for step in makers if data not in (step.inputs or ())]


def _team(workspace: Workspace, step: Step) -> str | None:
    return workspace.team_of(step.owner) or step.owner


def _finding(team: str, makers: list[Step], accepting: list[Accepting]) -> Finding:
    first = accepting[0]
    return finding(
        first.step,
        place=first.acceptance.place,
        subject=first.acceptance.data,
        related=[
            Related(
                place=maker.place.value("outputs", first.acceptance.data),
                message=_MAKES,
                fields={"maker": with_owner(maker, first.stream.id)},
            )
            for maker in makers
        ],
        step=with_owner(first.step),
        data=first.acceptance.data,
        team=team,
        makers=names(with_owner(maker, first.stream.id) for maker in makers),
    )


RULE = Rule(
    code="VSM403",
    name="self-acceptance",
    level=Level.NOTE,
    summary=message("The only acceptance is by the team that made it."),
    manual=__doc__,
    messages={
        "message": message(
            "{step} accepts {data}, which comes from {makers}: nobody but {team} has looked at it"
        )
    },
    helps={
        "help": message(
            "let somebody accept it who has to work with it,"
            " or name under participants: who of another team takes part"
        )
    },
    check=check,
)
