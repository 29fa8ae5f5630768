"""The stream map: one value stream in lanes, with its routes, paths, figures and ladder."""

from vsm_cli.diagrams.stream_map.stream_picture import stream_map

__all__ = ["stream_map"]
