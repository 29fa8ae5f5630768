"""Neovim, headless, shows problems, completes and renames."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.editor.raw_client import COMMAND

SCRIPT = Path(__file__).with_name("neovim.lua")
NEOVIM = shutil.which("nvim")


@pytest.mark.skipif(NEOVIM is None, reason="needs Neovim (apt-get install neovim)")
def test_neovim_shows_completes_and_renames(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\nteams: {desk: {name: Service desk}}\n")
    (tmp_path / "streams.yaml").write_text(
        "vsm: 1\nstreams:\n  one:\n    name: 务\n    owner: dask\n    steps: {a: {owner: desk}}\n"
    )
    assert NEOVIM
    done = subprocess.run(
        [NEOVIM, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", str(SCRIPT)],
        env={**os.environ, "VSM_LSP": "\n".join(COMMAND), "VSM_ROOT": str(tmp_path),
             "XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    said: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition("\t")
        said.setdefault(name, []).append(value)
    assert "done" in said, (done.stdout, done.stderr)
    assert "5:12 VSM005 dask is neither a team nor a role that is defined" in said["problem"]
    assert said["offered"] == ["desk Service desk"]
    assert said["hover"] == ["**Service desk** – a team"]
    assert said["renamed"] == ["vsm: 1|teams: {front: {name: Service desk}}"]
    streams = (tmp_path / "streams.yaml").read_text()
    assert streams.count("owner: front") == 2
