"""What a report says of the supporting streams: what they cost as they are, and what better ones
would give back."""

from collections.abc import Callable, Iterator

from vsm_cli.analysis.times.pillars import Pillar, PillarUse, Price, Prices
from vsm_cli.language import message, tr
from vsm_cli.model.values import ELAPSED
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Block, Cell, Heading, Paragraph, Table, cells, columns
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.wording.element_names import owner_name
from vsm_cli.wording.figures import percent, sign_of
from vsm_cli.wording.times import ESTIMATE, UNKNOWN, clock, hours, signed, total

_CARRY = message("What the pillars carry")
_MEANING = message(
    "What streams take more since what they rely on is not always there, right and up to date;"
    " waits in elapsed time."
)
_PILLAR, _STEP = message("Supporting stream"), message("Step")
_THERE, _LONGER = message("There"), message("Longer an item")
_WORK, _WAIT = message("Work a year"), message("Wait a year")
_WHAT = message("What")
_AT = message("{step} ({stream})")

_CHOICES: dict[str, Callable[[Prices], Price]] = {
    message("costs as it is"): lambda prices: prices.cost,
    message("half its lead time gives back"): lambda prices: prices.half_lead,
    message("half its faults give back"): lambda prices: prices.half_faults,
    message("half its gaps give back"): lambda prices: prices.half_gaps,
}


def pillars(overview: Overview) -> Iterator[Block]:
    """The supporting streams that may fail steps; nothing where none may."""
    if not overview.pillars:
        return
    yield Heading(tr(_CARRY), about="pillars")
    yield Paragraph(tr(_MEANING))
    yield uses_of(overview.workspace, *overview.pillars)
    yield gains(overview.workspace, *overview.pillars)


def uses_of(workspace: Workspace, *found: Pillar) -> Table:
    """Each step that relies on a pillar, and what it costs there."""
    uses = [use for each in found for use in each.uses]
    return Table(
        columns((_STEP, _PILLAR), (_THERE, _LONGER, _WORK, _WAIT)),
        [_use(workspace, use) for use in uses],
        about=[use.step.address for use in uses],
    )


def _use(workspace: Workspace, use: PillarUse) -> tuple[Cell, ...]:
    stream, cost = use.stream, use.prices.cost
    sign = sign_of(stream, "≥" if cost.is_bound else None)
    wait_s = cost.customer_wait_s_per_year
    elapsed_s = None if wait_s is None else wait_s * stream.calendar.elapsed_factor
    return cells(
        tr(_AT, step=use.step.label, stream=stream.label),
        workspace.streams[use.use.stream].label,
        percent(use.there.chance, 0, sign_of(stream, "≤" if use.there.is_bound else None)),
        clock(cost.lead_time_s, stream.calendar, sign),
        _hours(cost.effort_s_per_year, sign),
        total(elapsed_s, ELAPSED, sign),
    )


def gains(workspace: Workspace, *found: Pillar) -> Table:
    """What each pillar costs in all streams together, and what a better one would give back."""
    rows, about = [], []
    for each in found:
        owner = owner_name(workspace, each.stream.owner) or UNKNOWN
        name = tr(_AT, step=each.stream.label, stream=owner)
        for label, choice in _CHOICES.items():
            rows.append(cells(name, tr(label), *_of_a_year(each, choice)))
            about.append(each.stream.address)
            name = ""
    return Table(columns((_PILLAR, _WHAT), (_WORK, _WAIT)), rows, about=about)


def _of_a_year(pillar: Pillar, choice: Callable[[Prices], Price]) -> tuple[str, str]:
    """One of the prices of a pillar, over all streams and a year: work and waiting."""
    estimated = any(stream.estimated for stream, _ in pillar.by_stream)
    sign = "≥" if pillar.is_bound else ESTIMATE if estimated else None
    work = _hours(pillar.effort_s_per_year(choice), sign)
    return work, total(pillar.customer_wait_s_per_year(choice), ELAPSED, sign)


def _hours(seconds: float | None, sign: str | None) -> str:
    return UNKNOWN if seconds is None else signed(hours(seconds), sign)
