"""Where each value of the configuration comes from: the default, the root's vsm.yaml, or the
command line."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vsm_cli.lint.config import LintConfig, engine_from, resolve
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.rule_choice import named_rules
from vsm_cli.loading import Loaded
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile

Key = str | int


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
        return ConfigValue(key, value, _line(root_file, path or tuple(key.split("."))))

    def listed() -> Iterator[ConfigValue]:
        if "language" in written:
            yield value("language", written["language"])
        for key in ("preset", "select", "ignore"):
            if given.get(key) is not None:
                yield ConfigValue(f"lint.{key}", getattr(wanted, key), given=True)
            else:
                yield value(f"lint.{key}", getattr(wanted, key))
        for name, level in config.levels.items():
            yield value(f"lint.levels.{name}", level.value, "lint", "levels", name)
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
        engine = engine_from(written.get("render"), root_file.path if root_file else "")
        yield value("render.engine", engine.name)
        yield value("render.seconds", engine.seconds)

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


def _line(source: SourceFile | None, path: tuple[Key, ...]) -> int | None:
    """The line of a key; None where the file does not have it."""
    for index, document in enumerate(source.documents if source else ()):
        at: Any = document.data
        if not isinstance(at, dict) or path[0] not in at:
            continue
        for key in path:
            if not isinstance(at, dict) or key not in at:
                return None
            at = at[key]
        assert source is not None
        return source.locate(Place(source.path, index, path)).line
    return None
