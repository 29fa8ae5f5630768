"""Steps of a kind without a practice that this kind needs.

## Why

Some steps go wrong in the same way everywhere when one practice is not at the table: a service
that goes live without change enablement surprises its users, one without deployment management
its operators. `kind` says what a step is; the catalogue, or your own `step-kinds`, says which
practices such a step needs. All steps of one kind in a stream count together, so the practices
may be spread over them. A former name counts for each practice that it became.

## Bad

```yaml
vsm: 1
teams:
  development: {name: Development}
streams:
  new-demand:
    owner: development
    trigger: A need is approved
    value: The service is in use
    steps:
      build: {owner: development, practices: Software development and management}
      launch: {owner: development, kind: go-live, practices: Deployment management}
```

## Good

```diff
       build: {owner: development, practices: Software development and management}
+      approve: {owner: development, kind: go-live, practices: Change enablement}
```
"""

from collections.abc import Iterator

from vsm_cli.analysis.people.step_practices import needed_practices
from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message, names
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner

_ALSO = message("{step} is of this kind, too")


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        for kind, steps in _by_kind(stream).items():
            missing = _missing(workspace, kind, steps)
            if not missing:
                continue
            first, *others = steps
            yield finding(
                first,
                "kind",
                message="several" if others else "message",
                help="several" if others else "help",
                subject=" ".join((kind, *missing)),
                owner=first.owner or stream.owner,
                related=[
                    Related(place=other.place.key("kind"), message=_ALSO, fields={"step": other.id})
                    for other in others
                ],
                kind=kind,
                step=first.id,
                stream=stream.id,
                steps=names(with_owner(step) for step in steps),
                missing=names(missing),
            )


def _by_kind(stream: Stream) -> dict[str, list[Step]]:
    by_kind: dict[str, list[Step]] = {}
    for step in stream.steps.values():
        if step.kind:
            by_kind.setdefault(step.kind, []).append(step)
    return by_kind


def _missing(workspace: Workspace, kind: str, steps: list[Step]) -> list[str]:
    bindings = [binding for step in steps for binding in step.practices]
    if not bindings:
        return []  # no practice at all is for step-without-practice to say
    if any("practices" in step.unread for step in steps):
        return []
    if any(binding.match == "unknown" for binding in bindings):
        return []  # it may be the one that is needed, misspelt
    bound = {practice for binding in bindings for practice in binding.practices}
    return [practice for practice in needed_practices(workspace, kind) if practice not in bound]


RULE = Rule(
    code="VSM305",
    name="missing-expected-practice",
    level=Level.WARNING,
    summary=message("The steps of one kind lack a practice that this kind needs."),
    manual=__doc__,
    messages={
        "message": message("{steps} is of kind {kind} and lacks {missing}"),
        "several": message("{steps} are of kind {kind}, and none of them has {missing}"),
    },
    helps={
        "help": message(
            "add {missing} to practices: of {step}; or say under step-kinds: what {kind} needs here"
        ),
        "several": message(
            "add {missing} to practices: of one of them;"
            " or say under step-kinds: what {kind} needs here"
        ),
    },
    check=check,
    scope="stream",
)
