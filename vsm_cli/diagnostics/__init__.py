"""What is said about a definition: findings (places by path) and diagnostics (places in text)."""

from vsm_cli.diagnostics.diagnostic import (
    Diagnostic,
    Edit,
    Fix,
    RelatedPlace,
    Suppression,
    laid_out,
)
from vsm_cli.diagnostics.finding import Finding, Related, Replacement
from vsm_cli.diagnostics.level import Level

__all__ = [
    "Diagnostic",
    "Edit",
    "Finding",
    "Fix",
    "Level",
    "Related",
    "RelatedPlace",
    "Replacement",
    "Suppression",
    "laid_out",
]
