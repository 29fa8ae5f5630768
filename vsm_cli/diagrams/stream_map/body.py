"""What every layout of a stream map gives."""

from typing import Protocol

from vsm_cli.diagrams.canvas import Canvas


class Body(Protocol):
    """The steps of a stream on the page, with their routes and ladder."""

    width: int

    def draw(self, canvas: Canvas, top: int, page: int) -> int:
        """Draw it below `top` on a page of this width; gives where it ends."""
