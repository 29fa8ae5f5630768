"""The `lint` and `render` sections of a root's vsm.yaml."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from vsm_cli.diagnostics import Level
from vsm_cli.errors import ConfigError
from vsm_cli.language import tr
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.rule_choice import choose, named_rules
from vsm_cli.loading.value_parsing import shown
from vsm_cli.model.settings import BUNDLED, Engine, Layout, Preset
from vsm_cli.source.places import Place
from vsm_cli.source.reading import SourceFile

if TYPE_CHECKING:
    from vsm_cli.loading.shapes import Shape
    from vsm_cli.loading.shapes.setting_shapes import OwnRuleShape, RenderShape


class LintConfig(Struct, frozen=True, kw_only=True):
    """Which rules run and how. `select`, `ignore` and the lists in `per_file` name rules by
    code, name, prefix or preset; `levels` hold None for rules that are left out; `settings` are by
    rule name, then setting; `rules` are those that the workspace declares, by code. `fail_on` is a
    level or `never`; the problems that `baseline` accepts are set aside, those that the Git
    revision `since` has too are left out."""

    extends: tuple[str, ...] = ()
    preset: Preset | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Level | None] = field(default_factory=dict)
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    require_reason: bool = False
    rules: Mapping[str, "OwnRuleShape"] = field(default_factory=dict)
    fail_on: str | None = None
    baseline: Path | None = None
    since: str | None = None

    def with_choice(
        self,
        *,
        preset: Preset | None = None,
        select: tuple[str, ...] | None = None,
        ignore: tuple[str, ...] | None = None,
    ) -> "LintConfig":
        """The same with what the command line gives in place of what the file says."""
        return replace(
            self,
            preset=preset or self.preset,
            select=self.select if select is None else select,
            ignore=self.ignore if ignore is None else ignore,
        )


def config_from(section: Any, file: str, source: SourceFile | None = None) -> LintConfig:
    """Read a `lint` section of a file, `source` if it is there to tell lines; what it extends is
    not read. Raises ConfigError, which says what is wrong and where."""
    if section is None:
        return LintConfig()
    from vsm_cli.loading.shapes.setting_shapes import LintShape

    shape = _validated(LintShape, "lint", section, file, source)
    return LintConfig(
        extends=tuple(shape.extends or ()),
        preset=shape.preset,
        select=tuple(shape.select or ()),
        ignore=tuple(shape.ignore or ()),
        levels={
            name: None if level == "off" else Level(level)
            for name, level in (shape.levels or {}).items()
        },
        per_file={pattern: tuple(rules) for pattern, rules in (shape.per_file or {}).items()},
        exclude=tuple(shape.exclude or ()),
        settings=shape.settings or {},
        require_reason=bool(shape.require_reason),
        rules=shape.rules or {},
        fail_on=shape.fail_on,
        baseline=Path(file).parent / shape.baseline if shape.baseline else None,
        since=shape.since,
    )


def engine_from(section: Any, file: str, source: SourceFile | None = None) -> Engine:
    """The drawing engine of a `render` section. Raises ConfigError."""
    shape = _render_shape(section, file, source)
    if shape is None:
        return BUNDLED
    return Engine(
        "system" if shape.engine == "system" else BUNDLED.name,
        BUNDLED.seconds if shape.seconds is None else shape.seconds,
    )


def layout_from(section: Any, file: str, source: SourceFile | None = None) -> Layout:
    """How stream maps stand on the page by a `render` section. Raises ConfigError."""
    shape = _render_shape(section, file, source)
    return Layout(shape.layout) if shape and shape.layout else Layout.auto


def _render_shape(section: Any, file: str, source: SourceFile | None) -> "RenderShape | None":
    if section is None:
        return None
    from vsm_cli.loading.shapes.setting_shapes import RenderShape

    return _validated(RenderShape, "render", section, file, source)


ShapeT = TypeVar("ShapeT", bound="Shape")


def _validated(
    shape: type[ShapeT], name: str, section: Any, file: str, source: SourceFile | None
) -> ShapeT:
    from pydantic import ValidationError

    if not isinstance(section, dict):
        text = tr("{key} is a mapping (key: value), not {value}", key=name, value=shown(section))
        raise at_line(ConfigError(text), file, source, name)
    try:
        # Keys that begin with x- are the writer's own.
        return shape.model_validate({k: v for k, v in section.items() if not k.startswith("x-")})
    except ValidationError as error:
        from vsm_cli.lint.config_faults import fault_in_words

        keys, text = fault_in_words(error, shape)
        raise at_line(ConfigError(text, keys), file, source, name) from None


def at_line(error: ConfigError, file: str, source: SourceFile | None, section: str) -> ConfigError:
    """The same with the file, the line and the keys of what is wrong before it."""
    line, _ = _line(source, (section, *error.keys))
    place = file if line is None else f"{file}:{line}"
    keys = ".".join((section, *(str(key) for key in error.keys)))
    text = str(error) if str(error).startswith(keys) else f"{keys}: {error}"
    return ConfigError(f"{place}: {text}", error.keys)


def exact_line(source: SourceFile | None, keys: tuple[str | int, ...]) -> int | None:
    """The line of a key in a file; None where it does not have it."""
    line, there = _line(source, keys)
    return line if there == len(keys) else None


def _line(source: SourceFile | None, keys: tuple[str | int, ...]) -> tuple[int | None, int]:
    """The line of a key in a file, or of the last one on the way there that it has, and how many
    of the keys it has."""
    for index, document in enumerate(source.documents if source else ()):
        at: Any = document.data
        found: list[str | int] = []
        for key in keys:
            inside = isinstance(at, dict) and key in at
            if not inside and not (isinstance(at, list) and key in range(len(at))):
                break
            at = at[key]
            found.append(key)
        if found and source is not None:
            return source.locate(Place(source.path, index, tuple(found))).line, len(found)
    return None, 0


class Choice(Struct, frozen=True, kw_only=True):
    """What a configuration comes to: the rules that run, in order of code."""

    rules: tuple[Rule, ...]
    levels: Mapping[str, Level]
    settings: Mapping[str, Mapping[str, Any]]
    per_file: tuple[tuple[str, frozenset[str]], ...]
    require_reason: bool


def resolve(config: LintConfig, rules: tuple[Rule, ...]) -> Choice:
    """Find the rules that a configuration names. Raises ConfigError for what is not known."""
    for key in ("select", "ignore"):
        for number, name in enumerate(getattr(config, key)):
            with _told_at(key, number):
                named_rules(rules, name)
    chosen = choose(rules, config.preset or Preset.recommended, config.select, config.ignore)
    levels: dict[str, Level | None] = {}
    for name, level in config.levels.items():
        with _told_at("levels", name):
            if name in _reading_names(rules):
                raise ConfigError(tr("the level of {name} cannot be changed", name=name))
            levels |= {r.code: level for r in named_rules(rules, name) if not r.always}
    settings: dict[str, Mapping[str, Any]] = {}
    for name, given in config.settings.items():
        with _told_at("settings", name):
            settings |= {rule.code: _checked(rule, given) for rule in named_rules(rules, name)}
    per_file = []
    for pattern, named in config.per_file.items():
        with _told_at("per-file", pattern):
            codes = {r.code for name in named for r in named_rules(rules, name) if not r.always}
            per_file.append((pattern, frozenset(codes)))
    return Choice(
        rules=tuple(rule for rule in chosen if levels.get(rule.code, rule.level) is not None),
        levels={code: level for code, level in levels.items() if level is not None},
        settings=settings,
        per_file=tuple(per_file),
        require_reason=config.require_reason,
    )


@contextmanager
def _told_at(*keys: str | int) -> Iterator[None]:
    """What is wrong is told at these keys, unless it says itself where it is."""
    try:
        yield
    except ConfigError as error:
        raise ConfigError(str(error), error.keys or keys) from None


def _reading_names(rules: tuple[Rule, ...]) -> set[str]:
    """Codes and names of what reading finds, which is an error whatever a configuration says."""
    return {name for rule in rules if rule.always for name in (rule.code, rule.name)}


def _checked(rule: Rule, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a rule in the type of their defaults."""
    known = rule.settings
    result = {}
    for key, value in given.items():
        name = key.replace("-", "_")
        if name not in known:
            raise ConfigError(
                tr(
                    "{rule} has no setting {key} ({settings})",
                    rule=rule.name,
                    key=key,
                    settings=", ".join(known),
                )
                if known
                else tr("{rule} has no setting {key}", rule=rule.name, key=key)
            )
        result[name] = _as_default(rule, key, value, known[name])
    return result


def _as_default(rule: Rule, key: str, value: Any, default: Any) -> Any:
    from vsm_cli.loading.value_parsing import share

    try:
        if isinstance(default, bool):
            if isinstance(value, bool):
                return value
        elif isinstance(default, int):
            return int(str(value))
        elif isinstance(default, float):
            return share(value) if "%" in str(value) else float(str(value))
        elif isinstance(default, str) and isinstance(value, str):
            return value
    except ValueError:
        pass
    raise ConfigError(
        tr("{rule}: {key} cannot be {value}", rule=rule.name, key=key, value=str(value)[:60])
    )
