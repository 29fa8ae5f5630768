"""Values that would stand elsewhere, with the way there: what `--set` and ideas say."""

from typing import Any

from vsm_cli.loading.references import canonical
from vsm_cli.model.elements import Setting
from vsm_cli.source.key_names import KEYS, english_data, english_path

_SECTIONS = frozenset(key for key, inside in KEYS["Document"].below.items() if inside.ids) | {
    "paths"
}


def setting(place: str, value: Any, address: str = "") -> Setting:
    """A value for a place such as `streams.x.steps.y.wait`. One that does not begin with a section
    is a key of the element with this address."""
    parts = english_path(_parts(place))
    if len(parts) < 2 or parts[0] not in _SECTIONS:
        parts = english_path((*_parts(address), *_parts(place))) if address else parts
    return Setting(place, parts, english_data(value, parts))


def _parts(place: str) -> tuple[str, ...]:
    return tuple(canonical(part.strip()) for part in place.strip().split("."))
