"""The systems and the paths between them as a Mermaid flowchart."""

from collections.abc import Iterator, Sequence

from vsm_cli.analysis.transfers import transfers
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.landscape.subject import Subject
from vsm_cli.diagrams.mermaid.flowchart import Flowchart
from vsm_cli.diagrams.mermaid.wording import NO_OWNER, problem_words
from vsm_cli.diagrams.text import clean
from vsm_cli.language import duration, message, names, tr
from vsm_cli.model.elements import System, SystemPath
from vsm_cli.model.workspace import Workspace

_TITLE = message("Systems and paths")
_OWNER = message("Owner: {owner}")
_MASTER = message("Master of {data}")
_BY_HAND = message("by hand")
_NO_PATH = message("no path")
_NOT_CARRIED = message("no path for {data}")

# From system, to system.
_Ends = tuple[str, str]


def systems(workspace: Workspace, *, problems: Sequence[Diagnostic] = ()) -> str:
    """Systems and paths as Mermaid text; where data passes without a path, that is said."""
    subject = Subject(workspace, problems)
    chart = Flowchart("LR", tr(_TITLE))
    ids = {
        id: chart.node(
            _about(subject, system),
            shape="cylinder",
            kinds=["ownerless"] if system.lacks("owner") else [],
        )
        for id, system in sorted(workspace.systems.items())
    }
    for path in sorted(workspace.paths, key=_order):
        if path.source and path.target:
            chart.edge(
                ids[path.source],
                ids[path.target],
                _about_path(subject, path),
                line="dotted" if path.mode == "manual" else "plain",
            )
    for (source, target), data in sorted(_missing(workspace).items()):
        lost = names(clean(workspace.data[each].label) for each in sorted(data))
        words = tr(_NOT_CARRIED, data=lost) if data else tr(_NO_PATH)
        chart.edge(ids[source], ids[target], [words], wrong=True)
    return chart.text()


def _order(path: SystemPath) -> tuple[str, ...]:
    return path.source, path.target, path.mode, path.via or "", *path.data


def _about(subject: Subject, system: System) -> Iterator[str]:
    yield system.label
    if system.owner:
        yield tr(_OWNER, owner=clean(subject.workspace.owner_label(system.owner)))
    elif system.lacks("owner"):
        yield tr(NO_OWNER)
    mastered = sorted(
        clean(data.label) for data in subject.workspace.data.values() if data.master == system.id
    )
    if mastered:
        yield tr(_MASTER, data=names(mastered))
    yield problem_words(subject.problems_of(system))


def _about_path(subject: Subject, path: SystemPath) -> Iterator[str]:
    workspace = subject.workspace
    if path.data:
        yield ", ".join(clean(workspace.data[each].label) for each in path.data)
    calendar = workspace.calendar
    time_s = path.process.mean_s if path.process else path.latency_s
    yield " · ".join(
        filter(
            None,
            [
                tr(_BY_HAND) if path.mode == "manual" else "",
                clean(path.via or ""),
                duration(time_s, day_hours=calendar.day_hours, week_days=calendar.week_days)
                if time_s
                else "",
            ],
        )
    )
    if path.lacks("owner"):
        yield tr(NO_OWNER)
    yield problem_words(subject.problems_of(path))


def _missing(workspace: Workspace) -> dict[_Ends, set[str]]:
    """Where data passes between systems and no path carries it: the data, as far as said."""
    found: dict[_Ends, set[str]] = {}
    for each in transfers(workspace):
        if each.state in ("missing", "not-carried"):
            ends = (each.source.systems[0], each.target.systems[0])
            found.setdefault(ends, set()).update(each.lost or each.data)
    return found
