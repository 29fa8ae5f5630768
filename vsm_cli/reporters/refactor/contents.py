"""What a refactoring would do to figures and problems, a sentence each."""

from collections.abc import Iterable, Iterator

from vsm_cli.analysis.ideas.effects import Effect, StreamEffect
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, names, tr
from vsm_cli.lint.problem_difference import ProblemDifference
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.times import ESTIMATE, UNKNOWN, clock, hours, signed

_LEAD = message("lead time of {stream}: {before} → {after}")
_PERCEIVED = message("perceived lead time of {stream}: {before} → {after}")
_EFFORT = message("work of {stream} a year: {before} → {after}")
_SAME = message("lead times and work stay as they are")
_SOLVED, _BROUGHT = message("solves {problems}"), message("brings {problems}")
_NONE = message("no problem comes or goes")
_PROBLEM = message("{code} {name} at {element}")


def sentences(
    before: Workspace, after: Workspace, effect: Effect, problems: ProblemDifference
) -> Iterator[str]:
    """Figures first, then problems; what does not change is said, too."""
    figures = [text for each in effect.streams for text in _figures(before, after, each)]
    yield from figures or [tr(_SAME)]
    if problems.solved:
        yield tr(_SOLVED, problems=names(map(_named, problems.solved)))
    if problems.gained:
        yield tr(_BROUGHT, problems=names(map(_named, problems.gained)))
    if not any(problems):
        yield tr(_NONE)


def in_short(
    before: Workspace, after: Workspace, effect: Effect, problems: ProblemDifference
) -> str:
    """The same for a title: what changes, in as few words as it takes."""
    parts = [
        text for each in effect.streams for text in [*_figures(before, after, each)][:1]
    ]  # fmt: skip
    for template, found in ((_SOLVED, problems.solved), (_BROUGHT, problems.gained)):
        if found:
            parts.append(tr(template, problems=names(_codes(found))))
    from vsm_cli.language import apart

    return apart(parts) if parts else tr(_SAME)


def _figures(before: Workspace, after: Workspace, effect: StreamEffect) -> Iterator[str]:
    stream = effect.stream
    sign = ESTIMATE if stream.estimated else None
    was = stream_figures(before, stream)
    now = stream_figures(after, after.streams[stream.id])
    for template, figure in (
        (_LEAD, "lead_time_s"), (_PERCEIVED, "perceived_lead_time_s"),
    ):  # fmt: skip
        if getattr(effect, figure) or figure in effect.lost:
            times = (clock(getattr(each, figure), stream.calendar, sign) for each in (was, now))
            told = dict(zip(("before", "after"), times, strict=True))
            yield tr(template, stream=stream.label, **told)
    if effect.effort_s_per_year:
        old, new = was.effort_per_year_s, now.effort_per_year_s
        yield tr(
            _EFFORT, stream=stream.label, before=_hours(old, sign), after=_hours(new, sign)
        )  # fmt: skip


def _hours(seconds: float | None, sign: str | None) -> str:
    return UNKNOWN if seconds is None else signed(hours(seconds), sign)


def _named(problem: Diagnostic) -> str:
    return tr(_PROBLEM, code=problem.code, name=problem.name, element=problem.element)


def _codes(problems: Iterable[Diagnostic]) -> list[str]:
    return list(dict.fromkeys(each.code for each in problems))
