"""Writes a chart as a graph for Graphviz' `dot`, which lays it out: no place and no size of a
node is given. Nodes have the ids of elements, so that other programs can use the graph, too.

Frames are clusters. `dot` loses edges where there are many of these, so that in a chart of
more than a few frames each has a colour, and its words stand on the nodes in it.
"""

from collections.abc import Iterable, Iterator

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.charts.chart import (
    KIND_LOOKS,
    WRONG,
    ChartEdge,
    ChartNode,
    Flowchart,
    Line,
    Outline,
)
from vsm_cli.diagrams.text_measures import clean, holds_chinese, in_quotes, wrap

_CLUSTERS_MOST = 3
_WIDTH, _LINES_MOST = 230, 4
_SIZE, _SMALL, _TITLE = 10, 9, 14
# An engine that does not know how wide these characters are takes them for narrower.
_MARGIN_FOR_CHINESE = "0.3,0.055"

_Attributes = dict[str, str]
_FILLED = "filled"

_OUTLINES: dict[Outline, _Attributes] = {
    "box": {},
    "round": {"style": "rounded"},
    "hexagon": {"shape": "hexagon"},
    "frame": {"peripheries": "2"},
    "cylinder": {"shape": "cylinder"},
}
_LINES: dict[Line, _Attributes] = {
    "plain": {},
    "thick": {"penwidth": "2.5"},
    "dotted": {"style": "dashed"},
    "tie": {"style": "dotted", "dir": "none"},
}
_WRONG = {"color": WRONG.light, "fontcolor": WRONG.light, "penwidth": "2"}
_STAGE = {"shape": "plaintext", "fillcolor": "transparent"}
_INSIDE = {"style": "dotted", "dir": "none"}
# Pale enough for the ink, and far enough from each other; more frames than these share them.
_GROUNDS = (
    "#dbeafe", "#dcfce7", "#fef3c7", "#fce7f3", "#ede9fe", "#cffafe", "#ffedd5", "#e2e8f0",
)  # fmt: skip


def as_dot(chart: Flowchart) -> str:
    """The text of a graph."""
    return "\n".join(["digraph {", *_indented(_body(chart)), "}"]) + "\n"


def _body(chart: Flowchart) -> Iterator[str]:
    yield from _defaults(chart)
    ends = {end for edge in chart.edges for end in (edge.source, edge.target)}
    if ends & chart.groups.keys():
        yield from _with_frames_as_nodes(chart)
    elif len(chart.groups) <= _CLUSTERS_MOST:
        yield from _with_clusters(chart)
    else:
        yield from _with_grounds(chart)
    yield from map(_edge, chart.edges)


def _defaults(chart: Flowchart) -> Iterator[str]:
    font = {"fontname": "Arial", "fontcolor": palette.INK.light}
    graph = font | {
        "label": in_quotes(clean(chart.title)),
        "labelloc": "t",
        "fontsize": str(_TITLE),
        "rankdir": chart.direction,
        # Without it, frames stand in a row however often work goes between them.
        "newrank": "true",
        "bgcolor": palette.PAGE.light,
    }
    node = font | {
        "shape": "box",
        "style": _FILLED,
        "fillcolor": palette.BOX.light,
        "color": palette.BORDER.light,
        "fontsize": str(_SIZE),
    }
    edge = font | {"fontsize": str(_SMALL), "color": palette.ROUTE.light}
    yield f"graph {_list(graph)}"
    yield f"node {_list(node)}"
    yield f"edge {_list(edge)}"


def _with_clusters(chart: Flowchart) -> Iterator[str]:
    inside = chart.inside()
    yield from map(_node, inside[None])
    for number, (group, words) in enumerate(chart.groups.items()):
        look = {
            "label": _label(words),
            "fontsize": str(_SIZE),
            "style": _FILLED,
            "fillcolor": palette.LANE.light,
            "color": palette.LANE_LINE.light,
        }
        yield f"subgraph cluster_{number} {{"
        yield f"    graph {_list(look)}"
        yield from _indented(map(_node, inside[group]))
        yield "}"


def _with_grounds(chart: Flowchart) -> Iterator[str]:
    grounds = {group: _GROUNDS[place % len(_GROUNDS)] for place, group in enumerate(chart.groups)}
    for node in chart.nodes.values():
        if node.group is None:
            yield _node(node)
        else:
            yield _node(node, grounds[node.group], chart.groups[node.group])


def _with_frames_as_nodes(chart: Flowchart) -> Iterator[str]:
    """Where edges lead to frames, these are nodes, each joined to what stands in it."""
    yield from (
        _statement([group], _STAGE | {"label": _label(words)})
        for group, words in chart.groups.items()
    )
    for node in chart.nodes.values():
        yield _node(node)
        if node.group is not None:
            yield _statement([node.group, node.id], _INSIDE)


def _node(node: ChartNode, ground: str | None = None, frame: Iterable[str] = ()) -> str:
    name, *rest = node.lines or ("–",)
    look = {"label": _label([name, *frame, *rest])} | _OUTLINES[node.outline]
    if ground:
        look["fillcolor"] = ground
    if holds_chinese(look["label"]):
        look["margin"] = _MARGIN_FOR_CHINESE
    styles = [_FILLED, look.get("style", "")]
    kinds = [kind for kind in KIND_LOOKS if kind in node.kinds]
    for kind in kinds:
        shown = KIND_LOOKS[kind]
        look["color"] = shown.line.light
        if shown.fill and shown.ink:
            look |= {"fillcolor": shown.fill.light, "fontcolor": shown.ink.light}
        if shown.thickness:
            look["penwidth"] = str(shown.thickness)
        if shown.dashed:
            styles.append("dashed")
    if kinds:
        look["class"] = " ".join(kinds)
    return _statement([node.id], look | {"style": ",".join(dict.fromkeys(filter(None, styles)))})


def _edge(edge: ChartEdge) -> str:
    look = _LINES[edge.line] | (_WRONG if edge.wrong else {})
    return _statement(
        [edge.source, edge.target], look | ({"label": _label(edge.words)} if edge.words else {})
    )


def _statement(ids: Iterable[str], attributes: _Attributes) -> str:
    # Unlike labels, ids know no entities.
    ends = (id.replace("\\", "\\\\").replace('"', '\\"') for id in ids)
    statement = " -> ".join(f'"{id}"' for id in ends)
    return f"{statement} {_list(attributes)}" if attributes else statement


def _list(attributes: _Attributes) -> str:
    return "[" + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + "]"


def _label(lines: Iterable[str]) -> str:
    fitting = (part for line in lines for part in wrap(line, _WIDTH, _SIZE, lines=_LINES_MOST))
    return "\\n".join(map(in_quotes, fitting))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
