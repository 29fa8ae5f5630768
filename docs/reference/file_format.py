"""The page of all keys of the format, and the JSON Schema, both from the shapes."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from reference.in_chinese import IN_CHINESE
from reference.markdown import code, generated, page, table
from vsm_cli.catalogue import vocabulary
from vsm_cli.language import either, listed, of_both
from vsm_cli.loading import field_types, shapes
from vsm_cli.loading.json_schema import json_schema, shape_schema, with_references
from vsm_cli.source.key_names import KEYS

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
    """The page in the language in force."""
    return page(
        generated(
            said("Format reference"),
            of_both("[中文](zh/format-reference.md)", "[English](../format-reference.md)"),
            said(
                "Every key of the format. [Writing definitions](format.md) explains them with"
                " examples, and the kinds of value. A key may be written by its English or its"
                " Chinese name; both are the same key. Keys that begin with `x-` are your own; a"
                " key left empty counts as not given. Keys in bold are required."
            ),
        ),
        common_keys(),
        *Sections(json_schema(chinese_keys=False)).blocks(),
        fixed_words(),
    )


def common_keys() -> str:
    properties = shape_schema(shapes.ElementShape)["properties"]
    rows = [
        (code(key), chinese_names("Document", key), Values().written(schema), described(schema))
        for key, schema in properties.items()
    ]
    where = said(
        "They may stand in documents, in everything that has an id, and in paths, links, uses,"
        " ideas and stages of journeys; the tables below leave them out."
    )
    return "\n\n".join([f"## {said('Every element')}", where, table(_head(), rows)])


def _head() -> tuple[str, ...]:
    return tuple(map(said, ("Key", "In Chinese", "Value", "Meaning")))


def chinese_names(kind: str, key: str) -> str:
    kind = {"Acceptance": "Accept"}.get(kind, kind)  # as WRITTEN_INSIDE names it
    names = KEYS[kind].chinese().get(key, ()) if kind in KEYS else ()
    return str(either(map(code, names)))


def described(schema: Schema) -> str:
    return str(schema.get("description", ""))


class Values:
    """Says in words what a schema allows."""

    def __init__(self) -> None:
        self._kinds = {
            _key(with_references(TypeAdapter(kind).json_schema())): said(name)
            for name, kind in KINDS.items()
        }
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
            return f"[{name[0].lower() + name[1:]}](#{anchor(name)})"
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
            return said("{one}; one or several").format(one=self.written(one))
        return str(either(self.written(option) for option in options))

    def _collection(self, schema: Schema) -> str:
        values = schema.get("additionalProperties")
        if isinstance(values, dict):
            return said("mapping: id → {value}").format(value=self.written(values))
        if schema.get("type") == "array":
            return said("several of {one}").format(one=self.written(schema["items"]))
        return said(
            {"object": "mapping", "string": "text", "boolean": "`true` or `false`"}.get(
                schema.get("type", ""), "any"
            )
        )


class Sections:
    """One section for each kind of mapping, in the order in which a reader comes to them."""

    def __init__(self, schema: Schema) -> None:
        self._definitions = {"Document": schema, **schema["$defs"]}
        self._values = Values()
        self._stands: dict[str, list[str]] = {}
        self._visit("Document", "")
        for name, (shape, stands) in WRITTEN_INSIDE.items():
            self._definitions[name] = with_references(shape_schema(shape))
            self._stands[name] = [stands]

    def _visit(self, name: str, path: str) -> None:
        known = self._stands.setdefault(name, [])
        known.append(path)
        if len(known) > 1:
            return
        for key, schema in self._definitions[name].get("properties", {}).items():
            for reference, inside in references(schema, f"{path}.{key}" if path else key):
                # Durations and other values are described by the schema, but are no mappings.
                if "properties" in self._definitions[reference]:
                    self._visit(reference, inside)

    def blocks(self) -> Iterator[str]:
        for name, stands in self._stands.items():
            yield "\n\n".join(self._section(name, stands))

    def _section(self, name: str, stands: list[str]) -> Iterator[str]:
        definition = self._definitions[name]
        yield f"## {title(name)}"
        if described(definition):
            yield described(definition)
        places = listed(map(code, filter(None, stands)))
        if places:
            yield said("Stands at {places}.").format(places=places)
        common = shape_schema(shapes.ElementShape)["properties"]
        required = definition.get("required", ())
        rows = [
            (f"**{code(key)}**" if key in required else code(key),
             chinese_names(name.removesuffix("Shape"), key), self._values.written(schema),
             described(schema))
            for key, schema in definition["properties"].items()
            if described(schema) not in ("", described(common.get(key, {})))
        ]  # fmt: skip
        yield table(_head(), rows)


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
    blocks = [
        f"## {said('Fixed words')}",
        said("Each is understood by its id, its English or Chinese name or an alias, in any case."),
    ]
    for heading, known in WORDS.items():
        rows = [(code(word.id), word.name, word.zh, listed(word.aliases)) for word in known]
        head = tuple(map(said, ("Id", "English", "Chinese", "Aliases")))
        blocks += [f"### {said(heading)}", table(head, rows)]
    return "\n\n".join(blocks)


def title(name: str) -> str:
    """`#/$defs/JourneyStepShape` as "Journey step"."""
    plain = name.rpartition("/")[2].removesuffix("Shape")
    return said(re.sub(r"(?<=[a-z])([A-Z])", lambda found: " " + found[1].lower(), plain))


def anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def said(english: str) -> str:
    """A text of these pages in the language in force."""
    return of_both(english, IN_CHINESE.get(english, english))


def _one_of(values: Any) -> str:
    return listed(map(code, values))


def _key(schema: Schema) -> str:
    """What a schema allows, whatever it says about it."""
    return json.dumps(_without_words(schema), sort_keys=True)


def _without_words(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_words(part)
        for key, part in schema.items()
        if not (key in ("title", "description") and isinstance(part, str))
    }
