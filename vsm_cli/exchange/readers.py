"""A file of another tool into definitions: which reader it is for, by its suffix and content."""

import re
from pathlib import PurePath

from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import Imported
from vsm_cli.language import message, tr

MOST_BYTES = 10_000_000
_TOO_LARGE = message("{file} is larger than {most} MB, which is the most that is read")
_UNKNOWN = message(
    "{file} is nothing that can be imported: a table (.csv, .tsv, .xlsx), BPMN (.bpmn, .xml) or a "
    "Backstage catalogue (.yaml)"
)
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")
# What a catalogue of Backstage has in each of its documents.
_CATALOGUE = re.compile(rb"^apiVersion:\s*[\"']?backstage\.io/", re.M)


def read_bytes(data: bytes, name: str) -> Imported:
    """The bytes of a file into definitions; `name` is what the file is called. Raises VsmError for
    what nobody can read, or nobody should."""
    if len(data) > MOST_BYTES:
        raise VsmError(tr(_TOO_LARGE, file=name, most=MOST_BYTES // 1_000_000))
    suffix = PurePath(name).suffix.lower()
    if suffix in _TABLES:
        from vsm_cli.exchange.tables.reading import read_table

        return read_table(data, name)
    if suffix in (".bpmn", ".xml"):
        from vsm_cli.exchange.bpmn.reading import read_bpmn

        return read_bpmn(data, name)
    if suffix in (".yaml", ".yml") and _CATALOGUE.search(data):
        from vsm_cli.exchange.backstage.reading import read_catalogue

        return read_catalogue(data, name)
    raise VsmError(tr(_UNKNOWN, file=name))
