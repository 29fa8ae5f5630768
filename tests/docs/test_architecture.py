"""The table of packages names those that the contracts know, in their order."""

import re
import tomllib

from tests.docs.pages import ROOT


def test_packages_stand_in_the_order_of_their_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    table = (
        (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("| --- | --- |")[1]
    )
    rows = [row.split("|")[1] for row in table.strip().splitlines() if row.startswith("| `")]
    named = [set(re.findall(r"`(\w+)(?:/|\.py)`", row)) for row in rows]
    known = [set(layer.split(" | ")) for layer in layers]
    # The lowest layer fills two rows.
    assert [*named[:-2], named[-2] | named[-1]] == known
