"""Refactoring: what can be done at an element of a checked workspace, and what that would do to its
figures and problems."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from vsm_cli.analysis.comparison.renaming import NewIds
from vsm_cli.analysis.ideas.effects import Effect, difference
from vsm_cli.api.analysing import analyse
from vsm_cli.api.fixed_workspaces import as_judged
from vsm_cli.api.memory import Memory
from vsm_cli.diagnostics import Diagnostic, Edit, laid_out
from vsm_cli.errors import VsmError
from vsm_cli.lint.check_report import Options, Report, WorkspaceReport
from vsm_cli.lint.problem_difference import ProblemDifference, problem_difference
from vsm_cli.lint.text_edits import apply
from vsm_cli.model.workspace import Workspace
from vsm_cli.refactoring import (
    assign_owner,
    define_path,
    extract_pattern,
    link_streams,
    merge_acceptances,
    side_by_side,
)
from vsm_cli.refactoring.offer import NotHereError, Offer, Scene, apart
from vsm_cli.source.workspaces import absolute

ALL = (
    assign_owner, define_path, link_streams, merge_acceptances, side_by_side, extract_pattern,
)  # fmt: skip
"""Every refactoring, in the order in which they are offered."""
NAMES = {module.NAME: module for module in ALL}
_SAME_IDS = NewIds({}, {}, {}, {}, {}, {})


class Consequences(NamedTuple):
    """What a refactoring does: figures and problems, each after less before, and the workspace as
    it would be."""

    effect: Effect
    problems: ProblemDifference
    before: Workspace
    after: Workspace


class Refactored(NamedTuple):
    """The text of each changed file before and after, and what comes of it."""

    before: dict[Path, bytes]
    after: dict[Path, bytes]
    consequences: Consequences


def offers_at(checked: WorkspaceReport, address: str) -> list[Offer]:
    """All that can be done at an element. Raises VsmError where there is no such element."""
    scene = Scene(checked.workspace, checked.files)
    found: list[Offer] = []
    reasons: list[NotHereError] = []
    for module in ALL:
        try:
            found += apart(module.offers(scene, address))
        except NotHereError as error:
            reasons.append(error)
    if not found:
        try:
            scene.element(address)
        except NotHereError as error:
            raise VsmError(str(error)) from None
    return found


def offers_of(checked: WorkspaceReport, name: str, address: str) -> list[Offer]:
    """What one refactoring can do at an element. Raises VsmError where it can do nothing."""
    try:
        return apart(NAMES[name].offers(Scene(checked.workspace, checked.files), address))
    except NotHereError as error:
        raise VsmError(str(error)) from None


def elements(checked: WorkspaceReport) -> Iterator[tuple[str, str]]:
    """Where something can be done, with the names of the refactorings."""
    scene = Scene(checked.workspace, checked.files)
    for module in ALL:
        for address in dict.fromkeys(module.elements(scene)):
            yield address, module.NAME


def refactor(
    paths: Iterable[Path], options: Options, checked: WorkspaceReport, offer: Offer,
    memory: Memory | None = None,
) -> Refactored:  # fmt: skip
    """What files become, and what that does; nothing is written. `checked` is what the same paths
    and options gave. Raises VsmError where a file has changed since."""
    before = {
        absolute(Path(name)): options.overlay.get(absolute(Path(name)))
        or as_judged(absolute(Path(name)), checked.files.get(name))
        for name in offer.edits
    }
    after = {
        absolute(Path(name)): edited(before[absolute(Path(name))], edits)
        for name, edits in offer.edits.items()
    }
    changed = replace(options, overlay={**options.overlay, **after}, cache=None)
    later = _same_workspace(analyse(paths, changed, memory), checked)
    return Refactored(before, after, consequences(checked, later))


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """A text with edits made, its line ends kept."""
    text = data.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    return apply(
        text, (replace(each, text=each.text.replace("\n", end)) for each in edits)
    ).encode()


def consequences(before: WorkspaceReport, after: WorkspaceReport) -> Consequences:
    """What is otherwise in a workspace after its texts were changed."""
    problems = problem_difference(
        _in_streams(before.diagnostics), _in_streams(after.diagnostics), _SAME_IDS
    )
    effect = difference(before.workspace, after.workspace)
    return Consequences(effect, problems, before.workspace, after.workspace)


def _same_workspace(report: Report, checked: WorkspaceReport) -> WorkspaceReport:
    return next(each for each in report.workspaces if each.root == checked.root)


def _in_streams(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Problems where streams have them: a pattern has none of its own."""
    for problem in laid_out(problems):
        if not (problem.in_streams and problem.element.startswith("patterns.")):
            yield problem
