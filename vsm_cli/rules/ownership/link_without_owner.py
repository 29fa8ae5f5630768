"""A stream that is started by another, and nobody answers for the start.

## Why

Between two streams nobody is at home. The one is done when its last step is done; the other
begins when something arrives. That it does arrive, whole and at the right place, is the work of
the owner of the link. Without one, the improvement that a repair brought to light is written
down and forgotten.

Links are `starts`, and `uses` with `wait: true`: there the stream that waits needs somebody
who asks where the answer is.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  development: {name: Development}
data:
  improvement: {name: Suggestion for improvement}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    steps:
      review:
        owner: service-desk
        practices: Incident management
        starts: {stream: improve-service, data: improvement}
  improve-service:
    owner: development
    trigger: Something is to get better
    value: It is better
    steps:
      assess: {owner: development, practices: Continual improvement}
```

## Good

```diff
   development: {name: Development}
+roles:
+  problem-manager: {name: Problem manager, team: service-desk}

         practices: Incident management
-        starts: {stream: improve-service, data: improvement}
+        starts: {stream: improve-service, data: improvement, owner: problem-manager}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner, with_owner
from vsm_cli.wording.figures import cost_of_link


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        if step.starts or step.uses:
            links: list[Link | Use] = [*step.starts, *(use for use in step.uses if use.wait)]
            for link in links:
                if link.lacks("owner"):
                    yield _finding(workspace, stream, step, link)


def _finding(workspace: Workspace, stream: Stream, step: Step, link: Link | Use) -> Finding:
    other = workspace.streams[link.stream]
    cost = cost_of_link(workspace, link) if isinstance(link, Link) else {}
    return finding(
        link,
        message="message" if isinstance(link, Link) else "waits",
        help="month" if "month" in cost else "item" if cost else "help",
        subject=link.at or "",
        owner=step.owner or stream.owner,
        step=with_owner(step),
        stream=other.id,
        other=stream_with_owner(other),
        **cost,
    )


RULE = Rule(
    code="VSM105",
    name="link-without-owner",
    level=Level.WARNING,
    summary=message("Nobody answers for the start of another stream."),
    manual=__doc__,
    messages={
        "message": message("nobody answers for the start of {other} after {step}"),
        "waits": message("{step} waits for {other}, and nobody answers for the way there and back"),
    },
    helps={
        "help": message("write owner: at the link: who sees to it that {stream} takes it up"),
        "item": message(
            "each item waits {item} here; write owner: at the link: who sees to it that {stream}"
            " takes it up"
        ),
        "month": message(
            "each item waits {item} here, {month} a month in all; write owner: at the link:"
            " who sees to it that {stream} takes it up"
        ),
    },
    check=check,
    scope="stream",
)
