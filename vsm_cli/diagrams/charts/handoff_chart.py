"""Who hands work to whom, as a chart: teams as nodes, hand-offs as edges."""

from vsm_cli.analysis.people.team_handoffs import NOBODY, Ends, Handing
from vsm_cli.diagrams.charts.chart import Flowchart
from vsm_cli.diagrams.charts.chart_texts import problem_words
from vsm_cli.diagrams.handoffs.handoffs_subject import HandoffsSubject
from vsm_cli.diagrams.scope import Scope
from vsm_cli.language import message, tr

_NOBODY = "no-owner"
_TITLE = message("Hand-offs")
_HANDOFFS = message("hand-offs: {count}")
_TO_AND_FRO = message("to and fro: {count} times")


def handoffs(scope: Scope) -> Flowchart:
    """The hand-offs of today's streams as a chart."""
    subject = HandoffsSubject(scope)
    chart = Flowchart("TB", tr(_TITLE))
    ids = {
        team: chart.node(
            team or _NOBODY,
            [subject.label(team), problem_words(subject.problems_of(team))],
            kinds=["ownerless"] if team == NOBODY else [],
        )
        for team in subject.work
    }
    for ends, handing in subject.handings.items():
        if ends[0] != ends[1]:
            words = _words(subject, handing)
            chart.edge(ids[ends[0]], ids[ends[1]], words, wrong=_is_wrong(ends, handing))
    return chart


def _words(subject: HandoffsSubject, handing: Handing) -> list[str]:
    times = max((found.times for _, found in handing.ping_pong), default=0)
    return [
        tr(_HANDOFFS, count=handing.count),
        subject.often(handing),
        tr(_TO_AND_FRO, count=times) if times else "",
    ]


def _is_wrong(ends: Ends, handing: Handing) -> bool:
    return NOBODY in ends or bool(handing.ping_pong)
