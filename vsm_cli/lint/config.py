"""The `lint` and `render` sections of a root's vsm.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from vsm_cli.diagnostics import Level
from vsm_cli.errors import ConfigError
from vsm_cli.language import tr
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.rule_choice import choose, named_rules
from vsm_cli.loading.value_parsing import shown
from vsm_cli.model.settings import BUNDLED, Engine, Preset

if TYPE_CHECKING:
    from vsm_cli.loading.shapes import Shape
    from vsm_cli.loading.shapes.setting_shapes import OwnRuleShape


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LintConfig:
    """Which rules run and how. `select`, `ignore` and the lists in `per_file` name rules by
    code, name, prefix or preset; `settings` are by rule name, then setting; `rules` are those
    that the workspace declares, by code."""

    preset: Preset = Preset.recommended
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    require_reason: bool = False
    rules: Mapping[str, "OwnRuleShape"] = field(default_factory=dict)

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


def config_from(section: Any, file: str) -> LintConfig:
    """Read a `lint` section. Raises ConfigError, which says what is wrong and where."""
    if section is None:
        return LintConfig()
    from vsm_cli.loading.shapes.setting_shapes import LintShape

    shape = _validated(LintShape, "lint", section, file)
    return LintConfig(
        preset=shape.preset or Preset.recommended,
        select=tuple(shape.select or ()),
        ignore=tuple(shape.ignore or ()),
        levels={name: Level(level) for name, level in (shape.levels or {}).items()},
        per_file={pattern: tuple(rules) for pattern, rules in (shape.per_file or {}).items()},
        exclude=tuple(shape.exclude or ()),
        settings=shape.settings or {},
        require_reason=bool(shape.require_reason),
        rules=shape.rules or {},
    )


def engine_from(section: Any, file: str) -> Engine:
    """The drawing engine of a `render` section. Raises ConfigError."""
    if section is None:
        return BUNDLED
    from vsm_cli.loading.shapes.setting_shapes import RenderShape

    shape = _validated(RenderShape, "render", section, file)
    return Engine(
        "system" if shape.engine == "system" else BUNDLED.name,
        BUNDLED.seconds if shape.seconds is None else shape.seconds,
    )


ShapeT = TypeVar("ShapeT", bound="Shape")


def _validated(shape: type[ShapeT], name: str, section: Any, file: str) -> ShapeT:
    from pydantic import ValidationError

    if not isinstance(section, dict):
        raise ConfigError(
            tr("{file}: {key} is a mapping (key: value), not {value}",
               file=file, key=name, value=shown(section))
        )  # fmt: skip
    try:
        # Keys that begin with x- are the writer's own.
        return shape.model_validate({k: v for k, v in section.items() if not k.startswith("x-")})
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join([name, *(str(part) for part in fault["loc"])])
        reason = tr("unknown key") if fault["type"] == "extra_forbidden" else fault["msg"]
        raise ConfigError(
            tr("{file}: {key}: {reason}", file=file, key=key, reason=reason)
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Choice:
    """What a configuration comes to: the rules that run, in order of code."""

    rules: tuple[Rule, ...]
    levels: Mapping[str, Level]
    settings: Mapping[str, Mapping[str, Any]]
    per_file: tuple[tuple[str, frozenset[str]], ...]
    require_reason: bool


def resolve(config: LintConfig, rules: tuple[Rule, ...]) -> Choice:
    """Find the rules that a configuration names. Raises ConfigError for what is not known."""
    chosen = choose(rules, config.preset, config.select, config.ignore)
    levels = {
        rule.code: level
        for name, level in config.levels.items()
        for rule in named_rules(rules, name)
        if not rule.always
    }
    fixed = next((name for name in config.levels if name in _reading_names(rules)), None)
    if fixed:
        raise ConfigError(tr("the level of {name} cannot be changed", name=fixed))
    settings: dict[str, Mapping[str, Any]] = {}
    for name, given in config.settings.items():
        for rule in named_rules(rules, name):
            settings[rule.code] = _checked(rule, given)
    per_file = tuple(
        (
            pattern,
            frozenset(
                rule.code for name in named for rule in named_rules(rules, name) if not rule.always
            ),
        )
        for pattern, named in config.per_file.items()
    )
    return Choice(
        rules=chosen,
        levels=levels,
        settings=settings,
        per_file=per_file,
        require_reason=config.require_reason,
    )


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
                tr("{rule} has no setting {key}", rule=rule.name, key=key)
                + (f" ({', '.join(known)})" if known else "")
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
