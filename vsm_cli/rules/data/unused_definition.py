"""Something is defined and nothing uses it.

## Why

What nothing uses is left over from a change, misspelt where it was meant to be used, or a hint
that the map is not finished: a team that takes part in nothing, a system in which nobody works.
Leave it out, or say where it belongs.

Being named anywhere is use enough: a parent of a team, a system at the end of a path, the owner
of a system. A path is used when a route or link takes it or could take it, or when it may keep a
copy of some data up to date. A link that a step has already, with the same data or none, counts
once. Streams have a rule of their own (supporting-stream-unused), and practices and step kinds that
change those of ITIL 4 are not meant.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
  facilities: {name: Facilities}
streams:
  answer-a-question:
    owner: service-desk
    trigger: A user asks
    value: The user knows
    steps:
      take-call: {owner: service-desk, practices: Service desk}
```

## Good

```diff
     steps:
-      take-call: {owner: service-desk, practices: Service desk}
+      take-call: {owner: service-desk, participants: facilities, practices: Service desk}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.elements import Pattern, SystemPath
from vsm_cli.model.streams import Link, Use
from vsm_cli.model.workspace import Workspace

_HELPS = {Link: "link", Use: "link", SystemPath: "path", Pattern: "pattern"}


def check(workspace: Workspace) -> Iterator[Finding]:
    # Runs at preset strict only: other checks need not load it.
    from vsm_cli.analysis.data.unused_definitions import unused_definitions

    for element in unused_definitions(workspace):
        is_link = isinstance(element, Link | Use)
        yield finding(
            element,
            message="link" if is_link else element.address.partition(".")[0],
            help=_HELPS.get(type(element), "help"),
            subject=" ".join(element.data) if isinstance(element, SystemPath) else "",
            id=element.id,
            source=getattr(element, "source", None),
            target=getattr(element, "target", None),
        )


RULE = Rule(
    code="VSM207",
    name="unused-definition",
    level=Level.NOTE,
    summary=message("Something is defined and nothing uses it."),
    manual=__doc__,
    messages={
        "teams": message("nothing names the team {id}: it owns nothing and takes part in nothing"),
        "roles": message("nothing names the role {id}: it owns nothing and takes part in nothing"),
        "systems": message(
            "nobody works in {id}, no path leads there, and no data has it as master"
        ),
        "data": message("no step and no link names {id}, and no path carries it"),
        "paths": message(
            "no route or link leads from {source} to {target}: nothing takes this path"
        ),
        "practices": message("no step binds {id}, and no step kind needs it"),
        "step-kinds": message("no step is of kind {id}"),
        "patterns": message("no stream is like the pattern {id}, so that it says nothing"),
        "link": message("this step is linked with {id} already, and the link counts once"),
    },
    helps={
        "link": message("take it out, or say what other data it brings, or to which other step"),
        "pattern": message("take it out, or write like: {id} in a stream"),
        "help": message("take {id} out, or name it where it belongs"),
        "path": message(
            "take it out, or name {source} and {target} as the systems of the steps it serves"
        ),
    },
    check=check,
)
