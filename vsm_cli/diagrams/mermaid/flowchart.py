"""Writes one Mermaid flowchart: nodes in groups, edges, classes, and all text escaped.

Only what Mermaid has understood for years is used, so that hosts with old versions draw it
too. Ids are ours (`n1`, `g1`); people's text stands only inside quotes, through `escaped`.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.text_measures import WORD_JOINER, clean, shorten
from vsm_cli.language import message, tr

Direction = Literal["LR", "TB"]
Shape = Literal["box", "round", "hexagon", "frame", "cylinder"]
Line = Literal["plain", "thick", "dotted", "tie"]
Kind = Literal[
    "bottleneck", "ownerless", "gap", "link", "support", "added", "removed", "changed"
]  # fmt: skip

# Mermaid refuses longer texts and more edges unless its host says otherwise.
CHARACTERS_MOST = 50_000
EDGES_MOST = 500

_TOO_LARGE = message(
    "{picture} has {characters} characters and {edges} edges: Mermaid draws at most "
    "{most_characters} and {most_edges}, unless its host allows more"
)

_SHAPES: dict[Shape, tuple[str, str]] = {
    "box": ("[", "]"),
    "round": ("(", ")"),
    "hexagon": ("{{", "}}"),
    "frame": ("[[", "]]"),
    "cylinder": ("[(", ")]"),
}
_LINES: dict[Line, str] = {"plain": "-->", "thick": "==>", "dotted": "-.->", "tie": "-.-"}
_EDGE = re.compile(rf"\s*\w+ ({'|'.join(map(re.escape, _LINES.values()))})[| ]")

# Where a class fills, it sets the ink too, so that it reads the same in light and dark themes.
_CLASSES: dict[Kind, str] = {
    "bottleneck": (
        f"fill:{palette.BOTTLENECK.light},color:{palette.ON_BOTTLENECK.light},"
        f"stroke:{palette.BOTTLENECK.light}"
    ),
    "ownerless": f"stroke:{palette.NO_OWNER.light},stroke-width:3px,stroke-dasharray:6 3",
    "gap": (
        f"fill:{palette.BOX.light},color:{palette.MISSING.light},stroke:{palette.MISSING.light},"
        "stroke-width:2px,stroke-dasharray:6 3"
    ),
    "link": (
        f"fill:{palette.LINK_FILL.light},color:{palette.LINK.light},stroke:{palette.LINK.light}"
    ),
    "support": (
        f"fill:{palette.SUPPORT_FILL.light},color:{palette.SUPPORT.light},"
        f"stroke:{palette.SUPPORT.light}"
    ),
    "added": f"fill:{palette.FUTURE_FILL.light},color:{palette.FUTURE.light},"
    f"stroke:{palette.FUTURE.light},stroke-width:3px",
    "removed": f"fill:{palette.BOX.light},color:{palette.MISSING.light},"
    f"stroke:{palette.MISSING.light},stroke-dasharray:6 3",
    "changed": f"fill:{palette.WAIT_FILL.light},color:{palette.WAITING.light},"
    f"stroke:{palette.WAITING.light},stroke-width:3px",
}
_WRONG = f"stroke:{palette.MISSING.light},stroke-width:3px"

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


def notice_of(picture: str, text: str) -> str | None:
    """What to tell people about a finished text that hosts may refuse to draw."""
    edges = sum(bool(_EDGE.match(line)) for line in text.splitlines())
    if len(text) <= CHARACTERS_MOST and edges <= EDGES_MOST:
        return None
    return tr(
        _TOO_LARGE,
        picture=picture,
        characters=len(text),
        edges=edges,
        most_characters=CHARACTERS_MOST,
        most_edges=EDGES_MOST,
    )


class Flowchart:
    """One flowchart in the making. Nodes and groups are given ids in the order they come in."""

    def __init__(self, direction: Direction, title: str) -> None:
        self._head = [f"flowchart {direction}", f"accTitle: {_text([title])}"]
        self._nodes: list[str] = []
        self._groups: list[tuple[str, list[str]]] = []
        self._edges: list[str] = []
        self._classed: dict[Kind, list[str]] = {}
        self._wrong: list[int] = []
        self._count = 0

    def group(self, words: Iterable[str]) -> str:
        """A frame that nodes can stand in; gives its id."""
        id = f"g{len(self._groups) + 1}"
        self._groups.append((f"subgraph {id}[{_quoted(words)}]", []))
        return id

    def node(
        self,
        lines: Iterable[str],
        *,
        shape: Shape = "box",
        kinds: Iterable[Kind] = (),
        group: str | None = None,
    ) -> str:
        """A node with a text of several lines; gives its id. Of two kinds that colour the same,
        the later one shows."""
        self._count += 1
        id = f"n{self._count}"
        opening, closing = _SHAPES[shape]
        nodes = self._groups[int(group[1:]) - 1][1] if group else self._nodes
        nodes.append(f"{id}{opening}{_quoted(lines)}{closing}")
        for kind in kinds:
            self._classed.setdefault(kind, []).append(id)
        return id

    def edge(
        self,
        source: str,
        target: str,
        words: Iterable[str] = (),
        *,
        line: Line = "plain",
        wrong: bool = False,
    ) -> None:
        """An edge between nodes or groups, by their ids. A wrong one is red; `words` say why."""
        said = [word for word in words if word]
        label = f"|{_quoted(said)}|" if said else ""
        if wrong:
            self._wrong.append(len(self._edges))
        self._edges.append(f"{source} {_LINES[line]}{label} {target}")

    def text(self) -> str:
        parts = [self._head[0], *_indented(self._head[1:]), *_indented(self._nodes)]
        for opening, nodes in self._groups:
            parts += [*_indented([opening]), *_indented(nodes, 2), *_indented(["end"])]
        parts += _indented(self._edges)
        for kind, style in _CLASSES.items():
            if kind in self._classed:
                parts += _indented([f"classDef {kind} {style}"])
                parts += _indented([f"class {','.join(self._classed[kind])} {kind}"])
        if self._wrong:
            parts += _indented([f"linkStyle {','.join(map(str, self._wrong))} {_WRONG}"])
        return "\n".join(parts) + "\n"


def _quoted(lines: Iterable[str]) -> str:
    return f'"{_text(lines)}"'


def _text(lines: Iterable[str]) -> str:
    # Mermaid takes no empty text.
    return "<br/>".join(filter(None, map(escaped, lines))) or "–"


def _indented(lines: Iterable[str], depth: int = 1) -> list[str]:
    return ["    " * depth + line for line in lines]
