"""What is drawn of a workspace, and what all its pictures say in the same way."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from vsm_cli.characters import address
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.problem_chips import is_within
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import names, tr
from vsm_cli.model.elements import Element, System, SystemPath
from vsm_cli.model.journeys import Journey
from vsm_cli.model.settings import BUNDLED, Engine, Layout, Paper
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import NOBODY, owner_line, owner_name


class Scope(Struct, frozen=True, eq=False):
    """A workspace to draw. `problems` are laid over what they concern. `files` is the way from
    the pictures' folder to the one that source paths start from; without it nothing links to the
    definitions. `only` are the ids of the streams that count, all if None. `engine` chooses
    places and draws. Stream maps stand as `layout` says, or as is best on the screen or, where
    one is given, on `paper`."""

    workspace: Workspace
    problems: Sequence[Diagnostic] = ()
    files: str | None = None
    only: Container[str] | None = None
    engine: Engine = BUNDLED
    layout: Layout = Layout.auto
    paper: Paper | None = None

    def below(self) -> "Scope":
        """The same for pictures that stand one folder deeper."""
        return self if self.files is None else replace(self, files=f"../{self.files}")

    def counts(self, stream: str) -> bool:
        return self.only is None or stream in self.only

    def leads_through(self, journey: Journey) -> bool:
        """Whether a journey counts: of a choice of streams it leads through one."""
        return self.only is None or any(
            stream in self.only for step in journey.steps for stream in step.streams
        )

    def problems_of(self, *elements: Element) -> list[Diagnostic]:
        """The problems of elements and of all in them, the worst first."""
        found = [p for p in self.problems if any(is_within(p.element, e.address) for e in elements)]
        return sorted(found, key=lambda each: (-each.level.weight, each.order))

    def file_of(self, element: Element) -> str | None:
        """The address of the file that defines an element, without a line, which would change
        with every edit above it."""
        if self.files is None:
            return None
        return address(
            self.files + PurePath(self.workspace.origins.of(element.place).file).as_posix()
        )

    def title(self, plain: str, titled: str) -> str:
        """What stands above a picture: with the title of the workspace where it has one."""
        title = self.workspace.title
        return tr(titled, title=clean(title)) if title else tr(plain)

    def owner(self, element: Stream | Journey) -> str:
        """Who answers for a stream or journey, as people read it; empty where unreadable."""
        if element.owner:
            return clean(self.workspace.owner_label(element.owner))
        return tr(NOBODY) if element.lacks("owner") else ""

    def owner_line(self, element: Stream | Journey | Step | System | SystemPath) -> str:
        """The same as a line of its own."""
        return owner_line(element, clean(owner_name(self.workspace, element.owner)))

    def label(self, stream: str) -> str:
        return clean(self.workspace.streams[stream].label)

    def data(self, ids: Sequence[str]) -> str:
        return str(names(clean(self.workspace.data[each].label) for each in ids))


@dataclass(frozen=True, eq=False)
class PictureSubject:
    """What one picture is about."""

    scope: Scope

    @property
    def workspace(self) -> Workspace:
        return self.scope.workspace
