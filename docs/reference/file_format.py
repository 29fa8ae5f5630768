"""The page of all keys of the format, and the JSON Schema, both from the shapes."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from reference.markdown import code, generated, page, table
from vsm_cli.catalogue import vocabulary
from vsm_cli.loading import field_types, shapes
from vsm_cli.loading.json_schema import json_schema, shape_schema

Schema = dict[str, Any]

# How each kind of value is called; docs/format.md explains them.
KINDS: dict[str, Any] = {
    "text": field_types.Text,
    "one text or several": field_types.Texts,
    "`true` or `false`": field_types.Bool,
    "duration": field_types.Duration,
    "duration or spread": field_types.Spread,
    "share": field_types.Share,
    "rate": field_types.Rate,
    "number from 0": field_types.Number,
    "1, 2, 3, 4 or 5": field_types.OneToFive,
    "date": field_types.Day,
    "`true` or share": field_types.Entry,
    "duration, or percentiles with a duration each": field_types.TargetTime,
    "data, several, or each with its criteria or [acceptance](#acceptance)": shapes.Accepts,
    "a step, several, or each with its share or [route](#route)": shapes.NextSteps,
}
# Their schema is part of the value in which they stand.
WRITTEN_INSIDE: dict[str, tuple[type[shapes.Shape], str]] = {
    "Acceptance": (shapes.AcceptShape, "streams.ID.steps.ID.accepts.ID"),
    "Route": (shapes.RouteShape, "streams.ID.steps.ID.next.ID"),
}
WORDS = {
    "Value chain activity (`activity`)": vocabulary.ACTIVITIES,
    "Type of stream (`type`); any other id is allowed": vocabulary.STREAM_TYPES,
    "Stage of a journey (`stage`)": vocabulary.STAGES,
    "Layer (`layer`)": vocabulary.LAYERS,
    "State of a map (`state`)": vocabulary.STATES,
    "Basis of the figures (`basis`)": vocabulary.BASES,
    "Work (`work`)": vocabulary.WORK,
    "Mode of a path (`mode`)": vocabulary.MODES,
    "Who begins a stage (`by`)": vocabulary.ACTORS,
    "Language (`language`)": vocabulary.LANGUAGES,
}


def schema_text() -> str:
    """What `vsm schema` prints."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def reference() -> str:
    return page(
        generated(
            "Format reference",
            "Every key of the format. [Writing definitions](format.md) explains them with"
            " examples, and the kinds of value. Keys that begin with `x-` are your own; a key left"
            " empty counts as not given. Keys in bold are required.",
        ),
        common_keys(),
        *Sections(json_schema()).blocks(),
        fixed_words(),
    )


def common_keys() -> str:
    properties = shape_schema(shapes.ElementShape)["properties"]
    rows = [
        (code(key), Values().written(schema), described(schema))
        for key, schema in properties.items()
    ]
    where = (
        "They may stand in documents, in everything that has an id, and in paths, links, uses,"
        " ideas and stages of journeys; the tables below leave them out."
    )
    return "\n\n".join(["## Every element", where, table(("Key", "Value", "Meaning"), rows)])


def described(schema: Schema) -> str:
    return str(schema.get("description", ""))


class Values:
    """Says in words what a schema allows."""

    def __init__(self) -> None:
        self._kinds = {_key(TypeAdapter(kind).json_schema()): name for name, kind in KINDS.items()}
        for known in (*WORDS.values(), vocabulary.ENGINES):
            schema = field_types.word(known).schema
            self._kinds[_key(schema)] = _one_of(word.id for word in known)

    def written(self, schema: Schema) -> str:
        options = [each for each in schema.get("anyOf", [schema]) if each != {"type": "null"}]
        whole: Schema = {"anyOf": options} if len(options) > 1 else options[0]
        known = self._kinds.get(_key(whole))
        if known:
            return known
        if "$ref" in whole:
            name = title(whole["$ref"])
            return f"[{name.lower()}](#{anchor(name)})"
        if "enum" in whole:
            return _one_of(whole["enum"])
        if "const" in whole:
            return code(whole["const"])
        if len(options) > 1:
            return self._alternatives(options)
        return self._collection(whole)

    def _alternatives(self, options: list[Schema]) -> str:
        one, last = options[0], options[-1]
        if last.get("type") == "array" and last["items"] == one:
            return f"{self.written(one)}; one or several"
        return " or ".join(self.written(option) for option in options)

    def _collection(self, schema: Schema) -> str:
        values = schema.get("additionalProperties")
        if isinstance(values, dict):
            return f"mapping: id → {self.written(values)}"
        if schema.get("type") == "array":
            return f"several of {self.written(schema['items'])}"
        return str({"object": "mapping", "string": "text"}.get(schema.get("type", ""), "any"))


class Sections:
    """One section for each kind of mapping, in the order in which a reader comes to them."""

    def __init__(self, schema: Schema) -> None:
        self._definitions = {"Document": schema, **schema["$defs"]}
        self._values = Values()
        self._stands: dict[str, list[str]] = {}
        self._visit("Document", "")
        for name, (shape, stands) in WRITTEN_INSIDE.items():
            self._definitions[name] = shape_schema(shape)
            self._stands[name] = [stands]

    def _visit(self, name: str, path: str) -> None:
        known = self._stands.setdefault(name, [])
        known.append(path)
        if len(known) > 1:
            return
        for key, schema in self._definitions[name].get("properties", {}).items():
            for reference, inside in references(schema, f"{path}.{key}" if path else key):
                self._visit(reference, inside)

    def blocks(self) -> Iterator[str]:
        for name, stands in self._stands.items():
            yield "\n\n".join(self._section(name, stands))

    def _section(self, name: str, stands: list[str]) -> Iterator[str]:
        definition = self._definitions[name]
        yield f"## {title(name)}"
        if described(definition):
            yield described(definition)
        places = ", ".join(map(code, filter(None, stands)))
        if places:
            yield f"Stands at {places}."
        common = shape_schema(shapes.ElementShape)["properties"]
        required = definition.get("required", ())
        rows = [
            (f"**{code(key)}**" if key in required else code(key), self._values.written(schema),
             described(schema))
            for key, schema in definition["properties"].items()
            if described(schema) not in ("", described(common.get(key, {})))
        ]  # fmt: skip
        yield table(("Key", "Value", "Meaning"), rows)


def references(schema: Any, path: str) -> Iterator[tuple[str, str]]:
    """The definitions that a schema refers to, each once, with the place where they stand."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2], path
    inside = f"{path}.ID"
    found = [*references(schema.get("additionalProperties"), inside)]
    for option in schema.get("anyOf", ()):
        found += references(option, path)
    yield from dict.fromkeys(found)


def fixed_words() -> str:
    blocks = ["## Fixed words", "Each is understood by its id, its English or Chinese name or an"
              " alias, in any case."]  # fmt: skip
    for heading, known in WORDS.items():
        rows = [(code(word.id), word.name, word.zh, ", ".join(word.aliases)) for word in known]
        blocks += [f"### {heading}", table(("Id", "English", "Chinese", "Aliases"), rows)]
    return "\n\n".join(blocks)


def title(name: str) -> str:
    """`#/$defs/JourneyStepShape` as "Journey step"."""
    plain = name.rpartition("/")[2].removesuffix("Shape")
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: " " + found[1].lower(), plain)


def anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _one_of(values: Any) -> str:
    return ", ".join(map(code, values))


def _key(schema: Schema) -> str:
    plain = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return json.dumps(plain, sort_keys=True)
