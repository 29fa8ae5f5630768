"""The settings for editors can be read by what reads them, and are the same on both pages."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, fences, read

ENGLISH, CHINESE = (read(ROOT / "docs" / name) for name in ("editors.md", "zh/editors.md"))


def _blocks(page: str, kind: str) -> list[str]:
    found = [fence.text for fence in fences(page, kind)]
    assert found, kind
    return found


@pytest.mark.parametrize("kind", ["lua", "elisp", "toml", "json", "sh"])
def test_both_pages_have_the_same(kind: str) -> None:
    assert _blocks(ENGLISH, kind) == _blocks(CHINESE, kind)


def test_json_and_toml() -> None:
    zed, code = map(json.loads, _blocks(ENGLISH, "json"))
    assert zed["lsp"]["yaml-language-server"]["binary"] == {"path": "vsm", "arguments": ["lsp"]}
    assert code["yaml.schemas"]
    (helix,) = map(tomllib.loads, _blocks(ENGLISH, "toml"))
    server = helix["language-server"]["vsm"]
    assert [server["command"], *server["args"]] == ["vsm", "lsp"]
    assert "vsm" in helix["language"][0]["language-servers"]


def test_lisp_has_its_brackets() -> None:
    (text,) = _blocks(ENGLISH, "elisp")
    code = re.sub(r'"[^"]*"', '""', text)
    depth = 0
    for sign in re.findall("[()]", code):
        depth += 1 if sign == "(" else -1
        assert depth >= 0
    assert depth == 0


def test_neovim_reads_its_lines(tmp_path: Path) -> None:
    neovim = shutil.which("nvim")
    if neovim is None:
        pytest.skip("needs Neovim")
    for number, text in enumerate(_blocks(ENGLISH, "lua")):
        script = tmp_path / f"{number}.lua"
        script.write_text(text)
        done = subprocess.run(
            [neovim, "--clean", "--headless", f"+lua assert(loadfile('{script}'))", "+qa"],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert done.stderr == ""
