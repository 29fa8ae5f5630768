"""What chains of any length lead to."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reachable(starts: Iterable[Node], onward: Callable[[Node], Iterable[Node]]) -> dict[Node, None]:
    """All nodes that chains of any length lead to, `starts` themselves included, in the order in
    which they are come to: what `onward` gives last is followed first."""
    found: dict[Node, None] = {}
    todo = list(starts)
    while todo:
        node = todo.pop()
        if node not in found:
            found[node] = None
            todo += onward(node)
    return found
