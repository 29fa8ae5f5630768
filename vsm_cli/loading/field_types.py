"""The kinds of value as pydantic types: a parser and the JSON Schema that goes with it."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Annotated, Any

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from vsm_cli.catalogue import vocabulary
from vsm_cli.catalogue.catalogue_records import Word
from vsm_cli.loading import rates, stated_totals, value_parsing
from vsm_cli.loading.amounts import Amount
from vsm_cli.model import values

Schema = dict[str, Any]


class FieldType:
    """Parse a value by a plain function; describe it by a schema of its own."""

    def __init__(self, parse: Callable[[object], Any], schema: Schema) -> None:
        self.parse = parse
        self.schema = schema

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> Schema:
        return self.schema


class Dropped:
    """Stands in a list for an item that could not be read, so that positions stay."""


DROPPED = Dropped()


class OneOrMany:
    """A list that may also be written as a single value; items that were dropped are None."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        inner = handler(source)
        if inner["type"] == "definitions" or inner["type"] != "list":
            raise TypeError(f"OneOrMany needs a list, not {inner['type']}")
        items = core_schema.no_info_wrap_validator_function(
            lambda value, check: None if value is DROPPED else check(value), inner["items_schema"]
        )
        many = core_schema.list_schema(items)
        return core_schema.no_info_before_validator_function(as_list, many)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        array = handler(core["schema"])
        return {"anyOf": [array["items"], array]}


