"""The lines between teams: how many hand-offs there are, how often, and what goes to and fro."""

from collections.abc import Iterator

from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.analysis.links.link_closure import LinkClosure, closure_of
from vsm_cli.analysis.people.team_handoffs import NOBODY, Ends, Handing
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.graph_edge import Edge, Label
from vsm_cli.diagrams.graph_lines import EdgeStyle, by_volume
from vsm_cli.diagrams.handoffs.handoffs_subject import HandoffsSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.diagrams.tooltip_lists import first_of, passing_words
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Link, Use

_COUNT = message("hand-offs: {count}")
_TO_AND_FRO = message("to and fro: {count} times")
_OPEN = message("open links: {count}")
_LINK = message("link: {source} to {target}")
_AGAIN = message("{stream}, to and fro: {steps}")


STYLES = {
    "handoff": EdgeStyle(palette.HANDOFF, 1.2),
    "ping-pong": EdgeStyle(palette.MISSING, 1.2, "dashed"),
    "link": EdgeStyle(palette.LINK, 1.2),
    "open": EdgeStyle(palette.OPEN_LINK, 1.2, "dashed"),
    "nobody": EdgeStyle(palette.NO_OWNER, 1.2, "dotted"),
}


def edges(subject: HandoffsSubject) -> Iterator[Edge]:
    between = {ends: each for ends, each in subject.handings.items() if ends[0] != ends[1]}
    known = {ends: each.known_per_year(subject.workspace) for ends, each in between.items()}
    most = max(known.values(), default=0.0)
    for ends, handing in between.items():
        kind = _kind(subject, ends, handing)
        style = by_volume(STYLES[kind], known[ends], most)
        yield _line(subject, ends, handing, kind, style)


def _line(
    subject: HandoffsSubject, ends: Ends, handing: Handing, kind: str, style: EdgeStyle
) -> Edge:
    texts = [Label(tr(_COUNT, count=handing.count), palette.INK, True)]
    if often := subject.often(handing):
        texts.append(Label(often, palette.SOFT))
    if handing.ping_pong:
        times = max(found.times for _, found in handing.ping_pong)
        texts.append(Label(tr(_TO_AND_FRO, count=times), palette.MISSING, True))
    if gaps := _open(subject, handing):
        texts.append(Label(tr(_OPEN, count=len(gaps)), palette.OPEN_LINK, True))
    return Edge(
        key=subject.id("from", *ends),
        source=subject.card_id(ends[0]),
        target=subject.card_id(ends[1]),
        style=style,
        kind=f"handing {kind}",
        texts=texts,
        told=list(_told(handing)),
        problems=_problems(subject, handing),
    )


def _kind(subject: HandoffsSubject, ends: Ends, handing: Handing) -> str:
    if NOBODY in ends:
        return "nobody"
    if handing.ping_pong:
        return "ping-pong"
    if _open(subject, handing):
        return "open"
    return "handoff" if handing.routes else "link"


def _problems(subject: HandoffsSubject, handing: Handing) -> list[Diagnostic]:
    """The problems of a hand-off: of its links, and of what goes to and fro."""
    links = [each.connection for each in handing.links]
    steps = [step for _, found in handing.ping_pong for step in found.steps[1:]]
    return subject.scope.problems_of(*steps, *(each for each in links if isinstance(each, Element)))


def _told(handing: Handing) -> Iterator[str]:
    for stream, found in handing.ping_pong:
        steps = names(clean(step.label) for step in found.steps)
        yield tr(_AGAIN, stream=clean(stream.label), steps=steps)
    yield from first_of([*map(passing_words, handing.routes), *map(_link, handing.links)])


def _open(subject: HandoffsSubject, handing: Handing) -> list[LinkClosure]:
    """The links of a hand-off at which something is missing."""
    links = [each.connection for each in handing.links]
    found = [closure_of(subject.workspace, each) for each in links if isinstance(each, Link | Use)]
    return [each for each in found if each is not None and each.current and not each.closed]


def _link(transfer: Transfer) -> str:
    return tr(
        _LINK,
        source=clean(transfer.stream.label),
        target=clean(transfer.target_stream.label),
    )
