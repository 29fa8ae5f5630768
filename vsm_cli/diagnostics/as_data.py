"""Diagnostics as JSON has them, and back."""

from typing import Any

from vsm_cli.diagnostics.diagnostic import Diagnostic, Edit, Fix, RelatedPlace, Suppression
from vsm_cli.diagnostics.level import Level
from vsm_cli.source.places import Span

_FIELDS = list(Diagnostic.__struct_fields__)


def as_data(diagnostic: Diagnostic) -> list[Any]:
    """Its fields in their order; the level by its name."""
    values = {name: getattr(diagnostic, name) for name in _FIELDS}
    return [*(values | {"level": diagnostic.level.value}).values()]


def from_data(data: list[Any]) -> Diagnostic:
    """The diagnostic that `as_data` took apart."""
    values = dict(zip(_FIELDS, data, strict=True))
    fix, why = values["fix"], values["suppression"]
    values["level"] = Level(values["level"])
    values["span"] = Span(*values["span"])
    values["related"] = tuple(RelatedPlace(m, p, Span(*span)) for m, p, span in values["related"])
    values["in_streams"] = tuple(values["in_streams"])
    if fix is not None:
        edits = tuple(Edit(Span(*span), text) for span, text in fix[2])
        values["fix"] = Fix(fix[0], fix[1], edits)
    if why is not None:
        values["suppression"] = Suppression(*why)
    return Diagnostic(**values)
