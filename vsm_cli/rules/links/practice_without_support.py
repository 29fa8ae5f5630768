"""Core streams rest on a practice that no supporting stream keeps up.

## Why

Monitoring, configuration records, knowledge and changes are used in the core streams and looked
after elsewhere. Where a core step names such a practice and no supporting stream does, the work
of keeping it up is done on the side: records grow old, articles are never written, every change
finds its own way. Map the stream that keeps it up, and let the steps say that they use it.

The rule looks at monitoring and event management, service configuration management, knowledge
management and change enablement.

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
      diagnose: {owner: operations, practices: [Incident management, Knowledge management]}
```

## Good

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
      diagnose:
        owner: operations
        practices: [Incident management, Knowledge management]
        uses: knowledge-upkeep
  knowledge-upkeep:
    layer: support
    owner: operations
    trigger: An answer was missing
    value: The next one finds the answer
    steps:
      write: {owner: operations, practices: Knowledge management}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.people.step_practices import practice_name
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import PracticeBinding, Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_SUPPORTED = (
    "monitoring-and-event-management",
    "service-configuration-management",
    "knowledge-management",
    "change-enablement",
)
_ALSO = message("{step} rests on it, too")


def check(workspace: Workspace) -> Iterator[Finding]:
    streams = workspace.streams.values()
    places: dict[str, list[tuple[Step, PracticeBinding]]] = {}
    for stream in streams:
        if stream.layer == "core":
            for step in stream.steps.values():
                for binding in step.practices:
                    for practice in binding.practices:
                        if practice in _SUPPORTED:
                            places.setdefault(practice, []).append((step, binding))
    if not places or not workspace.complete or "streams" in workspace.unread:
        return
    if any(_may_support_unseen(stream) for stream in streams):
        return
    kept_up = {
        practice
        for stream in streams
        if stream.layer == "support"
        for step in stream.steps.values()
        for binding in step.practices
        for practice in binding.practices
    }
    for practice, found in places.items():
        if practice not in kept_up:
            yield _finding(workspace, practice, found)


def _may_support_unseen(stream: Stream) -> bool:
    """Whether the practices of a supporting stream could not all be read."""
    if stream.layer is None:
        return "layer" in stream.unread
    return stream.layer == "support" and (
        "steps" in stream.unread
        or any("practices" in step.unread for step in stream.steps.values())
    )


def _finding(
    workspace: Workspace, practice: str, found: list[tuple[Step, PracticeBinding]]
) -> Finding:
    (step, binding), *others = found
    return finding(
        step,
        place=binding.place,
        subject=practice,
        owner=workspace.streams[step.stream].owner,
        related=[
            Related(
                place=other.place,
                message=_ALSO,
                fields={"step": with_owner(also, step.stream)},
            )
            for also, other in others
        ],
        who=with_owner(step),
        stream=step.stream,
        practice=practice_name(workspace, practice),
        id=practice,
    )


RULE = Rule(
    code="VSM605",
    name="practice-without-support",
    level=Level.NOTE,
    summary=message("Core steps rest on a practice that no supporting stream keeps up."),
    manual=__doc__,
    messages={
        "message": message(
            "{who} of {stream} rests on {practice}, and no supporting stream keeps it up"
        )
    },
    helps={
        "help": message(
            "map the stream that keeps it up (layer: support, a step with practices: {id}), and"
            " write uses: with its id under the steps that rest on it"
        )
    },
    check=check,
)
