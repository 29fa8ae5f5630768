"""Ways between systems that data takes, and that nobody has defined."""

from collections.abc import Iterable, Iterator
from itertools import product

from vsm_cli.analysis.data.transfers import Transfer, transfers
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.workspace import Workspace

Pair = tuple[str, str]
"""From system, to system."""


def missing_paths(transfers: Iterable[Transfer]) -> dict[Pair, list[Transfer]]:
    """For each pair of systems between which a path would put it right, what passes there.

    A step may work in several systems: a pair that is missing already goes before another.
    """
    found: dict[Pair, list[Transfer]] = {}
    for transfer in transfers:
        if transfer.state == "missing":
            found.setdefault(_pair(transfer, found), []).append(transfer)
    return found


def missing_by_stream(workspace: Workspace) -> Iterator[tuple[Pair, list[Transfer]]]:
    """What is missing, once for each stream and pair of systems."""
    by_stream: dict[str, list[Transfer]] = {}
    for transfer in transfers(workspace):
        by_stream.setdefault(transfer.stream.id, []).append(transfer)
    for of_stream in by_stream.values():
        yield from missing_paths(of_stream).items()


def _pair(transfer: Transfer, known: dict[Pair, list[Transfer]]) -> Pair:
    possible = list(product(transfer.source.systems, transfer.target.systems))
    if transfer.rework:
        possible += [(target, source) for source, target in possible]
    return next((pair for pair in possible if pair in known), possible[0])


def uncarried(transfers: Iterable[Transfer]) -> dict[tuple[SystemPath, str], list[Transfer]]:
    """Where chains of paths lead but do not carry the data: the first path that does not, and
    the data, with what passes there."""
    found: dict[tuple[SystemPath, str], list[Transfer]] = {}
    for transfer in transfers:
        if transfer.state == "not-carried":
            for way in transfer.ways:
                if way.data and not way.carries:
                    gap = next(path for path in way.paths if not path.carries(way.data))
                    found.setdefault((gap, way.data), []).append(transfer)
    return found
