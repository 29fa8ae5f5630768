"""The baseline: problems that are accepted, so that only new ones fail.

A file of one line per problem, sorted, so that a Git diff shows just what came and what went:
`path CODE element fingerprint`. Paths are relative to the folder of the file.
"""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr
from vsm_cli.source.discovery import is_special
from vsm_cli.source.reading import NO_FILE
from vsm_cli.source.workspaces import absolute, shown_name

BASELINE_FILE = "vsm-baseline.txt"

_MISSING = message("there is no baseline {path}; `vsm baseline` writes one")
_UNREADABLE = message("the baseline {path} cannot be read: {reason}")
_NO_ENTRY = message(
    "{path}:{line}: this is no entry of a baseline (path CODE element fingerprint); solve the "
    "conflict, or remove the file and write it anew with `vsm baseline`"
)
_ENTRY = re.compile(r"(\S+) (\S+) (\S+) ([0-9a-f]{32})")
# What would end a word or a line, what no encoding takes, and the sign that escapes it.
_ESCAPED = re.compile("[\\s%\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class BaselineEntry(NamedTuple):
    """One accepted problem. Words hold no spaces: what is not allowed is written as in URLs."""

    path: str
    code: str
    element: str
    fingerprint: str


def entry_of(problem: Diagnostic, folder: Path) -> BaselineEntry:
    """What stands for a problem in a baseline that lies in `folder`."""
    path = _word(_relative(absolute(Path(problem.path)), folder))
    return BaselineEntry(path, problem.code, _word(problem.element) or "-", problem.fingerprint)


def path_of(entry: BaselineEntry, folder: Path) -> Path:
    """The file that an entry is about, from the top."""
    return absolute(folder / _unescaped(entry.path))


def read_baseline(path: Path) -> frozenset[BaselineEntry]:
    """The entries of a file. Raises VsmError where there is none or a line is no entry."""
    if is_special(path):
        raise VsmError(tr(_UNREADABLE, path=shown_name(path), reason=tr(NO_FILE)))
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise VsmError(tr(_MISSING, path=shown_name(path))) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise VsmError(tr(_UNREADABLE, path=shown_name(path), reason=reason)) from None
    entries = set()
    for number, line in enumerate(text.split("\n"), 1):
        # Editors begin a file with U+FEFF, and joined files have it in the middle.
        line = line.strip("\ufeff \t\r")
        if not line:
            continue
        found = _ENTRY.fullmatch(line)
        if found is None:
            raise VsmError(tr(_NO_ENTRY, path=shown_name(path), line=number))
        entries.add(BaselineEntry(*found.groups()))
    return frozenset(entries)


def updated(
    old: Iterable[BaselineEntry],
    now: Iterable[BaselineEntry],
    *,
    judged: Callable[[BaselineEntry], bool],
    prune: bool = False,
) -> frozenset[BaselineEntry]:
    """The baseline that accepts the problems of `now`; with `prune`, just those of them that it
    accepted before. What was not `judged` in this run stays as it is."""
    old, now = frozenset(old), frozenset(now)
    kept = frozenset(entry for entry in old if not judged(entry))
    return kept | (old & now if prune else now)


def as_text(entries: Iterable[BaselineEntry]) -> str:
    """The file of a baseline."""
    return "".join(f"{' '.join(entry)}\n" for entry in sorted(set(entries)))


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _word(text: str) -> str:
    return _ESCAPED.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass")),
        text,
    )


def _unescaped(word: str) -> str:
    from urllib.parse import unquote

    return unquote(word, errors="surrogatepass")
