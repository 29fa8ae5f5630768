"""More work comes back to a step than its %C&A allows.

## Why

%C&A says how much of a step's work the next ones can use as it is; what they cannot use comes
back. A step with 95 % to which 30 % comes back contradicts itself: either the share of the route
or the %C&A is wrong, and with it the rolled %C&A or the lead time. Ask those who send the work
back.

Counted are rework routes by which work comes back to the step that all of it has been at. Left
out are rounds that a step begins itself, such as asking somebody and going on with the answer,
what comes back with an answer of the customer, work that is repeated within the step, and work
that goes back further than to this step. A difference of two points is allowed (`tolerance`).

%C&A is from Martin & Osterling, *Value Stream Mapping*.

## Bad

```yaml
vsm: 1
teams:
  development: {name: Development}
  testing: {name: Test centre}
streams:
  new-demand:
    owner: development
    trigger: A need is approved
    value: The service is in use
    steps:
      build:
        owner: development
        practices: Software development and management
        complete-accurate: 95%
      test:
        owner: testing
        practices: Service validation and testing
        next: {end: 70%, build: 30%}
```

## Good

```diff
         practices: Software development and management
-        complete-accurate: 95%
+        complete-accurate: 70%
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.figures import percent

_ROUNDING = 1e-9
_SENDS = message("{step} sends back {share} of what comes to it")


def check(workspace: Workspace, *, tolerance: float = 0.02) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        for step in dict.fromkeys(target for _, _, target in flow_of(stream).rework_pairs()):
            if step.complete_accurate is None:
                continue
            from vsm_cli.analysis.times.rework_rates import may_come_back, returns_to, sent_back

            allowed = 1 - step.complete_accurate
            most = allowed + tolerance + _ROUNDING
            routes = sent_back(stream, step)
            if may_come_back(stream, routes) <= most:
                continue
            returns = returns_to(stream, step)
            if returns is None or returns.share <= most:
                continue
            yield finding(
                step,
                "complete-accurate",
                owner=step.owner or stream.owner,
                related=[
                    Related(
                        place=route.place,
                        message=_SENDS,
                        fields={"step": with_owner(other), "share": percent(share)},
                    )
                    for other, route, share in returns.routes
                ],
                step=with_owner(step),
                back=percent(returns.share),
                rate=percent(step.complete_accurate),
                allowed=percent(allowed),
                tolerance=percent(tolerance),
            )


RULE = Rule(
    code="VSM808",
    name="quality-contradicts-rework",
    level=Level.NOTE,
    summary=message("More comes back to a step than its %C&A allows."),
    manual=__doc__,
    messages={
        "message": message(
            "{back} of what {step} hands on comes back to it, and %C&A of {rate} allows {allowed}"
            " and {tolerance} more"
        ),
    },
    helps={
        "help": message(
            "ask those who send it back how often they do, and correct complete-accurate: or the"
            " shares of their routes"
        ),
    },
    check=check,
    scope="stream",
)
