"""What leads from one card of a graph to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.diagrams.graph_lines import EdgeStyle
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.problem_chips import chip_texts
from vsm_cli.diagrams.text_measures import measure

LABEL_SIZE = 8
LABEL_LINE = 11


class Label(NamedTuple):
    """One line of an edge's label."""

    text: str
    ink: Shade
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What leads from card to card, by their keys. `kind` becomes its class. `told` are the lines
    of its tooltip between its ends and its problems; `link` leads to its definition."""

    key: str
    source: str
    target: str
    style: EdgeStyle
    kind: str
    texts: Sequence[Label]
    told: Sequence[str]
    problems: Sequence[Diagnostic] = ()
    link: str | None = None

    @property
    def labels(self) -> list[Label]:
        """Its texts, and its problems."""
        chips = chip_texts(self.problems)
        return [*self.texts, *(Label(text, ink, bold=True) for text, ink, _ in chips)]

    @property
    def room(self) -> tuple[int, int] | None:
        """The room that its label needs."""
        labels = self.labels
        if not labels:
            return None
        widest = max(measure(each.text, LABEL_SIZE, bold=each.bold) for each in labels)
        return widest + 10, LABEL_LINE * len(labels) + 8
