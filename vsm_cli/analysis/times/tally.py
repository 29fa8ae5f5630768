"""What items gather on a walk: where they stay, along which ways, and for what they wait."""

from collections import defaultdict
from dataclasses import dataclass, field

from vsm_cli.model.streams import Route


@dataclass(slots=True, eq=False)
class Tally:
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
