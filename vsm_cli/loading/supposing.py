"""A workspace as it would be with other values, for whoever asks that many times."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from vsm_cli.diagnostics import Finding
from vsm_cli.language import tr
from vsm_cli.loading.earlier import Earlier
from vsm_cli.loading.what_if import assign, refuse_faulty
from vsm_cli.model.elements import Setting
from vsm_cli.model.values import HOUR_S, Time
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.reading import Document, SourceFile


class _Loaded(Protocol):
    """What loading gives, as far as it matters here."""

    workspace: Workspace
    findings: list[Finding]


Load = Callable[[Sequence[SourceFile], str | None, Earlier], _Loaded]


class Supposing:
    """Lays values over the files of a workspace. What they do not touch stays the same object."""

    def __init__(self, load: Load, files: Sequence[SourceFile], root_file: str | None) -> None:
        self._load, self._files, self._root_file = load, files, root_file
        self._earlier = Earlier()

    def __call__(self, settings: Sequence[Setting]) -> Workspace:
        """Raises VsmError for a value that cannot stand where it is to be put."""
        files = [
            source.with_documents([Document(each.data) for each in source.documents])
            for source in self._files
        ]
        places = assign(files, settings)
        loaded = self._load(files, self._root_file, self._earlier)
        refuse_faulty(places, settings, loaded.findings, _in_words)
        return loaded.workspace


def _in_words(template: str, fields: Mapping[str, object]) -> str:
    said = {
        key: f"{each.seconds / HOUR_S:g}h" if isinstance(each, Time) else each
        for key, each in fields.items()
    }
    return tr(template, **said)
