"""Which problems stand where on a map."""

from collections.abc import Iterator

from vsm_cli.analysis.data.transfers import transfers
from vsm_cli.analysis.memo import remembered
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.problem_chips import is_within
from vsm_cli.diagrams.problem_list import Concern
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Step

OF_STREAM = message("Whole stream")


def concerns_of(subject: StreamSubject) -> list[Concern]:
    """All problems that are laid over the map, in the order of what they lie over."""
    concerns = [Concern(tr(OF_STREAM), each) for each in problems_of_stream(subject)]
    for step in subject.stream.steps.values():
        label = clean(step.label)
        concerns += [Concern(label, each) for each in problems_of_step(subject, step)]
    return concerns


def problems_of_stream(subject: StreamSubject) -> list[Diagnostic]:
    """The problems of the stream itself, not of its steps."""
    address = subject.stream.address
    steps = f"{address}.steps."
    return [
        each
        for each in subject.scope.problems
        if is_within(each.element, address) and not each.element.startswith(steps)
    ]


def problems_of_step(subject: StreamSubject, step: Step) -> list[Diagnostic]:
    """The problems of a step and of what is written in it, and those of the systems and
    paths that it is the first to use."""
    return _by_step(subject).get(step.id, []) if subject.scope.problems else []


@remembered
def _by_step(subject: StreamSubject) -> dict[str, list[Diagnostic]]:
    """The problems of each step in one pass over all, since a map may have thousands of both."""
    bearers = _first_used(subject)
    bearers.update((step.address, step.id) for step in subject.stream.steps.values())
    found: dict[str, list[Diagnostic]] = {}
    for problem in subject.scope.problems:
        for step_id in dict.fromkeys(map(bearers.get, _addresses_around(problem.element))):
            if step_id is not None:
                found.setdefault(step_id, []).append(problem)
    return found


def _addresses_around(element: str) -> Iterator[str]:
    """The address of an element, and of each that it may stand in."""
    yield element
    for at, char in enumerate(element):
        if char == ".":
            yield element[:at]


def _first_used(subject: StreamSubject) -> dict[str, str]:
    """The first step that works in each system or takes each path, by their addresses."""
    first: dict[str, str] = {}
    for step in subject.stream.steps.values():
        for system in step.systems:
            first.setdefault(subject.workspace.systems[system].address, step.id)
    for transfer in transfers(subject.workspace):
        if transfer.stream is subject.stream and not transfer.is_link:
            for path in transfer.paths:
                first.setdefault(path.address, transfer.target.id)
    return first
