"""What items gather on a walk: where they stay, along which ways, and for what they wait."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct, field

from vsm_cli.analysis.flow.fork_results import Exit
from vsm_cli.analysis.times.durations import TimeRange
from vsm_cli.model.streams import Route

GOAL = Exit("the goal")
"""Where a walk ends that looks for a step within a branch."""

Way = tuple[float, Exit]
"""A time in seconds, and where it leads. The wait before a join is part of it, that before a
place to which the case goes back is not."""
Weight = Callable[[Way], float]


class Tally(Struct, eq=False):
    """How often, on average, an item stays in each state, comes along each route, and waits before
    a join to which it does not go on, as far as a walk goes. Of the branches of a fork the
    longest counts.

    `crossed` are the forks of which the longest branch matters; `vague` those of which only the
    least that they take on average is known.
    """

    stays: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    routes: dict[Route, float] = field(default_factory=lambda: defaultdict(float))
    waits: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    crossed: set[str] = field(default_factory=set)
    vague: set[str] = field(default_factory=set)

    def come(self, route: Route | None, often: float) -> None:
        """Along a route; None where none leads there."""
        if route is not None and often:
            self.routes[route] += often


class Crossing(Protocol):
    """How a fork is crossed: the chance of each way, the least and most they take."""

    @property
    def ways(self) -> Mapping[Way, float]: ...
    @property
    def span(self) -> TimeRange: ...
    @property
    def is_exact(self) -> bool: ...

    def gather(self, weight: Weight, tally: Tally) -> None:
        """Add what items gather that cross the fork, each way with a weight of its own."""
