"""A practice by a name that nobody knows.

## Why

A practice that cannot be found binds the step to nothing: it counts in no practice matrix, and
nobody who answers for the practice learns of the step. Most often the name is misspelt. Known
are the 34 ITIL 4 practices by id, English name, Chinese name and common aliases (case, spaces,
hyphens and underscores do not matter), and the practices that your workspace defines.

The names are those of ITIL 4 (2019), which ITIL version 5 keeps.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  answer-a-question:
    owner: service-desk
    trigger: A user asks
    value: The user knows
    steps:
      take-call: {owner: service-desk, practices: knowlege-management}
```

## Good

```diff
   service-desk: {name: Service desk}
+practices:
+  branch-support: {name: Branch support, zh: 网点支持}

     steps:
-      take-call: {owner: service-desk, practices: knowlege-management}
+      take-call: {owner: service-desk, practices: [Knowledge management, 网点支持]}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.people.step_practices import practice_beside, practice_name
from vsm_cli.catalogue import PRACTICES
from vsm_cli.diagnostics import Level, Replacement
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import PracticeBinding
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_FIX = message("Write {practice}")


def check(workspace: Workspace) -> Iterator[Finding]:
    if not workspace.complete or "practices" in workspace.unread:
        return  # it may be defined in what could not be read
    for stream, step in workspace.steps():
        for binding in step.practices:
            if binding.match != "unknown":
                continue
            practice = _nearest(workspace, binding.written)
            near = practice and practice_beside(workspace, practice, binding.written)
            wide, narrow = _sign(binding.written)
            yield finding(
                step,
                place=binding.place,
                help="sign" if wide else "nearest" if near else "help",
                subject=binding.written,
                owner=step.owner or stream.owner,
                written=binding.written,
                who=with_owner(step),
                nearest=practice and practice_name(workspace, practice),
                fix=None if near is None or wide else _misspelt(binding, near),
                wide=wide,
                narrow=narrow,
            )


def _sign(written: str) -> tuple[object, object]:
    """The full-width sign that keeps several names, or quotes, in one name, and what is meant."""
    from vsm_cli.source.full_width import SIGN, cause

    found = cause(written, letters=False)
    if found is None or found[0] != SIGN:
        return None, None
    return found[1]["wide"], found[1]["narrow"]


def _nearest(workspace: Workspace, written: str) -> str | None:
    """The id of the practice that was probably meant, looked for once for each word."""
    found = _found(workspace)
    if written not in found:
        found[written] = _looked_for(workspace, written)
    return found[written]


@remembered
def _found(workspace: Workspace) -> dict[str, str | None]:  # noqa: ARG001
    return {}


def _looked_for(workspace: Workspace, written: str) -> str | None:
    from vsm_cli.loading.nearest_name import meant

    known = {id_: [each.name, each.zh, *each.aliases] for id_, each in PRACTICES.items()}
    for own in workspace.own_practices.values():
        names = [name for name in (own.name, own.zh, *own.aliases) if name]
        known[own.id] = [*known.get(own.id, ()), *names]
    return meant(written, known)


def _misspelt(binding: PracticeBinding, near: str) -> Replacement:
    return Replacement(
        place=binding.place, old=binding.written, text=near,
        description=_FIX, fields={"practice": near}, safe=False,
    )  # fmt: skip


RULE = Rule(
    code="VSM302",
    name="unknown-practice",
    level=Level.ERROR,
    summary=message("A step names a practice that is not known."),
    manual=__doc__,
    messages={"message": message("{written} is not a practice that is known, at {who}")},
    helps={
        "sign": message("the full-width {wide} is likely the cause: write the half-width {narrow}"),
        "nearest": message("did you mean {nearest}?"),
        "help": message(
            "write the id or name of an ITIL 4 practice, or define {written} under practices:"
        ),
    },
    check=check,
    scope="stream",
)
