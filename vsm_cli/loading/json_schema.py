"""The JSON Schema of the format, from the shapes that validation uses."""

import ast
import inspect
from importlib import import_module
from itertools import pairwise
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from vsm_cli.language import as_written, message, tr
from vsm_cli.loading.amounts import HALF_INSIDE, PART, schema_pattern
from vsm_cli.loading.rates import RATE_PATTERN
from vsm_cli.loading.shapes import AcceptShape, ElementShape, IdentifiedShape, RouteShape, Shape
from vsm_cli.loading.shapes.setting_shapes import LintShape, RenderShape
from vsm_cli.source.key_names import KEYS

_REQUIRED = {"PathShape": ["from", "to"], "LinkShape": ["stream"], "UseShape": ["stream"],
             "JourneyStepShape": ["stage"], "DocumentShape": ["vsm"],
             "OwnRuleShape": ["name", "every", "must"]}  # fmt: skip


# Their schema stands with the kind of value that they are part of.
WRITTEN_OTHERWISE = (AcceptShape, RouteShape)


_TITLE = message("Value stream definitions, version 1")


class _Generator(GenerateJsonSchema):
    """Optional keys may be left empty (null), but have no default worth showing."""

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def shape_schema(shape: type[Shape]) -> dict[str, Any]:
    """What one shape allows, with what it says about each of its keys."""
    schema = shape.model_json_schema(by_alias=True, schema_generator=_Generator)
    texts = _texts_below_fields(shape)
    for name, field in shape.model_fields.items():
        key = schema["properties"].get(field.alias)
        if key is not None and name in texts:
            key["description"] = texts[name]
    said: dict[str, Any] = _in_words(schema)
    return said


def _in_words(schema: Any) -> Any:
    """Say what a schema describes in the language in force."""
    if isinstance(schema, list):
        return [_in_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: as_written(" ".join(part.split()))
        if key == "description" and isinstance(part, str)
        else _in_words(part)
        for key, part in schema.items()
    }


def _texts_below_fields(shape: type[Shape]) -> dict[str, str]:
    """Read from the source: it is wanted here only, and costs no other run anything."""
    found: dict[str, str] = {}
    for base in reversed(shape.__mro__):
        if issubclass(base, Shape):
            (body,) = (part.body for part in ast.parse(inspect.getsource(base)).body
                       if isinstance(part, ast.ClassDef))  # fmt: skip
            for field, below in pairwise(body):
                match field, below:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        found[name] = " ".join(text.split())
    return found


def json_schema(*, chinese_keys: bool = True) -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of one document, in words of the language in force: keys
    that begin with `x-` are allowed, and any key may be left empty."""
    for later in ("idea", "journey", "link", "log", "mapping", "practice"):
        import_module(f"vsm_cli.loading.shapes.{later}_shapes")

    bases = (Shape, ElementShape, IdentifiedShape)
    shapes = [shape for base in bases for shape in base.__subclasses__() if shape not in bases]
    # Not as their modules happened to be imported.
    shapes.sort(key=lambda shape: shape.__module__)
    definitions = {
        shape.__name__: shape_schema(shape) for shape in shapes if shape not in WRITTEN_OTHERWISE
    }
    definitions |= _values()
    schema = definitions["DocumentShape"]
    for key, shape in (("lint", LintShape), ("render", RenderShape)):
        schema["properties"][key]["anyOf"] = [{"shape": shape.__name__}, {"type": "null"}]
    for name, definition in definitions.items():
        definition["title"] = name.removesuffix("Shape")
        if definition.get("type") != "object":
            continue
        definition.setdefault("patternProperties", {})["^x-"] = {}
        definition.pop("required", None)
        if name in _REQUIRED:
            definition["required"] = _REQUIRED[name]
        for key in definition.get("properties", {}).values():
            key.pop("title", None)
        if chinese_keys:
            _name_in_chinese(name, definition)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Written by `vsm schema`: change the version of vsm, not this file.",
        "title": tr(_TITLE),
        **{key: value for key, value in schema.items() if key != "title"},
        "$defs": {name: d for name, d in definitions.items() if name != "DocumentShape"},
    }
    result: dict[str, Any] = with_references(whole)
    return result


def _values() -> dict[str, Any]:
    """The kinds of value whose patterns are long, each described once."""
    part = schema_pattern(f"{PART}(?:\\s*(?:,\\s*|and |又)?)")
    halves = schema_pattern(f"(?:[0-9]+|[两一二三四五六七八九十]+){HALF_INSIDE}")
    # As in reading, 5M may be minutes or months.
    unclear = "(?!.*[0-9０-９]\\s*M(?![a-z]))"
    time = f"(?:{unclear}(?:{part}|{halves})+|P[0-9YMWDTHS.]+|0)"
    rate = schema_pattern(RATE_PATTERN)
    return {
        "Duration": {
            "anyOf": [{"type": "string", "pattern": f"^\\s*{time}\\s*$"}, {"const": 0}],
            "description": "A duration: 15m, 1h 30m, 2d, PT15M, 15分钟, 2 working days, 半天.",
        },
        "Range": {
            "type": "string",
            "pattern": f"^\\s*(?:{time}|[0-9０-９.]+|[两一二三四五六七八九十]+)"
            f"\\s*(?:[-–—~～至到]|to |[.][.])\\s*{time}\\s*$",
            "description": "The shortest and the longest: 1h-4h, 1-2d, 1～2天.",
        },
        "Rate": {
            "type": "string",
            "pattern": f"^\\s*(?:{rate})\\s*$",
            "description": "So many in each time: 40/week, 120/月, 10 a day, 每周10.",
        },
    }


def _name_in_chinese(shape: str, definition: dict[str, Any]) -> None:
    """Let each key stand by its Chinese name as well; a required one by either."""
    kind = shape.removesuffix("Shape")
    properties = definition["properties"]
    stands = "#" if kind == "Document" else f"#/$defs/{shape}"
    required = [[key] for key in definition.pop("required", ())]
    for name, key in KEYS[kind].english.items() if kind in KEYS else ():
        properties[name] = {
            "$ref": f"{stands}/properties/{key}",
            "description": properties[key]["description"],
        }
        for names in required:
            if key == names[0]:
                names.append(name)
    if alone := [key for key, *others in required if not others]:
        definition["required"] = alone
    if named := [names for names in required if names[1:]]:
        definition["allOf"] = [
            {"anyOf": [{"required": [name]} for name in names]} for names in named
        ]


def with_references(schema: Any) -> Any:
    """Make `{shape: NAME}` the reference to where that shape is described."""
    if isinstance(schema, list):
        return [with_references(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.keys() == {"shape"}:
        return {"$ref": f"#/$defs/{schema['shape']}"}
    return {key: with_references(part) for key, part in schema.items()}