class NumberOrEach:
    """A number, or a mapping with a number for each of several; what is dropped is left out."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            lambda value, check: (
                check(value) if isinstance(value, dict) else value_parsing.number(value)
            ),
            handler(source),
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        return {"anyOf": [_NUMBER, handler(core["schema"])]}


def as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


class Mapping:
    """A shape in a place where it may also be written short: a bare text for the value of one
    key (`find-cause` for `{stream: find-cause}`), or nothing at all for no keys.

    Its validator is built when the first such value comes by: a file seldom has every kind of
    element, and building all of them takes longer than reading a small file.
    """

    def __init__(self, key: str | None = None, *, share: bool = False) -> None:
        self.key, self.share = key, share
        self._shape: Any = None

    def _validate(self, value: Any) -> Any:
        if value is None:
            value = {}
        elif self.key and isinstance(value, str):
            value = self._of_text(self.key, value)
        return self._shape.model_validate(value)

    def _name(self) -> str:
        return str(self._shape.__name__)

    def _of_text(self, key: str, text: str) -> dict[str, str]:
        """`incident`, or with `share` also `incident 10%`: no id has a space or a percentage."""
        id_, _, share = text.rpartition(" ")
        if self.share and id_ and value_parsing.PERCENT.fullmatch(share):
            return {key: id_.strip(), "share": share}
        return {key: text}

    def __get_pydantic_core_schema__(
        self, source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        bound = Mapping(self.key, share=self.share)
        bound._shape = source
        return core_schema.no_info_plain_validator_function(bound._validate)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> Schema:
        # `loading.json_schema` makes a reference of it, to where the shape is described once.
        shape = core["function"]["function"].__self__._name()
        short = {"type": ["string", "number"]} if self.key else {"type": "null"}
        # The shape first: of several that do not fit, editors tell what is wrong with the first.
        return {"anyOf": [{"shape": shape}, short]}


class RareShape(Mapping):
    """A shape that few files have, by its module among the shapes and its name: it is imported when
    the first value comes by."""

    def __init__(self, named: str, key: str | None = None, *, share: bool = False) -> None:
        super().__init__(key, share=share)
        self._module, self.name = named.split(".")

    def _validate(self, value: Any) -> Any:
        if self._shape is None:
            module = import_module(f"vsm_cli.loading.shapes.{self._module}")
            self._shape = getattr(module, self.name)
        return super()._validate(value)

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def _name(self) -> str:
        return self.name


def word(known: tuple[Word, ...]) -> FieldType:
    """One of the fixed words; the schema lists ids, names and aliases as editors offer them."""
    return FieldType(value_parsing.FixedWord(known), {"type": "string", "enum": names_of(known)})


def names_of(known: tuple[Word, ...]) -> list[str]:
    """All that these words may be written as, ids first."""
    names = [word.id for word in known]
    names += [name for word in known for name in (word.name, word.zh, *word.aliases) if name]
    return list(dict.fromkeys(names))


# Described once, in the schema's definitions: the pattern is long.
_DURATION: Schema = {"shape": "Duration"}
_RANGE: Schema = {"shape": "Range"}
_SHARE: Schema = {
    "anyOf": [
        {"type": "string", "pattern": "^\\s*(100([.]0*)?|[0-9]{0,2}([.][0-9]*)?)\\s*[%％]\\s*$"},
        {"type": "string", "pattern": "^[一二三四五六七八九1-9]成[一二三四五六七八九1-9半]?$"},
        {"type": "number", "minimum": 0, "maximum": 1},
    ],
    "description": "A share: 30% or 0.3.",
}
_SPREAD: Schema = {
    "anyOf": [
        _DURATION,
        _RANGE,
        {
            "type": "object",
            "properties": {"min": _DURATION, "likely": _DURATION, "max": _DURATION},
            "required": ["min", "max"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"mean": _DURATION, "sd": _DURATION},
            "required": ["mean", "sd"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "patternProperties": {f"^{value_parsing.PERCENTILE}$": _DURATION},
            "minProperties": 2,
            "maxProperties": 2,
            "additionalProperties": False,
        },
    ],
    "description": "A duration, or its spread: {min, max}, {min, likely, max}, {mean, sd},"
    " {p50, p90}.",
}
_BOOL: Schema = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "是", "否"]}]}
_AUTOMATED: Schema = {"anyOf": [*_BOOL["anyOf"], {"enum": [*value_parsing.PARTLY]}]}
_NUMBER: Schema = {"type": "number", "minimum": 0}
_TARGET_TIME: Schema = {
    "anyOf": [
        _DURATION,
        {
            "type": "object",
            "patternProperties": {f"^{value_parsing.PERCENTILE}$": _DURATION},
            "minProperties": 1,
            "additionalProperties": False,
        },
    ]
}
_TEXT: Schema = {"type": ["string", "number"]}
_ACCEPT: Schema = {
    "anyOf": [
        {"type": ["string", "number", "null"]},
        {
            "type": "object",
            "properties": dict.fromkeys(("criteria", "required-by", "准则", "依据要求"), _TEXT),
            "patternProperties": {"^x-": {}},
            "additionalProperties": False,
        },
    ]
}
_ACCEPTS: Schema = {
    "anyOf": [
        _TEXT,
        {"type": "array", "items": _TEXT},
        {"type": "object", "additionalProperties": _ACCEPT},
    ],
    "description": "Data that the step accepts or refuses, with the criteria.",
}
_ROUTE: Schema = {
    "anyOf": [
        _SHARE,
        {"type": "null"},
        {
            "type": "object",
            "properties": {"share": _SHARE, "wait": _SPREAD, "占比": _SHARE, "等待": _SPREAD},
            "patternProperties": {"^x-": {}},
            "additionalProperties": False,
        },
    ]
}
_NEXT: Schema = {
    "anyOf": [
        _TEXT,
        {
            "type": "array",
            "items": {
                "anyOf": [
                    _TEXT,
                    {
                        "type": "object",
                        "additionalProperties": _ROUTE,
                        "minProperties": 1,
                        "maxProperties": 1,
                    },
                ]
            },
        },
        {"type": "object", "additionalProperties": _ROUTE, "minProperties": 1},
    ],
    "description": "One step; several side by side, each for all items or with the share that"
    " goes there besides; or exactly one of several with shares.",
}
_ENTRY: Schema = {"anyOf": [{"type": "boolean"}, _SHARE]}
_RATE: Schema = {"shape": "Rate"}


def target_time(value: object) -> dict[str, Amount]:
    """Percentile ("" for the mean) to duration."""
    if not isinstance(value, dict):
        return {"": value_parsing.duration(value)}
    import re

    if not value or not all(re.fullmatch(value_parsing.PERCENTILE, key) for key in value):
        value_parsing.wrong("target")
    return {key: value_parsing.duration(limit) for key, limit in value.items()}


_SETTINGS: Schema = {
    "type": "object",
    "description": "Places with what would stand there: {wait: 1d}, or from the top:"
    " {streams.ID.steps.ID.wait: 1d}.",
}


def settings(value: object) -> dict[str, Any]:
    """Places with values; the values are read where they are put."""
    if not isinstance(value, dict) or not value:
        value_parsing.wrong("settings")
    return {str(place): each for place, each in value.items()}


_SCORED: Schema = {
    "type": "string",
    "pattern": "^\\s*[0-9]+([.][0-9]+)?\\s*(/\\s*(5|7|10|100)|[%％])\\s*$",
}
_SCORE: Schema = {
    "anyOf": [
        _SCORED,
        {
            "type": "object",
            "properties": {
                "score": _SCORED,
                "nps": {"type": "number", "minimum": -100, "maximum": 100},
                "answers": _NUMBER,
                "on": {"type": "string"},
            },
            "additionalProperties": False,
        },
    ],
    "description": "A measured satisfaction: 72%, 3.6/5, {score: 3.6/5, answers: 120}, {nps: 20}.",
}

# Each name below is a kind of value as shapes use it.
# A plain number is a text where a text is meant: an id may be `007`.
Text = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
Bool = Annotated[bool, FieldType(value_parsing.boolean, _BOOL)]
Automated = Annotated[bool, FieldType(value_parsing.automated, _AUTOMATED)]
StrictBool = Annotated[bool, Strict()]
Texts = Annotated[list[Text], OneOrMany()]
Duration = Annotated[Amount, FieldType(value_parsing.duration, _DURATION)]
Spread = Annotated[value_parsing.RawSpread, FieldType(value_parsing.spread, _SPREAD)]
Share = Annotated[float, FieldType(value_parsing.share, _SHARE)]
Rate = Annotated[rates.Rate, FieldType(value_parsing.rate, _RATE)]
Number = Annotated[float, FieldType(value_parsing.number, _NUMBER)]
People = Annotated[dict[Text, Number], NumberOrEach()]
OneToFive = Annotated[
    float, FieldType(value_parsing.one_to_five, {"type": "integer", "minimum": 1, "maximum": 5})
]
Seconds = Annotated[
    float,
    FieldType(
        value_parsing.seconds,
        {"type": "number", "exclusiveMinimum": 0, "maximum": value_parsing.SECONDS_MOST},
    ),
]
Day = Annotated[
    date,
    FieldType(value_parsing.day, {"type": "string", "pattern": f"^{value_parsing.DAY_PATTERN}$"}),
]
Entry = Annotated[bool | float, FieldType(value_parsing.entry, _ENTRY)]
StatedTime = Annotated[stated_totals.WrittenTotal, FieldType(stated_totals.stated_time, _DURATION)]
StatedShare = Annotated[stated_totals.WrittenTotal, FieldType(stated_totals.stated_share, _SHARE)]
TargetTime = Annotated[dict[str, Amount], FieldType(target_time, _TARGET_TIME)]
Activity = Annotated[str, word(vocabulary.ACTIVITIES)]
Stage = Annotated[str, word(vocabulary.STAGES)]
Layer = Annotated[str, word(vocabulary.LAYERS)]
State = Annotated[str, word(vocabulary.STATES)]
Basis = Annotated[str, word(vocabulary.BASES)]
Work = Annotated[str, word(vocabulary.WORK)]
Mode = Annotated[str, word(vocabulary.MODES)]
IdeaState = Annotated[str, word(vocabulary.IDEA_STATES)]
Settings = Annotated[dict[str, Any], FieldType(settings, _SETTINGS)]
Satisfaction = Annotated[values.Satisfaction, FieldType(value_parsing.score, _SCORE)]
Actor = Annotated[str, word(vocabulary.ACTORS)]
Engine = Annotated[str, word(vocabulary.ENGINES)]
LogEngine = Annotated[str, word(vocabulary.LOG_ENGINES)]
Layout = Annotated[str, word(vocabulary.LAYOUTS)]
Language = Annotated[str, word(vocabulary.LANGUAGES)]
ACCEPTS_SCHEMA = _ACCEPTS
NEXT_SCHEMA = _NEXT
