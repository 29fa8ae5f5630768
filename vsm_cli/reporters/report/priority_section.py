"""What a report says of where improving pays most: streams, steps and ideas."""

from collections.abc import Iterator

from vsm_cli.analysis.times.improvement_ranking import IdeaWorth, StepPriority, StreamPriority
from vsm_cli.language import message, names, number, tr
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.streams import Step, Stream
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
from vsm_cli.reporters.report.figure_texts import (
    UNKNOWN,
    elapsed,
    measured,
    owner,
    owner_name,
    share,
    yearly,
)
from vsm_cli.reporters.report.overview import Overview, is_estimated

_PRIORITIES = message("Where improving pays most")
_MEANING = message(
    "By weight (items per year × impact I × sensitivity S) and wait of an item, in elapsed time."
)
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
    step, rough = priority.step, is_estimated(priority.stream)
    if priority.wait_s_per_year[0] is None:
        wait = tr(_AN_ITEM, wait=measured(priority.wait_s, elapsed, rough))
    else:
        wait = measured(priority.wait_s_per_year, yearly, rough)
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
    if overview.ideas:
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
    rough = is_estimated(stream)
    demand = (figures.demand_per_year, figures.bounds.get("demand_per_year"))
    return cells(
        stream.label,
        measured(demand, number, rough),
        _felt(priority),
        measured(priority.weight_share, share, rough),
        measured(priority.wait_s, elapsed, rough),
        measured(priority.customer_wait_s_per_year, yearly, rough),
    )


def _felt(priority: StreamPriority) -> Cell:
    """Both from 1 to 5 as given; what is not given is – here, and said below the table."""
    impact, sensitivity = (
        UNKNOWN if value is None else number(value)
        for value in (priority.stream.impact, priority.stream.sensitivity)
    )
    text = tr(_FELT, impact=impact, sensitivity=sensitivity)
    return Cell(text, "unsure" if priority.assumed else None)


def _steps(overview: Overview) -> Table:
    rows = []
    for priority in overview.worth_touching:
        rough = is_estimated(priority.stream)
        rows.append(
            cells(
                priority.step.label,
                priority.stream.label,
                owner(overview.workspace, priority.step),
                measured(priority.wait_s, elapsed, rough),
                measured(priority.wait_s_per_year, yearly, rough),
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
        measured(
            worth.wait_s_per_year, yearly, worth.stream is not None and is_estimated(worth.stream)
        ),
    )


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
