"""Which nodes of a graph lie on circles together, and in which order the circles follow."""

from collections.abc import Iterable, Iterator, Mapping

Graph = Mapping[str, Iterable[str]]


def components(onward: Graph) -> dict[str, int]:
    """The strongly connected component of each node, numbered so that edges between different
    ones lead to higher numbers (Tarjan 1972). Edges to what is no node are passed over.

    Without recursion, since how deep a graph is a person decides.
    """
    found: dict[str, int] = {}
    entered: dict[str, int] = {}
    low: dict[str, int] = {}
    open_nodes: list[str] = []
    for start in onward:
        if start in entered:
            continue
        way: list[tuple[str, Iterator[str]]] = []
        _enter(start, onward, entered, low, open_nodes, way)
        while way:
            node, targets = way[-1]
            for target in targets:
                if target in onward and target not in entered:
                    _enter(target, onward, entered, low, open_nodes, way)
                    break
                if target in entered and target not in found:
                    low[node] = min(low[node], entered[target])
            else:
                way.pop()
                if way:
                    before = way[-1][0]
                    low[before] = min(low[before], low[node])
                if low[node] == entered[node]:
                    _close(node, found, open_nodes)
    return found


def _enter(
    node: str,
    onward: Graph,
    entered: dict[str, int],
    low: dict[str, int],
    open_nodes: list[str],
    way: list[tuple[str, Iterator[str]]],
) -> None:
    entered[node] = low[node] = len(entered)
    open_nodes.append(node)
    way.append((node, iter(onward[node])))


def _close(node: str, found: dict[str, int], open_nodes: list[str]) -> None:
    """Give everything above a node on the stack the next number: what follows comes first, so
    numbers go down."""
    number = -len(found)
    while True:
        member = open_nodes.pop()
        found[member] = number
        if member == node:
            return
