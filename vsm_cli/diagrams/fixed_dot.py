"""Writes a drawing for Graphviz: shapes and texts as nodes, lines as edges, all with their
places, so that it has nothing to choose and only draws.

Nodes are drawn in their order, lines over them.
"""

from collections.abc import Iterator

from vsm_cli.diagrams.drawing import (
    Drawing,
    HtmlCell,
    HtmlTable,
    HtmlWords,
    LinePart,
    Look,
    Rect,
    ShapePart,
    TextPart,
    Type,
)
from vsm_cli.diagrams.palette import CELL_LINE
from vsm_cli.diagrams.text_measures import in_html_label, in_quotes

FONT = "Arial"
# Makes an arrow of this kind as long as a canvas takes it for.
_ARROW_SIZE = 0.7


def fixed_dot(drawing: Drawing) -> str:
    """The text of a graph whose every part has its place."""
    return "".join(
        [
            "digraph {\n",
            "graph [outputorder=nodesfirst notranslate=true pad=0 bgcolor=transparent]\n",
            f'node [fontname="{FONT}" fixedsize=true margin=0 label=""]\n',
            f'edge [fontname="{FONT}" arrowhead=none]\n',
            'o [style=invis shape=point width=0 height=0 pos="0,0"]\n',
            *_nodes(drawing),
            *_edges(drawing),
            "}\n",
        ]
    )


def _nodes(drawing: Drawing) -> Iterator[str]:
    number = 0
    for id, part in drawing.parts.items():
        if isinstance(part, LinePart):
            continue
        place = part.place
        if isinstance(part, ShapePart):
            attributes = _shape(id, part)
        else:
            attributes = _text(id, part)
            if part.type.align == "left":
                # An engine that takes the text for wider than its node would move it: give it room.
                place = place._replace(width=2 * place.width)
        yield f"n{number}[{attributes} {_at(place, drawing.height)}]\n"
        number += 1


def _at(place: Rect, page: int) -> str:
    # Twice the middle is whole; half points are exact in binary.
    x = place.left + place.width / 2
    y = page - place.top - place.height / 2
    size = f"width={place.width / 72:.6f} height={place.height / 72:.6f}"
    return f'{size} pos="{x:g},{y:g}"'


def _shape(id: str, part: ShapePart) -> str:
    look, content = part.look, part.content
    styles = {"filled": look.fill, "dashed": look.dashed, "rounded": look.rounded}
    style = ",".join(name for name, wanted in styles.items() if wanted)
    border = 'penwidth=0 color="transparent"'
    if look.line:
        border = f'color="{look.line.light}" penwidth={look.thickness:g}'
    if isinstance(content, HtmlTable):
        label = f"label=<{_table(content)}>"
    else:
        label = f'label="{in_quotes(content)}" {_font(look)}' if content else ""
    attributes = [
        f'id="{id}" class="{look.kind}" shape={look.shape}',
        f'style="{style}"' if style else "",
        f'fillcolor="{look.fill.light}"' if look.fill else "",
        border,
        label,
    ]
    return " ".join(filter(None, attributes))


def _text(id: str, part: TextPart) -> str:
    end = "\\l" if part.type.align == "left" else "\\n"
    label = "".join(in_quotes(line) + end for line in part.lines)
    return f'id="{id}" class="{part.type.kind}" shape=none label="{label}" {_font(part.type)}'


def _edges(drawing: Drawing) -> Iterator[str]:
    for id, part in drawing.parts.items():
        if isinstance(part, LinePart):
            pos = " ".join(f"{x},{drawing.height - y}" for x, y in part.points)
            if part.tip:
                pos = f"e,{part.tip[0]},{drawing.height - part.tip[1]} {pos}"
            yield f'o->o[{_line(id, part)} pos="{pos}"]\n'


def _line(id: str, part: LinePart) -> str:
    stroke = part.stroke
    attributes = f'id="{id}" class="{stroke.kind}" color="{stroke.ink.light}"'
    attributes += f" penwidth={stroke.thickness:g}"
    if stroke.style != "solid":
        attributes += f" style={stroke.style}"
    if part.tip:
        attributes += f" arrowhead=normal arrowsize={_ARROW_SIZE}"
    return attributes


def _font(type: Look | Type) -> str:
    return f'fontsize={type.size:g} fontcolor="{type.ink.light}"'


def _table(table: HtmlTable) -> str:
    width = sum(cell.width for cell in table.rows[0])
    height = sum(row[0].height for row in table.rows)
    background = f' BGCOLOR="{table.fill.light}"' if table.fill else ""
    body = "".join("<TR>" + "".join(map(_cell, row)) + "</TR>" for row in table.rows)
    return (
        '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE"'
        f' WIDTH="{width}" HEIGHT="{height}"{background}>{body}</TABLE>'
    )


def _cell(cell: HtmlCell) -> str:
    look = f' BGCOLOR="{cell.fill.light}"' if cell.fill else ""
    if cell.sides:
        look += f' BORDER="1" SIDES="{cell.sides}" COLOR="{CELL_LINE.light}"'
    content = ""
    if isinstance(cell.content, HtmlTable):
        content = _table(cell.content)
    elif cell.content:
        content = _words(cell.content)
    return (
        f'<TD FIXEDSIZE="TRUE" WIDTH="{cell.width}" HEIGHT="{cell.height}" ALIGN="LEFT"'
        f"{look}>{content}</TD>"
    )


def _words(words: HtmlWords) -> str:
    if not words.text:  # Graphviz takes no empty type.
        return ""
    inner = in_html_label(words.text)
    if words.bold:
        inner = f"<B>{inner}</B>"
    return f'<FONT POINT-SIZE="{words.size:g}" COLOR="{words.ink.light}">{inner}</FONT>'
