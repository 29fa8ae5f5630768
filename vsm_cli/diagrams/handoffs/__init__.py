"""Who hands work to whom: teams, and the hand-offs between them."""

from vsm_cli.diagrams.handoffs.handoffs_picture import handoffs_map

__all__ = ["handoffs_map"]
