"""`--show-config`: each value of the configuration behind the place that it comes from."""

from collections.abc import Iterable, Sequence

from vsm_cli.characters import harmless
from vsm_cli.language import message, tr
from vsm_cli.lint.config_origins import ConfigValue
from vsm_cli.reporters.screen import cells

_DEFAULT = message("default")
_COMMAND_LINE = message("command line")


def configuration(values: Iterable[ConfigValue], file: str) -> str:
    """A line for each value, of which `file` is the root's vsm.yaml: `ORIGIN  KEY: VALUE`."""
    rows = [
        (_origin(value, file), f"{harmless(value.key)}: {_shown(value.value)}") for value in values
    ]
    widest = max(cells(origin) for origin, _ in rows)
    return "".join(f"{origin}{' ' * (widest - cells(origin))}  {text}\n" for origin, text in rows)


def _origin(value: ConfigValue, file: str) -> str:
    if value.given:
        return tr(_COMMAND_LINE)
    return tr(_DEFAULT) if value.line is None else harmless(f"{file}:{value.line}")


def _shown(value: object) -> str:
    """A value as YAML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_shown, value))}]"
    return harmless(str(value))
