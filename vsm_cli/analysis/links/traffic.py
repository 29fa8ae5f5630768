"""How often work passes over a route or link."""

from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.analysis.flow.item_routing import routing_of
from vsm_cli.analysis.links.demand import demands
from vsm_cli.model.streams import Link, Route
from vsm_cli.model.workspace import Workspace


def passages_per_year(workspace: Workspace, transfer: Transfer) -> float | None:
    """Demand × visits of the sending step × share of the route or link, per year; None where
    one of them is not known."""
    demand = demands(workspace).get(transfer.stream.id)
    visits = routing_of(transfer.stream).visits[transfer.source.id]
    share = _share(transfer)
    if demand is None or visits is None or share is None:
        return None
    return demand.per_year * visits * share


def _share(transfer: Transfer) -> float | None:
    """The part (0–1) of the sending step's work that passes here; shares of a choice are
    normalised."""
    connection, source = transfer.connection, transfer.source
    if isinstance(connection, Route):
        return source.part_of(connection)
    if isinstance(connection, Link):
        if "share" in connection.unread:
            return None
        return 1.0 if connection.share is None else connection.share
    return 1.0
