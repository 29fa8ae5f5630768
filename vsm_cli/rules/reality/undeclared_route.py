"""Cases go a way that nobody declared.

## Why

What a log shows in one case of twenty is no accident: it is a way of working that the definition
does not know. Where it leads back, it is rework, and its time is missing from every figure.
Declare it with its share, or find out why it is taken and close it.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  network: {name: Network team}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    customer: User
    steps:
      accept:
        owner: service-desk
        practices: Incident management
      repair:
        owner: network
        practices: Incident management
measured:
  tickets:
    stream: restore-service
    log: {rows: 1800, cases: 600}
    routes:
      accept->repair: {n: 600, share: 100%, interval: [99%, 100%]}
      repair->accept: {n: 90, share: 13%, interval: [10.7%, 15.7%]}
      repair->end: {n: 600, share: 87%, interval: [84.3%, 89.3%]}
```

## Good

```diff
         owner: network
         practices: Incident management
+        next: {accept: 13%, end: 87%}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace, *, share: float = 0.05) -> Iterator[Finding]:
    if not workspace.measured:
        return
    from vsm_cli.analysis.reality.differences import found_routes, is_frequent
    from vsm_cli.analysis.reality.time_fit import as_share
    from vsm_cli.wording.element_names import with_owner
    from vsm_cli.wording.figures import percent
    from vsm_cli.wording.measured_words import in_log

    for found in found_routes(workspace):
        if not found.declared and is_frequent(found.counted, found.measured, as_share(share)):
            yield finding(
                found.step,
                "next",
                message="back" if found.leads_back else "message",
                help="back" if found.leads_back else "help",
                subject=f"{found.measured.id} {found.target}",
                step=with_owner(found.step),
                target=found.target,
                part=percent(found.counted.share),
                **in_log(found.measured, found.counted.n),
            )


RULE = Rule(
    code="VSM913",
    name="undeclared-route",
    level=Level.WARNING,
    summary=message("Cases go a way that nobody declared."),
    manual=__doc__,
    check=check,
    messages={
        "message": message(
            "in {log}, {part} of what leaves {step} goes to {target} ({n} times), and no such"
            " way is declared"
        ),
        "back": message(
            "in {log}, {part} of what leaves {step} goes back to {target} ({n} times): rework"
            " that is not declared"
        ),
    },
    helps={
        "help": message("write next: with this way and its share, or find out why it is taken"),
        "back": message(
            "write next: with {target} and its share; what sends work back is worth more than"
            " the share"
        ),
    },
)
