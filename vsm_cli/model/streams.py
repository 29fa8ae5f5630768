"""Value streams: steps, the routes between them, and what each step needs and hands on."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from vsm_cli.model.elements import CUSTOMER, Element, Idea
from vsm_cli.model.values import Calendar, Satisfaction, Spread
from vsm_cli.source.places import Place

Split = Literal["one", "choice", "all"]


class Route(Struct, frozen=True, kw_only=True, eq=False):
    """One way on from a step. `target` is a step id of the same stream, or `end`.

    `share` is 0–1. Of a choice it is as given or as the rest, before any normalising; None: split
    unknown. Of branches side by side it says how many items take this one besides; None: all.
    `written_share` is the text of a given share. `wait` replaces the successor's wait.
    """

    target: str
    place: Place
    share: float | None = None
    written_share: str | None = None
    wait: Spread | None = None


class Acceptance(Struct, frozen=True, kw_only=True, eq=False):
    """A step's say over data: it can accept or refuse."""

    data: str
    place: Place
    criteria: str | None = None
    required_by: str | None = None


class Link(Element, frozen=True, kw_only=True, eq=False):
    """A step starts another stream. `id` is the other stream's id, `at` its step."""

    stream: str
    at: str | None = None
    data: tuple[str, ...] = ()
    owner: str | None = None
    share: float | None = None
    wait: Spread | None = None
    via: str | None = None
    ideas: tuple[Idea, ...] = ()


class Without(Struct, frozen=True, kw_only=True, eq=False):
    """What is different at a step where the support that it relies on is missing, wrong or
    behind; what is None stays as it is."""

    process: Spread | None = None
    wait: Spread | None = None
    lead: Spread | None = None
    complete_accurate: float | None = None
    people: float | None = None
    hands: Mapping[str, float] = field(default_factory=dict)


class Use(Element, frozen=True, kw_only=True, eq=False):
    """A step relies on a supporting stream. With `wait` it waits until that has delivered.

    `covered` is the share of the items (0–1) for which there is anything at all, None: all of
    them; `changes_per_s` says how often what one record describes changes, per second of elapsed
    time. `without` is what the step is like where nothing that is right is there.
    """

    stream: str
    wait: bool = False
    covered: float | None = None
    changes_per_s: float | None = None
    without: Without | None = None
    data: tuple[str, ...] = ()
    within_s: float | None = None
    at: str | None = None
    owner: str | None = None
    via: str | None = None
    ideas: tuple[Idea, ...] = ()


PracticeMatch = Literal["id", "official", "alias", "renamed", "rough", "split", "none", "unknown"]


class PracticeBinding(Struct, frozen=True, kw_only=True, eq=False):
    """A practice as a step names it.

    `written` is the text in the file; `practices` the ids it stands for (several for a former
    name that was split, none where it became nothing or is unknown); `match` says how the
    text led there. `candidates` are guesses for a former name with verdict none.
    """

    written: str
    place: Place
    match: PracticeMatch
    practices: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


