"""The master copy of some data does not hear of what a step changes.

## Why

`master` names the system whose copy counts. A step that outputs the data somewhere else makes a
newer copy, and where no path leads from there to the master, the copy that counts is the old one
from then on. Whoever trusts it is wrong; whoever knows better asks around.

Nothing is said where a later step takes the data in and works in the master (how it gets there
is for undefined-path to ask), of tangible things, of steps of the customer and of external teams,
and of streams as they are to be.

## Bad

```yaml
vsm: 1
teams:
  operations: {name: Operations}
systems:
  deployment: {name: Deployment tool, owner: operations}
  cmdb: {name: Configuration database, owner: operations}
data:
  ci-record: {name: Configuration record, master: cmdb}
streams:
  go-live:
    owner: operations
    trigger: A release is ready
    value: The release is in use
    steps:
      deploy:
        owner: operations
        practices: Deployment management
        systems: deployment
        outputs: ci-record
```

## Good

```diff
   ci-record: {name: Configuration record, master: cmdb}
+paths:
+  - {from: deployment, to: cmdb, data: ci-record, via: REST interface, owner: operations}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.data.system_paths import path_network
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Link, Step, Stream, Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import step_in, system_with_owner, with_owner

_ALSO = message("{step} outputs it in {systems}, too")


def check(workspace: Workspace) -> Iterator[Finding]:
    if not workspace.complete or "paths" in workspace.unread:
        return  # the path may be in what could not be read
    masters = {
        data.id: data.master
        for data in workspace.data.values()
        if data.master and not data.tangible
    }
    behind: dict[tuple[str, str], list[Step]] = {}
    for stream, step in workspace.steps():
        for data in step.outputs or ():
            master = masters.get(data)
            if (
                master
                and step.systems
                and master not in step.systems
                and not _arrives(workspace, step, data, master)
                and not _excused(workspace, stream, step, data, master)
            ):
                behind.setdefault((data, step.systems[0]), []).append(step)
    for (data, _), steps in behind.items():
        yield _finding(workspace, data, masters[data], steps)


def _arrives(workspace: Workspace, step: Step, data: str, master: str) -> bool:
    network = path_network(workspace)
    return network.best(step.systems, (master,), data) is not None or network.might_lead(
        step.systems, (master,), data
    )


def _excused(workspace: Workspace, stream: Stream, step: Step, data: str, master: str) -> bool:
    if not stream.current or workspace.is_outside(step.owner):
        return True
    if step.unread & {"systems", "owner", "next", "starts", "uses"}:
        return True
    later = [stream.steps[each] for each in flow_of(stream).reachable(step.id, forward_only=False)]
    links: list[Link | Use] = [*step.starts, *step.uses]
    for link in links:
        if not link.data or data in link.data:
            later += workspace.streams[link.stream].steps.values()
    return any(_takes_to(master, data, other) for other in later)


def _takes_to(master: str, data: str, step: Step) -> bool:
    """Whether a step may take the data in where the master is."""
    takes = step.inputs is None or data in step.inputs or "inputs" in step.unread
    return takes and (master in step.systems or "systems" in step.unread)


def _finding(workspace: Workspace, data: str, master: str, steps: list[Step]) -> Finding:
    first, *others = steps
    return finding(
        first,
        place=first.place.value("outputs", data),
        subject=data,
        owner=first.owner or workspace.streams[first.stream].owner,
        related=[
            Related(
                place=other.place.value("outputs", data),
                message=_ALSO,
                fields={"step": step_in(other, first.stream), "systems": names(other.systems)},
            )
            for other in others
        ],
        data=data,
        step=with_owner(first),
        systems=names(first.systems),
        system=first.systems[0],
        master=master,
        master_owner=system_with_owner(workspace, master),
    )


RULE = Rule(
    code="VSM209",
    name="master-behind",
    level=Level.NOTE,
    summary=message("A step outputs data outside its master, and no path brings it there."),
    manual=__doc__,
    messages={
        "message": message(
            "{step} outputs {data} in {systems}, and no path brings it to its master"
            " {master_owner}: the copy that counts stays behind"
        )
    },
    helps={
        "help": message(
            "define it under paths: {{from: {system}, to: {master}, data: {data}, owner: …}},"
            " or name the system whose copy counts as master: of {data}"
        )
    },
    check=check,
)
