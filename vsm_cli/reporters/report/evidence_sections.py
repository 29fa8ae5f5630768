"""What a report lists behind its figures: practices, acceptances, team load, links, problems."""

from collections.abc import Iterator

from vsm_cli.analysis.flow.acceptances import Accepting
from vsm_cli.analysis.links.link_closure import LinkClosure
from vsm_cli.analysis.people.step_practices import practice_name
from vsm_cli.diagnostics import Diagnostic, Level
from vsm_cli.language import listed, message, names, tr
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Entries,
    Heading,
    ListEntry,
    Paragraph,
    Table,
    Tone,
    cells,
    columns,
)
from vsm_cli.reporters.levels import level_name
from vsm_cli.reporters.report.figure_texts import owner, yes_or_no
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.reporters.report.team_section import team_load
from vsm_cli.wording.times import UNKNOWN, clock

_PRACTICES, _PRACTICE = message("Practices"), message("Practice")
_STREAM, _STEPS = message("Stream"), message("Steps")
_ACCEPTANCES, _DATA = message("Acceptances"), message("Data")
_ACCEPTED_AT, _OWNER = message("Accepted at"), message("Owner")
_CRITERIA, _WAIT = message("Criteria"), message("Wait")
_AT = message("{step} ({stream})")
_REQUIRED = message("{criteria} (required by {source})")
_REQUIRED_ONLY = message("required by {source}")
_REPEATS = message("Accepted more than once: {data}, by {steps}.")
_LINKS, _FROM, _TO = message("Links between streams"), message("From"), message("To")
_PEOPLE, _RESPONSIBILITY = message("People"), message("Responsibility")
_PROBLEMS = message("Problems")
_NO_PROBLEMS = message("The check found none.")
_SUPPRESSED = message("Suppressed problems")
_NO_REASON = message("no reason given")
_WHY = message("{reason}: {problem}")
_RULE = message("{level} {code} {name}")
_TONES: dict[Level, Tone | None] = {Level.ERROR: "bad", Level.WARNING: "unsure", Level.NOTE: None}


def evidence(overview: Overview) -> Iterator[Block]:
    """The lists behind the figures; one that would be empty is left out."""
    yield from _practices(overview)
    yield from _acceptances(overview)
    yield from team_load(overview)
    yield from _links(overview)
    yield Heading(tr(_PROBLEMS), about="problems")
    if overview.problems:
        yield Entries([_problem(each) for each in overview.problems])
    else:
        yield Paragraph(tr(_NO_PROBLEMS))
    if overview.suppressed:
        yield Heading(tr(_SUPPRESSED), about="suppressed")
        yield Entries([_exception(each) for each in overview.suppressed])


def _practices(overview: Overview) -> Iterator[Block]:
    """Each practice with the steps that rest on it, a row for each stream."""
    if not overview.practices:
        return
    workspace = overview.workspace
    rows, about = [], []
    for practice, steps in overview.practices.items():
        by_stream: dict[str, list[Step]] = {}
        for step in steps:
            by_stream.setdefault(step.stream, []).append(step)
        for number, (stream, inside) in enumerate(by_stream.items()):
            name = "" if number else practice_name(workspace, practice)
            labels = listed(step.label for step in inside)
            rows.append(cells(name, workspace.streams[stream].label, labels))
            about.append(workspace.streams[stream].address)
    yield Heading(tr(_PRACTICES), about="practices")
    yield Table(columns((_PRACTICE, _STREAM, _STEPS)), rows, about=about, naming=1)


def _acceptances(overview: Overview) -> Iterator[Block]:
    if not overview.acceptances:
        return
    yield Heading(tr(_ACCEPTANCES), about="acceptances")
    yield Table(
        columns((_DATA, _ACCEPTED_AT, _OWNER, _CRITERIA), (_WAIT,)),
        [_acceptance(overview, each) for each in overview.acceptances],
        about=[step.address for _, step, _ in overview.acceptances],
        naming=1,
    )
    for group in overview.repeated:
        steps = names(_at(overview.workspace, each.step) for each in group.members)
        yield Paragraph(tr(_REPEATS, data=_data(overview.workspace, group.data), steps=steps))


def _acceptance(overview: Overview, accepting: Accepting) -> tuple[Cell, ...]:
    stream, step, acceptance = accepting
    workspace = overview.workspace
    criteria = Cell(acceptance.criteria or UNKNOWN, None if acceptance.criteria else "unsure")
    if acceptance.required_by:
        text = _REQUIRED if acceptance.criteria else _REQUIRED_ONLY
        criteria = Cell(tr(text, criteria=acceptance.criteria or "", source=acceptance.required_by))
    figures = overview.figures_of(stream)
    return cells(
        _data(workspace, acceptance.data),
        _at(workspace, step),
        owner(workspace, step),
        criteria,
        clock(figures.steps[step.id].wait_time_s, stream.calendar),
    )


def _data(workspace: Workspace, data: str) -> str:
    known = workspace.data.get(data)
    return known.label if known else data


def _at(workspace: Workspace, step: Step) -> str:
    return tr(_AT, step=step.label, stream=workspace.streams[step.stream].label)


def _links(overview: Overview) -> Iterator[Block]:
    if not overview.links:
        return
    yield Heading(tr(_LINKS), about="links")
    yield Table(
        columns((_FROM, _TO, _DATA, _PEOPLE, _RESPONSIBILITY)),
        [_link(overview.workspace, each) for each in overview.links],
        about=[each.step.address for each in overview.links],
    )


def _link(workspace: Workspace, link: LinkClosure) -> tuple[Cell, ...]:
    answers = (link.data, link.people, link.responsibility)
    return cells(
        _at(workspace, link.step), link.target_stream.label, *(yes_or_no(each) for each in answers)
    )


def _problem(problem: Diagnostic) -> ListEntry:
    return ListEntry(_rule(problem), _place(problem), problem.message)


def _rule(problem: Diagnostic) -> Cell:
    text = tr(_RULE, level=level_name(problem.level), code=problem.code, name=problem.name)
    return Cell(text, _TONES[problem.level])


def _place(problem: Diagnostic) -> str:
    return f"{problem.path}:{problem.span.line}:{problem.span.column}"


def _exception(problem: Diagnostic) -> ListEntry:
    reason = problem.suppression.reason if problem.suppression else ""
    text = tr(_WHY, reason=reason or tr(_NO_REASON), problem=problem.message)
    return ListEntry(_rule(problem), _place(problem), text)
