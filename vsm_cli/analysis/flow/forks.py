"""Forks, where work goes on side by side, and the joins where it comes together again."""

from msgspec import Struct

from vsm_cli.model.streams import Route

# Where items go that take no branch of a fork of a step's own making; no id has a space in it.
SKIPPED = "not taken"


class Branch(Struct, frozen=True, eq=False):
    """One branch of a fork: where it begins, and the states on it before the join.

    `route` is None where the branch begins with a fork of its own making (see `Fork`). What
    leads out of the states, other than to the join and the end, leads back before the fork.
    """

    head: str
    route: Route | None
    states: frozenset[str]

    @property
    def share(self) -> float:
        """The share (0–1) of the fork's items that take this branch."""
        return 1.0 if self.route is None or self.route.share is None else self.route.share


class Fork(Struct, frozen=True, eq=False):
    """Branches that run side by side until `join` (a step, or the end).

    Where some branches of a step meet before the others, they make a fork of their own
    within it (`made`). Its `state` is no step's id: it stands for a moment, not for work. An
    item that takes none of its branches skips it: it goes on where the others join.
    """

    state: str
    branches: tuple[Branch, ...]
    join: str
    made: bool = False

    def holds(self, step: str | None) -> bool:
        """Whether a step lies within it."""
        return any(step in branch.states for branch in self.branches)


class Forks(Struct, frozen=True, eq=False):
    """The forks of a stream, inner ones before those around them, and the ids of the steps
    whose branches do not come together as side-by-side work must (VSM507)."""

    sound: tuple[Fork, ...]
    unsound: tuple[str, ...]
