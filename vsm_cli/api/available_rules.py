"""Which rules there are: those of vsm, of installed packages, and of a workspace itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vsm_cli.language import current, of_workspace, spoken
from vsm_cli.lint.config import LintConfig, config_from
from vsm_cli.lint.plugins import with_plugins
from vsm_cli.lint.rule import Rule
from vsm_cli.loading import load_files
from vsm_cli.rules import ALL_RULES
from vsm_cli.source.discovery import ROOT_FILE, find_root, leads_out
from vsm_cli.source.reading import SourceFile, read_file
from vsm_cli.source.workspaces import absolute, shown_name


def known_rules(config: LintConfig, files: Mapping[str, SourceFile], file: str) -> tuple[Rule, ...]:
    """All rules for a workspace with these files and the `lint` section of `file`, its vsm.yaml.

    Raises ConfigError for a plugin or a declaration that cannot be used.
    """
    rules = with_plugins(ALL_RULES)
    if not config.rules:
        return rules
    from vsm_cli.lint.workspace_rules import with_declared

    return with_declared(rules, config.rules, files, file)


def read_config(section: Any, file: str, source: SourceFile | None) -> LintConfig:
    """The configuration of a `lint` section, with what it extends. Raises ConfigError."""
    config = config_from(section, file, source)
    if not config.extends:
        return config
    from vsm_cli.lint.shared_config import extended

    return extended(config, file, source)


def rules_in(folder: Path) -> tuple[tuple[Rule, ...], str]:
    """All rules for the workspace that a folder belongs to, of which only vsm.yaml is read, and
    its language."""
    root = find_root(absolute(folder))
    if root is None:
        return with_plugins(ALL_RULES), current()
    name = shown_name(root / ROOT_FILE)
    inside = not leads_out(root / ROOT_FILE, root)
    source = read_file(root / ROOT_FILE, name) if inside else None
    said = load_files([source], name).root if source else {}
    language = of_workspace(said.get("language"))
    with spoken(language):
        return known_rules(read_config(said.get("lint"), name, source), {}, name), language
