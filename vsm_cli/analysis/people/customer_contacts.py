"""Whom the customer meets on the way.

Only forward routes count: a question that is asked and comes back is rework. What a system
does by itself has no face.
"""

from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.people.to_and_fro import Trail, keep_longest
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Step, Stream


def faces(stream: Stream) -> Trail:
    """The touchpoints at which the customer meets another owner than before, on the way where
    this happens most often; the first touchpoint included.

    One who bounces is passed on once less than there are steps in the trail.
    """
    facing = {step for step in stream.steps.values() if _faces_customer(step)}
    if len(facing) < 2:
        return tuple(facing)
    flow = flow_of(stream)
    trails: dict[str, dict[str | None, Trail]] = {}
    for step in flow.in_order():
        found: dict[str | None, Trail] = {}
        for before, _ in flow.incoming[step.id]:
            for owner, trail in trails[before].items():
                keep_longest(found, owner, trail)
        if step in facing:
            met = [
                trail if owner == step.owner else (*trail, step) for owner, trail in found.items()
            ]
            found = {step.owner: max(met, key=len, default=(step,))}
        trails[step.id] = found
    return max((t for found in trails.values() for t in found.values()), key=len, default=())


def _faces_customer(step: Step) -> bool:
    return bool(step.touchpoint) and step.owner not in (None, CUSTOMER) and not step.automated
