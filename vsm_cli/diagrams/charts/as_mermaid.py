"""Writes a chart as a Mermaid flowchart, for places that render nothing else.

Only what Mermaid has understood for years is used, so that hosts with old versions draw it
too, unless lanes are asked for (Mermaid 11.16); what it draws is simpler than our own pictures
and looks as its theme wants it. Ids are ours (`n1`, `g1`); people's text stands only inside
quotes, through `escaped`.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vsm_cli.diagrams.charts.chart import (
    KIND_LOOKS,
    WRONG,
    ChartNode,
    Flowchart,
    KindLook,
    Line,
    Outline,
)
from vsm_cli.diagrams.text_measures import WORD_JOINER, clean, shorten
from vsm_cli.language import message, tr

# Mermaid refuses longer texts and more edges unless its host says otherwise.
CHARACTERS_MOST = 50_000
EDGES_MOST = 500
# Its lanes take seconds for these, and minutes for twice as many.
EDGES_IN_LANES_MOST = 40

_TOO_LARGE = message(
    "{picture} has {characters} characters and {edges} edges: Mermaid draws at most "
    "{most_characters} and {most_edges}, unless its host allows more"
)

_NO_LANES = message(
    "{picture} has {edges} edges, of which Mermaid draws at most {most} in lanes in good time: it "
    "is a flowchart"
)
_TO_ITSELF = message("back to itself")

_OUTLINES: dict[Outline, tuple[str, str]] = {
    "box": ("[", "]"),
    "round": ("(", ")"),
    "hexagon": ("{{", "}}"),
    "frame": ("[[", "]]"),
    "cylinder": ("[(", ")]"),
}
_LINES: dict[Line, str] = {"plain": "-->", "thick": "==>", "dotted": "-.->", "tie": "-.-"}
_WRONG = f"stroke:{WRONG.light},stroke-width:3px"

# Longer texts make a node that nobody reads, and a text that hosts refuse.
_WIDTH_MOST, _SIZE = 480, 10
# Mermaid writes entities as `ﬂ°…¶ß` while it works, and decodes even those of other people.
_ITS_OWN = str.maketrans({"ﬂ": f"ﬂ{WORD_JOINER}", "¶": f"¶{WORD_JOINER}"})


def escaped(text: str) -> str:
    """A text as the inside of a quoted Mermaid text: all that Mermaid, Markdown or HTML could
    read as anything but a letter is written as its code point."""
    text = shorten(clean(text), _WIDTH_MOST, _SIZE).translate(_ITS_OWN)
    return "".join(
        char if _is_plain(text, place) else f"#{ord(char)};" for place, char in enumerate(text)
    )


def _is_plain(text: str, place: int) -> bool:
    char = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if char.isalnum() or char in " ,/":
        return True
    if char == ".":
        return before.isdecimal() and after.isdecimal()
    if char == ":":
        return after == " "
    if char == "%":
        return before.isdecimal()
    if char == "-":
        return before.isalnum() and after.isalnum()
    return char > "\x7f" and unicodedata.category(char)[0] in "MPS"


def notice_of(picture: str, chart: Flowchart, text: str) -> str | None:
    """What to tell people about a chart whose finished text hosts may refuse to draw."""
    if chart.lanes and not _in_lanes(chart):
        edges = len(chart.edges)
        return tr(_NO_LANES, picture=picture, edges=edges, most=EDGES_IN_LANES_MOST)
    if len(text) <= CHARACTERS_MOST and len(chart.edges) <= EDGES_MOST:
        return None
    return tr(
        _TOO_LARGE,
        picture=picture,
        characters=len(text),
        edges=len(chart.edges),
        most_characters=CHARACTERS_MOST,
        most_edges=EDGES_MOST,
    )


def _in_lanes(chart: Flowchart) -> bool:
    return chart.lanes and len(chart.edges) <= EDGES_IN_LANES_MOST


def _without_loops(chart: Flowchart) -> Flowchart:
    """The chart with words in a node for an edge from it to itself: Mermaid falls over these in
    frames, and never ends in lanes."""
    nodes = dict(chart.nodes)
    for edge in chart.edges:
        if edge.source == edge.target:
            node, words = nodes[edge.source], " · ".join([tr(_TO_ITSELF), *edge.words])
            nodes[node.id] = replace(node, lines=(*node.lines, words))
    edges = [edge for edge in chart.edges if edge.source != edge.target]
    return replace(chart, nodes=nodes, edges=edges)


def as_mermaid(chart: Flowchart) -> str:
    """The text of a flowchart, or of lanes where the chart asks for them and is not too large."""
    drawn_as = "swimlane-beta" if _in_lanes(chart) else "flowchart"
    chart = _without_loops(chart)
    ids = {id: f"g{number}" for number, id in enumerate(chart.groups, start=1)}
    ids |= {id: f"n{number}" for number, id in enumerate(chart.nodes, start=1)}
    inside = chart.inside()
    lines = [f"accTitle: {_text([chart.title])}", *_nodes(inside[None], ids)]
    for group, words in chart.groups.items():
        nodes = _indented(_nodes(inside[group], ids))
        lines += [f"subgraph {ids[group]}[{_quoted(words)}]", *nodes, "end"]
    for each in chart.edges:
        label = f"|{_quoted(each.words)}|" if each.words else ""
        lines.append(f"{ids[each.source]} {_LINES[each.line]}{label} {ids[each.target]}")
    for kind, look in KIND_LOOKS.items():
        found = [ids[node.id] for node in chart.nodes.values() if kind in node.kinds]
        if found:
            lines += [f"classDef {kind} {_style(look)}", f"class {','.join(found)} {kind}"]
    wrong = [str(number) for number, each in enumerate(chart.edges) if each.wrong]
    if wrong:
        lines.append(f"linkStyle {','.join(wrong)} {_WRONG}")
    return "\n".join([f"{drawn_as} {chart.direction}", *_indented(lines)]) + "\n"


def _nodes(nodes: Iterable[ChartNode], ids: dict[str, str]) -> Iterator[str]:
    for node in nodes:
        opening, closing = _OUTLINES[node.outline]
        yield f"{ids[node.id]}{opening}{_quoted(node.lines)}{closing}"


def _style(look: KindLook) -> str:
    parts = {
        "fill": look.fill and look.fill.light,
        "color": look.ink and look.ink.light,
        "stroke": look.line.light,
        "stroke-width": look.thickness and f"{look.thickness}px",
        "stroke-dasharray": look.dashed and "6 3",
    }
    return ",".join(f"{name}:{value}" for name, value in parts.items() if value)


def _quoted(lines: Iterable[str]) -> str:
    return f'"{_text(lines)}"'


def _text(lines: Iterable[str]) -> str:
    # Mermaid takes no empty text.
    return "<br/>".join(filter(None, map(escaped, lines))) or "–"


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]
