"""The card of one system: name, owner, whose master it is, and who works in it."""

from collections.abc import Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.graph_card import CardText, GraphCard, work_words
from vsm_cli.diagrams.systems.systems_subject import SystemsSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.diagrams.tooltip_lists import first_steps
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import System
from vsm_cli.wording.element_names import NOBODY

_OF_TEAM = message("{owner} · {team}")
_OUTSIDE = message("outside the organisation")
_MASTER = message("Master of {data}")
_NO_WORK = message("no step works here")
_UNUSED = message("nothing uses it")


def system_card(subject: SystemsSubject, system: System) -> GraphCard:
    outside = bool(system.owner) and subject.workspace.is_outside(system.owner)
    return GraphCard(
        key=subject.id("systems", system.id),
        name=clean(system.label),
        texts=list(_texts(subject, system)),
        told=list(_told(subject, system)),
        problems=subject.scope.problems_of(system),
        link=subject.scope.file_of(system),
        kind="system",
        width=196,
        bar=palette.MUTE if system in subject.unused else palette.SYSTEM,
        fill=palette.CHIP_FILL if outside else palette.BOX,
        ownerless=system.lacks("owner"),
        signs=("outside",) if outside else (),
    )


def _texts(subject: SystemsSubject, system: System) -> Iterator[CardText]:
    ownerless = system.lacks("owner")
    ink = palette.NO_OWNER if ownerless else palette.SOFT
    yield CardText(_owner(subject, system), ink, 9, bold=ownerless)
    if mastered := subject.mastered(system):
        yield CardText(tr(_MASTER, data=names(mastered)), palette.SYSTEM)
    yield CardText(_work(subject, system), palette.MUTE, lines=1)


def _owner(subject: SystemsSubject, system: System) -> str:
    workspace, owner = subject.workspace, system.owner
    if not owner:
        return tr(NOBODY) if system.lacks("owner") else ""
    label, team = clean(workspace.owner_label(owner)), workspace.team_of(owner)
    if workspace.is_outside(owner):
        return tr(_OF_TEAM, owner=label, team=tr(_OUTSIDE))
    if team and team != owner:
        return tr(_OF_TEAM, owner=label, team=clean(workspace.owner_label(team)))
    return label


def _work(subject: SystemsSubject, system: System) -> str:
    if workers := subject.workers.get(system.id):
        return work_words(workers)
    return tr(_UNUSED if system in subject.unused else _NO_WORK)


def _told(subject: SystemsSubject, system: System) -> Iterator[str]:
    yield clean(system.label)
    yield clean(system.description or "")
    yield subject.scope.owner_line(system)
    if mastered := subject.mastered(system):
        yield tr(_MASTER, data=names(mastered))
    yield from first_steps(subject.workers.get(system.id, ()))
