"""A workspace as it is handed over to be checked."""

from collections.abc import Mapping
from typing import NamedTuple

from vsm_cli.lint.config import LintConfig
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.reading import SourceFile


class Given(NamedTuple):
    """A workspace to check: its root as it is shown, its files, and what each is called below the
    root. `config` takes the place of what its vsm.yaml says, and is then what applies."""

    root: str
    files: list[SourceFile]
    inside: Mapping[str, str]
    config: LintConfig | None = None

    @property
    def root_file(self) -> str | None:
        """How its vsm.yaml is called, if it has one."""
        return next((name for name, path in self.inside.items() if path == ROOT_FILE), None)
