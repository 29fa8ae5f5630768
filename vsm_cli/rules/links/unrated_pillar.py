"""How often a supporting stream fails those who rely on it can only be guessed.

## Why

A step says what it takes `without` what it relies on. How often that happens follows from the
rolled %C&A of the supporting stream, and, where something `changes`, from its lead time. Where
these are not known, the figures of the step are bounds (≥, ≤), and so are those of the stream
that it is part of. Rating one step of the supporting stream is often enough to begin with.

## Bad

```yaml
vsm: 1
teams:
  service-desk: {name: Service desk}
streams:
  restore-service:
    owner: service-desk
    trigger: A user reports a fault
    value: The service works again
    steps:
      diagnose:
        owner: service-desk
        practices: Incident management
        process: 20m
        wait: 10m
        uses: {stream: knowledge-upkeep, without: {process: 60m}}
  knowledge-upkeep:
    owner: service-desk
    trigger: A cause was found
    value: The next one finds the answer
    steps:
      write: {owner: service-desk, practices: Knowledge management, lead: 3d, process: 1h}
```

## Good

```diff
-      write: {owner: service-desk, practices: Knowledge management, lead: 3d, process: 1h}
+      write:
+        owner: service-desk
+        practices: Knowledge management
+        lead: 3d
+        process: 1h
+        complete-accurate: 90%
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level, Related
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.streams import Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import stream_with_owner, with_owner

_PILLAR = message("{stream} is to bring it")


def check(workspace: Workspace) -> Iterator[Finding]:
    for _, step in workspace.steps():
        for use in step.failing:
            missing = _missing(workspace, use)
            if missing:
                pillar = workspace.streams[use.stream]
                yield finding(
                    use,
                    message=missing,
                    help=missing,
                    owner=pillar.owner,
                    related=[
                        Related(place=pillar.place, message=_PILLAR, fields={"stream": pillar.id})
                    ],
                    who=with_owner(step),
                    pillar=stream_with_owner(pillar),
                    stream=pillar.id,
                )


def _missing(workspace: Workspace, use: Use) -> str:
    """Which figures of the used stream are not known, as a key of the messages."""
    # Only who says `without` should pay for figures.
    from vsm_cli.analysis.times.stream_figures import stream_figures

    pillar = workspace.streams[use.stream]
    if pillar.unread & {"steps"}:
        return ""
    figures = stream_figures(workspace, pillar)
    unrated = figures.rolled_complete_accurate is None and not any(
        "complete-accurate" in step.unread for step in pillar.steps.values()
    )
    untimed = bool(use.changes_per_s) and figures.lead_time_s is None
    untimed = untimed and not any(
        step.unread & {"process", "wait", "lead"} for step in pillar.steps.values()
    )
    return ("both" if untimed else "rolled") if unrated else "lead" if untimed else ""


RULE = Rule(
    code="VSM610",
    name="unrated-pillar",
    level=Level.NOTE,
    summary=message("How often a supporting stream fails those who rely on it is not known."),
    manual=__doc__,
    messages={
        "rolled": message("{who} relies on {pillar}, whose rolled %C&A is not known"),
        "lead": message(
            "{who} relies on {pillar}, whose lead time is not known, on something that changes"
        ),
        "both": message("{who} relies on {pillar}, whose rolled %C&A and lead time are not known"),
    },
    helps={
        "rolled": message("write complete-accurate: at the steps of {stream}"),
        "lead": message("write process: and wait:, or lead:, at the steps of {stream}"),
        "both": message("write complete-accurate: and the times at the steps of {stream}"),
    },
    check=check,
)
