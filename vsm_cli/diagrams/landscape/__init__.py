"""The landscape: all value streams of a workspace in three layers, and what joins them."""

from vsm_cli.diagrams.landscape.landscape_picture import landscape

__all__ = ["landscape"]
