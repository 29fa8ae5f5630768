"""ITIL 4 facts: the 34 practices of 2019 (kept by ITIL version 5, 2026), with the names in use.

They stand in itil4.json. There is no open official Chinese glossary; Chinese names follow the
translation in general use.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from vsm_cli.catalogue.catalogue_records import Ambiguous, FormerName, Kind, Practice


def _fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record, which has tuples for lists."""
    return {key: tuple(v) if isinstance(v, list) else v for key, v in record.items()}


# pydantic's reader of JSON is needed anyway; the standard one would be one more import.
_FACTS = from_json(Path(__file__).with_suffix(".json").read_bytes())

PRACTICES = {id_: Practice(id_, **_fields(each)) for id_, each in _FACTS["practices"].items()}
STEP_KINDS = {id_: Kind(id_, **_fields(each)) for id_, each in _FACTS["step-kinds"].items()}
FORMER_NAMES = tuple(FormerName(**_fields(each)) for each in _FACTS["former-names"])
AMBIGUOUS = tuple(Ambiguous(**_fields(each)) for each in _FACTS["ambiguous"])
