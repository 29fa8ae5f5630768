"""The lines between teams: how many hand-offs there are, how often, and what goes to and fro."""

from collections.abc import Iterator
from math import sqrt

from vsm_cli.analysis.data.transfers import Transfer
from vsm_cli.analysis.people.team_handoffs import NOBODY, Ends, Handing
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.graph_edge import Edge, Label
from vsm_cli.diagrams.graph_lines import EdgeStyle
from vsm_cli.diagrams.handoffs.handoffs_subject import HandoffsSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.diagrams.tooltip_lists import first_of, passing_words
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import Element

_COUNT = message("hand-offs: {count}")
_TO_AND_FRO = message("to and fro: {count} times")
_LINK = message("link: {source} to {target}")
_AGAIN = message("{stream}, to and fro: {steps}")


_THINNEST, _THICKEST = 1.2, 6.0


def style_of(kind: str, part: float = 0.0) -> EdgeStyle:
    """The thicker, the more work is handed over: `part` is how much, of the most."""
    thickness = round(_THINNEST + (_THICKEST - _THINNEST) * part, 1)
    if kind == "ping-pong":
        return EdgeStyle(palette.MISSING, thickness, "dashed")
    if kind == "link":
        return EdgeStyle(palette.LINK, thickness)
    if kind == "nobody":
        return EdgeStyle(palette.NO_OWNER, thickness, "dotted")
    return EdgeStyle(palette.HANDOFF, thickness)


def edges(subject: HandoffsSubject) -> Iterator[Edge]:
    between = {ends: each for ends, each in subject.handings.items() if ends[0] != ends[1]}
    known = {ends: each.known_per_year(subject.workspace) for ends, each in between.items()}
    most = max(known.values(), default=0.0)
    for ends, handing in between.items():
        # Volumes differ by powers of ten: the root keeps small ones apart.
        part = sqrt(known[ends] / most) if most else 0.0
        yield _line(subject, ends, handing, part)


def _line(subject: HandoffsSubject, ends: Ends, handing: Handing, part: float) -> Edge:
    kind = _kind(ends, handing)
    texts = [Label(tr(_COUNT, count=handing.count), palette.INK, True)]
    if often := subject.often(handing):
        texts.append(Label(often, palette.SOFT))
    if handing.ping_pong:
        times = max(found.times for _, found in handing.ping_pong)
        texts.append(Label(tr(_TO_AND_FRO, count=times), palette.MISSING, True))
    return Edge(
        key=subject.id("from", *ends),
        source=subject.card_id(ends[0]),
        target=subject.card_id(ends[1]),
        style=style_of(kind, part),
        kind=f"handing {kind}",
        texts=texts,
        told=list(_told(handing)),
        problems=_problems(subject, handing),
    )


def _kind(ends: Ends, handing: Handing) -> str:
    if NOBODY in ends:
        return "nobody"
    if handing.ping_pong:
        return "ping-pong"
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


def _link(transfer: Transfer) -> str:
    return tr(
        _LINK,
        source=clean(transfer.stream.label),
        target=clean(transfer.target_stream.label),
    )
