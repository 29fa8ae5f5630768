"""A stream as BPMN 2.0, with the lanes and columns of its map."""

from vsm_cli.diagrams.bpmn.as_bpmn import as_bpmn

__all__ = ["as_bpmn"]
