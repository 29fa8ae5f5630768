"""Where each value of the configuration comes from: the default, the root's vsm.yaml, or the
command line."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from vsm_cli.lint.config import LintConfig, engine_from, exact_line, layout_from, resolve
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.rule_choice import named_rules
from vsm_cli.loading import Loaded
from vsm_cli.model.settings import Preset
from vsm_cli.source.reading import SourceFile

Key = str | int
_DEFAULTS = {"preset": Preset.recommended}


class ConfigValue(NamedTuple):
    """One value: its key with dots, as in `lint.preset`. `line` is that of the root's vsm.yaml,
    None where the value does not stand there; `given` says that the command line gave it."""

    key: str
    value: object
    line: int | None = None
    given: bool = False


def config_values(
    loaded: Loaded,
    root_file: SourceFile | None,
    config: LintConfig,
    given: Mapping[str, Any],
    rules: tuple[Rule, ...],
) -> list[ConfigValue]:
    """Every value, in the order of the manual. `given` holds what the command line says of
    preset, select and ignore, None where it says nothing. Raises ConfigError."""
    written = loaded.root
    lint: Mapping[str, Any] = written.get("lint") or {}
    wanted = config.with_choice(**given)

    def value(key: str, value: object, *path: Key) -> ConfigValue:
        return ConfigValue(key, value, exact_line(root_file, path or tuple(key.split("."))))

    def listed() -> Iterator[ConfigValue]:
        if "language" in written:
            yield value("language", written["language"])
        for key in ("preset", "select", "ignore"):
            if given.get(key) is not None:
                yield ConfigValue(f"lint.{key}", getattr(wanted, key), given=True)
            else:
                yield value(f"lint.{key}", getattr(wanted, key) or _DEFAULTS.get(key, ()))
        for key in ("fail-on", "baseline", "since"):
            said = getattr(config, key.replace("-", "_"))
            if said is not None:
                yield value(f"lint.{key}", Path(said).as_posix() if key == "baseline" else said)
        for name, level in config.levels.items():
            shown = level.value if level else "off"
            yield value(f"lint.levels.{name}", shown, "lint", "levels", name)
        for pattern, codes in config.per_file.items():
            yield value(f"lint.per-file.{pattern}", codes, "lint", "per-file", pattern)
        yield value("lint.exclude", config.exclude)
        for code, own in config.rules.items():
            yield value(f"lint.rules.{code}", own.name, "lint", "rules", code)
        yield value("lint.require-reason", config.require_reason)
        chosen = resolve(wanted, rules).settings
        for rule in rules:
            for key, default in rule.settings.items():
                shown = f"lint.settings.{rule.name}.{key.replace('_', '-')}"
                path = _setting(lint.get("settings") or {}, rule, key, rules)
                yield value(shown, chosen.get(rule.code, {}).get(key, default), *path)
        drawing = written.get("render"), root_file.path if root_file else ""
        engine = engine_from(*drawing)
        yield value("render.engine", engine.name)
        yield value("render.seconds", engine.seconds)
        yield value("render.layout", layout_from(*drawing).value)

    return list(listed())


def _setting(
    settings: Mapping[str, Any], rule: Rule, key: str, rules: tuple[Rule, ...]
) -> tuple[Key, ...]:
    """The path of a rule's setting, by the name that the file uses for the rule."""
    path: tuple[Key, ...] = ("lint", "settings", rule.name, key)
    for name, values in settings.items():
        for written in values:
            if written.replace("-", "_") == key and rule in named_rules(rules, name):
                path = ("lint", "settings", name, written)
    return path
