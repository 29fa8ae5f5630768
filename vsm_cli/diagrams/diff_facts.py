"""What stands below the title of a map that shows how a stream differs from an earlier state."""

from collections.abc import Iterator

from vsm_cli.analysis.comparison.comparing import Comparison, StreamComparison
from vsm_cli.diagrams.text_measures import clean
from vsm_cli.language import listed, message, tr
from vsm_cli.wording.change_words import details_of, loss_in_words, verdict
from vsm_cli.wording.figures import percent
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
        before, after = each.values(figure)
        if before != after and each.before and each.after:
            shown = [_written(each, figure, value) for value in (before, after)]
            figures.append(tr(_FIGURE, figure=tr(words), before=shown[0], after=shown[1]))
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


def _written(each: StreamComparison, figure: str, value: float | None) -> str:
    if not figure.endswith("_s"):
        return percent(value)
    return clock(value, each.calendar)
