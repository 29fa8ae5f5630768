"""ITIL 4 as data: practices, former names, value chain, stream types, stages, step kinds."""

from vsm_cli.catalogue.catalogue_records import Ambiguous, FormerName, Kind, Practice
from vsm_cli.catalogue.itil4 import AMBIGUOUS, FORMER_NAMES, PRACTICES, STEP_KINDS
from vsm_cli.catalogue.name_lookup import normalised

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
