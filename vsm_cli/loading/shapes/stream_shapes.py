"""Streams as written."""

from typing import Annotated, Any

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import (
    ELEMENT,
    CalendarShape,
    Ideas,
    IdentifiedShape,
    Shape,
)
from vsm_cli.loading.shapes.step_shapes import StepShape


class TargetShape(Shape):
    """What is promised for one item: a time, or percentiles as `{p95: 2h}`."""

    response: k.TargetTime | None = None
    """Until the customer has a first answer (`responded-at`)."""
    perceived: k.TargetTime | None = None
    """Until the customer no longer waits (`delivered-at`)."""
    lead: k.TargetTime | None = None
    """Lead time, to the end of the stream."""
    own: k.TargetTime | None = None
    """The perceived time without what waits for the customer."""
    process: k.TargetTime | None = None
    """Process time, along the longest branches."""
    wait: k.TargetTime | None = None
    """Wait time: lead time less process time."""
    activity_ratio: k.Share | None = None
    """Process time as a share of lead time."""
    rolled: k.Share | None = None
    """Rolled %C&A: how much goes through without a fault."""


class StreamShape(IdentifiedShape):
    """A value stream: from a trigger, through steps, to a value."""

    like: k.Text | None = None
    """The pattern or stream that this one is like: what is not written here is taken from there,
    key by key, in each step too; an empty key takes one away. Never taken: its name, and was,
    demand, stated, mapped, ideas, satisfaction and queue."""
    without: k.Texts | None = None
    """The steps of what it is like that it does not have."""
    layer: k.Layer | None = None
    """Core streams serve customers, supporting streams serve other streams."""
    type: k.Text | None = None
    """What sets it off: `new-demand`, `fault-repair`, `service-request` or an id of your own."""
    owner: k.Text | None = None
    """The team or role that answers for the whole stream."""
    customer: k.Text | None = None
    """Who receives the value."""
    trigger: k.Text | None = None
    """What sets it off, as the customer would say it."""
    value: k.Text | None = None
    """What the customer has when it is done."""
    responded_at: k.Text | None = None
    """The step after which the customer has a first answer."""
    delivered_at: k.Text | None = None
    """The step after which the customer no longer waits."""
    demand: k.Rate | None = None
    """How many items come in."""
    impact: k.OneToFive | None = None
    """What a failure costs the business, 1 (little) to 5."""
    sensitivity: k.OneToFive | None = None
    """How strongly it moves customer satisfaction, 1 (little) to 5."""
    satisfaction: k.Satisfaction | None = None
    """How satisfied customers are, as measured: `72%`, `3.6/5`, `{score: 3.6/5, answers: 120, on:
    2026-05-12}` or `{nps: 20}`."""
    target: Annotated[TargetShape, ELEMENT] | None = None
    """What is promised."""
    stated: Annotated[Any, k.RareShape("mapping_shapes.StatedShape")] | None = None
    """Totals printed elsewhere, to be checked against the steps."""
    mapped: Annotated[Any, k.RareShape("mapping_shapes.MappedShape")] | None = None
    """When, by whom and how the stream was mapped."""
    calendar: Annotated[CalendarShape, ELEMENT] | None = None
    """The working hours of this stream. Default: those of the workspace."""
    ideas: Ideas | None = None
    """Improvement ideas (kaizen bursts)."""
    steps: dict[str, Annotated[StepShape, ELEMENT]] | None = None
    """The steps, in the order in which work usually passes them."""
