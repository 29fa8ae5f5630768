"""Puts the picture of systems together."""

from collections.abc import Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.graph_view import Network
from vsm_cli.diagrams.legend import LegendEntry, bar, box, line, ring
from vsm_cli.diagrams.problem_list import Concern
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.systems.path_lines import STYLES, ends_words, ways
from vsm_cli.diagrams.systems.system_card import SystemCard
from vsm_cli.diagrams.systems.systems_subject import PICTURE, SystemsSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr

_TITLE = message("Systems and paths")
_TITLE_OF = message("{title} · systems and paths")
_SYSTEMS = message("Systems: {count}")
_PATHS = message("Paths: {count}")
_MANUAL = message("By hand: {count}")
_MISSING = message("Missing: {count}")
_NOBODY = message("Without owner: {count}")
_NOTHING = message("No system is defined yet.")

_LINES = {
    "automatic": message("path: data goes by itself"),
    "manual": message("path: a person carries it"),
    "unused": message("path that nothing uses"),
    "missing": message("data goes there, and no path is defined"),
}
_SYSTEM = message("system that steps work in")
_OUTSIDE = message("outside the organisation")
_NO_OWNER = message("nobody is accountable")


def systems_map(scope: Scope) -> Drawing:
    """The systems of a workspace and the paths between them, those that are missing too.
    Raises EngineError where Graphviz fails."""
    subject = SystemsSubject(scope)
    facts = list(_facts(subject))
    network = Network(
        picture=PICTURE,
        title=scope.title(_TITLE, _TITLE_OF),
        facts=facts,
        description="\n".join([*facts, *(clean(system.label) for system in subject.systems)]),
        cards=[SystemCard(subject, system) for system in subject.systems],
        edges=list(ways(subject)),
        legend=lambda kinds: list(_legend(kinds)),
        concerns=list(_concerns(subject)),
    )
    return network.drawing(scope.engine)


def _facts(subject: SystemsSubject) -> Iterator[str]:
    if not subject.systems:
        yield tr(_NOTHING)
        return
    yield tr(_SYSTEMS, count=len(subject.systems))
    yield tr(_PATHS, count=len(subject.paths))
    ownerless = sum(each.lacks("owner") for each in (*subject.systems, *subject.paths))
    for template, count in (
        (_MANUAL, sum(path.mode == "manual" for path in subject.paths)),
        (_MISSING, len(subject.missing)),
        (_NOBODY, ownerless),
    ):
        if count:
            yield tr(template, count=count)


def _concerns(subject: SystemsSubject) -> Iterator[Concern]:
    for system in subject.systems:
        for problem in subject.scope.problems_of(system):
            yield Concern(clean(system.label), problem)
    for path in subject.paths:
        for problem in subject.scope.problems_of(path):
            yield Concern(ends_words(subject, path.source, path.target), problem)


def _legend(kinds: set[str]) -> Iterator[LegendEntry]:
    if "system" in kinds:
        yield bar("system", tr(_SYSTEM), palette.SYSTEM)
    for kind, words in _LINES.items():
        if kind in kinds:
            yield line(kind, tr(words), STYLES[kind])
    if "outside" in kinds:
        yield box("outside", tr(_OUTSIDE), palette.BORDER, fill=palette.CHIP_FILL)
    if "no-owner" in kinds:
        yield ring(tr(_NO_OWNER))
