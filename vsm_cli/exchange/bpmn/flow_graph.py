"""The flow of one process: its nodes as they stand in the diagram, sub-processes opened."""

from typing import Literal
from xml.etree.ElementTree import Element

from msgspec import Struct, field

Split = Literal["choice", "fork", "some"]


class FlowEdge(Struct, eq=False):
    """A way from one node to another. `share` is 0–1, None where it is not written; `words` are the
    condition as a person reads it; `always` is taken by every item, `is_default` by those that
    take no other."""

    source: str
    target: str
    element: Element | None = None
    share: float | None = None
    words: str = ""
    always: bool = False
    is_default: bool = False


class FlowNode(Struct, eq=False):
    """What work passes: a step, an end, or neither (a gateway, a start, the bounds of a
    sub-process). `split` says which of several ways it takes. `owner` is a team or the customer;
    `around` is the node of the sub-process that it stands in, `inside` names all of these."""

    key: str
    element: Element
    name: str = ""
    is_step: bool = False
    is_end: bool = False
    split: Split = "choice"
    owner: str | None = None
    around: str | None = None
    inside: tuple[str, ...] = ()
    edges: list[FlowEdge] = field(default_factory=list)
    incoming: int = 0

    @property
    def joins(self) -> bool:
        """Whether it waits for branches that run side by side."""
        return not self.is_step and self.split != "choice" and self.incoming > 1


class BpmnProcess(Struct, eq=False):
    """One process. `stream` is its id here, `starts` are the keys of the nodes where work comes in,
    `triggers` the names of its start events, `texts` what is said of all of it."""

    element: Element
    stream: str
    name: str
    nodes: dict[str, FlowNode] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)
    triggers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def connect(self, edge: FlowEdge) -> None:
        self.nodes[edge.source].edges.append(edge)
        self.nodes[edge.target].incoming += 1
