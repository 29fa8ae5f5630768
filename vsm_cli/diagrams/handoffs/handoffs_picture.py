"""Puts the picture of hand-offs together."""

from collections.abc import Iterator

from vsm_cli.analysis.people.team_handoffs import NOBODY
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Drawing, Look
from vsm_cli.diagrams.graph_lines import by_volume
from vsm_cli.diagrams.graph_view import Network
from vsm_cli.diagrams.handoffs.handoff_lines import STYLES, edges
from vsm_cli.diagrams.handoffs.handoffs_subject import PICTURE, HandoffsSubject
from vsm_cli.diagrams.handoffs.team_card import team_card
from vsm_cli.diagrams.legend import OUTSIDE, OWNERLESS, box, line
from vsm_cli.diagrams.scope import Scope
from vsm_cli.language import message, tr

_TITLE = message("Hand-offs")
_TITLE_OF = message("{title} · hand-offs")
_TEAMS = message("Teams: {count}")
_HANDOFFS = message("Hand-offs: {count}")
_ROLES = message("between roles of one team: {count}")
_TO_AND_FRO = message("Pairs that hand work to and fro: {count}")
_NOBODY = message("Steps without owner: {count}")
_NOTHING = message("No step is defined yet.")

_LINES = {
    "handoff": message("hand-offs; thicker where there are more of them"),
    "link": message("only by links between streams"),
    "open": message("with a link at which something is missing"),
    "ping-pong": message("hands the same work to and fro"),
    "nobody": message("into the hands of nobody, or out of them"),
}
_CUSTOMER = Look("customer", fill=palette.CUSTOMER_LANE, line=palette.BORDER)
_LEGEND = (
    *(line(kind, words, by_volume(STYLES[kind], 0.04, 1.0)) for kind, words in _LINES.items()),
    box("customer", message("the customer"), _CUSTOMER),
    OUTSIDE,
    OWNERLESS,
)


def handoffs_map(scope: Scope) -> Drawing:
    """The teams of a workspace and the hand-offs between them, in the streams of today.
    Raises EngineError where Graphviz fails."""
    subject = HandoffsSubject(scope)
    network = Network(
        picture=PICTURE,
        title=scope.title(_TITLE, _TITLE_OF),
        facts=list(_facts(subject)),
        cards=[team_card(subject, team) for team in subject.work],
        edges=list(edges(subject)),
        legend=_LEGEND,
        down=True,
    )
    return network.drawing(scope.engine)


def _facts(subject: HandoffsSubject) -> Iterator[str]:
    if not subject.work:
        yield tr(_NOTHING)
        return
    yield tr(_TEAMS, count=len(subject.work.keys() - {NOBODY}))
    owned = {ends: each for ends, each in subject.handings.items() if NOBODY not in ends}
    between = [each for ends, each in owned.items() if ends[0] != ends[1]]
    within = [each for ends, each in owned.items() if ends[0] == ends[1]]
    yield tr(_HANDOFFS, count=sum(each.count for each in between))
    pairs = {
        frozenset(found.owners) for each in subject.handings.values() for _, found in each.ping_pong
    }
    for template, count in (
        (_ROLES, sum(each.count for each in within)),
        (_TO_AND_FRO, len(pairs)),
        (_NOBODY, len(subject.work.get(NOBODY, ()))),
    ):
        if count:
            yield tr(template, count=count)
