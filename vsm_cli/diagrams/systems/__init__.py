"""The systems of a workspace, and the paths that data takes between them."""

from vsm_cli.diagrams.systems.systems_picture import systems_map

__all__ = ["systems_map"]
