"""The key figures of a stream beside their targets, in words."""

from typing import NamedTuple

from vsm_cli.analysis.times.figure_records import TargetFigures
from vsm_cli.diagrams.landscape.landscape_subject import (
    type_word,
)
from vsm_cli.diagrams.problem_chips import problem_lines
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject, has_customer, subject_of
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream
from vsm_cli.wording.figures import STATE_KINDS, figure_value, number, rate

_PERCEIVED = message("Perceived")
_LEAD = message("Lead time")
_ROLLED = message("Rolled %C&A")
_DEMAND = message("Demand")

_MET = message("{limit} met")
_MISSED = message("{limit} missed")
_PERCENTILE = message("P{percentile} {limit}")

_FIGURE = message("{figure}: {value}")
_FIGURE_TARGET = message("{figure}: {value}, target {target}")


class KeyFigure(NamedTuple):
    """A figure as the card shows it. `target` is empty where nothing is promised; `met` is
    None where that cannot be said."""

    label: str
    value: str
    target: str = ""
    met: bool | None = None


def key_figures(scope: Scope, stream: Stream) -> list[KeyFigure]:
    """Perceived time, unless there is no customer to feel it; lead time, rolled %C&A, demand."""
    writer = subject_of(scope, stream)
    figures = writer.figures
    perceived = writer.time(figures.perceived_lead_time_s, figures.bound("perceived"))
    lead = writer.time(figures.lead_time_s, figures.bound("lead"))
    rolled = writer.share(figures.rolled_complete_accurate, figures.bound("rolled"))
    felt = _beside_target(writer, "perceived", tr(_PERCEIVED), perceived)
    return [
        *([felt] if has_customer(stream) or felt.target else []),
        _beside_target(writer, "lead", tr(_LEAD), lead),
        _beside_target(writer, "rolled", tr(_ROLLED), rolled),
        KeyFigure(tr(_DEMAND), rate(figures.demand_per_year)),
    ]


def leading_time(scope: Scope, stream: Stream) -> KeyFigure:
    """The perceived time, or the lead time where only that one is promised."""
    *times, _, _ = key_figures(scope, stream)
    return next((each for each in times if each.target), times[0])


def _beside_target(writer: StreamSubject, figure: str, label: str, value: str) -> KeyFigure:
    """A missed promise goes before others, one about the mean before one about a percentile."""
    targets = [t for t in writer.figures.targets.values() if t.figure == figure]
    if not targets:
        return KeyFigure(label, value)
    target = min(targets, key=lambda each: (each.met is not False, each.percentile or 0))
    return KeyFigure(label, value, _target_words(writer, target), target.met)


def _target_words(writer: StreamSubject, target: TargetFigures) -> str:
    # A limit is exact, whatever the figures are.
    sign = "≥" if target.is_ratio else "≤"
    words = figure_value(writer.stream, target.figure, target.limit, sign)
    if target.percentile is not None:
        words = tr(_PERCENTILE, percentile=number(target.percentile), limit=words)
    if target.met is None:
        return words
    return tr(_MET if target.met else _MISSED, limit=words)


def stream_tooltip(scope: Scope, stream: Stream) -> str:
    """All that the landscape knows about a stream, line by line."""
    lines = [clean(stream.label)]
    kind = [type_word(stream)]
    if not stream.current:
        kind.append(tr(STATE_KINDS[stream.mapped.state]))
    lines.append(" · ".join(filter(None, kind)))
    lines.append(scope.owner_line(stream))
    for label, value, target, _ in key_figures(scope, stream):
        template = _FIGURE_TARGET if target else _FIGURE
        lines.append(tr(template, figure=label, value=value, target=target))
    lines += problem_lines(scope.problems_of(stream))
    return "\n".join(filter(None, lines))
