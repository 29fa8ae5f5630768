"""What one stream puts out is where another begins, and nothing joins the two.

## Why

A step outputs data, and the other stream begins with just that data. If no link and no `uses`
joins the two, somebody has to remember to start the other stream. On a good day somebody does;
in the week of the holidays the root cause is not looked for. Write the start down, with its
owner, or say that the one relies on the other.

Streams that several links join one after the other are joined. Data that comes into the first
stream at its own entry is left out: then both are told from the same side. Where several streams
put out what the other begins with, it is said once.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
data:
  incident: {name: Incident record}
streams:
  restore-service:
    owner: operations
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management, outputs: incident}
  find-cause:
    owner: operations
    trigger: An incident may come back
    value: The fault does not come back
    steps:
      search: {owner: operations, practices: Problem management, inputs: incident}
```

## Good

```diff
     steps:
-      repair: {owner: operations, practices: Incident management, outputs: incident}
+      repair:
+        owner: operations
+        practices: Incident management
+        outputs: incident
+        starts: {stream: find-cause, data: incident, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.links.stream_links import Unlinked, unlinked_streams
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_TAKEN = message("{step} begins with it")
_ALSO = message("{step} outputs {data}, too")

# More places than a reader looks at would only bury the first.
_MOST_RELATED = 10


def check(workspace: Workspace) -> Iterator[Finding]:
    for unlinked in unlinked_streams(workspace):
        yield _finding(workspace, unlinked)


def _finding(workspace: Workspace, unlinked: Unlinked) -> Finding:
    entry, step = unlinked.entry, unlinked.sending[0]
    return finding(
        step,
        "outputs",
        message="message" if unlinked.streams == 1 else "several",
        subject=entry.stream,
        owner=step.owner or workspace.streams[step.stream].owner,
        related=[
            Related(
                place=entry.place.key("inputs"),
                message=_TAKEN,
                fields={"step": with_owner(entry, step.stream)},
            ),
            *[
                Related(
                    place=other.place.key("outputs"),
                    message=_ALSO,
                    fields={
                        "step": with_owner(other, step.stream),
                        "data": names(_put_out(other, unlinked)),
                    },
                )
                for other in unlinked.sending[1:_MOST_RELATED]
            ],
        ],
        who=with_owner(step),
        step=step.id,
        entry=with_owner(entry, step.stream),
        data=names(_put_out(step, unlinked)),
        first=unlinked.data[0],
        stream=step.stream,
        other=entry.stream,
        count=unlinked.streams,
    )


def _put_out(step: Step, unlinked: Unlinked) -> list[str]:
    return [data for data in unlinked.data if data in (step.outputs or ())]


RULE = Rule(
    code="VSM607",
    name="unlinked-streams",
    level=Level.NOTE,
    summary=message("A stream begins with what another puts out, and no link joins them."),
    manual=__doc__,
    messages={
        "message": message(
            "{who} outputs {data}, with which {entry} begins, and no link joins {stream} and"
            " {other}: somebody has to remember"
        ),
        "several": message(
            "{who} and others in {count} streams output {data}, with which {entry} begins, and no"
            " link joins these streams and {other}: somebody has to remember"
        ),
    },
    helps={
        "help": message(
            "write under {step} starts: {{stream: {other}, data: {first}, owner: …}},"
            " or say in {other} that it relies on {stream} (uses:)"
        )
    },
    check=check,
)
