"""What the landscape is about: the workspace, its layers, and how its values are written."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from vsm_cli.analysis.links.link_closure import LinkClosure, link_closures
from vsm_cli.analysis.links.stream_links import joins_of
from vsm_cli.analysis.simulation.judged_figures import judged_figures
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.characters import safe_id
from vsm_cli.diagrams import palette
from vsm_cli.diagrams.file_names import picture_of
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.problem_list import Concern
from vsm_cli.diagrams.scope import PictureSubject, Scope
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Stream

PICTURE = "landscape"
GROUPED_ABOVE_STREAMS = 30

Layer = Literal["journeys", "core", "support", "unsaid"]

LAYER_WORDS: dict[Layer, str] = {
    "journeys": message("Journeys"),
    "core": message("Core streams"),
    "support": message("Supporting streams"),
    "unsaid": message("Streams without a layer"),
}
TYPE_WORDS = {
    "new-demand": message("New demand"),
    "fault-repair": message("Fault repair"),
    "service-request": message("Service request"),
}


@dataclass(frozen=True, eq=False)
class LandscapeSubject(PictureSubject):
    """Of a choice of streams, their neighbours are shown as well."""

    def id(self, *parts: str) -> str:
        return safe_id(PICTURE, *parts)

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        """The streams by id, so that moving one to another file changes nothing."""
        streams = sorted(self.workspace.streams.values(), key=lambda stream: stream.id)
        return tuple(stream for stream in streams if self.shows(stream.id))

    @cached_property
    def journeys(self) -> tuple[Journey, ...]:
        """The journeys by id; of a choice of streams those that lead through one of them."""
        journeys = sorted(self.workspace.journeys.values(), key=lambda each: each.id)
        return tuple(filter(self.scope.leads_through, journeys))

    def shows(self, stream: str) -> bool:
        """Whether a stream is shown: it is chosen, or joined to one that is."""
        return self.scope.counts(stream) or stream in self._neighbours

    @cached_property
    def _neighbours(self) -> frozenset[str]:
        joins = [(join.stream.id, join.link.stream) for join in joins_of(self.workspace).all]
        pairs = [*joins, *((target, source) for source, target in joins)]
        return frozenset(target for source, target in pairs if self.scope.counts(source))

    @cached_property
    def closures(self) -> tuple[LinkClosure, ...]:
        """The links between streams that are shown, by the id of the one that they leave."""
        links = sorted(link_closures(self.workspace), key=lambda each: each.stream.id)
        return tuple(
            each for each in links if self.shows(each.stream.id) and self.shows(each.link.stream)
        )

    @property
    def grouped(self) -> bool:
        """Whether there are so many streams that teams stand for them."""
        return len(self.streams) > GROUPED_ABOVE_STREAMS

    def map_of(self, stream: Stream) -> str:
        """The address of a stream's own map, beside the landscape."""
        return "streams/" + picture_of(self.workspace, stream)

    def figures(self, stream: Stream) -> StreamFigures:
        return judged_figures(self.workspace, stream)


def concerns_of(scope: Scope, elements: Iterable[Element]) -> list[Concern]:
    """The problems of journeys and streams and of all that is in them."""
    return [
        Concern(clean(element.label), problem)
        for element in elements
        for problem in scope.problems_of(element)
    ]


def layer_of(stream: Stream) -> Layer:
    return stream.layer or "unsaid"


def type_colour(stream: Stream) -> Shade:
    if stream.layer == "support":
        return palette.STREAM_SUPPORT
    return palette.STREAM_TYPES.get(stream.type or "", palette.STREAM_OTHER)


def type_word(stream: Stream) -> str:
    """What kind of stream it is, for people; empty where that is not said."""
    if stream.type:
        known = TYPE_WORDS.get(stream.type)
        return tr(known) if known else clean(stream.type)
    return tr(message("Support")) if stream.layer == "support" else ""
