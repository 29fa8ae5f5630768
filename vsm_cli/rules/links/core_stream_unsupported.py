"""A core stream that no supporting stream stands behind.

## Why

Whoever repairs a fault lives on configuration records that are true, on knowledge that was
written down, on monitoring that looks in the right place. Where a core stream neither uses nor
starts a supporting stream, it does without, or it leans on one and nobody over there knows. Say
which steps rely on what (`uses`), and which hand something over (`starts`). Nothing is said in a
workspace without supporting streams.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    layer: core
    owner: operations
    customer: branch staff
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management}
  grant-access:
    layer: core
    owner: operations
    customer: branch staff
    trigger: A user asks for access
    value: The user can sign in
    steps:
      grant: {owner: operations, practices: Service request management, uses: knowledge-upkeep}
  knowledge-upkeep:
    layer: support
    owner: operations
    trigger: An answer was missing
    value: The next one finds the answer
    steps:
      write: {owner: operations, practices: Knowledge management}
```

## Good

```diff
     steps:
-      repair: {owner: operations, practices: Incident management}
+      repair: {owner: operations, practices: Incident management, uses: knowledge-upkeep}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.links.stream_links import joins_of, streams_of_today
from vsm_cli.diagnostics import Level
from vsm_cli.language import either, message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner

_EXAMPLES = 3


def check(workspace: Workspace) -> Iterator[Finding]:
    today = streams_of_today(workspace)
    supporting = [stream for stream in today if stream.layer == "support"]
    if not supporting:
        return
    supported = {
        join.stream.id
        for join in joins_of(workspace).all
        if _may_support(workspace.streams[join.link.stream])
    }
    for stream in today:
        if stream.layer == "core" and stream.id not in supported and _is_read(stream):
            yield finding(
                stream,
                stream=stream.id,
                who=stream_with_owner(stream),
                examples=either(each.id for each in supporting[:_EXAMPLES]),
                example=supporting[0].id,
            )


def _may_support(stream: Stream) -> bool:
    return stream.layer == "support" or "layer" in stream.unread


def _is_read(stream: Stream) -> bool:
    """Whether the stream has steps and all that they use and start could be read."""
    steps = stream.steps.values()
    return bool(steps) and not any({"uses", "starts"} & step.unread for step in steps)


RULE = Rule(
    code="VSM601",
    name="core-stream-unsupported",
    level=Level.WARNING,
    summary=message("A core stream neither uses nor starts a supporting stream."),
    manual=__doc__,
    messages={
        "message": message(
            "{who} neither uses nor starts any of the supporting streams, such as {examples}"
        )
    },
    helps={
        "help": message(
            "write under the step of {stream} that relies on one of them, for example,"
            " uses: {example}"
        )
    },
    check=check,
)
