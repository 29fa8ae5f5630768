"""Journeys: the way of a customer through several streams."""

from vsm_cli.model.elements import Element
from vsm_cli.model.values import Satisfaction, Spread


class JourneyStep(Element, frozen=True, kw_only=True, eq=False):
    """One stage of a journey; several streams run side by side, none is a gap.

    `by` is `customer` where the customer's own decision begins the step.
    Waits, and what the customer `expects`, are seconds of the workspace's calendar.
    """

    stage: str | None
    streams: tuple[str, ...] = ()
    wait: Spread | None = None
    share: float | None = None
    by: str | None = None
    satisfaction: Satisfaction | None = None
    expects_s: float | None = None
    sensitivity: float | None = None

    @property
    def is_gap(self) -> bool:
        """Whether no stream serves the stage; one that could not be read may."""
        return not self.streams and "stream" not in self.unread


class Journey(Element, frozen=True, kw_only=True, eq=False):
    customer: str | None = None
    owner: str | None = None
    closed_loop: bool = False
    steps: tuple[JourneyStep, ...] = ()
