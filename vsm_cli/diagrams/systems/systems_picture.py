"""Puts the picture of systems together."""

from collections.abc import Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Drawing
from vsm_cli.diagrams.graph_view import Network
from vsm_cli.diagrams.legend import OUTSIDE, OWNERLESS, bar, line
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.systems.path_lines import STYLES, edges
from vsm_cli.diagrams.systems.system_card import system_card
from vsm_cli.diagrams.systems.systems_subject import PICTURE, SystemsSubject
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
    "automatic": message("path: data goes by itself; thicker where more passes"),
    "manual": message("path: a person carries it"),
    "unused": message("path that nothing uses"),
    "missing": message("data goes there, and no path is defined"),
}
_LEGEND = (
    bar("system", message("system that steps work in"), palette.SYSTEM),
    *(line(kind, words, STYLES[kind]) for kind, words in _LINES.items()),
    OUTSIDE,
    OWNERLESS,
)


def systems_map(scope: Scope) -> Drawing:
    """The systems of a workspace and the paths between them, those that are missing too.
    Raises EngineError where Graphviz fails."""
    subject = SystemsSubject(scope)
    network = Network(
        picture=PICTURE,
        title=scope.title(_TITLE, _TITLE_OF),
        facts=list(_facts(subject)),
        cards=[system_card(subject, system) for system in subject.systems],
        edges=list(edges(subject)),
        legend=_LEGEND,
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
