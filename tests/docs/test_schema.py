"""The JSON Schema agrees with what `vsm check` reads: right definitions pass, wrong ones do not."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.docs.pages import ROOT, name_of
from tests.docs.test_documented_definitions import PAGES, definitions
from vsm_cli.loading.json_schema import json_schema
from vsm_cli.source.data import Number
from vsm_cli.source.reading import read_text

# What other tools have written is there to be imported.
SAMPLES = [
    each
    for each in sorted((ROOT / "samples").rglob("*.yaml"))
    if "vsm: 1" in each.read_text(encoding="utf-8")
]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json(data: Any) -> Any:
    """The data as an editor sees it: plain numbers are numbers."""
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(value) for value in data]
    return float(data) if isinstance(data, Number) else data


def faults(validator: Draft202012Validator, text: str) -> list[str]:
    documents = read_text(text, "file.yaml").documents
    return [
        f"{error.json_path}: {error.message[:200]}"
        for document in documents
        for error in validator.iter_errors(as_json(document.data))
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_samples(validator: Draft202012Validator, sample: Path) -> None:
    assert faults(validator, sample.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_documented_definitions(validator: Draft202012Validator, page: Path) -> None:
    for name, text in definitions(page).items():
        assert faults(validator, text) == [], name


def step(keys: str) -> str:
    return f"vsm: 1\nstreams: {{s: {{steps: {{a: {{{keys}}}}}}}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        step("procces: 5m"),
        step("process: 5"),
        step("process: 5 bananas"),
        step("wait: {min: 5m}"),
        step("complete-accurate: 95"),
        step("activity: engagement"),
        step("next: {b: 2}"),
        step("accepts: {d: {criterion: x}}"),
        step("starts: {at: x}"),
        "vsm: 2\n",
        "title: without a version\n",
        "vsm: 1\npaths: [{from: a}]\n",
        "vsm: 1\nlint: {presets: strict}\n",
        "vsm: 1\nstreams: {s: {impact: 6}}\n",
        "vsm: 1\nstreams: {s: {demand: 40}}\n",
    ],
)
def test_wrong_ones(validator: Draft202012Validator, text: str) -> None:
    assert faults(validator, text)


@pytest.mark.parametrize(
    "text",
    [
        step("process: PT15M, wait: 15分钟"),
        step("process: {p50: 10m, p90: 1h}"),
        step("wait: 0, complete-accurate: 0.95"),
        step("next: [b, c]"),
        step("next: {b: 70%, c: , end: {share: 5%, wait: 1d}}"),
        step("activity: 契动, work: 增值"),
        step("starts: other, uses: [x, {stream: y, wait: true}]"),
        step("owner: , x-room: [1, 2]"),
        "vsm: 1\nstreams: {s: {steps: {a: }, demand: 120/月, target: {perceived: {p95: 2h}}}}\n",
    ],
)
def test_right_ones(validator: Draft202012Validator, text: str) -> None:
    assert faults(validator, text) == []


def test_every_key_says_what_it_means() -> None:
    schema = json_schema()
    for name, definition in {"Document": schema, **schema["$defs"]}.items():
        for key, value in definition.get("properties", {}).items():
            assert value.get("description"), f"{name}: {key}"
