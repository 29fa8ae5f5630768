"""`lint: extends`: what several workspaces share, and what belongs to each."""

import sys
from pathlib import Path

import pytest

from vsm_cli.api import Options, analyse
from vsm_cli.errors import ConfigError
from vsm_cli.lint.config import LintConfig


def config(folder: Path, lint: str) -> LintConfig:
    (folder / "vsm.yaml").write_text(f"vsm: 1\nstreams: {{a: }}\nlint: {lint}\n")
    return analyse([folder], Options()).workspaces[0].config


def test_what_is_said_goes_before_what_is_shared(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "lint: {preset: strict, ignore: VSM3, fail-on: warning, exclude: old,\n"
        "  levels: {VSM301: error, VSM302: note},\n"
        "  settings: {ping-pong: {least: 4}, bottleneck: {share: 70%}}}\n"
    )
    found = config(
        tmp_path,
        "{extends: base.yaml, ignore: VSM4, levels: {VSM301: off},"
        " settings: {bottleneck: {share: 90%}}}",
    )
    assert (found.preset, found.fail_on, found.exclude) == ("strict", "warning", ())
    assert found.ignore == ("VSM3", "VSM4")
    assert {name: level and level.value for name, level in found.levels.items()} == {
        "VSM301": None, "VSM302": "note",
    }  # fmt: skip
    assert found.settings == {"ping-pong": {"least": "4"}, "bottleneck": {"share": "90%"}}


def test_a_later_one_goes_before_an_earlier_one_and_both_before_theirs(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("vsm: 1\nlint: {extends: [deep/two.yaml], fail-on: note}\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "two.yaml").write_text("lint: {preset: errors, fail-on: never}\n")
    (tmp_path / "three.yaml").write_text("lint: {preset: strict}\n")
    (tmp_path / "w").mkdir()
    (tmp_path / ".git").mkdir()
    found = config(tmp_path / "w", "{extends: [../one.yaml, ../three.yaml]}")
    assert (found.preset, found.fail_on) == ("strict", "note")


def test_an_installed_package_shares_without_being_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "acme_rules"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('it ran')\n")
    (package / "vsm.yaml").write_text("vsm: 1\nlint: {preset: errors}\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    (tmp_path / "w").mkdir()
    assert config(tmp_path / "w", "{extends: acme-rules}").preset == "errors"


@pytest.mark.parametrize(
    ("extends", "why"),
    [
        ("vsm.yaml", "leads back to itself"),
        ("round.yaml", "leads back to itself"),
        ("none.yaml", "cannot be read"),
        ("folder.yaml", "cannot be read"),
        ("broken.yaml", "cannot be read"),
        ("empty.yaml", "no section lint"),
        ("../out.yaml", "outside of this checkout"),
        ("/etc/hostname.yaml", "outside of this checkout"),
        ("link.yaml", "outside of this checkout"),
        ("no-such-package", "no installed package"),
        ("os.path", "no installed package"),
        ("bad.yaml", "bad.yaml:2: lint.preset: loud is none of"),
    ],
)
def test_what_cannot_be_shared_is_told_at_its_line(tmp_path: Path, extends: str, why: str) -> None:
    folder = tmp_path / "w"
    (folder / "folder.yaml").mkdir(parents=True)
    (tmp_path / "out.yaml").write_text("lint: {}\n")
    (folder / "link.yaml").symlink_to(tmp_path / "out.yaml")
    (folder / "round.yaml").write_text("lint: {extends: round.yaml}\n")
    (folder / "broken.yaml").write_text("lint: [\n")
    (folder / "empty.yaml").write_text("a: 1\n")
    (folder / "bad.yaml").write_text("lint:\n  preset: loud\n")
    with pytest.raises(ConfigError) as told:
        config(folder, f"{{extends: [{extends}]}}")
    assert "vsm.yaml:3: lint.extends.0: " in str(told.value)
    assert why in str(told.value)
