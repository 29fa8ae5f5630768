"""Customers hear nothing for longer than they think is normal.

## Why

Nobody complains about the time that was promised, but about the time in which nothing was heard.
Whether a wait is long is decided by what the customer `expects`: a day of silence is much for a
fault and little for a new service. Do it sooner, say in between how far it is, or say at the
beginning how long it will take.

For a step with `expects`, the time is taken since the customer last acted or was told (a
touchpoint, a step of the customer's or done together with them, or the start of the stream) until
the step begins. For a step of a journey it is its wait and the perceived lead time of its streams.

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
      record:
        owner: service-desk
        practices: Service desk
        touchpoint: phone
        process: 5m
        wait: 2m
      repair: {owner: service-desk, practices: Incident management, process: 1h, wait: 7h}
      confirm:
        owner: service-desk
        practices: Service desk
        touchpoint: phone
        expects: 4h
        process: 5m
        wait: 1h
```

## Good

```diff
-      repair: {owner: service-desk, practices: Incident management, process: 1h, wait: 7h}
+      repair: {owner: service-desk, practices: Incident management, process: 1h, wait: 1h}
```
"""

from collections.abc import Iterator

from vsm_cli.diagnostics import Level
from vsm_cli.language import message
from vsm_cli.lint.rule import Finding, Rule, finding
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import with_owner
from vsm_cli.wording.figures import sign_of
from vsm_cli.wording.times import clock, elapsed

# Sums of the same times in another order may differ in the last bits.
_NOISE = 1e-9


def check(workspace: Workspace) -> Iterator[Finding]:
    for stream in workspace.streams.values():
        if any(step.expects_s is not None for step in stream.steps.values()):
            yield from _in_stream(workspace, stream)
    for journey in workspace.journeys.values():
        if any(step.expects_s is not None for step in journey.steps):
            yield from _on_journey(workspace, journey)


def _in_stream(workspace: Workspace, stream: Stream) -> Iterator[Finding]:
    # Only who says `expects` should pay for figures.
    from vsm_cli.analysis.journeys.experience import silence_before_s

    for step in stream.steps.values():
        if step.expects_s is None:
            continue
        silence_s = silence_before_s(workspace, stream, step)
        if silence_s is not None and silence_s > step.expects_s * (1 + _NOISE):
            yield finding(
                step,
                "expects",
                owner=step.owner or stream.owner,
                who=with_owner(step),
                time=clock(silence_s, stream.calendar, sign_of(stream)),
                expects=clock(step.expects_s, stream.calendar),
            )


def _on_journey(workspace: Workspace, journey: Journey) -> Iterator[Finding]:
    from vsm_cli.analysis.journeys.journey_times import journey_times

    factor = workspace.calendar.elapsed_factor
    for times in journey_times(workspace, journey).steps:
        step = times.step
        if step.expects_s is None or times.known_s is None:
            continue
        if times.known_s > step.expects_s * factor * (1 + _NOISE):
            yield finding(
                step,
                "expects",
                message="stage",
                owner=journey.owner,
                stage=step.stage or step.id,
                journey=journey.id,
                time=elapsed(times.known_s),
                expects=elapsed(step.expects_s * factor),
            )


RULE = Rule(
    code="VSM711",
    name="late-to-expectation",
    level=Level.WARNING,
    summary=message("Customers hear nothing for longer than they think is normal."),
    manual=__doc__,
    messages={
        "message": message(
            "before {who}, the customer hears nothing for {time}, and thinks {expects} normal"
        ),
        "stage": message(
            "{stage} of {journey} takes the customer {time}, who thinks {expects} normal"
        ),
    },
    helps={
        "help": message(
            "do it sooner, say in between how far it is, or say at the beginning how long it takes"
        )
    },
    check=check,
)
