"""Ways between systems that data takes, and that nobody has defined."""

from collections.abc import Iterable
from itertools import product

from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.model.elements import SystemPath

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