class Step(Element, frozen=True, kw_only=True, eq=False):
    """One step of a stream.

    Times are Spreads in seconds of the stream's calendar. `inputs` and `outputs` are None
    where nothing is said and () where nothing moves. `entry` is None, True or a share of 0–1.
    `split`: "one" successor (or the default), a "choice" of exactly one, or "all" side by
    side. `people` of ours work on one item at once; `hands` says how many of each owner, the
    customer among them, where that is known. `routes` always holds the resolved successors, `end`
    included. `repeated` are links and uses that only say again what one of `starts` or `uses`
    says, which counts. `expects_s` is how long the customer thinks is normal since the last
    contact.
    """

    stream: str
    owner: str | None = None
    participants: tuple[str, ...] = ()
    practices: tuple[PracticeBinding, ...] = ()
    activity: str | None = None
    kind: str | None = None
    systems: tuple[str, ...] = ()
    process: Spread | None = None
    wait: Spread | None = None
    lead: Spread | None = None
    queue: float | None = None
    every_s: float | None = None
    complete_accurate: float | None = None
    people: float | None = None
    hands: Mapping[str, float] = field(default_factory=dict)
    automated: bool = False
    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None
    touchpoint: str | None = None
    satisfaction: Satisfaction | None = None
    expects_s: float | None = None
    sensitivity: float | None = None
    work: Literal["adding", "necessary", "waste"] | None = None
    uses: tuple[Use, ...] = ()
    entry: bool | float | None = None
    accepts: tuple[Acceptance, ...] = ()
    starts: tuple[Link, ...] = ()
    repeated: tuple[Link | Use, ...] = ()
    ideas: tuple[Idea, ...] = ()
    split: Split = "one"
    routes: tuple[Route, ...] = ()

    def part_of(self, route: Route) -> float | None:
        """The part (0–1) of the step's items that take one of its routes, shares of a choice
        normalised; None: not known."""
        if "next" in self.unread:
            return None
        if self.split == "all":
            return 1.0 if route.share is None else route.share
        if len(self.routes) == 1:
            return 1.0
        shares = [each.share or 0.0 for each in self.routes if each.share is not None]
        total = sum(shares)
        if len(shares) < len(self.routes) or not total or route.share is None:
            return None
        return route.share / total

    @property
    def with_customer(self) -> bool:
        """Whether the customer's hands are on the work: done by the customer, or together."""
        return CUSTOMER in (self.owner, *self.participants)

    @property
    def meets_customer(self) -> bool:
        """Whether the customer acts or is told here."""
        return bool(self.touchpoint) or self.with_customer

    @property
    def forks(self) -> bool:
        """Whether it hands on to several steps side by side."""
        return self.split == "all" and len(self.routes) > 1

    @property
    def awaited(self) -> tuple[Use, ...]:
        """The streams that decide how long the step waits: those whose delivery it waits
        for, where nothing else says how long."""
        if not self.uses:
            return ()
        own = (self.wait, self.lead, self.queue, self.every_s)
        return tuple(use for use in self.uses if use.wait and own == (None,) * 4)

    @property
    def failing(self) -> tuple[Use, ...]:
        """The uses of support that may fail, in written order."""
        return tuple(use for use in self.uses if use.without is not None) if self.uses else ()

    @property
    def waits_for_run(self) -> bool:
        """Whether it waits until it is done the next time (`every`), and nothing else says how
        long."""
        return self.every_s is not None and (self.wait, self.lead, self.queue) == (None,) * 3


class Target(Struct, frozen=True, kw_only=True, eq=False):
    """A promise about one figure: `limit` in seconds, or 0–1 for ratios.

    `figure`: response, perceived, lead, own, process, wait, activity-ratio or rolled.
    `percentile` is 1–99 where the promise is about a percentile, else None.
    """

    figure: str
    limit: float
    place: Place
    percentile: float | None = None

    @property
    def key(self) -> str:
        """What it is known by beside figures: `lead`, `perceived.p95`."""
        return self.figure if self.percentile is None else f"{self.figure}.p{self.percentile:g}"


class Stated(Struct, frozen=True, kw_only=True, eq=False):
    """A total printed elsewhere: seconds, or 0–1 for ratios; `half_digit` is half the last
    printed digit in the same unit. Of a range, `value` is the least and `most` the other end."""

    figure: str
    value: float
    half_digit: float
    written: str
    place: Place
    most: float | None = None


class Mapped(Struct, frozen=True, kw_only=True, eq=False):
    """How far the figures of a stream can be trusted, and when they were taken."""

    state: Literal["current", "future", "ideal"] = "current"
    on: date | None = None
    basis: Literal["measured", "estimated", "promised"] | None = None
    by: str | None = None


class Stream(Element, frozen=True, kw_only=True, eq=False, dict=True):
    """A value stream. `demand_per_s` is items per second of its calendar.

    `layer` is None where it is not said; `type` is a catalogue id or any id.
    """

    calendar: Calendar
    layer: Literal["core", "support"] | None = None
    type: str | None = None
    owner: str | None = None
    customer: str | None = None
    trigger: str | None = None
    value: str | None = None
    responded_at: str | None = None
    delivered_at: str | None = None
    demand_per_s: float | None = None
    impact: float | None = None
    sensitivity: float | None = None
    satisfaction: Satisfaction | None = None
    targets: tuple[Target, ...] = ()
    stated: tuple[Stated, ...] = ()
    mapped: Mapped = field(default_factory=Mapped)
    ideas: tuple[Idea, ...] = ()
    steps: Mapping[str, Step] = field(default_factory=dict)

    @property
    def demand_per_year(self) -> float | None:
        return None if self.demand_per_s is None else self.demand_per_s * self.calendar.year_s

    @property
    def current(self) -> bool:
        return self.mapped.state == "current"

    @property
    def estimated(self) -> bool:
        """Whether its figures are estimates (≈)."""
        return self.mapped.basis == "estimated"
