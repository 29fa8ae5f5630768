"""Who hands work to whom, as a Mermaid flowchart: teams as nodes, hand-offs as edges."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum

from vsm_cli.analysis.flow import flow_of, is_handoff
from vsm_cli.analysis.hands import to_and_fro
from vsm_cli.analysis.links import streams_of_today
from vsm_cli.analysis.traffic import passages_per_year
from vsm_cli.analysis.transfers import transfer_of
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.landscape.subject import Subject
from vsm_cli.diagrams.mermaid.flowchart import Flowchart
from vsm_cli.diagrams.mermaid.wording import problem_words
from vsm_cli.language import message, number, tr
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.model.streams import Route, Step
from vsm_cli.model.workspace import Workspace

_TITLE = message("Hand-offs")
_CUSTOMER = message("Customer")
_HANDOFFS = message("hand-offs: {count}")
_MONTHLY = message("{count}/month")
_TO_AND_FRO = message("to and fro: {count} times")
_LEAST_TO_AND_FRO = 3

# From team, to team; owners without a team stand for themselves.
_Ends = tuple[str, str]


@dataclass(slots=True)
class _Handing:
    """What one team hands to another. `per_year` holds None where that is not known."""

    per_year: list[float | None] = field(default_factory=list)
    to_and_fro: int = 0


def handoffs(workspace: Workspace, *, problems: Sequence[Diagnostic] = ()) -> str:
    """The hand-offs of today's streams as Mermaid text."""
    subject = Subject(workspace, problems)
    chart = Flowchart("LR", tr(_TITLE))
    handings = _handings(workspace)
    teams = sorted({team for ends in handings for team in ends})
    ids = {team: chart.node(_about(subject, team)) for team in teams}
    for (source, target), handing in sorted(handings.items()):
        again = handing.to_and_fro
        words = [
            tr(_HANDOFFS, count=len(handing.per_year)),
            _monthly(handing),
            tr(_TO_AND_FRO, count=again) if again else "",
        ]
        chart.edge(ids[source], ids[target], words, wrong=bool(again))
    return chart.text()


def _about(subject: Subject, team: str) -> list[str]:
    if team == CUSTOMER:
        return [tr(_CUSTOMER)]
    workspace = subject.workspace
    element = workspace.teams.get(team) or workspace.roles.get(team)
    found = subject.problems_of(element) if element else []
    return [workspace.owner_label(team), problem_words(found)]


def _monthly(handing: _Handing) -> str:
    """How often work is handed over; empty where that is not known."""
    known = [count for count in handing.per_year if count is not None]
    if len(known) < len(handing.per_year):
        return ""
    return tr(_MONTHLY, count=number(fsum(known) / 12))


def _handings(workspace: Workspace) -> dict[_Ends, _Handing]:
    found: dict[_Ends, _Handing] = {}
    for stream in sorted(streams_of_today(workspace), key=lambda each: each.id):
        for source, route, target in flow_of(stream).forward_pairs():
            ends = _ends(workspace, source, target)
            if is_handoff(source, target) and ends[0] != ends[1]:
                per_year = _per_year(workspace, route)
                found.setdefault(ends, _Handing()).per_year.append(per_year)
        for alternation in to_and_fro(workspace, stream, _LEAST_TO_AND_FRO):
            first, second, *_ = alternation.steps
            for ends in (_ends(workspace, first, second), _ends(workspace, second, first)):
                if ends in found:
                    found[ends].to_and_fro = max(found[ends].to_and_fro, alternation.times)
    return found


def _ends(workspace: Workspace, source: Step, target: Step) -> _Ends:
    return _team(workspace, source), _team(workspace, target)


def _team(workspace: Workspace, step: Step) -> str:
    return workspace.team_of(step.owner) or step.owner or ""


def _per_year(workspace: Workspace, route: Route) -> float | None:
    transfer = transfer_of(workspace, route)
    return passages_per_year(workspace, transfer) if transfer else None
