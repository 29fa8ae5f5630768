"""What a report says of where improving pays most: streams, steps and ideas."""

from collections.abc import Iterator

from vsm_cli.analysis.times.figure_records import Measured
from vsm_cli.analysis.times.improvement_ranking import IdeaWorth, StepPriority, StreamPriority
from vsm_cli.language import message, names, tr
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.values import ELAPSED
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Facts,
    Heading,
    Paragraph,
    Table,
    cells,
    columns,
)
from vsm_cli.reporters.ideas.contents import told_ideas
from vsm_cli.reporters.report.figure_texts import owner
from vsm_cli.reporters.report.overview import Overview
from vsm_cli.wording.element_names import owner_name
from vsm_cli.wording.figures import number, percent, sign_of
from vsm_cli.wording.times import UNKNOWN, elapsed, total

_PRIORITIES = message("Where improving pays most, in elapsed time")
_MEANING = message("By weight (items per year × impact I × sensitivity S) and wait of an item.")
_ASSUMED = message("Impact or sensitivity is not given and taken as 3: {streams}.")
_STREAM, _STEP, _OWNER = message("Stream"), message("Step"), message("Owner")
_DEMAND, _SCALES, _WEIGHT = message("Items"), message("I × S"), message("Weight")
_FELT = message("{impact} × {sensitivity}")
_PER_ITEM, _PER_YEAR = message("Wait"), message("Wait a year")
_IDEAS, _IDEA = message("Ideas"), message("Idea")
_PLACE, _FREES = message("Place"), message("Could free a year")
_WORTH = message("Worth touching")
_AN_ITEM = message("{wait} an item")
_MORE_IDEAS = message("{idea} (+{more})")
_AT = message("{step} ({stream})")
_FROM_TO = message("{source} to {target}")


def places_worth_touching(overview: Overview) -> Block:
    """For the first page: the steps whose waits cost most, or that nobody knows."""
    if not overview.worth_touching:
        return Facts([(tr(_WORTH), Cell(UNKNOWN, "unsure"))], brief=True)
    return Table(
        columns((_WORTH, _OWNER), (_PER_YEAR,), (_IDEA,)),
        [_worth(overview, each) for each in overview.worth_touching],
        brief=True,
        about=[each.step.address for each in overview.worth_touching],
    )


def _worth(overview: Overview, priority: StepPriority) -> tuple[Cell, ...]:
    step, stream = priority.step, priority.stream
    if priority.wait_s_per_year[0] is None:
        wait = tr(_AN_ITEM, wait=_span(stream, priority.wait_s))
    else:
        wait = _sum(stream, priority.wait_s_per_year)
    idea = UNKNOWN
    if priority.ideas:
        first, more = priority.ideas[0].name, len(priority.ideas) - 1
        idea = tr(_MORE_IDEAS, idea=first, more=more) if more else first
    return cells(step.label, owner(overview.workspace, step), wait, idea)


def priorities(overview: Overview) -> Iterator[Block]:
    """Streams in their order of priority, the steps most worth touching, and all ideas."""
    if overview.priorities:
        yield Heading(tr(_PRIORITIES), about="priorities")
        yield Paragraph(tr(_MEANING))
        yield _streams(overview)
        assumed = names(each.stream.label for each in overview.priorities if each.assumed)
        if assumed.items:
            yield Paragraph(tr(_ASSUMED, streams=assumed))
    if overview.worth_touching:
        yield _steps(overview)
    if overview.register:
        yield Heading(tr(_IDEAS), about="ideas")
        yield from told_ideas(overview.workspace, overview.register)
    elif overview.ideas:
        yield Heading(tr(_IDEAS), about="ideas")
        rows = [_idea(overview.workspace, each) for each in overview.ideas]
        about = [each.place.address for each in overview.ideas]
        headings = columns((_IDEA, _PLACE, _OWNER), (_FREES,))
        yield Table(headings, rows, about=about, naming=1)


def _streams(overview: Overview) -> Table:
    return Table(
        columns((_STREAM,), (_DEMAND, _SCALES, _WEIGHT, _PER_ITEM, _PER_YEAR)),
        [_stream(overview, each) for each in overview.priorities],
        about=[each.stream.address for each in overview.priorities],
    )


def _stream(overview: Overview, priority: StreamPriority) -> tuple[Cell, ...]:
    stream, figures = priority.stream, overview.figures_of(priority.stream)
    return cells(
        stream.label,
        number(
            figures.demand_per_year, sign=sign_of(stream, figures.bounds.get("demand_per_year"))
        ),
        _felt(priority),
        percent(priority.weight_share[0], sign=sign_of(stream, priority.weight_share[1])),
        _span(stream, priority.wait_s),
        _sum(stream, priority.customer_wait_s_per_year),
    )


def _felt(priority: StreamPriority) -> Cell:
    """Both from 1 to 5 as given; what is not given is – here, and said below the table."""
    impact, sensitivity = (
        number(value) for value in (priority.stream.impact, priority.stream.sensitivity)
    )
    text = tr(_FELT, impact=impact, sensitivity=sensitivity)
    return Cell(text, "unsure" if priority.assumed else None)


def _steps(overview: Overview) -> Table:
    rows = []
    for priority in overview.worth_touching:
        rows.append(
            cells(
                priority.step.label,
                priority.stream.label,
                owner(overview.workspace, priority.step),
                _span(priority.stream, priority.wait_s),
                _sum(priority.stream, priority.wait_s_per_year),
            )
        )
    return Table(
        columns((_STEP, _STREAM, _OWNER), (_PER_ITEM, _PER_YEAR)),
        rows,
        about=[each.step.address for each in overview.worth_touching],
    )


def _idea(workspace: Workspace, worth: IdeaWorth) -> tuple[Cell, ...]:
    return cells(
        worth.idea.name,
        _place(workspace, worth),
        owner_name(workspace, worth.owner) or UNKNOWN,
        _sum(worth.stream, worth.wait_s_per_year),
    )


def _span(stream: Stream, found: Measured) -> str:
    return elapsed(found[0], sign_of(stream, found[1]))


def _sum(stream: Stream | None, found: Measured) -> str:
    """The elapsed time of all items of a year together."""
    return total(found[0], ELAPSED, sign_of(stream, found[1]))


def _place(workspace: Workspace, worth: IdeaWorth) -> str:
    place = worth.place
    if isinstance(place, Stream):
        return place.label
    if isinstance(place, Step):
        return tr(_AT, step=place.label, stream=workspace.streams[place.stream].label)
    if isinstance(place, SystemPath):
        ends = (workspace.systems.get(end) for end in (place.source, place.target))
        source, target = (system.label if system else UNKNOWN for system in ends)
    else:
        source = worth.stream.label if worth.stream else UNKNOWN
        target = workspace.streams[place.stream].label
    return tr(_FROM_TO, source=source, target=target)
