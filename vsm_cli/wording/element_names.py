"""How rules name elements, their owners, and what something costs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from vsm_cli.analysis.data.transfers import Transfer, transfer_of
from vsm_cli.diagnostics import Related
from vsm_cli.language import Names, duration, message, names, percent, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Link, Route, Step, Stream
from vsm_cli.model.values import Calendar
from vsm_cli.model.workspace import Workspace

if TYPE_CHECKING:
    from vsm_cli.analysis.times.figure_records import StreamFigures

_NOBODY = message("no owner")
_WORKS_IN = message("{step} works in {systems}")
_WITH_OWNER = message("{step} ({owner})")
_AND_MORE = message("{first} and {count} more")
_MOST_NAMES = 4
_FIGURES = {
    "process": message("process time"),
    "wait": message("wait time"),
    "lead": message("lead time"),
    "perceived": message("perceived lead time"),
    "response": message("response time"),
    "activity-ratio": message("activity ratio"),
    "rolled": message("rolled %C&A"),
}
RATIOS = ("activity-ratio", "rolled")


def owner_of(step: Step) -> str:
    """The owner of a step, or that there is none."""
    return step.owner or tr(_NOBODY)


def system_with_owner(workspace: Workspace, system: str) -> str:
    """A system and who answers for it; `?` where it could not be read."""
    known = workspace.systems.get(system)
    return tr(_WITH_OWNER, step=known.id, owner=known.owner or tr(_NOBODY)) if known else "?"


def some(items: Iterable[str]) -> Names | str:
    """Names, each once; of many the first ones and how many more there are."""
    each = tuple(dict.fromkeys(items))
    if len(each) <= _MOST_NAMES:
        return names(each)
    first = each[: _MOST_NAMES - 1]
    return tr(_AND_MORE, first=", ".join(first), count=len(each) - len(first))


def with_owner(step: Step, stream: str | None = None) -> str:
    """A step and who answers for it; written `stream.step` where it belongs to another stream
    than the one that is spoken of."""
    return tr(_WITH_OWNER, step=step_in(step, stream), owner=owner_of(step))


def stream_with_owner(stream: Stream) -> str:
    """A stream and who answers for it."""
    return tr(_WITH_OWNER, step=stream.id, owner=stream.owner or tr(_NOBODY))


def step_in(step: Step, stream: str | None) -> str:
    """A step as seen from a stream (None: from its own)."""
    return step.id if stream in (None, step.stream) else f"{step.stream}.{step.id}"


def ends_of(transfer: Transfer) -> dict[str, Any]:
    """The two ends of a transfer as fields: steps, their owners, the systems they work in."""
    return {
        "source": transfer.source.id,
        "target": step_in(transfer.target, transfer.stream.id),
        "source_owner": owner_of(transfer.source),
        "target_owner": owner_of(transfer.target),
        "source_systems": names(transfer.source.systems),
        "target_systems": names(transfer.target.systems),
    }


def fault_of(transfer: Transfer) -> tuple[Element, tuple[str, ...]]:
    """The element and key to point at where systems do not fit: what the receiving step works
    in, or the link."""
    if isinstance(transfer.connection, Route):
        return transfer.target, ("systems",)
    return transfer.connection, ()


def sending_end(transfer: Transfer) -> Related:
    """What the sending step works in, as a related place."""
    return Related(
        place=transfer.source.place.key("systems"),
        message=_WORKS_IN,
        fields={"step": transfer.source.id, "systems": names(transfer.source.systems)},
    )


def cost_of_waiting(workspace: Workspace, *steps: Step) -> dict[str, Any]:
    """What waiting before one or more steps of a stream costs an `item`, and all items of a
    `month`; only what is known and not zero."""
    # Only a problem needs figures: most checks find none and should not pay for them.
    from vsm_cli.analysis.times.stream_figures import stream_figures

    stream = workspace.streams[steps[0].stream]
    figures = stream_figures(workspace, stream)
    known = [figures.steps[step.id] for step in steps]
    per_item_s = sum((each.wait_time_s or 0.0) * (each.visits or 0.0) for each in known)
    if not per_item_s:
        return {}
    per_year = figures.demand_per_year
    return costs(stream.calendar, per_item_s, per_year and per_item_s * per_year)


def cost_of_link(workspace: Workspace, link: Link) -> dict[str, Any]:
    """What waiting for the start of the other stream costs an `item` that takes the link, and
    all those of a `month`; only what is known and not zero."""
    from vsm_cli.analysis.links.traffic import passages_per_year

    transfer = transfer_of(workspace, link)
    wait_s = link.wait.mean_s if link.wait else 0.0
    if not transfer or not wait_s:
        return {}
    per_year = passages_per_year(workspace, transfer)
    return costs(transfer.stream.calendar, wait_s, per_year and wait_s * per_year)


def costs(calendar: Calendar, item_s: float, year_s: float | None) -> dict[str, Any]:
    """What something costs an `item` and, where known and not zero, all items of a `month`;
    seconds of the calendar."""
    times = {"item": item_s, **({"month": year_s / 12} if year_s else {})}
    return {name: clock(time_s, calendar) for name, time_s in times.items()}


def clock(time_s: float, calendar: Calendar) -> str:
    """A time in the units of a calendar."""
    return duration(time_s, day_hours=calendar.day_hours, week_days=calendar.week_days)


def figure_name(figure: str) -> str:
    """A figure, by its key in the format, as people call it."""
    return tr(_FIGURES[figure])


def figure_value(stream: Stream, figure: str, value: float) -> str:
    """A value of a figure, by its key in the format: a time of the stream's calendar or a share."""
    return percent(value) if figure in RATIOS else clock(value, stream.calendar)


def figure_in(stream: Stream, figure: str, figures: "StreamFigures") -> str:
    """A known figure with its sign: ≥ or ≤ for a bound, ≈ for an estimate."""
    text = figure_value(stream, figure, figures.figure(figure) or 0.0)
    sign = figures.bound(figure) or ("≈" if stream.mapped.basis == "estimated" else None)
    return f"{sign} {text}" if sign else text
