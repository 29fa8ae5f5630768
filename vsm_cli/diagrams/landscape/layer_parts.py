"""What stands in the rows of the landscape: something with a size that can draw itself."""

from typing import Protocol

from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Rect


class LayerPart(Protocol):
    """`key` is the id of its shape; `ports` are cells at its bottom that lines leave from.
    What `stretches` becomes as high as the highest part of its row.
    """

    @property
    def key(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def ports(self) -> tuple[int, ...]: ...
    @property
    def stretches(self) -> bool: ...
    def draw(self, canvas: Canvas, place: Rect) -> None: ...
