"""The files of a log: found below its workspace, and told apart by what they are."""

import glob
import os
from hashlib import sha256
from pathlib import Path

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr

_URL = message("{log}: a log is read from files, not from {source}")
_NONE = message("{log}: no file is called {source}")
_OUTSIDE = message(
    "{log}: {source} lies outside of the workspace; --allow-outside reads it nevertheless"
)
_UNKNOWN = message(
    "{file} is no log that can be read: CSV, Parquet, JSON lines, XES or OCEL 2.0 (SQLite)"
)
_CHUNK = 1 << 20
_KINDS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".pq": "parquet",
    ".jsonl": "json", ".ndjson": "json", ".json": "json", ".xes": "xes", ".sqlite": "ocel",
    ".db": "ocel", ".ocel": "ocel",
}  # fmt: skip


def log_files(
    log: str, sources: tuple[str, ...], folder: Path, root: Path, *, outside: bool = False
) -> list[Path]:
    """The files that the sources of a log name from a folder, in order of their names. Raises
    VsmError where there is none, or where it lies outside of the root and `outside` does not allow
    that."""
    found: list[Path] = []
    for source in sources:
        if "://" in source:
            raise VsmError(tr(_URL, log=log, source=source))
        # Path.glob takes no absolute pattern.
        names = sorted(glob.glob(source, root_dir=folder, recursive=True))  # noqa: PTH207
        files = [folder / name for name in names if (folder / name).is_file()]
        if not files:
            raise VsmError(tr(_NONE, log=log, source=source))
        for file in files:
            if not outside and not _is_below(file, root):
                raise VsmError(tr(_OUTSIDE, log=log, source=source))
        found += [file for file in files if file not in found]
    return found


def _is_below(file: Path, root: Path) -> bool:
    return Path(os.path.realpath(root)) in Path(os.path.realpath(file)).parents


def kind_of(file: Path) -> str:
    """csv, parquet, json, xes or ocel. Raises VsmError for what is none of these."""
    suffixes = [each.lower() for each in file.suffixes]
    last = suffixes[-1] if suffixes else ""
    if last in (".gz", ".zst") and len(suffixes) > 1:
        last = suffixes[-2]
    if last in _KINDS:
        return _KINDS[last]
    raise VsmError(tr(_UNKNOWN, file=file.name))


def digest_of(files: list[Path]) -> str:
    """SHA-256 over the bytes of all files."""
    digest = sha256()
    for file in files:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
