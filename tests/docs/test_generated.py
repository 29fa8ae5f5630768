"""Writing and comparing the generated pages (whether they are current, `make check` tells)."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs.pages import ROOT


@pytest.fixture
def generate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """docs/generate.py with an empty folder in place of docs/."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    module = importlib.import_module("generate")
    monkeypatch.setattr(module, "DOCS", tmp_path)
    monkeypatch.setattr(module, "pages", lambda: {"rules/a.md": "A\n", "schema.json": "{}\n"})
    return module


def test_check_names_what_is_missing_changed_or_left_over(
    generate: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate.main(["--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    (tmp_path / "schema.json").write_text("{ }\n")
    (tmp_path / "rules" / "gone.md").write_text("Gone\n")
    (tmp_path / "by-hand.md").write_text("Kept\n")
    capsys.readouterr()
    assert generate.main(["--check"]) == 1
    named = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert named == [f"{tmp_path.name}/rules/gone.md", f"{tmp_path.name}/schema.json"]
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    assert (tmp_path / "by-hand.md").is_file()


def test_the_same_pages_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    module = importlib.import_module("generate")
    assert module.pages() == module.pages()
