"""Journeys of the model. Few workspaces have any: `load` imports this for the first one."""

from vsm_cli.loading.collect import RawElement
from vsm_cli.loading.draft import Draft
from vsm_cli.loading.references import References
from vsm_cli.loading.shapes.journey_shapes import JourneyShape, JourneyStepShape
from vsm_cli.loading.spreads import seconds
from vsm_cli.model.journeys import Journey, JourneyStep
from vsm_cli.model.values import Calendar


def journey(
    id_: str, entry: RawElement[JourneyShape], references: References, calendar: Calendar
) -> Journey:
    """Build one journey; what it refers to and is not there is told to `references`."""
    at = Draft(references, entry, f"journeys.{id_}", calendar)
    owner = at.one("owner", "owner")
    steps = []
    for index, step in enumerate(at.shape.steps or ()):
        if step is None:
            at.missing.add("steps")
        else:
            steps.append(_journey_step(at.below(step, "steps", index), index + 1))
    return Journey(
        customer=at.shape.customer,
        owner=owner,
        closed_loop=bool(at.shape.closed_loop),
        steps=tuple(steps),
        **at.common(id_),
    )


def _journey_step(at: Draft[JourneyStepShape], number: int) -> JourneyStep:
    at.address += f".steps.{number}"
    if at.shape.stage is None:
        at.lacks("stage")
    return JourneyStep(
        stage=at.shape.stage,
        streams=at.many("stream", "stream"),
        wait=at.spread("wait"),
        share=at.shape.share,
        by=at.shape.by,
        satisfaction=at.shape.satisfaction,
        expects_s=seconds(at.shape.expects, at.calendar),
        sensitivity=at.shape.sensitivity,
        **at.common(str(number)),
    )
