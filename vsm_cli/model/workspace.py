"""A workspace: the union of all documents under one root, with references resolved."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from vsm_cli.model.elements import (
    CUSTOMER,
    DataObject,
    Idea,
    Pattern,
    PracticeDefinition,
    Role,
    Setting,
    StepKind,
    System,
    SystemPath,
    Team,
)
from vsm_cli.model.journeys import Journey
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.values import ELAPSED, Calendar
from vsm_cli.source.places import Origins


class Workspace(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """All elements by id, in the order of path and line.

    `own_practices` and `own_step_kinds` are laid over the catalogue's. `complete` is False
    while a file could not be read at all, so that an element may be missing from here;
    `unread` names the sections of which a part could not be read. `origins` say where values stand
    that streams take from what they are like. `supposing` gives the workspace as it would be with
    other values at some places, and raises VsmError where one cannot stand there.
    """

    root: str = "."
    title: str | None = None
    calendar: Calendar = ELAPSED
    complete: bool = True
    teams: Mapping[str, Team] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    data: Mapping[str, DataObject] = field(default_factory=dict)
    paths: tuple[SystemPath, ...] = ()
    own_practices: Mapping[str, PracticeDefinition] = field(default_factory=dict)
    own_step_kinds: Mapping[str, StepKind] = field(default_factory=dict)
    streams: Mapping[str, Stream] = field(default_factory=dict)
    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    origins: Origins = field(default_factory=Origins)
    supposing: Callable[[Sequence[Setting]], "Workspace"] | None = None

    def steps(self) -> Iterator[tuple[Stream, Step]]:
        """Every step with its stream."""
        for stream in self.streams.values():
            for step in stream.steps.values():
                yield stream, step

    def ideas(self) -> Iterator[Idea]:
        """Every improvement idea, those of paths first."""
        for path in self.paths:
            yield from path.ideas
        for stream in self.streams.values():
            yield from stream.ideas
            for step in stream.steps.values():
                yield from step.ideas
                yield from (idea for link in step.starts for idea in link.ideas)
                yield from (idea for use in step.uses for idea in use.ideas)

    def team_of(self, owner: str | None) -> str | None:
        """The team that an owner (team or role) belongs to; None where there is none."""
        if owner in self.teams:
            return owner
        role = self.roles.get(owner or "")
        return role.team if role else None

    def is_outside(self, owner: str | None) -> bool:
        """Whether an owner is outside the organisation: the customer or an external team.

        A role is outside where its team is; a team where it or a parent is external.
        """
        return owner == CUSTOMER or any(self.teams[team].external for team in self.teams_of(owner))

    def teams_of(self, owner: str | None) -> list[str]:
        """The team that an owner belongs to and all teams above it, from the inside out."""
        found: list[str] = []
        team = self.team_of(owner)
        while team and team not in found:
            found.append(team)
            team = self.teams[team].parent
        return found

    def owner_label(self, owner: str | None) -> str:
        """An owner for people: name of the team or role, else the id as written."""
        element = self.teams.get(owner or "") or self.roles.get(owner or "")
        return element.label if element else (owner or "")
