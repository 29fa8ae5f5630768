"""The diagrams as Mermaid text, for places that render nothing else.

Each view is a pure function from the model to a flowchart; nothing is laid out here, so
what a host draws is simpler than our own pictures and looks as its theme wants it.
`notice_of` says which texts are larger than hosts draw.
"""

from vsm_cli.diagrams.mermaid.diff_chart import difference
from vsm_cli.diagrams.mermaid.flowchart import notice_of
from vsm_cli.diagrams.mermaid.handoff_chart import handoffs
from vsm_cli.diagrams.mermaid.journey_chart import journey
from vsm_cli.diagrams.mermaid.landscape_chart import landscape
from vsm_cli.diagrams.mermaid.stream_chart import stream
from vsm_cli.diagrams.mermaid.system_chart import systems

__all__ = ["difference", "handoffs", "journey", "landscape", "notice_of", "stream", "systems"]
