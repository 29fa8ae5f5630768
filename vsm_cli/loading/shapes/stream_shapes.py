"""Streams and journeys as written."""

from typing import Annotated

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import (
    ELEMENT,
    CalendarShape,
    ElementShape,
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


class StatedShape(Shape):
    """Totals printed elsewhere. They are compared with what follows from the steps. A range says
    least and most: `8-10d`."""

    process: k.StatedTime | None = None
    """Process time, along the longest branches."""
    wait: k.StatedTime | None = None
    """Wait time: lead time less process time."""
    lead: k.StatedTime | None = None
    """Lead time, to the end of the stream."""
    perceived: k.StatedTime | None = None
    """Until the customer no longer waits (`delivered-at`)."""
    response: k.StatedTime | None = None
    """Until the customer has a first answer (`responded-at`)."""
    activity_ratio: k.StatedShare | None = None
    """Process time as a share of lead time."""
    value_adding_ratio: k.StatedShare | None = None
    """Process time that adds value as a share of lead time."""
    rolled: k.StatedShare | None = None
    """Rolled %C&A: how much goes through without a fault."""


class MappedShape(Shape):
    """When, by whom and how a stream was mapped."""

    state: k.State | None = None
    """Whether the stream is shown as it is, as it will be, or as it ideally were. Default:
    current."""
    on: k.Day | None = None
    """The day of the mapping."""
    basis: k.Basis | None = None
    """Where the figures come from; estimated ones are shown with ≈."""
    by: k.Text | None = None
    """Who mapped it."""


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
    stated: Annotated[StatedShape, ELEMENT] | None = None
    """Totals printed elsewhere, to be checked against the steps."""
    mapped: Annotated[MappedShape, ELEMENT] | None = None
    """When, by whom and how the stream was mapped."""
    calendar: Annotated[CalendarShape, ELEMENT] | None = None
    """The working hours of this stream. Default: those of the workspace."""
    ideas: Ideas | None = None
    """Improvement ideas (kaizen bursts)."""
    steps: dict[str, Annotated[StepShape, ELEMENT]] | None = None
    """The steps, in the order in which work usually passes them."""


class JourneyStepShape(ElementShape):
    """One stage of a journey."""

    stage: k.Stage | None = None
    """The stage of the journey."""
    stream: k.Texts | None = None
    """The streams behind it, side by side; without any, it is a gap."""
    wait: k.Spread | None = None
    """How long the customer waits before it. Default: the wait of the link that leads here."""
    share: k.Share | None = None
    """How many of the customers come to it. Default: all."""
    satisfaction: k.Satisfaction | None = None
    """How satisfied customers are, as measured: `72%`, `3.6/5`, `{score: 3.6/5, answers: 120, on:
    2026-05-12}` or `{nps: 20}`."""
    expects: k.Duration | None = None
    """How long the customer thinks is normal, since the last word or step of their own."""
    sensitivity: k.OneToFive | None = None
    """How strongly it moves customer satisfaction, 1 (little) to 5."""
    by: k.Actor | None = None
    """`customer` where the customer's own decision begins it."""


class JourneyShape(IdentifiedShape):
    """The way of a customer through several streams."""

    customer: k.Text | None = None
    """Who makes the journey."""
    owner: k.Text | None = None
    """The team or role that answers for the whole journey."""
    closed_loop: k.Bool | None = None
    """The links lead from the first step to the last, and the customer hears of it."""
    steps: Annotated[list[Annotated[JourneyStepShape, ELEMENT]], k.OneOrMany()] | None = None
    """The stages, in order."""
