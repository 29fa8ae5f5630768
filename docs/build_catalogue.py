"""Compiles the catalogues when the package is built or installed (a hook of hatchling)."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        for source in sorted(Path(self.root, "vsm_cli", "locale").rglob("*.po")):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as file:
                catalogue = read_po(file)
            with compiled.open("wb") as file:
                write_mo(file, catalogue)
            build_data["artifacts"].append(compiled.relative_to(self.root).as_posix())
