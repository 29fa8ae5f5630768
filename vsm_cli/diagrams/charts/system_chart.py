"""The systems and the paths between them as a chart."""

from collections.abc import Iterator

from vsm_cli.diagrams.charts.chart import Flowchart
from vsm_cli.diagrams.charts.chart_texts import problem_words
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.systems.systems_subject import SystemsSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import listed, message, names, tr
from vsm_cli.model.elements import System, SystemPath
from vsm_cli.wording.element_names import NOBODY

_TITLE = message("Systems and paths")
_MASTER = message("Master of {data}")
_BY_HAND = message("by hand")
_NO_PATH = message("no path")
_NOT_CARRIED = message("no path for {data}")


def systems(scope: Scope) -> Flowchart:
    """Systems and paths as a chart; where data passes without a path, that is said."""
    subject = SystemsSubject(scope)
    chart = Flowchart("LR", tr(_TITLE))
    ids = {
        system.id: chart.node(
            system.id,
            _about(subject, system),
            outline="cylinder",
            kinds=["ownerless"] if system.lacks("owner") else [],
        )
        for system in subject.systems
    }
    for path in subject.paths:
        chart.edge(
            ids[path.source],
            ids[path.target],
            _about_path(subject, path),
            line="dotted" if path.mode == "manual" else "plain",
        )
    for (source, target), by_data in subject.missing.items():
        lost = [subject.data_label(each) for each in sorted(by_data) if each]
        words = tr(_NOT_CARRIED, data=names(lost)) if lost else tr(_NO_PATH)
        chart.edge(ids[source], ids[target], [words], wrong=True)
    return chart


def _about(subject: SystemsSubject, system: System) -> Iterator[str]:
    yield system.label
    yield subject.scope.owner_line(system)
    mastered = sorted(
        clean(data.label) for data in subject.workspace.data.values() if data.master == system.id
    )
    if mastered:
        yield tr(_MASTER, data=names(mastered))
    yield problem_words(subject.scope.problems_of(system))


def _about_path(subject: SystemsSubject, path: SystemPath) -> Iterator[str]:
    workspace = subject.workspace
    if path.data:
        yield listed(clean(workspace.data[each].label) for each in path.data)
    time_s = path.process.mean_s if path.process else path.latency_s
    yield " · ".join(
        filter(
            None,
            [
                tr(_BY_HAND) if path.mode == "manual" else "",
                clean(path.via or ""),
                subject.time(time_s) if time_s else "",
            ],
        )
    )
    if path.lacks("owner"):
        yield tr(NOBODY)
    yield problem_words(subject.scope.problems_of(path))
