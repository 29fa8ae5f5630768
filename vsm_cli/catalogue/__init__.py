"""ITIL 4 as data: practices, former names, value chain, stream types, stages, step kinds."""

from vsm_cli.catalogue.itil4 import AMBIGUOUS, FORMER_NAMES, PRACTICES, STEP_KINDS
from vsm_cli.catalogue.lookup import normalised
from vsm_cli.catalogue.records import Ambiguous, FormerName, Kind, Practice

__all__ = [
    "AMBIGUOUS",
    "FORMER_NAMES",
    "PRACTICES",
    "STEP_KINDS",
    "Ambiguous",
    "FormerName",
    "Kind",
    "Practice",
    "normalised",
]
