"""Which steps can only be reached through which other one."""

from collections.abc import Iterable, Mapping, Sequence

from vsm_cli.analysis.reachable import reachable

Targets = Mapping[str, Sequence[str]]


class Dominance:
    """What lies behind each node of a graph: the nodes to which every way from the roots
    leads through it (its dominator tree; Cooper, Harvey & Kennedy 2001).

    Targets that are no keys are passed over, as is what cannot be reached from the roots.
    """

    def __init__(self, targets: Targets, roots: Iterable[str]) -> None:
        order = _finished_last_first(targets, roots)
        self._place = {node: place for place, node in enumerate(order, 1)}
        self.sources: dict[str, set[str]] = {node: set() for node in targets}
        for node in order:
            for target in targets[node]:
                if target in self._place:
                    self.sources[target].add(node)
        above = self._nearest(order, frozenset(roots))
        self._below: dict[str, list[str]] = {node: [] for node in order}
        for place, node in enumerate(order, 1):
            if above[place]:
                self._below[order[above[place] - 1]].append(node)
        self._first, self._last = self._numbered(
            [n for p, n in enumerate(order, 1) if not above[p]]
        )

    def _nearest(self, order: Sequence[str], roots: frozenset[str]) -> list[int]:
        """The place of the nearest node through which each one is reached; 0: none."""
        above = [0] + [-1] * len(order)
        changed = True
        while changed:
            changed = False
            for place, node in enumerate(order, 1):
                found = 0 if node in roots else -1
                for source in self.sources[node]:
                    other = self._place[source]
                    if found and above[other] >= 0:
                        found = other if found < 0 else _meeting(above, found, other)
                if above[place] != found:
                    above[place], changed = found, True
        return above

    def _numbered(self, tops: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
        """For each node its number, and the highest behind it."""
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        todo = list(tops)
        while todo:
            node = todo[-1]
            if node in first:
                last.setdefault(todo.pop(), len(first))
            else:
                first[node] = len(first) + 1
                todo += self._below[node]
        return first, last

    def is_behind(self, node: str, gate: str) -> bool:
        """Whether every way to a node leads through the gate; the gate itself is."""
        return self._first[gate] <= self._first[node] <= self._last[gate]

    def behind(self, gate: str) -> set[str]:
        """Everything behind a gate, itself included."""
        return set(reachable([gate], self._below.__getitem__))


def _meeting(above: Sequence[int], one: int, other: int) -> int:
    while one != other:
        if one > other:
            one = above[one]
        else:
            other = above[other]
    return one


def _finished_last_first(targets: Targets, roots: Iterable[str]) -> list[str]:
    """The nodes reached, each before those that it leads to but where a way leads back."""
    seen: set[str] = set()
    order: list[str] = []
    for root in roots:
        todo = [(root, iter(targets[root]))] if root not in seen else []
        seen.add(root)
        while todo:
            node, left = todo[-1]
            target = next((t for t in left if t in targets and t not in seen), None)
            if target is None:
                order.append(node)
                todo.pop()
            else:
                seen.add(target)
                todo.append((target, iter(targets[target])))
    return order[::-1]
