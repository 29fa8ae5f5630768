"""A supporting stream that supports nobody.

## Why

A supporting stream has its value in other streams: knowledge that is found, records that are
true, changes that do no harm. Where no stream uses or starts it and it starts none, either the
core streams do not say what they rely on, or the work is done for its own sake. Say it at the
steps that rely on it, or ask whether anybody would miss it.

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
      repair: {owner: operations, practices: Incident management, uses: knowledge-upkeep}
  monitoring-upkeep:
    layer: support
    owner: operations
    trigger: A value leaves its normal range
    value: Faults are noticed before the users notice them
    steps:
      watch: {owner: operations, practices: Monitoring and event management}
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
-      repair: {owner: operations, practices: Incident management, uses: knowledge-upkeep}
+      repair:
+        owner: operations
+        practices: Incident management
+        uses: [knowledge-upkeep, monitoring-upkeep]
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.links.stream_links import joins_of, streams_of_today
from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Link
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    today = streams_of_today(workspace)
    if not any(stream.layer == "core" for stream in today):
        return
    joins = joins_of(workspace)
    if not joins.complete:
        return
    needed = {join.link.stream for join in joins.all}
    needed.update(join.stream.id for join in joins.all if isinstance(join.link, Link))
    for stream in today:
        if stream.layer == "support" and stream.steps and stream.id not in needed:
            yield finding(stream, stream=stream.id, who=stream_with_owner(stream))


RULE = Rule(
    code="VSM602",
    name="supporting-stream-unused",
    level=Level.WARNING,
    summary=message("No stream uses or starts a supporting stream, and it starts none."),
    manual=__doc__,
    messages={"message": message("no stream uses or starts {who}, and it starts none")},
    helps={
        "help": message("write uses: {stream} under the steps that rely on it, or leave it out")
    },
    check=check,
)
