"""Gateways into `next`: where each step leads, and with which shares.

A gateway is no step here: what leads to it leads to what comes behind it. Where no `next` can say
that — a choice right behind a fork, a fork right behind a choice — the gateway stays as a step that
takes no time.
"""

from collections.abc import Iterable, Mapping
from math import prod

from msgspec import Struct

from vsm_cli.analysis.components import components
from vsm_cli.exchange.bpmn.flow_graph import FlowEdge, FlowNode, Split

# What leads to more than these is rather read in two steps; it also bounds the work.
_MOST_WAYS = 60


class OnwardWay(Struct, frozen=True):
    """A way to a step or an end. `share` is 0–1; None: of a choice unknown, else always. `joined`:
    it comes through a gateway that waits for others, before any step."""

    target: str
    share: float | None = None
    joined: bool = False


class OnwardWays(Struct, frozen=True):
    """Where a node leads: exactly one of the ways of a choice, else all or some of them. `origin`
    is the node that splits; several ways have one."""

    split: Split
    ways: tuple[OnwardWay, ...]
    origin: str = ""


class WayFinder:
    """Finds the ways of all nodes of a process. `kept` are the gateways that stay as steps."""

    def __init__(self, nodes: Mapping[str, FlowNode]) -> None:
        self._nodes = nodes
        self.kept: dict[str, None] = {}
        self._found: dict[str, OnwardWays] = {}
        self._pass_gateways()
        # More gateways may stay as steps while these are found.
        for key in nodes:
            if nodes[key].is_step:
                self._found[key] = self._combined(nodes[key])
        for key in list(self.kept):
            if key not in self._found:
                self._found[key] = self._combined(nodes[key])

    def of(self, key: str) -> OnwardWays:
        """Where a node leads."""
        return self._found[key]

    def starting(self, key: str) -> OnwardWays:
        """Where work comes in by a node: it goes to one step or another, so what is side by side
        from the start begins with a step of its gateway."""
        ways = self._behind(key)
        if len(ways.ways) > 1 and ways.split != "choice":
            return OnwardWays("choice", self._kept(ways))
        return ways

    def _stops(self, key: str) -> bool:
        node = self._nodes[key]
        return node.is_step or node.is_end or key in self.kept

    def _pass_gateways(self) -> None:
        """The ways of all that is no step, what comes later first."""
        circles = self._circles()
        # What splits in a circle without any step cannot be followed to its end.
        for members in circles:
            if len(members) > 1 or self._leads_to_itself(members[0]):
                self.kept.update(
                    (key, None)
                    for key in members
                    if self._nodes[key].split != "choice" and len(self._nodes[key].edges) > 1
                )
        for members in self._circles():
            if len(members) > 1 or self._leads_to_itself(members[0]):
                ways = self._out_of(members)
            else:
                ways = self._combined(self._nodes[members[0]])
            # One that was kept meanwhile has its ways already.
            self._found |= {key: ways for key in members if key not in self.kept}

    def _circles(self) -> list[list[str]]:
        """The nodes that are no steps, in groups that lead to each other; the last groups first."""
        onward = {
            key: [edge.target for edge in node.edges]
            for key, node in self._nodes.items()
            if not self._stops(key)
        }
        numbers = components(onward)
        groups: dict[int, list[str]] = {}
        for key in onward:
            groups.setdefault(numbers[key], []).append(key)
        return [groups[number] for number in sorted(groups, reverse=True)]

    def _leads_to_itself(self, key: str) -> bool:
        return any(edge.target == key for edge in self._nodes[key].edges)

    def _out_of(self, members: list[str]) -> OnwardWays:
        """Where a circle of choices leads. No share is known: those that are written are of all
        that goes round, not of what comes in."""
        inside = set(members)
        edges = [
            FlowEdge(edge.source, edge.target)
            for key in members
            for edge in self._nodes[key].edges
            if edge.target not in inside
        ]
        return self._combine("choice", edges, members[0])

    def _combined(self, node: FlowNode) -> OnwardWays:
        return self._joined(node, self._combine(node.split, node.edges, node.key))

    def _joined(self, node: FlowNode, found: OnwardWays) -> OnwardWays:
        if not node.joins:
            return found
        ways = tuple(OnwardWay(way.target, way.share, joined=True) for way in found.ways)
        return OnwardWays(found.split, ways, found.origin)

    def _combine(self, split: Split, edges: list[FlowEdge], key: str) -> OnwardWays:
        if not edges:
            return OnwardWays("choice", ())
        behind = [(edge, self._behind(edge.target)) for edge in edges]
        if len(behind) == 1:
            return behind[0][1]
        found = self._choice(behind) if split == "choice" else self._fork(split, behind)
        if len(found) == 1 and (split == "choice" or found[0].share is None):
            return OnwardWays("choice", (found[0],))
        if len(found) == 1:
            # Some items take the only branch that there is: the others go round it.
            rest = OnwardWay(self._around(behind), 1 - (found[0].share or 0))
            return OnwardWays("choice", (found[0], rest), key)
        if len(found) > _MOST_WAYS and not self._nodes[key].is_step:
            return self._keep(key, OnwardWays(split, found, key))
        return OnwardWays(split, found, key)

    def _behind(self, target: str) -> OnwardWays:
        if self._stops(target):
            return OnwardWays("choice", (OnwardWay(target),))
        return self._found[target]

    def _keep(self, key: str, ways: OnwardWays) -> OnwardWays:
        """Make a step of a gateway: what leads to it ends there."""
        self.kept.setdefault(key)
        self._found[key] = ways
        return OnwardWays("choice", (OnwardWay(key),))

    def _kept(self, ways: OnwardWays) -> tuple[OnwardWay, ...]:
        """The one way to the gateway that splits."""
        return self._keep(ways.origin, self._found.get(ways.origin, ways)).ways

    def _choice(self, behind: list[tuple[FlowEdge, OnwardWays]]) -> tuple[OnwardWay, ...]:
        found: dict[str, OnwardWay] = {}
        for share, ways in zip(_shares([edge for edge, _ in behind]), _second(behind), strict=True):
            several = len(ways.ways) > 1
            onward = self._kept(ways) if several and ways.split != "choice" else ways.ways
            for way in onward:
                # The only way has no share of its own.
                parts = (share, way.share) if several and onward is ways.ways else (share,)
                part = None if None in parts else prod(each or 0 for each in parts)
                found[way.target] = _either(found.get(way.target), way, part)
        return tuple(found.values())

    def _fork(
        self, split: Split, behind: list[tuple[FlowEdge, OnwardWays]]
    ) -> tuple[OnwardWay, ...]:
        found: dict[str, OnwardWay] = {}
        for edge, ways in behind:
            part = edge.share if split == "some" and edge.share != 1 else None
            for way in self._branch(ways, part):
                known = found.get(way.target)
                share = way.share if known is None else _at_least_one(known.share, way.share)
                found[way.target] = OnwardWay(way.target, share, way.joined)
        return tuple(found.values())

    def _branch(self, ways: OnwardWays, part: float | None) -> tuple[OnwardWay, ...]:
        if len(ways.ways) == 1:
            [way] = ways.ways
            return (OnwardWay(way.target, part, way.joined and part is None),)
        if ways.split == "choice":
            around = [way for way in ways.ways if self._goes_round(way)]
            taken = [way for way in ways.ways if way not in around]
            # Taken, or straight to where the branches join: so many items take it besides.
            if len(taken) == 1 and around and taken[0].share is not None:
                return (OnwardWay(taken[0].target, taken[0].share * (1 if part is None else part)),)
        elif part is None:
            return ways.ways
        [way] = self._kept(ways)
        return (OnwardWay(way.target, part),)

    def _around(self, behind: list[tuple[FlowEdge, OnwardWays]]) -> str:
        """Where items go that take no branch: where the others join, else to no node, the end."""
        ways = (way for _, each in behind for way in each.ways)
        return next((way.target for way in ways if self._goes_round(way)), "")

    def _goes_round(self, way: OnwardWay) -> bool:
        node = self._nodes.get(way.target)
        return way.joined or node is None or node.is_end


def _second(behind: Iterable[tuple[FlowEdge, OnwardWays]]) -> list[OnwardWays]:
    return [ways for _, ways in behind]


def _shares(edges: list[FlowEdge]) -> list[float | None]:
    """The shares of a choice: one that is left out is the rest."""
    shares = [edge.share for edge in edges]
    if shares.count(None) == 1:
        rest = 1 - sum(share for share in shares if share is not None)
        shares[shares.index(None)] = max(0.0, rest)
    return shares


def _either(known: OnwardWay | None, way: OnwardWay, share: float | None) -> OnwardWay:
    """Two ways to the same target, of which one is taken."""
    if known is None:
        return OnwardWay(way.target, share, way.joined)
    total = None if share is None or known.share is None else min(share + known.share, 1.0)
    return OnwardWay(way.target, total, way.joined and known.joined)


def _at_least_one(first: float | None, second: float | None) -> float | None:
    """How many items take one of two branches or both; None: all."""
    if first is None or second is None:
        return None
    return first + second - first * second
