"""A step that no practice stands behind.

## Why

A practice brings what a step needs to be done well: people with the skills, tools, partners,
a way of working, and somebody who improves it. A step without one depends on whoever happens
to do it. Bind each step to the ITIL 4 practices that it rests on, by id, name or Chinese name,
or to a practice of your own. Steps of the customer and of external teams need none: how they
work is not yours to say.

Value streams draw on practices: ITIL 4 Foundation, service value chain; *Create, Deliver and
Support*, chapter 4.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  answer-a-question:
    owner: service-desk
    trigger: A user asks
    value: The user knows
    steps:
      take-call: {owner: service-desk}
```

## Good

```diff
     steps:
-      take-call: {owner: service-desk}
+      take-call: {owner: service-desk, practices: [service-desk, knowledge-management]}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.people.step_practices import lacks_practice, needed_practices
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        if not lacks_practice(workspace, step):
            continue
        needed = needed_practices(workspace, step.kind)
        yield finding(
            step,
            help="kind" if needed else "help",
            owner=step.owner or stream.owner,
            step=step.id,
            who=with_owner(step),
            kind=step.kind,
            needed=", ".join(needed),
        )


RULE = Rule(
    code="VSM301",
    name="step-without-practice",
    level=Level.ERROR,
    summary=message("A step is bound to no practice."),
    manual=__doc__,
    messages={"message": message("no practice stands behind {who}")},
    helps={
        "help": message(
            "write practices: under {step}: the ITIL 4 practices that it rests on,"
            " such as incident-management, or one of your own"
        ),
        "kind": message(
            "write practices: [{needed}] under {step}: a step of kind {kind} needs them"
        ),
    },
    check=check,
    scope="stream",
)
