"""The lines between systems: paths that are defined, and those that are missing."""

from collections.abc import Collection, Iterable, Iterator

from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.graph_edge import Edge, Label
from vsm_cli.diagrams.graph_lines import EdgeStyle, by_volume
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.systems.systems_subject import SystemsSubject
from vsm_cli.diagrams.text_measures import clean, shorten, wrap
from vsm_cli.diagrams.tooltip_lists import first_of, passing_words
from vsm_cli.language import listed, message, names, tr
from vsm_cli.model.elements import SystemPath
from vsm_cli.wording.element_names import NOBODY
from vsm_cli.wording.figures import rate

STYLES = {
    "automatic": EdgeStyle(palette.AUTOMATIC, 1.4),
    "manual": EdgeStyle(palette.MANUAL, 1.4, form="zigzag"),
    "unused": EdgeStyle(palette.MUTE, 1.0, "dotted"),
    "missing": EdgeStyle(palette.MISSING, 1.8, "dashed", "crossed"),
}
_LABEL = 132
_SIZE = 8

_ANYTHING = message("whatever passes")
_BY_HAND = message("by hand")
_AUTOMATIC = message("automatic")
_NOT_USED = message("not used")
_NO_PATH = message("no path")
_NO_PATH_FOR = message("no path for {data}")
_DATA = message("Data: {data}")
_OFTEN = message("Passes: {rate}")


def edges(subject: SystemsSubject) -> Iterator[Edge]:
    """One for each path, and for each two systems between which one is missing; the thicker, the
    more passes there."""
    volumes = {path: subject.volume(passing) for path, passing in subject.passing.items()}
    lacking = {
        ends: dict.fromkeys(each for found in by_data.values() for each in found)
        for ends, by_data in subject.missing.items()
    }
    most = max([*volumes.values(), *map(subject.volume, lacking.values())], default=0.0)
    counted: dict[tuple[str, str], int] = {}
    for path in subject.paths:
        ends = (path.source, path.target)
        counted[ends] = counted.get(ends, 0) + 1
        kind = "unused" if path in subject.unused else path.mode
        style = by_volume(STYLES[kind], volumes.get(path, 0.0), most)
        yield _path(subject, path, counted[ends], kind, style)
    for ends, by_data in subject.missing.items():
        style = by_volume(STYLES["missing"], subject.volume(lacking[ends]), most)
        yield _missing(subject, ends, by_data, style)


def _path(
    subject: SystemsSubject, path: SystemPath, number: int, kind: str, style: EdgeStyle
) -> Edge:
    return Edge(
        key=subject.id("paths", path.source, path.target, str(number)),
        source=subject.id("systems", path.source),
        target=subject.id("systems", path.target),
        style=style,
        kind=f"path {kind}",
        texts=list(_texts(subject, path, style.ink)),
        told=list(_told(subject, path)),
        problems=subject.scope.problems_of(path),
        link=subject.scope.file_of(path),
    )


def _texts(subject: SystemsSubject, path: SystemPath, ink: Shade) -> Iterator[Label]:
    data = listed(subject.data_label(each) for each in path.data) or tr(_ANYTHING)
    yield from (Label(text, palette.INK) for text in wrap(data, _LABEL, _SIZE, lines=3))
    time_s = path.process.mean_s if path.process else path.latency_s
    said = [
        tr(_BY_HAND) if path.mode == "manual" else "",
        clean(path.via or ""),
        subject.time(time_s) if time_s else "",
        tr(_NOT_USED) if path in subject.unused else "",
    ]
    for text in wrap(" · ".join(filter(None, said)), _LABEL, _SIZE, lines=2):
        yield Label(text, ink)
    if path.lacks("owner"):
        yield Label(tr(NOBODY), palette.NO_OWNER, True)
    elif path.owner:
        owner = clean(subject.workspace.owner_label(path.owner))
        yield Label(shorten(owner, _LABEL, _SIZE), palette.MUTE)


def _told(subject: SystemsSubject, path: SystemPath) -> Iterator[str]:
    if path.description:
        yield clean(path.description)
    if path.data:
        yield tr(_DATA, data=names(subject.data_label(each) for each in path.data))
    yield tr(_BY_HAND if path.mode == "manual" else _AUTOMATIC)
    if owner := subject.scope.owner_line(path):
        yield owner
    passing = subject.passing.get(path, ())
    yield from _often(subject, passing)
    yield from _places(passing)


def _missing(
    subject: SystemsSubject,
    ends: tuple[str, str],
    by_data: dict[str, list[Transfer]],
    style: EdgeStyle,
) -> Edge:
    data = [subject.data_label(each) for each in sorted(by_data) if each]
    words = tr(_NO_PATH_FOR, data=names(data)) if data else tr(_NO_PATH)
    lines = wrap(words, _LABEL, _SIZE, lines=3, bold=True)
    places = dict.fromkeys(each for found in by_data.values() for each in found)
    return Edge(
        key=subject.id("missing", *ends),
        source=subject.id("systems", ends[0]),
        target=subject.id("systems", ends[1]),
        style=style,
        kind="path missing",
        texts=[Label(text, palette.MISSING, bold=True) for text in lines],
        told=[words, *_often(subject, places), *_places(places)],
    )


def _often(subject: SystemsSubject, passing: Collection[Transfer]) -> Iterator[str]:
    """How often something passes, as far as that is known."""
    if volume := subject.volume(passing):
        yield tr(_OFTEN, rate=rate(volume))


def _places(passing: Iterable[Transfer]) -> list[str]:
    """Where the work passes, line by line."""
    return first_of(list(dict.fromkeys(map(passing_words, passing))))
