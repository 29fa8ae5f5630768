"""The problems that a later state of a workspace brings, and those that it solves."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from vsm_cli.analysis.comparison.renaming import NewIds
from vsm_cli.diagnostics import Diagnostic


class ProblemDifference(NamedTuple):
    gained: tuple[Diagnostic, ...] = ()
    solved: tuple[Diagnostic, ...] = ()


def problem_difference(
    before: Iterable[Diagnostic], after: Iterable[Diagnostic], ids: NewIds
) -> ProblemDifference:
    """Problems are the same where rule, element and subject are, whatever their file and line.
    `ids` are the later ids of what has another one."""
    old = [(_key(each, ids), each) for each in before]
    new = [(_key(each, None), each) for each in after]
    return ProblemDifference(
        gained=tuple(_beyond(new, Counter(key for key, _ in old))),
        solved=tuple(_beyond(old, Counter(key for key, _ in new))),
    )


def _beyond(
    problems: list[tuple[Hashable, Diagnostic]], others: Counter[Hashable]
) -> Iterable[Diagnostic]:
    for key, problem in problems:
        others[key] -= 1
        if others[key] < 0:
            yield problem


def _key(problem: Diagnostic, ids: NewIds | None) -> Hashable:
    if ids is None:
        return problem.code, problem.element, *sorted(_words(problem))
    keys = problem.element.split(".")
    # What is said of a link names steps of the stream that it leads to.
    steps = ids.steps.get(keys[-1] if len(keys) == 6 else keys[1] if len(keys) > 1 else "", {})
    names: Mapping[str, str] = {
        **ids.data, **ids.systems, **ids.owners, **ids.streams, **steps,
    }  # fmt: skip
    words = ["->".join(names.get(end, end) for end in word.split("->")) for word in _words(problem)]
    return problem.code, ids.address(problem.element), *sorted(words)


def _words(problem: Diagnostic) -> list[str]:
    return problem.subject.split()
