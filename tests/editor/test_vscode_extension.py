"""The extension for Visual Studio Code says in its manifest what it does, in both languages, and
packages with nothing fetched."""

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "editors" / "vscode"
CODE = (FOLDER / "extension.js").read_text(encoding="utf-8")
VSCE = FOLDER / "node_modules" / ".bin" / "vsce"


def _json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


MANIFEST = _json("package.json")


def test_commands_and_settings_are_those_of_the_code() -> None:
    contributed = MANIFEST["contributes"]
    commands = {each["command"] for each in contributed["commands"]}
    assert commands == set(re.findall(r'registerCommand\("([\w.]+)"', CODE))
    menus = [item for menu in contributed["menus"].values() for item in menu]
    assert {item["command"] for item in menus} <= commands
    settings = set(contributed["configuration"]["properties"])
    used = {f"vsm.{name}" for name in re.findall(r'setting\("(\w+)"\)', CODE)}
    # The library reads by itself how much of the talk is to be written down.
    assert settings == used | {"vsm.trace.server"}
    assert (FOLDER / MANIFEST["main"]).is_file()


def test_all_is_said_in_both_languages() -> None:
    english, chinese = _json("package.nls.json"), _json("package.nls.zh-cn.json")
    used = set(re.findall(r'"%(\w+)%"', (FOLDER / "package.json").read_text(encoding="utf-8")))
    assert used == english.keys() == chinese.keys()
    said = set(re.findall(r'l10n\.t\("([^"]+)"', CODE))
    bundle = _json("l10n/bundle.l10n.zh-cn.json")
    assert said == bundle.keys()
    for text in (*chinese.values(), *bundle.values()):
        assert re.search("[一-鿿]", text)


def test_what_it_rests_on_is_fixed_and_named_by_no_registry() -> None:
    lock = _json("package-lock.json")
    wanted = {**MANIFEST["dependencies"], **MANIFEST["devDependencies"]}
    for name, version in wanted.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert not any("resolved" in each for each in lock["packages"].values())
    assert lock["version"] == MANIFEST["version"]


def test_the_code_can_be_read() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js")
    done = subprocess.run(
        [node, "--check", FOLDER / "extension.js"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_it_can_be_packaged(tmp_path: Path) -> None:
    if not VSCE.exists():
        pytest.skip("needs npm ci in editors/vscode")
    made = tmp_path / "vsm.vsix"
    done = subprocess.run(
        [VSCE, "package", "--out", made],
        cwd=FOLDER, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(made) as packed:
        names = set(packed.namelist())
    assert {"extension/extension.js", "extension/LICENSE.txt", "extension/readme.md"} <= names
    assert "extension/l10n/bundle.l10n.zh-cn.json" in names
    assert "extension/node_modules/vscode-languageclient/package.json" in names
    assert not any("vsce" in name for name in names)
    assert made.stat().st_size < 1_000_000
