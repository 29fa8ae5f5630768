"""A link between two streams, and nobody who is on both sides.

## Why

Data can travel by itself; what it means travels with people. Where neither the owner of the link
nor anybody of the step that sends takes part in the step that receives, the two sides know each
other from tickets only. A case that does not fit the form stays between them. Let somebody of the
one side take part on the other (`participants`), let the owner of the link be one of those who
receive, or name what brings the two together (`via: weekly problem meeting`).

Roles count for their team. Where nobody at all is named on one of the sides, that is the problem,
and nothing is said here.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
  development: {name: Development}
data:
  incident: {name: Incident record}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair:
        owner: operations
        practices: Incident management
        starts: {stream: find-cause, data: incident, owner: operations}
  find-cause:
    owner: development
    value: The fault does not come back
    steps:
      search: {owner: development, practices: Problem management}
```

## Good

```diff
     steps:
-      search: {owner: development, practices: Problem management}
+      search: {owner: development, participants: operations, practices: Problem management}
```
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vsm_cli.analysis.links.stream_links import joins_of
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Link
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import step_in

if TYPE_CHECKING:
    from vsm_cli.analysis.links.link_closure import LinkClosure

_TAKES = message("{step} is the work of {people}")


def check(workspace: Workspace) -> Iterator[Finding]:
    if not any(join.is_link for join in joins_of(workspace).all):
        return
    # Only who has links should pay for it.
    from vsm_cli.analysis.links.link_closure import link_closures

    for closure in link_closures(workspace):
        if not closure.people and closure.stream is not closure.target_stream:
            yield from _finding(closure)


def _finding(closure: "LinkClosure") -> Iterator[Finding]:
    step, link = closure.step, closure.link
    sending = _named((step.owner, *step.participants, link.owner))
    taking = _named(p for each in closure.receiving for p in (each.owner, *each.participants))
    if sending and taking:
        first = closure.receiving[0]
        yield finding(
            link,
            message="starts" if isinstance(link, Link) else "awaits",
            subject=link.at or "",
            owner=link.owner or step.owner or closure.stream.owner,
            related=[
                Related(
                    place=each.place.key("owner"),
                    message=_TAKES,
                    fields={
                        "people": names(_named((each.owner, *each.participants))),
                        "step": step_in(each, closure.stream.id),
                    },
                )
                for each in closure.receiving
            ],
            step=step.id,
            other=step_in(first, closure.stream.id),
            sending=names(sending),
            taking=names(taking),
        )


def _named(people: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(each for each in people if each))


RULE = Rule(
    code="VSM608",
    name="people-not-connected",
    level=Level.NOTE,
    summary=message("Nobody takes part on both sides of a link."),
    manual=__doc__,
    messages={
        "starts": message(
            "{step} ({sending}) starts {other} ({taking}), and nobody takes part on both sides"
        ),
        "awaits": message(
            "{step} ({sending}) waits for {other} ({taking}), and nobody takes part on both sides"
        ),
    },
    helps={
        "help": message(
            "let somebody of {sending} take part there (participants:), or name what brings the"
            " two sides together (via:)"
        )
    },
    check=check,
)
