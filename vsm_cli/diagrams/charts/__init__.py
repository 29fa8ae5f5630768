"""The diagrams as charts, for places that lay them out and draw them by themselves.

Each view is a pure function from the model to a `Flowchart`; `as_mermaid` and `as_dot` write it.
"""

from vsm_cli.diagrams.charts.as_dot import as_dot
from vsm_cli.diagrams.charts.as_mermaid import as_mermaid, notice_of
from vsm_cli.diagrams.charts.chart import Flowchart
from vsm_cli.diagrams.charts.diff_chart import difference
from vsm_cli.diagrams.charts.handoff_chart import handoffs
from vsm_cli.diagrams.charts.journey_chart import journey
from vsm_cli.diagrams.charts.landscape_chart import landscape
from vsm_cli.diagrams.charts.stream_chart import stream
from vsm_cli.diagrams.charts.system_chart import systems

__all__ = [
    "Flowchart",
    "as_dot",
    "as_mermaid",
    "difference",
    "handoffs",
    "journey",
    "landscape",
    "notice_of",
    "stream",
    "systems",
]
