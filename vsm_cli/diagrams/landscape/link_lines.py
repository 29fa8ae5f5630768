"""What joins the parts of the landscape: links, uses, and the journeys' way into streams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from vsm_cli.analysis.links.link_closure import LinkClosure
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Meaning, Point, Rect, Type
from vsm_cli.diagrams.graph_lines import EdgeStyle, draw_way
from vsm_cli.diagrams.landscape.journey_strip import JourneyBox
from vsm_cli.diagrams.landscape.landscape_subject import PICTURE, LandscapeSubject
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.text_measures import clean, measure, wrap
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream, Use
from vsm_cli.wording.element_names import owner_line
from vsm_cli.wording.link_gaps import open_words

Kind = Literal["serves", "uses", "closed", "open"]
DRAWN_FIRST: tuple[Kind, ...] = ("serves", "uses", "closed", "open")

_LABEL = 112
_SIZE = 8
_LINE = 11

_WAITS_FOR = message("waits for {data}")
_WAITS = message("waits for it")
_NO_DATA = message("no data named")
_STARTS_TITLE = message("{source} starts {target}")
_WAITS_TITLE = message("{source} waits until {target} has delivered")
_USES_TITLE = message("{source} uses {target}")
_SERVES_TITLE = message("{journey}, {stage}: {stream}")
_AT_STEP = message("At: {step}")
_DATA = message("Data: {data}")
_VIA = message("Via: {via}")
_CLOSED = message("Closed: data, people and responsibility are clear")
_OPEN_DATA = message("Open: no data is named, or no path carries it")
_OPEN_PEOPLE = message("Open: nobody of the one side takes part on the other")
_OPEN_RESPONSIBILITY = message("Open: nobody answers for the link, or for where it arrives")
_MERGED = {
    "closed": message("closed links: {count}"),
    "open": message("open links: {count}"),
}


@dataclass(frozen=True, slots=True)
class Joint:
    """One line of the landscape between two parts, by their keys. `lines` are its label."""

    key: str
    kind: Kind
    source: str
    target: str
    title: str
    lines: tuple[str, ...] = ()
    port: int | None = None

    @property
    def label(self) -> tuple[int, int] | None:
        """The room that its label needs."""
        if not self.lines:
            return None
        width = max(measure(line, _SIZE, bold=self.kind == "open") for line in self.lines)
        return width + 8, _LINE * len(self.lines) + 4


def joints_of(
    subject: LandscapeSubject, homes: Mapping[str, str], journeys: Iterable[JourneyBox]
) -> list[Joint]:
    """All joints; `homes` says in which part each stream stands."""
    joints = [*_journeys(subject, homes, journeys), *_uses(subject, homes)]
    joints += [_link(subject, homes, number, each) for number, each in _numbered(subject.closures)]
    return _merged(joints) if subject.grouped else joints


def _numbered(closures: Iterable[LinkClosure]) -> list[tuple[int, LinkClosure]]:
    """Links with their number among those of their step, from 1."""
    counts: dict[object, int] = {}
    result = []
    for each in closures:
        counts[each.step] = counts.get(each.step, 0) + 1
        result.append((counts[each.step], each))
    return result


def _journeys(
    subject: LandscapeSubject, homes: Mapping[str, str], journeys: Iterable[JourneyBox]
) -> Iterable[Joint]:
    for box in journeys:
        for number, step in enumerate(box.journey.steps):
            for stream in filter(homes.__contains__, dict.fromkeys(step.streams)):
                title = tr(
                    _SERVES_TITLE,
                    journey=clean(box.journey.label),
                    stage=box.stage_word(step),
                    stream=subject.scope.label(stream),
                )
                key = subject.id("serves", box.journey.id, str(number + 1), stream)
                port = box.port(number)
                yield Joint(key, "serves", box.key, homes[stream], title, port=port)


def _uses(subject: LandscapeSubject, homes: Mapping[str, str]) -> Iterable[Joint]:
    """One joint for all steps of a stream that use the same stream without waiting."""
    for stream in subject.streams:
        for target, uses in _uses_by_target(stream).items():
            if target not in homes:
                continue
            title = [
                tr(_USES_TITLE, source=clean(stream.label), target=subject.scope.label(target)),
                *[tr(_DATA, data=subject.scope.data(use.data)) for use in uses if use.data],
            ]
            key = subject.id("uses", stream.id, target)
            yield Joint(
                key, "uses", homes[stream.id], homes[target], "\n".join(dict.fromkeys(title))
            )


def _uses_by_target(stream: Stream) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for step in stream.steps.values():
        for use in step.uses:
            if not use.wait:
                found.setdefault(use.stream, []).append(use)
    return found


def _link(
    subject: LandscapeSubject, homes: Mapping[str, str], number: int, each: LinkClosure
) -> Joint:
    stream, target = each.stream, each.target_stream
    key = subject.id("links", stream.id, each.step.id, str(number), target.id)
    return Joint(
        key,
        "closed" if each.closed else "open",
        homes[stream.id],
        homes[target.id],
        "\n".join(link_title(subject.scope, each)),
        tuple(link_label(subject.scope, each)),
    )


def link_label(scope: Scope, each: LinkClosure, width: int = _LABEL) -> list[str]:
    """What a link carries and, where it is open, what is missing, in lines of `width`."""
    data = scope.data(each.link.data)
    if isinstance(each.link, Use):
        text = tr(_WAITS_FOR, data=data) if data else tr(_WAITS)
    else:
        text = data or ("" if "data" in each.link.unread else tr(_NO_DATA))
    lines = wrap(text, width, _SIZE, lines=2)
    return lines + wrap(open_words(each), width, _SIZE, lines=2, bold=True)


def link_title(scope: Scope, each: LinkClosure) -> Iterable[str]:
    """All that is known about a link, line by line."""
    link = each.link
    template = _WAITS_TITLE if isinstance(link, Use) else _STARTS_TITLE
    yield tr(template, source=clean(each.stream.label), target=clean(each.target_stream.label))
    yield tr(_AT_STEP, step=clean(each.step.label))
    if link.data:
        yield tr(_DATA, data=scope.data(link.data))
    if link.via:
        yield tr(_VIA, via=clean(link.via))
    if link.owner:
        yield owner_line(link, clean(scope.workspace.owner_label(link.owner)))
    if each.closed:
        yield tr(_CLOSED)
    if not each.data:
        yield tr(_OPEN_DATA)
    if not each.people:
        yield tr(_OPEN_PEOPLE)
    if not each.responsibility:
        yield tr(_OPEN_RESPONSIBILITY)


def _merged(joints: Iterable[Joint]) -> list[Joint]:
    """One joint for all of a kind between the same two parts; those within one are left out."""
    groups: dict[tuple[str, str, Kind, int | None], list[Joint]] = {}
    for joint in joints:
        if joint.source != joint.target:
            key = (joint.source, joint.target, joint.kind, joint.port)
            groups.setdefault(key, []).append(joint)
    return [_one(group) for group in groups.values()]


def _one(group: list[Joint]) -> Joint:
    first = group[0]
    key = ".".join((PICTURE, first.kind, first.source, first.target, str(first.port or 0)))
    title = "\n".join(joint.title for joint in group)
    words = _MERGED.get(first.kind)
    lines = (tr(words, count=len(group)),) if words else ()
    return Joint(key, first.kind, first.source, first.target, title, lines, first.port)


def draw_joint(canvas: Canvas, joint: Joint, points: tuple[Point, ...], label: Rect | None) -> None:
    """A line with its arrow, and its label where there is one."""
    style = STYLES[joint.kind]
    draw_way(
        canvas,
        joint.key,
        points,
        style,
        kind=f"joint {joint.kind}",
        meaning=Meaning(joint.title),
    )
    if label:
        canvas.text(
            f"{joint.key}.label",
            label,
            joint.lines,
            Type("joint-label", style.ink, _SIZE, bold=joint.kind == "open", align="middle"),
        )


STYLES: dict[Kind, EdgeStyle] = {
    "serves": EdgeStyle(palette.SERVES, 1.4, "dotted"),
    "uses": EdgeStyle(palette.USE, 1.0),
    "closed": EdgeStyle(palette.LINK, 1.8),
    "open": EdgeStyle(palette.OPEN_LINK, 1.8, "dashed"),
}
