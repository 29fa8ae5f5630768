"""`lint: extends`: configurations that several workspaces share."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from vsm_cli.errors import ConfigError
from vsm_cli.language import message, tr
from vsm_cli.lint.config import LintConfig, at_line, config_from
from vsm_cli.source.discovery import ROOT_FILE, checkout_of
from vsm_cli.source.reading import SourceFile, read_whole
from vsm_cli.source.workspaces import absolute, shown_name

_CIRCLE = message("{file} leads back to itself")
_OUTSIDE = message("{file} lies outside of this checkout; share it as a package instead")
_NO_PACKAGE = message("there is no installed package {name} that brings a {file}")
_UNREADABLE = message("{file} cannot be read")
_NO_SECTION = message("{file} has no section lint")


def extended(
    config: LintConfig,
    file: str,
    source: SourceFile | None,
    around: tuple[Path, ...] = (),
) -> LintConfig:
    """A configuration laid over those that it starts from, a later one over an earlier one.
    `around` are the files whose `extends` led to it.

    Raises ConfigError for one that is not there, leads back to itself, or lies outside of the
    checkout: a repository that is checked names no other files of the machine.
    """
    whole = LintConfig()
    for number, name in enumerate(config.extends):
        try:
            base = _read(name, (*around, absolute(Path(file))))
        except ConfigError as error:
            fault = ConfigError(str(error), ("extends", number))
            raise at_line(fault, file, source, "lint") from None
        whole = laid_over(whole, base)
    return laid_over(whole, config)


def laid_over(base: LintConfig, own: LintConfig) -> LintConfig:
    """Lists add up, mappings are merged key by key, anything else is the own value where it is
    said. What `exclude`, `baseline` and `since` name belongs to one repository."""
    settings: dict[str, Mapping[str, Any]] = {**base.settings}
    for rule, values in own.settings.items():
        settings[rule] = {**settings.get(rule, {}), **values}
    return replace(
        own,
        preset=own.preset or base.preset,
        select=tuple(dict.fromkeys((*base.select, *own.select))),
        ignore=tuple(dict.fromkeys((*base.ignore, *own.ignore))),
        levels={**base.levels, **own.levels},
        per_file={**base.per_file, **own.per_file},
        settings=settings,
        require_reason=own.require_reason or base.require_reason,
        rules={**base.rules, **own.rules},
        fail_on=own.fail_on or base.fail_on,
    )


def _read(name: str, seen: tuple[Path, ...]) -> LintConfig:
    path = _file_of(name, seen[-1])
    shown = shown_name(path)
    if path in seen:
        raise ConfigError(tr(_CIRCLE, file=shown))
    source = read_whole(path, shown)
    if source is None or not source.readable:
        raise ConfigError(tr(_UNREADABLE, file=shown))
    for document in source.documents:
        if isinstance(document.data, dict) and "lint" in document.data:
            config = config_from(document.data["lint"], shown, source)
            return extended(config, shown, source, seen)
    raise ConfigError(tr(_NO_SECTION, file=shown))


def _file_of(name: str, below: Path) -> Path:
    """The file that a name in `extends` means: a path ends in `.yaml` or holds a slash."""
    if name.endswith((".yaml", ".yml")) or "/" in name:
        path = absolute(below.parent / name)
        top = checkout_of(below.parent) or below.parent
        if top not in path.parents or top.resolve() not in path.resolve().parents:
            raise ConfigError(tr(_OUTSIDE, file=name))
        return path
    package = name.replace("-", "_")
    # A name with a dot would run the package that it begins with.
    spec = find_spec(package) if package.isidentifier() else None
    for folder in (spec and spec.submodule_search_locations) or ():
        if Path(folder, ROOT_FILE).is_file():
            return absolute(Path(folder, ROOT_FILE))
    raise ConfigError(tr(_NO_PACKAGE, name=name, file=ROOT_FILE))
