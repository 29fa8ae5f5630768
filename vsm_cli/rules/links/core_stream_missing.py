"""One of the three kinds of demand has no stream.

## Why

Customers come with three kinds of demand: they need something new, something is broken, or they
ask for what there is already. Each takes another way through the organisation: another trigger,
another pace, other people. Where one of the three has no stream of its own, that demand is
served all the same, on a way that nobody has looked at. A core stream counts for the `type` that
it names.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    layer: core
    type: fault-repair
    owner: operations
    customer: branch staff
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management}
  grant-access:
    layer: core
    type: service-request
    owner: operations
    customer: branch staff
    trigger: A user asks for access
    value: The user can sign in
    steps:
      grant: {owner: operations, practices: Service request management}
```

## Good

```yaml
vsm: 1
teams:
  operations: {name: Operations}
streams:
  restore-service:
    layer: core
    type: fault-repair
    owner: operations
    customer: branch staff
    trigger: A user reports a fault
    value: The service works again
    steps:
      repair: {owner: operations, practices: Incident management}
  grant-access:
    layer: core
    type: service-request
    owner: operations
    customer: branch staff
    trigger: A user asks for access
    value: The user can sign in
    steps:
      grant: {owner: operations, practices: Service request management}
  new-service:
    layer: core
    type: new-demand
    owner: operations
    customer: branch staff
    trigger: A branch describes a need
    value: The branch works with the new service
    steps:
      build: {owner: operations, practices: Software development and management}
```
"""

from collections.abc import Iterator

from vsm_cli.catalogue.vocabulary import STREAM_TYPES
from vsm_cli.diagnostics import Level
from vsm_cli.language import either, message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace


def check(workspace: Workspace) -> Iterator[Finding]:
    core = [stream for stream in workspace.streams.values() if stream.layer == "core"]
    if not core or _may_be_more(workspace):
        return
    present = {stream.type for stream in core}
    missing = [type_.id for type_ in STREAM_TYPES if type_.id not in present]
    untyped = [stream.id for stream in core if stream.lacks("type")]
    if missing:
        yield finding(
            core[0],
            help="untyped" if untyped else "help",
            subject=" ".join(missing),
            missing=either(missing),
            example=missing[0],
            untyped=names(untyped),
        )


def _may_be_more(workspace: Workspace) -> bool:
    """Whether a core stream, or its type, may be among what could not be read."""
    return (
        not workspace.complete
        or "streams" in workspace.unread
        or any(
            "layer" in stream.unread or (stream.layer == "core" and "type" in stream.unread)
            for stream in workspace.streams.values()
        )
    )


RULE = Rule(
    code="VSM603",
    name="core-stream-missing",
    level=Level.NOTE,
    summary=message("The core streams lack one of the three types."),
    manual=__doc__,
    messages={"message": message("no core stream has the type {missing}")},
    helps={
        "help": message(
            "add a core stream with type: {example}, or ignore this rule if there is no such demand"
        ),
        "untyped": message("write type: at {untyped}, or add a core stream with type: {example}"),
    },
    check=check,
)
