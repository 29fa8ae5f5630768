"""What starting takes: editors and hooks start vsm all day, so that each import counts."""

import subprocess
import sys
from pathlib import Path

import pytest

SMALL = """\
vsm: 1
teams: {desk: {name: Desk, size: 3}}
streams:
  help:
    layer: core
    owner: desk
    customer: staff
    trigger: A call
    value: An answer
    steps:
      answer: {owner: desk, practices: service-desk, touchpoint: phone, process: 5m}
"""


def imported(*arguments: str) -> set[str]:
    """The modules that a command line imports."""
    code = (
        "import sys; from vsm_cli.cli import main\n"
        "try: main.run()\n"
        "except SystemExit as end: assert not end.code; print('\\n', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_to_say_what_it_is_vsm_reads_nothing(option: str) -> None:
    found = imported(option)
    assert not found & {"pydantic", "rich", "ruamel.yaml", "vsm_cli.rules", "vsm_cli.loading"}


def test_a_check_imports_nothing_that_only_others_need(tmp_path: Path) -> None:
    file = tmp_path / "vsm.yaml"
    file.write_text(SMALL)
    found = imported("check", str(file))
    assert {"pydantic", "vsm_cli.rules"} <= found
    assert not found & {
        "rich", "numpy", "jinja2", "graphviz", "resvg_py", "markdown_it", "importlib.metadata",
        "email", "vsm_cli.diagrams", "vsm_cli.source.key_names", "vsm_cli.editor", "lsprotocol",
    }  # fmt: skip


def test_what_else_pydantic_asks_its_search_for_plugins_is_there() -> None:
    code = (
        "import sys; import vsm_cli.cli.main; from pydantic.plugin import _loader\n"
        "assert not _loader.get_plugins() and 'importlib.metadata' not in sys.modules\n"
        "from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP\n"
        "assert 'importlib.metadata' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
