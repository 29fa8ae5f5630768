"""How the work comes from one stage to the next: links, the customer's decision, or nothing."""

from typing import NamedTuple

from vsm_cli.analysis.links.link_closure import LinkClosure
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Meaning, Rect, Type
from vsm_cli.diagrams.graph_lines import EdgeStyle, draw_way
from vsm_cli.diagrams.journey.journey_subject import JourneySubject
from vsm_cli.diagrams.landscape.link_lines import STYLES as LINK_STYLES
from vsm_cli.diagrams.landscape.link_lines import link_label, link_title
from vsm_cli.diagrams.text_measures import clean, measure, wrap
from vsm_cli.language import message, tr

GAP = 148
_LABEL = GAP - 34
_SIZE = 8
_LINE = 11
_ARROW = 12

STYLES = {
    "closed": LINK_STYLES["closed"],
    "open": LINK_STYLES["open"],
    "customer": EdgeStyle(palette.CUSTOMER, 1.8),
    "chain": EdgeStyle(palette.LINK, 1.4, "dotted"),
    "carried": EdgeStyle(palette.MISSING, 1.8, "dashed", "crossed"),
}

_BY_CUSTOMER = message("the customer's own decision")
_BY_CHAIN = message("by way of other streams")
_CARRIED = message("no link: the customer carries the case")
_FROM = message("from {stream}")


class StageWay(NamedTuple):
    """One arrow into a stage, and what stands above it. `target` is the stream it leads to, if
    it is one of the stage's."""

    kind: str
    lines: tuple[str, ...]
    title: str
    target: str | None = None

    @property
    def height(self) -> int:
        return _LINE * len(self.lines) + _ARROW + 6


def ways_to(subject: JourneySubject, number: int) -> list[StageWay]:
    """The arrows into a step of the journey; none into the first one, into a
    gap, and where the stream of an earlier step goes on or nothing can be said."""
    step = subject.journey.steps[number]
    if not number or step.is_gap:
        return []
    links = [_link(subject, number, link) for link in subject.arrivals[number]]
    if subject.is_carried_by_customer(number):
        return [*links, _told("carried", tr(_CARRIED))]
    if step.by:
        return [*links, _told("customer", tr(_BY_CUSTOMER))]
    if links:
        return links
    return [_told("chain", tr(_BY_CHAIN))] if subject.is_reached_by_others(number) else []


def _told(kind: str, words: str) -> StageWay:
    return StageWay(kind, tuple(wrap(words, _LABEL, _SIZE, lines=3, bold=kind == "carried")), words)


def _link(subject: JourneySubject, number: int, link: LinkClosure) -> StageWay:
    before = subject.journey.steps[number - 1].streams
    lines = link_label(subject.scope, link, _LABEL)
    here = link.target_stream.id in subject.journey.steps[number].streams
    source, target = (
        (link.stream, link.target_stream) if here else (link.target_stream, link.stream)
    )
    if source.id not in before:
        words = tr(_FROM, stream=clean(source.label))
        lines = [*wrap(words, _LABEL, _SIZE, lines=2), *lines]
    title = "\n".join(link_title(subject.scope, link))
    return StageWay("closed" if link.closed else "open", tuple(lines), title, target.id)


def ways_height(ways: list[StageWay]) -> int:
    return sum(way.height for way in ways)


def draw_ways(canvas: Canvas, id: str, ways: list[StageWay], left: int, top: int) -> None:
    """The arrows into the cards at the right end of a gap that begins at `left`."""
    for number, way in enumerate(ways):
        style, key = STYLES[way.kind], f"{id}.{number + 1}"
        middle = top + _LINE * len(way.lines) + _ARROW // 2 + 2
        start, end = left + 8, left + GAP - 2
        draw_way(
            canvas,
            key,
            ((start, middle), (start, middle), (end, middle), (end, middle)),
            style,
            kind=f"way {way.kind}",
            meaning=Meaning(way.title),
        )
        for line, text in enumerate(way.lines):
            bold = way.kind in ("open", "carried")
            width = measure(text, _SIZE, bold=bold)
            canvas.text(
                f"{key}.words.{line + 1}",
                Rect(left + (GAP - width) // 2, top + _LINE * line, width, _LINE),
                [text],
                Type("way-words", style.ink, _SIZE, bold=bold),
            )
        top += way.height
