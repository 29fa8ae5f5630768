"""A name that is no ITIL 4 practice.

## Why

Some processes of earlier ITIL versions were split among several practices, some were dropped,
and some names in use mean a practice only roughly. The step counts as bound, but whoever reads
the stream has to guess to which practice. Only you can choose; the message says where the name
went. If the old name is still how your organisation works, define it under `practices:` as one
of your own.

The verdicts compare ITIL v3 (2011) and names in common use with the ITIL 4 practices.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  grant-access:
    owner: service-desk
    trigger: Somebody needs access
    value: They can sign in
    steps:
      grant: {owner: service-desk, practices: Access management}
```

## Good

```diff
   service-desk: {name: Service desk}
+practices:
+  demand-management: {name: Demand management, zh: 需求管理}

     steps:
-      grant: {owner: service-desk, practices: Access management}
+      ask: {owner: service-desk, practices: 需求管理}
+      grant:
+        owner: service-desk
+        practices: [service-request-management, information-security-management]
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.people.step_practices import practice_name
from vsm_cli.diagnostics import Level
from vsm_cli.language import either, message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream, step in workspace.steps():
        for binding in step.practices:
            if binding.match not in ("split", "none", "rough"):
                continue
            yield finding(
                step,
                place=binding.place,
                message=binding.match,
                help=binding.match,
                subject=binding.written,
                owner=step.owner or stream.owner,
                written=binding.written,
                who=with_owner(step),
                practices=names(practice_name(workspace, id_) for id_ in binding.practices),
                candidates=either(practice_name(workspace, id_) for id_ in binding.candidates),
            )


RULE = Rule(
    code="VSM304",
    name="former-practice",
    level=Level.NOTE,
    summary=message("A step names something that is no ITIL 4 practice, or only roughly one."),
    manual=__doc__,
    messages={
        "split": message("{written}, at {who}, is no ITIL 4 practice; it became {practices}"),
        "none": message("{written}, at {who}, is no ITIL 4 practice, and none took its place"),
        "rough": message("{written}, at {who}, means only roughly {practices}"),
    },
    helps={
        "split": message(
            "write what the step rests on: {practices}, or one of them;"
            " or define {written} under practices: as one of your own"
        ),
        "none": message(
            "perhaps {candidates} is meant; or define {written} under practices: as one of your own"
        ),
        "rough": message(
            "write {practices} if that is meant; or define {written} under practices:"
            " as one of your own"
        ),
    },
    check=check,
    scope="stream",
)
