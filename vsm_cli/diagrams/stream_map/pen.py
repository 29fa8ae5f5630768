"""What the parts of a stream map are drawn with."""

from typing import NamedTuple

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.stream_map.layout.space import Space
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject


class Pen(NamedTuple):
    """Where to draw, what about, and where things stand."""

    canvas: Canvas
    subject: StreamSubject
    space: Space
