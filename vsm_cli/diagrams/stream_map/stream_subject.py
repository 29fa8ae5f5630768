"""What one stream map is about: the stream, its figures, and how its values are written."""

from dataclasses import dataclass, field
from functools import cached_property

from vsm_cli.analysis.flow.stream_flow import Flow, flow_of
from vsm_cli.analysis.simulation.judged_figures import judged_figures
from vsm_cli.analysis.times.figure_records import Bound, StepFigures, StreamFigures
from vsm_cli.characters import safe_id
from vsm_cli.diagrams.file_names import picture_of
from vsm_cli.diagrams.scope import PictureSubject, Scope
from vsm_cli.diagrams.stream_map.diff_overlay import NOTHING, Overlay
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message
from vsm_cli.model.elements import CUSTOMER, Idea
from vsm_cli.model.streams import Step, Stream, Use
from vsm_cli.wording.element_names import owner_name
from vsm_cli.wording.figures import percent, sign_of
from vsm_cli.wording.times import clock

COMPACT_ABOVE_COLUMNS = 16

ACTIVITY_WORDS = {
    "plan": message("Plan"),
    "improve": message("Improve"),
    "engage": message("Engage"),
    "design-and-transition": message("Design and transition"),
    "obtain-build": message("Obtain/build"),
    "deliver-and-support": message("Deliver and support"),
}


@dataclass(frozen=True, eq=False)
class StreamSubject(PictureSubject):
    """One stream with everything that its map says about it.

    `overlay` is how it differs from an earlier state; `earlier` is that state where its times
    were others. `maps` is the way to the folder of the other streams' maps.
    """

    stream: Stream
    figures: StreamFigures
    overlay: Overlay = NOTHING
    maps: str = ""
    earlier: "StreamSubject | None" = None

    @cached_property
    def flow(self) -> Flow:
        return flow_of(self.stream)

    def id(self, *parts: str) -> str:
        """The id of a part; it begins with the stream's."""
        return safe_id(self.stream.id, *parts)

    def written_time(self, seconds: float) -> str:
        """A time as it was written, on the stream's calendar: `2h`, `3d`."""
        return clock(seconds, self.stream.calendar)

    def figures_of(self, step: Step) -> StepFigures | None:
        """The figures of a step; of one that is gone those that it had."""
        return self.figures.steps.get(step.id) or self.overlay.gone.get(step.id)

    @cached_property
    def there(self) -> dict[Use, str]:
        """For each use that may fail a step, for how many items what it needs is there: `52%`."""
        from vsm_cli.analysis.times.pillars import reliances_of

        return {
            use: percent(there.chance, 0, sign_of(self.stream, "≤" if there.is_bound else None))
            for _, use, there in reliances_of(self.workspace, self.stream)
        }

    def time(self, seconds: float | None, bound: Bound | None = None) -> str:
        """A figure of the stream: `2h`, `≥3d`, `≈1h`, `–` where it is not known."""
        return clock(seconds, self.stream.calendar, sign_of(self.stream, bound))

    def share(self, value: float | None, bound: Bound | None = None) -> str:
        return percent(value, sign=sign_of(self.stream, bound))

    def map_of(self, stream: str) -> str:
        """The address of another stream's map."""
        return self.maps + picture_of(self.workspace, self.workspace.streams[stream])

    def owner_label(self, owner: str) -> str:
        return clean(owner_name(self.workspace, owner))

    def system_label(self, system: str) -> str:
        return clean(self.workspace.systems[system].label)

    @cached_property
    def ideas(self) -> "Ideas":
        return Ideas(self.stream)


def subject_of(scope: Scope, stream: Stream) -> StreamSubject:
    """A stream of the workspace as it is."""
    return StreamSubject(scope, stream, judged_figures(scope.workspace, stream))


@dataclass(eq=False)
class Ideas:
    """Improvement ideas numbered in the order in which the map shows them."""

    stream: Stream
    listed: list[tuple[str, Idea]] = field(default_factory=list)

    def number(self, idea: Idea, where: str) -> int:
        """The number of an idea; `where` names what it is about."""
        for place, (_, known) in enumerate(self.listed, start=1):
            if known is idea:
                return place
        self.listed.append((where, idea))
        return len(self.listed)


def has_no_owner(step: Step) -> bool:
    """Whether nobody answers for a step; an owner that could not be read is one."""
    return step.lacks("owner")


def has_customer(stream: Stream) -> bool:
    """Whether a customer stands somewhere on the map; a supporting stream may have none."""
    return (
        stream.layer != "support"
        or stream.customer is not None
        or any(step.touchpoint or step.owner == CUSTOMER for step in stream.steps.values())
    )
