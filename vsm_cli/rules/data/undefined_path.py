"""Data goes from one system to another, and nobody has defined how.

## Why

Where a step works in one system and the next step in another, somebody or something has to
bring the data across. If no path says how, people do it as they see fit: they re-type it, send
it by mail, or forget it. Write each way down under `paths`, with the data that it carries and
who answers for it. A way may lead over several systems. Where people re-key the data, say so
with `mode: manual`: that is a path, too, only a slow one.

Nothing is said where both steps share a system, where `inputs: []` or `outputs: []` says that
nothing moves or the one outputs nothing that the other takes in, about tangible things, and
where one end is a touchpoint of the customer or of an external team. Work that goes back may
use paths backwards. A link to another stream needs a way to one of the steps where its work
comes in, or to the step that `at` names. Where a step `uses` a stream for its data, a way has to
lead back: from the systems of that stream's last steps that output the data, or else from the
master of the data, to those of the step.

Information flow is drawn beside the flow of work in every value stream map (Rother & Shook,
*Learning to See*).

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
  service-desk: {name: Service desk}
systems:
  monitoring: {name: Monitoring, owner: operations}
  tickets: {name: Ticket system, owner: service-desk}
data:
  event: {name: Event, master: monitoring}
streams:
  restore-service:
    owner: operations
    trigger: Monitoring raises an event
    value: The service works again
    steps:
      detect:
        owner: operations
        practices: Monitoring and event management
        systems: monitoring
        outputs: event
      record:
        owner: service-desk
        practices: Incident management
        systems: tickets
        inputs: event
```

## Good

```diff
   event: {name: Event, master: monitoring}
+paths:
+  - {from: monitoring, to: tickets, data: event, via: webhook, owner: operations}
```
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vsm_cli.analysis.data.missing_paths import Pair, missing_by_stream
from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import (
    ends_of,
    fault_of,
    owner_of,
    sending_end,
)

if TYPE_CHECKING:
    from vsm_cli.analysis.data.support_ways import SupportWay

_ALSO_USED = message("{step} uses {data} from there, too")
_ALSO = message("the same path is missing from {source} to {target}")


def check(workspace: Workspace) -> Iterator[Finding]:
    for pair, places in missing_by_stream(workspace):
        yield _finding(pair, places)
    if any(use.data for _, step in workspace.steps() for use in step.uses):
        from vsm_cli.analysis.data.support_ways import missing_support

        for pair, uses in missing_support(workspace):
            yield _of_support(pair, uses)


def _finding(pair: Pair, places: list[Transfer]) -> Finding:
    # Steps are written in the order of the work: what comes back is seldom the first place.
    first, *others = places
    element, keys = fault_of(first)
    text = ("several" if len(first.data) > 1 else "message") if first.data else "unsaid"
    return finding(
        element,
        *keys,
        message=text,
        help=text,
        subject="->".join(pair),
        owner=first.target.owner or first.target_stream.owner,
        related=[sending_end(first), *map(_also, others)],
        data=names(first.data),
        items=", ".join(first.data),
        from_system=pair[0],
        to_system=pair[1],
        **ends_of(first),
    )


def _of_support(pair: Pair, uses: "list[SupportWay]") -> Finding:
    first, *others = uses
    return finding(
        first.use,
        "data",
        message="support",
        help="message",
        subject="<-".join(reversed(pair)),
        owner=first.step.owner or first.stream.owner,
        related=[
            Related(
                place=each.use.place.key("data"),
                message=_ALSO_USED,
                fields={"data": each.data, "step": each.step.id},
            )
            for each in others
        ],
        data=first.data,
        items=", ".join(dict.fromkeys(each.data for each in uses)),
        from_system=pair[0],
        to_system=pair[1],
        pillar=first.use.stream,
        source_systems=names(first.systems),
        target=first.step.id,
        target_owner=owner_of(first.step),
        target_systems=names(first.step.systems),
    )


def _also(transfer: Transfer) -> Related:
    element, keys = fault_of(transfer)
    return Related(place=element.place.key(*keys), message=_ALSO, fields=ends_of(transfer))


RULE = Rule(
    code="VSM201",
    name="undefined-path",
    level=Level.ERROR,
    summary=message("Data goes between steps in different systems, and no path is defined."),
    manual=__doc__,
    messages={
        "message": message(
            "{data} goes from {source_systems} ({source}, {source_owner})"
            " to {target_systems} ({target}, {target_owner}), and no path is defined"
        ),
        "several": message(
            "{data} go from {source_systems} ({source}, {source_owner})"
            " to {target_systems} ({target}, {target_owner}), and no path is defined"
        ),
        "support": message(
            "{data} is to come from {source_systems} ({pillar})"
            " to {target_systems} ({target}, {target_owner}), and no path is defined"
        ),
        "unsaid": message(
            "work goes from {source_systems} ({source}, {source_owner})"
            " to {target_systems} ({target}, {target_owner}), and no path is defined"
        ),
    },
    helps={
        "message": message(
            "define it under paths: {{from: {from_system}, to: {to_system}, data: {items},"
            " owner: …}}"
        ),
        "several": message(
            "define it under paths: {{from: {from_system}, to: {to_system}, data: [{items}],"
            " owner: …}}"
        ),
        "unsaid": message(
            "define it under paths: {{from: {from_system}, to: {to_system}, owner: …}};"
            " where nothing moves, write outputs: [] at {source}"
        ),
    },
    check=check,
)
