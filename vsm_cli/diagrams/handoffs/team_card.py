"""The card of one team: name, size, how much work it has, and what its own roles hand over."""

from collections.abc import Iterator

from vsm_cli.analysis.people.team_handoffs import NOBODY
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.graph_card import CardText, GraphCard, work_words
from vsm_cli.diagrams.handoffs.handoffs_subject import HandoffsSubject
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.tooltip_lists import first_steps
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.wording.figures import number

_PEOPLE = message("{count} people")
_OUTSIDE = message("outside the organisation")
_INSIDE = message("between its roles: {count}")
_NOBODY_ANSWERS = message("nobody is accountable")


def team_card(subject: HandoffsSubject, team: str) -> GraphCard:
    kind, bar, fill = _looks(subject, team)
    facts = list(_facts(subject, team))
    return GraphCard(
        key=subject.card_id(team),
        name=subject.label(team),
        texts=[CardText(fact, palette.SOFT) for fact in facts],
        told=[subject.label(team), *facts, *first_steps(subject.work[team])],
        problems=subject.problems_of(team),
        link=subject.file_of(team),
        kind=f"team {kind}",
        width=176,
        bar=bar,
        fill=fill,
        ink=palette.NO_OWNER if team == NOBODY else palette.INK,
        ownerless=team == NOBODY,
    )


def _looks(subject: HandoffsSubject, team: str) -> tuple[str, Shade, Shade]:
    """The kind of the team, and the colours of its bar and ground."""
    if team == CUSTOMER:
        return "customer", palette.CUSTOMER, palette.CUSTOMER_LANE
    if team == NOBODY:
        return "nobody", palette.NO_OWNER, palette.BOX
    if subject.workspace.is_outside(team):
        return "outside", palette.MUTE, palette.CHIP_FILL
    return "inside", palette.PROCESS, palette.BOX


def _facts(subject: HandoffsSubject, id: str) -> Iterator[str]:
    team = subject.workspace.teams.get(id)
    if id == NOBODY:
        yield tr(_NOBODY_ANSWERS)
    elif id != CUSTOMER and subject.workspace.is_outside(id):
        yield tr(_OUTSIDE)
    elif team and team.size:
        yield tr(_PEOPLE, count=number(team.size))
    if work := subject.work[id]:
        yield work_words(work)
    if inside := subject.handings.get((id, id)):
        yield tr(_INSIDE, count=inside.count)
