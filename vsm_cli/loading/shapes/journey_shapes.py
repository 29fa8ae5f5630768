"""Journeys as written. Few files have any: `document_shape` imports this for the first one."""

from typing import Annotated

from vsm_cli.loading import field_types as k
from vsm_cli.loading.shapes.shape_base import ELEMENT, ElementShape, IdentifiedShape


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
