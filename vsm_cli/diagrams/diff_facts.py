"""What stands below the title of a map that shows how a stream differs from an earlier state."""

from collections.abc import Iterator

from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison
from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import listed, message, tr
from vsm_cli.model.streams import Stream
from vsm_cli.wording.change_words import details_of, loss_in_words, verdict
from vsm_cli.wording.figures import percent, sign_of
from vsm_cli.wording.times import UNKNOWN, clock

_FIGURE = message("{figure}: {before} → {after}")
_LOST = message("Taken away: {losses}")
_BOTTLENECK = message("Bottleneck: {before} → {after}")
_FIGURES = {
    "lead_time_s": message("Lead time"),
    "perceived_lead_time_s": message("Perceived lead time"),
    "process_time_s": message("Process time"),
    "rolled_complete_accurate": message("Rolled %C&A"),
}


def facts_of(compared: Comparison, each: StreamComparison) -> Iterator[str]:
    """The verdict, the figures of both states, and what differs in the stream itself."""
    yield verdict(each)
    if each.losses:
        yield tr(_LOST, losses=listed(map(loss_in_words, each.losses)))
    figures = []
    for figure, words in _FIGURES.items():
        first, second = each.values(figure)
        before = _written(each, figure, each.before, each.before_figures)
        after = _written(each, figure, each.after, each.after_figures)
        if first != second and before != after and each.before and each.after:
            figures.append(tr(_FIGURE, figure=tr(words), before=before, after=after))
    if moved := _moved_bottleneck(each):
        figures.append(moved)
    if figures:
        yield " · ".join(figures)
    own = [
        text
        for change in compared.changes
        if change.stream == each.stream.id
        and not change.is_step
        and change.kind == "changed"
        and change.nature != "note"
        for text in details_of(compared, change)
    ]
    if own:
        yield "Δ " + " · ".join(own)


def _moved_bottleneck(each: StreamComparison) -> str | None:
    """Which step takes most of the perceived time, where that is another one now."""
    if not (each.before and each.before_figures and each.after and each.after_figures):
        return None
    before, after = each.before_figures.bottleneck, each.after_figures.bottleneck
    if (before and before.step) == (after and after.step):
        return None
    labels = (
        clean(each.before.steps[before.step].label) if before else UNKNOWN,
        clean(each.after.steps[after.step].label) if after else UNKNOWN,
    )
    return tr(_BOTTLENECK, before=labels[0], after=labels[1])


def _written(
    each: StreamComparison, figure: str, state: Stream | None, figures: StreamFigures | None
) -> str:
    """A figure of one of the two states, with what it is only a bound or an estimate of."""
    if state is None or figures is None:
        return UNKNOWN
    sign = sign_of(state, figures.bounds.get(figure))
    value: float | None = getattr(figures, figure)
    if not figure.endswith("_s"):
        return percent(value, sign=sign)
    return clock(None if value is None else each.in_calendar(state, value), each.calendar, sign)
