"""The report as GitHub Flavored Markdown."""

from collections.abc import Iterable, Iterator, Sequence

from vsm_cli.language import message, tr
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Column,
    Entries,
    Facts,
    Heading,
    Paragraph,
    Table,
    cells,
)
from vsm_cli.reporters.markdown_text import escaped

_FIGURE, _VALUE = message("Figure"), message("Is")


def markdown(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown; nothing that a person wrote becomes markup or HTML."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {escaped(text)}"
        case Paragraph(text):
            yield escaped(text)
        case Facts(rows, dense=True):
            columns = (Column(tr(_FIGURE)), Column(tr(_VALUE), number=True))
            yield from _table(columns, [cells(label, cell) for label, cell in rows])
        case Facts(rows):
            yield from (f"- {escaped(label)}: {_emphasised(cell)}" for label, cell in rows)
        case Table(columns, rows):
            yield from _table(columns, rows)
        case Entries(items):
            for item in items:
                yield f"- {_emphasised(item.head)} {escaped(item.place)}\\"
                yield f"  {escaped(item.text)}"


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    yield _row(escaped(column.heading) for column in columns)
    yield _row("---:" if column.number else "---" for column in columns)
    for row in rows:
        yield _row(_emphasised(cell) for cell in row)


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _emphasised(cell: Cell) -> str:
    """What is bad stands out."""
    text = escaped(cell.text)
    return f"**{text}**" if cell.tone == "bad" and text else text
