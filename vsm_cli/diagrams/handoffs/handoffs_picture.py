"""Puts the picture of hand-offs together."""

from collections.abc import Iterator

from vsm_cli.analysis.people.team_handoffs import NOBODY
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.graph_view import Network
from vsm_cli.diagrams.handoffs.handoff_lines import ends_words, lines, problems_of, style_of
from vsm_cli.diagrams.handoffs.handoffs_subject import PICTURE, HandoffsSubject
from vsm_cli.diagrams.handoffs.team_card import TeamCard
from vsm_cli.diagrams.legend import LegendEntry, box, line, ring
from vsm_cli.diagrams.problem_list import Concern
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
    "ping-pong": message("hands the same work to and fro"),
    "nobody": message("into the hands of nobody, or out of them"),
}
_CUSTOMER = message("the customer")
_OUTSIDE = message("outside the organisation")
_NO_OWNER = message("nobody is accountable")


def handoffs_map(scope: Scope) -> Drawing:
    """The teams of a workspace and the hand-offs between them, in the streams of today.
    Raises EngineError where Graphviz fails."""
    subject = HandoffsSubject(scope)
    facts = list(_facts(subject))
    network = Network(
        picture=PICTURE,
        title=scope.title(_TITLE, _TITLE_OF),
        facts=facts,
        description="\n".join([*facts, *map(subject.label, subject.work)]),
        cards=[TeamCard(subject, team) for team in subject.work],
        edges=list(lines(subject)),
        legend=lambda kinds: list(_legend(kinds)),
        concerns=list(_concerns(subject)),
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


def _concerns(subject: HandoffsSubject) -> Iterator[Concern]:
    for team in subject.work:
        for problem in subject.problems_of(team):
            yield Concern(subject.label(team), problem)
    for ends, handing in subject.handings.items():
        if ends[0] != ends[1]:
            for problem in problems_of(subject, handing):
                yield Concern(ends_words(subject, ends), problem)


def _legend(kinds: set[str]) -> Iterator[LegendEntry]:
    for kind, words in _LINES.items():
        if kind in kinds:
            yield line(kind, tr(words), style_of(kind, 2))
    if "customer" in kinds:
        yield box("customer", tr(_CUSTOMER), palette.BORDER, fill=palette.CUSTOMER_LANE)
    if "outside" in kinds:
        yield box("outside", tr(_OUTSIDE), palette.BORDER, fill=palette.CHIP_FILL)
    if "no-owner" in kinds:
        yield ring(tr(_NO_OWNER))
