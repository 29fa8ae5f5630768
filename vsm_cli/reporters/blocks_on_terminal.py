"""The report on a terminal, laid out by Rich."""

from collections.abc import Iterable
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from vsm_cli.characters import harmless
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Entries,
    Facts,
    Heading,
    ListEntry,
    Paragraph,
    Table,
    Tone,
)

_STYLES: dict[Tone | None, str] = {
    None: "",
    "good": "green",
    "bad": "bold red",
    "unsure": "yellow",
}

# From this width on there is room for two columns of facts, and for rows that are not broken.
_ROOM = 72


def terminal(blocks: Iterable[Block], *, width: int, colour: bool = False) -> str:
    """Blocks as text of at most `width` columns, with ANSI colours where they are wanted."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    before: Block | None = None
    for block in blocks:
        if before and not isinstance(block, Paragraph) and not isinstance(before, Heading):
            console.line()
        console.print(_laid_out(block, width))
        before = block
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def _laid_out(block: Block, width: int) -> RenderableType:
    match block:
        case Heading(text, 2):
            return Rule(Text(harmless(text), "bold"), align="left", style="dim")
        case Heading(text):
            return Text(harmless(text), "bold")
        case Paragraph(text):
            return Text(harmless(text))
        case Facts():
            return _facts(block, width)
        case Table():
            return _table(block, width)
        case Entries(items):
            return Group(*(_entry(item) for item in items))


def _text(cell: Cell, brief: bool = False) -> Text:
    """A text that is broken where the screen is narrow, or, if brief, cut."""
    text = Text(harmless(cell.text), _STYLES[cell.tone])
    if brief:
        text.no_wrap, text.overflow = True, "ellipsis"
    return text


def _facts(facts: Facts, width: int) -> Grid:
    """Labels and values; dense ones in two columns, read downwards, where there is room."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    twice = facts.dense and width >= _ROOM
    half = (len(facts.rows) + 1) // 2 if twice else len(facts.rows)
    brief = facts.brief and width >= _ROOM
    for _ in range(2 if twice else 1):
        grid.add_column(style="dim")
        grid.add_column(overflow="fold")
    for number in range(half):
        row = facts.rows[number::half] if twice else [facts.rows[number]]
        pairs = ((Text(harmless(label)), _text(cell, brief)) for label, cell in row)
        grid.add_row(*(each for pair in pairs for each in pair))
    return grid


def _table(table: Table, width: int) -> Grid:
    """Numbers are never broken, texts are where the screen is narrow.

    A brief table has no line below the headings, to leave that to the rows.
    """
    brief = table.brief and width >= _ROOM
    grid = Grid(
        box=None if brief else box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 2 if brief else 1, 0, 0),
    )
    for column in table.columns:
        grid.add_column(
            _text(Cell(column.heading), brief),
            justify="right" if column.number else "left",
            no_wrap=column.number,
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*(_text(cell, brief) for cell in row))
    return grid


def _entry(entry: ListEntry) -> RenderableType:
    head = Text.assemble(_text(entry.head), "  ", Text(harmless(entry.place), "dim"))
    return Group(head, Padding(Text(harmless(entry.text)), (0, 0, 0, 2)))
