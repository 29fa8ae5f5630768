"""What a report says of each stream."""

from collections.abc import Iterable, Iterator

from vsm_cli.catalogue.vocabulary import STREAM_TYPES, word_name
from vsm_cli.language import message, names, tr
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Block, Cell, Facts, Heading, Table, cells, columns
from vsm_cli.reporters.report.figure_texts import (
    bottleneck,
    count,
    owner,
    ratio,
    time,
    yes_or_no,
)
from vsm_cli.reporters.report.overview import Overview, StreamFacts
from vsm_cli.wording.figures import BASES, STATES, actual_of, number, percent, promised
from vsm_cli.wording.times import calendar_words, clock, day

_STREAMS = message("Streams")
_NAMED = message("{name} ({id})")
_LAYERS = {"core": message("core"), "support": message("support")}
_LABELS = {
    "layer": message("Layer"),
    "type": message("Type"),
    "owner": message("Owner"),
    "customer": message("Customer"),
    "trigger": message("Trigger"),
    "value": message("Value"),
    "mapped": message("Mapped"),
    "calendar": message("Calendar"),
}
_NOT_DATED = message("not dated")
_NO_BASIS = message("basis not said")
_BY = message("by {whom}")
_TIMES = {
    "lead_time_s": message("Lead time"),
    "perceived_lead_time_s": message("Perceived lead time"),
    "response_time_s": message("Response time"),
    "process_time_s": message("Process time"),
    "wait_time_s": message("Wait time"),
    "waiting_for_customer_s": message("Waiting for the customer"),
    "own_time_s": message("Own time"),
    "customer_effort_s": message("Customer effort"),
    "rework_lead_time_s": message("Lead time of rework"),
    "effort_s": message("Effort per item"),
}
_OF_CUSTOMERS = ("own_time_s", "customer_effort_s")
_RATIOS = {
    "activity_ratio": message("Activity ratio"),
    "value_adding_ratio": message("Value-adding ratio"),
    "rolled_complete_accurate": message("Rolled %C&A"),
}
_CHANGES = {
    "handoffs": message("Hand-offs"),
    "system_changes": message("System changes"),
}
_COUNTS = {
    "contacts": message("Contacts"),
    "demand_per_year": message("Items per year"),
    "wip": message("Items in work"),
}
_BOTTLENECK = message("Bottleneck")
_AFTER_DELIVERY = message("Longest after delivery")
_UNKNOWN_STEPS = {
    "untimed_steps": message("Without any time"),
    "partly_timed_steps": message("With process or wait time only"),
    "unrated_steps": message("Without %C&A"),
    "unknown_splits": message("Split unknown after"),
    "bad_forks": message("Branches that do not meet, after"),
    "vague_forks": message("At least (≥), as branches vary after"),
}
_PROMISE, _ACTUAL, _MET = message("Promise"), message("Actual"), message("Met")
_STEP, _OWNER, _VISITS = message("Step"), message("Owner"), message("Visits")
_PT, _WT, _LT, _CA = message("Process"), message("Wait"), message("Lead"), message("%C&A")


def streams(overview: Overview) -> Iterator[Block]:
    """All streams, the core ones first, each with its steps."""
    if overview.streams:
        yield Heading(tr(_STREAMS), about="streams")
    for facts in overview.streams:
        yield from _stream(overview.workspace, facts)


def _stream(workspace: Workspace, facts: StreamFacts) -> Iterator[Block]:
    stream, figures = facts.stream, facts.figures
    name = tr(_NAMED, name=stream.name, id=stream.id) if stream.name else stream.id
    yield Heading(name, 3, about=stream.address)
    yield Facts([(tr(_LABELS[key]), Cell(text)) for key, text in _about(workspace, facts)])
    if not stream.steps:
        return
    yield Facts(list(_figures(facts)), dense=True)
    yield Facts(list(_remarks(workspace, facts)))
    if figures.targets:
        yield Table(
            columns((_PROMISE,), (_ACTUAL,), (_MET,)),
            [
                cells(
                    promised(stream, target),
                    actual_of(stream, figures, target),
                    yes_or_no(target.met),
                )
                for target in figures.targets.values()
            ],
        )
    yield Table(
        columns((_STEP, _OWNER), (_VISITS, _PT, _WT, _LT, _CA)),
        [_step(workspace, facts, step) for step in stream.steps.values()],
        about=[step.address for step in stream.steps.values()],
    )


def _about(workspace: Workspace, facts: StreamFacts) -> Iterator[tuple[str, str]]:
    """Who and what for, and where the figures come from, as far as it is said."""
    stream = facts.stream
    said = {
        "layer": tr(_LAYERS[stream.layer]) if stream.layer else None,
        "type": word_name(STREAM_TYPES, stream.type or ""),
        "owner": workspace.owner_label(stream.owner),
        "customer": stream.customer,
        "trigger": stream.trigger,
        "value": stream.value,
    }
    yield from ((key, text) for key, text in said.items() if text)
    mapped = stream.mapped
    basis = tr(BASES.get(mapped.basis or "", _NO_BASIS))
    on = day(mapped.on) if mapped.on else tr(_NOT_DATED)
    by = [tr(_BY, whom=mapped.by)] if mapped.by else []
    yield "mapped", " · ".join((tr(STATES[mapped.state]), on, basis, *by))
    yield "calendar", calendar_words(stream.calendar)


def _figures(facts: StreamFacts) -> Iterator[tuple[str, Cell]]:
    for labels, written in ((_TIMES, time), (_RATIOS, ratio), (_COUNTS, count)):
        for key, label in labels.items():
            # Most streams have no step of the customer's.
            if key not in _OF_CUSTOMERS or getattr(facts.figures, key):
                yield tr(label), Cell(written(facts, key))
    # Counted on the map, whatever the basis of the other figures.
    for key, label in _CHANGES.items():
        yield tr(label), Cell(str(getattr(facts.figures, key)))


def _remarks(workspace: Workspace, facts: StreamFacts) -> Iterator[tuple[str, Cell]]:
    """The bottleneck, and what is not known."""
    figures = facts.figures
    yield tr(_BOTTLENECK), Cell(bottleneck(workspace, facts, figures.bottleneck))
    if figures.after_delivery:
        yield tr(_AFTER_DELIVERY), Cell(bottleneck(workspace, facts, figures.after_delivery))
    for key, label in _UNKNOWN_STEPS.items():
        found: tuple[str, ...] = getattr(figures, key)
        if found:
            yield tr(label), Cell(_listed(facts.stream.steps[step] for step in found), "unsure")


def _listed(steps: Iterable[Step]) -> str:
    return str(names(step.label for step in steps))


def _step(workspace: Workspace, facts: StreamFacts, step: Step) -> tuple[Cell, ...]:
    figures = facts.figures.steps[step.id]
    times = (figures.process_time_s, figures.wait_time_s, figures.lead_time_s)
    return cells(
        step.label,
        owner(workspace, step),
        number(figures.visits, 2),
        *(
            clock(value, facts.stream.calendar, sign)
            for value, sign in zip(times, figures.bounds, strict=False)
        ),
        percent(figures.complete_accurate, sign=figures.bounds[-1]),
    )
