"""Who hands how much work to whom, team by team."""

from collections.abc import Container
from math import fsum

from msgspec import Struct, field

from vsm_cli.analysis.data.transfers import Transfer, transfer_of, transfers
from vsm_cli.analysis.flow.stream_flow import flow_of, is_handoff
from vsm_cli.analysis.links.stream_links import streams_of_today
from vsm_cli.analysis.links.traffic import passages_per_year
from vsm_cli.analysis.people.to_and_fro import ToAndFro, to_and_fro
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace

LEAST_TO_AND_FRO = 3

NOBODY = ""

Ends = tuple[str, str]
"""From team, to team: owners without a team stand for themselves, `NOBODY` for none."""


class Handing(Struct, frozen=True, eq=False):
    """What one team hands to another: over routes within streams, over links between them, and
    what goes to and fro. Where both teams are one, its own roles hand over to each other."""

    routes: list[Transfer] = field(default_factory=list)
    links: list[Transfer] = field(default_factory=list)
    ping_pong: list[tuple[Stream, ToAndFro]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many routes and links there are."""
        return len(self.routes) + len(self.links)

    def known_per_year(self, workspace: Workspace) -> float:
        """How often work is handed over in a year, as far as that is known."""
        counts = (passages_per_year(workspace, each) for each in (*self.routes, *self.links))
        return fsum(count for count in counts if count is not None)

    def per_year(self, workspace: Workspace) -> float | None:
        """How often work is handed over in a year; None where that is not known of each."""
        counts = [passages_per_year(workspace, each) for each in (*self.routes, *self.links)]
        known = [count for count in counts if count is not None]
        return fsum(known) if len(known) == len(counts) else None


def handings(workspace: Workspace, only: Container[str] | None = None) -> dict[Ends, Handing]:
    """The hand-offs of today's streams (of those in `only`), forward routes and links; also
    where work comes into the hands of nobody, or out of them."""
    found: dict[Ends, Handing] = {}
    today = {stream.id for stream in streams_of_today(workspace)}
    shown = today if only is None else {stream for stream in today if stream in only}
    for stream in sorted(shown):
        _add_routes(workspace, workspace.streams[stream], found)
    for transfer in transfers(workspace):
        ends = {transfer.stream.id, transfer.target_stream.id}
        if transfer.is_link and ends <= today and ends & shown and _changes_hands(transfer):
            found.setdefault(_ends(workspace, transfer), Handing()).links.append(transfer)
    return found


def _add_routes(workspace: Workspace, stream: Stream, found: dict[Ends, Handing]) -> None:
    for _, route, _ in flow_of(stream).forward_pairs():
        transfer = transfer_of(workspace, route)
        if transfer and _changes_hands(transfer):
            found.setdefault(_ends(workspace, transfer), Handing()).routes.append(transfer)
    for alternation in to_and_fro(workspace, stream, LEAST_TO_AND_FRO):
        one, other = (team_of(workspace, step) for step in alternation.steps[:2])
        for ends in {(one, other), (other, one)} & found.keys():
            found[ends].ping_pong.append((stream, alternation))


def _changes_hands(transfer: Transfer) -> bool:
    source, target = transfer.source, transfer.target
    if "owner" in source.unread or "owner" in target.unread:
        return False
    return is_handoff(source, target) or source.lacks("owner") != target.lacks("owner")


def _ends(workspace: Workspace, transfer: Transfer) -> Ends:
    return team_of(workspace, transfer.source), team_of(workspace, transfer.target)


def team_of(workspace: Workspace, step: Step) -> str:
    """The team of a step's owner; a role without a team, `customer` or `NOBODY`."""
    return workspace.team_of(step.owner) or step.owner or NOBODY
