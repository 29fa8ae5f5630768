"""What the picture of hand-offs is about: teams, their steps, and what they hand over."""

from dataclasses import dataclass
from functools import cached_property

from vsm_cli.analysis.links.stream_links import streams_of_today
from vsm_cli.analysis.people.team_handoffs import NOBODY, Ends, Handing, handings, team_of
from vsm_cli.characters import safe_id
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.scope import PictureSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER, Element
from vsm_cli.model.streams import Step, Stream
from vsm_cli.wording.figures import rate

PICTURE = "handoffs"

_CUSTOMER = message("Customer")
_NOBODY = message("No owner")


@dataclass(frozen=True, eq=False)
class HandoffsSubject(PictureSubject):
    def id(self, *parts: str) -> str:
        return safe_id(PICTURE, *parts)

    def card_id(self, team: str) -> str:
        return self.id("nobody") if team == NOBODY else self.id("teams", team)

    @cached_property
    def handings(self) -> dict[Ends, Handing]:
        return dict(sorted(handings(self.workspace, self.scope.only).items()))

    @cached_property
    def work(self) -> dict[str, list[tuple[Stream, Step]]]:
        """The steps of each team, `NOBODY` for those that nobody answers for; teams by id."""
        found: dict[str, list[tuple[Stream, Step]]] = {}
        for stream in sorted(streams_of_today(self.workspace), key=lambda each: each.id):
            if not self.scope.counts(stream.id):
                continue
            for step in stream.steps.values():
                if step.owner or step.lacks("owner"):
                    found.setdefault(team_of(self.workspace, step), []).append((stream, step))
        for ends in self.handings:
            for team in ends:
                found.setdefault(team, [])
        return dict(sorted(found.items()))

    def element(self, team: str) -> Element | None:
        return self.workspace.teams.get(team) or self.workspace.roles.get(team)

    def label(self, team: str) -> str:
        if team in (CUSTOMER, NOBODY):
            return tr(_CUSTOMER if team == CUSTOMER else _NOBODY)
        return clean(self.workspace.owner_label(team))

    def problems_of(self, team: str) -> list[Diagnostic]:
        """The problems of a team and of its roles; of nobody the steps without owner."""
        workspace = self.workspace
        if team == NOBODY:
            steps = [step for _, step in self.work[team] if step.lacks("owner")]
            return self.scope.problems_of(*steps)
        element = self.element(team)
        roles = [role for role in workspace.roles.values() if role.team == team]
        return self.scope.problems_of(*([element] if element else []), *roles)

    def often(self, handing: Handing) -> str:
        """How often work is handed over; empty where that is not known."""
        per_year = handing.per_year(self.workspace)
        return rate(per_year) if per_year else ""

    def file_of(self, team: str) -> str | None:
        """The address of the file that defines a team."""
        element = self.element(team)
        return self.scope.file_of(element) if element else None
