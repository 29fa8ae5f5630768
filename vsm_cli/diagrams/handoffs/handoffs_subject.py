"""What the picture of hand-offs is about: teams, their steps, and what they hand over."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from vsm_cli.analysis.links.stream_links import streams_of_today
from vsm_cli.analysis.people.team_handoffs import NOBODY, Ends, Handing, handings, team_of
from vsm_cli.characters import address, safe_id
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.problem_chips import problems_within
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.elements import CUSTOMER, Element
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.figures import number

PICTURE = "handoffs"

_CUSTOMER = message("Customer")
_NOBODY = message("No owner")
_MONTHLY = message("{count} a month")
_SELDOM = message("{count} a year")


@dataclass(frozen=True, eq=False)
class HandoffsSubject:
    """One workspace; `only` are the ids of the streams that count, all if None. `files` leads
    from the picture's folder to the one that source paths start from."""

    workspace: Workspace
    problems: Sequence[Diagnostic] = ()
    files: str | None = None
    only: Container[str] | None = None

    def id(self, *parts: str) -> str:
        return safe_id(PICTURE, *parts)

    def card_id(self, team: str) -> str:
        return self.id("nobody") if team == NOBODY else self.id("teams", team)

    @cached_property
    def handings(self) -> dict[Ends, Handing]:
        return dict(sorted(handings(self.workspace, self.only).items()))

    @cached_property
    def work(self) -> dict[str, list[tuple[Stream, Step]]]:
        """The steps of each team, `NOBODY` for those that nobody answers for; teams by id."""
        found: dict[str, list[tuple[Stream, Step]]] = {}
        for stream in sorted(streams_of_today(self.workspace), key=lambda each: each.id):
            if self.only is not None and stream.id not in self.only:
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
            addresses = [step.address for _, step in self.work[team] if step.lacks("owner")]
        else:
            element = self.element(team)
            addresses = [element.address] if element else []
            addresses += [role.address for role in workspace.roles.values() if role.team == team]
        return problems_within(self.problems, *addresses)

    def often(self, handing: Handing) -> str:
        """How often work is handed over; empty where that is not known."""
        per_year = handing.per_year(self.workspace)
        if not per_year:
            return ""
        if per_year < 12:
            return tr(_SELDOM, count=number(per_year))
        return tr(_MONTHLY, count=number(per_year / 12, 0 if per_year >= 120 else 1))

    def file_of(self, team: str) -> str | None:
        """The address of the file that defines a team."""
        element = self.element(team)
        if self.files is None or element is None:
            return None
        return address(self.files + PurePath(element.place.file).as_posix())
