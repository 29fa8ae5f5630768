"""Compiles the catalogues when the package is built or installed, as a hook of hatchling.

`python docs/build_catalogue.py` does it by itself, for changes of a catalogue.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_below(root: Path) -> Iterator[Path]:
    """The compiled catalogues, each beside its source."""
    for source in sorted((root / "vsm_cli" / "locale").rglob("*.po")):
        compiled = source.with_suffix(".mo")
        with source.open("rb") as written, compiled.open("wb") as file:
            write_mo(file, read_po(written))
        yield compiled


class CatalogueHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        for compiled in compile_below(Path(self.root)):
            build_data["artifacts"].append(compiled.relative_to(self.root).as_posix())


if __name__ == "__main__":
    for path in compile_below(Path(__file__).resolve().parents[1]):
        print(f"compiled {path.name}")
