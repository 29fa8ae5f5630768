"""One stream before and after as a chart: what is added, changed and removed."""

from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison
from vsm_cli.diagrams.charts.chart import Flowchart, Kind
from vsm_cli.diagrams.charts.stream_chart import ChartMark, StreamWriter, times_of
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject, subject_of
from vsm_cli.language import message, tr
from vsm_cli.model.settings import Layout

_WORDS: dict[Kind, str] = {
    "added": message("added"),
    "changed": message("changed"),
    "removed": message("removed"),
}
_BEFORE = message("before: {times}")


def difference(
    comparison: Comparison, compared: StreamComparison, layout: Layout = Layout.auto
) -> Flowchart:
    """The later state of a stream as a chart, with what is new or changed in it, and the
    steps that are gone in a frame of their own."""
    before = subject_of(Scope(comparison.before), compared.before) if compared.before else None
    if compared.after is None:
        gone = subject_of(Scope(comparison.before, layout=layout), compared.stream)
        return StreamWriter(gone, dict.fromkeys(gone.stream.steps, _mark("removed"))).chart()
    after = subject_of(Scope(comparison.after, layout=layout), compared.after)
    if before is None:
        return StreamWriter(after, dict.fromkeys(after.stream.steps, _mark("added"))).chart()
    chart = StreamWriter(after, _marks(comparison, before, after)).chart()
    removed = [step for step in before.stream.steps.values() if step.id not in after.stream.steps]
    if removed:
        group = chart.group("removed", [tr(_WORDS["removed"])])
        for step in removed:
            lines = [step.label, times_of(before, step), tr(_WORDS["removed"])]
            chart.node(step.id, lines, kinds=["removed"], group=group)
    return chart


def _mark(kind: Kind, *more: str) -> ChartMark:
    return ChartMark(kind, [tr(_WORDS[kind]), *more])


def _marks(
    comparison: Comparison, before: StreamSubject, after: StreamSubject
) -> dict[str, ChartMark]:
    """What is said of the steps of the later state that are new or differ."""
    touched = {
        id
        for change in comparison.changes
        if change.is_step and change.stream == after.stream.id and change.nature != "note"
        for id in change.after
    }
    marks = {}
    for id, step in after.stream.steps.items():
        earlier = before.stream.steps.get(id)
        if earlier is None:
            marks[id] = _mark("added")
        elif id in touched:
            old = times_of(before, earlier)
            differs = old and old != times_of(after, step)
            marks[id] = _mark("changed", tr(_BEFORE, times=old) if differs else "")
    return marks
