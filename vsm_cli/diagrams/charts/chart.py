"""A chart as data: nodes in groups, edges, and what each says; nothing is laid out.

The views fill one; `as_mermaid` and `as_dot` write it. All texts are as people wrote them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, NamedTuple

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.text_measures import clean

Direction = Literal["LR", "TB"]
Outline = Literal["box", "round", "hexagon", "frame", "cylinder"]
Line = Literal["plain", "thick", "dotted", "tie"]
Kind = Literal[
    "bottleneck", "ownerless", "gap", "link", "support", "added", "removed", "changed"
]  # fmt: skip


class KindLook(NamedTuple):
    """How nodes of a kind look. What fills sets the ink, too, so that it reads the same on
    light and dark grounds. `thickness` is None for the usual one."""

    line: Shade
    fill: Shade | None = None
    ink: Shade | None = None
    thickness: int | None = None
    dashed: bool = False


# Of two kinds that colour the same, the later one shows.
KIND_LOOKS: dict[Kind, KindLook] = {
    "bottleneck": KindLook(palette.BOTTLENECK, palette.BOTTLENECK, palette.ON_BOTTLENECK),
    "ownerless": KindLook(palette.NO_OWNER, thickness=3, dashed=True),
    "gap": KindLook(palette.MISSING, palette.BOX, palette.MISSING, thickness=2, dashed=True),
    "link": KindLook(palette.LINK, palette.LINK_FILL, palette.LINK),
    "support": KindLook(palette.SUPPORT, palette.SUPPORT_FILL, palette.SUPPORT),
    "added": KindLook(palette.FUTURE, palette.FUTURE_FILL, palette.FUTURE, thickness=3),
    "removed": KindLook(palette.MISSING, palette.BOX, palette.MISSING, dashed=True),
    "changed": KindLook(palette.WAITING, palette.WAIT_FILL, palette.WAITING, thickness=3),
}
WRONG = palette.MISSING


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A node with a text of several lines, the first of them its name for people."""

    id: str
    lines: tuple[str, ...]
    outline: Outline
    kinds: frozenset[Kind]
    group: str | None


class ChartEdge(NamedTuple):
    """An edge between nodes or groups, by their ids. A wrong one is red; `words` say why."""

    source: str
    target: str
    words: tuple[str, ...]
    line: Line
    wrong: bool


@dataclass(slots=True)
class Flowchart:
    """One chart in the making. Nodes and groups are kept in the order in which they come in.
    `lanes` asks for frames that go along the whole chart, where the writer knows such."""

    direction: Direction
    title: str
    lanes: bool = field(default=False, kw_only=True)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    nodes: dict[str, ChartNode] = field(default_factory=dict)
    edges: list[ChartEdge] = field(default_factory=list)

    def group(self, id: str, words: Iterable[str]) -> str:
        """A frame that nodes can stand in; gives its id."""
        id = self._free(id)
        self.groups[id] = _said(words)
        return id

    def node(
        self,
        id: str,
        lines: Iterable[str],
        *,
        outline: Outline = "box",
        kinds: Iterable[Kind] = (),
        group: str | None = None,
    ) -> str:
        """A node; gives its id: the one wanted, unless another has that."""
        id = self._free(id)
        self.nodes[id] = ChartNode(id, _said(lines), outline, frozenset(kinds), group)
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
        self.edges.append(ChartEdge(source, target, _said(words), line, wrong))

    def inside(self) -> dict[str | None, list[ChartNode]]:
        """The nodes in each frame, and under None those in no frame."""
        found: dict[str | None, list[ChartNode]] = {group: [] for group in (None, *self.groups)}
        for node in self.nodes.values():
            found[node.group].append(node)
        return found

    def _free(self, wanted: str) -> str:
        first = id = clean(wanted)
        for number in count(2):
            if id and id not in self.nodes and id not in self.groups:
                break
            id = f"{first}.{number}"
        return id


def _said(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, lines))
