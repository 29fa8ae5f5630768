"""The landscape: all value streams of a workspace in three layers, and what joins them."""

from vsm_cli.diagrams.landscape.composing import landscape

__all__ = ["landscape"]
