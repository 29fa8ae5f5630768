"""Paths that say different things of the same way between two systems."""

from collections.abc import Iterable, Iterator

from vsm_cli.model.elements import SystemPath


def contradictions(paths: Iterable[SystemPath]) -> Iterator[tuple[SystemPath, SystemPath]]:
    """Pairs of paths, in the order written, with the same ends, both with data of which they
    share some or both without, by the same means as far as both name them, that differ in how
    the data is brought or how long that takes. What only one of them says is no contradiction."""
    by_ends: dict[tuple[str, str], list[SystemPath]] = {}
    for path in paths:
        if path.source and path.target and not path.unread & {"data", "via", "mode", "latency"}:
            others = by_ends.setdefault((path.source, path.target), [])
            yield from ((other, path) for other in others if _contradict(other, path))
            others.append(path)


def outweighed(paths: Iterable[SystemPath]) -> dict[SystemPath, frozenset[str]]:
    """The paths that another one contradicts that asks for more (people's hands, or else time),
    with the data that then goes the other way; none where that is all it carries."""
    found: dict[SystemPath, frozenset[str]] = {}
    for pair in contradictions(paths):
        less, more = sorted(pair, key=lambda path: (path.mode == "manual", path.latency_s or 0.0))
        left = frozenset(less.data) - frozenset(more.data)
        shared = frozenset(less.data) & frozenset(more.data)
        found[less] = found.get(less, frozenset()) | shared if left else frozenset()
    return found


def _contradict(one: SystemPath, other: SystemPath) -> bool:
    if bool(one.data) != bool(other.data) or (one.data and set(one.data).isdisjoint(other.data)):
        return False
    if one.via and other.via and one.via.casefold() != other.via.casefold():
        return False
    latencies = {path.latency_s for path in (one, other) if path.latency_s is not None}
    return one.mode != other.mode or len(latencies) > 1
