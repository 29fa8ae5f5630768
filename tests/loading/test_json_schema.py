"""The JSON Schema says the same as reading, wherever a schema can tell."""

# ruff: noqa: E501 -- a table is read by its rows

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.loading.test_elements import NEXT
from tests.loading.test_one_wrong_value import WHOLE, WRONG
from tests.reading import problems
from vsm_cli.loading.json_schema import json_schema
from vsm_cli.source.data import Number
from vsm_cli.source.reading import read_text

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SAMPLES = Path(__file__).parents[2] / "samples"


def as_plain(value: Any) -> Any:
    """Data as an editor's YAML reader gives it: plain numbers are numbers."""
    if isinstance(value, dict):
        return {key: as_plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_plain(item) for item in value]
    if isinstance(value, Number):
        text = str(value)
        return int(text) if text.lstrip("+-").isdigit() else float(text.replace(".inf", "inf"))
    return value


def faults(text: str) -> list[str]:
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message[:80]}"
        for document in read_text(text, "a.yaml").documents
        if isinstance(document.data, dict)
        for error in VALIDATOR.iter_errors(as_plain(document.data))
    ]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(SAMPLES.rglob("*.yaml")) if "backstage" not in path.parts],
    ids=lambda path: str(path.relative_to(SAMPLES)),
)
def test_samples_are_good(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_the_starter_is_good() -> None:
    for path in (Path(__file__).parents[2] / "vsm_cli" / "cli" / "starter").rglob("*.yaml"):
        assert faults(path.read_text(encoding="utf-8")) == []


GOOD = [
    WHOLE,
    "vsm: 1\n",
    "vsm: 1\nteams: \nstreams: {a: , b: {steps: {c: }}}\n",
    "vsm: 1\nx-mine: [1]\nteams: {a: {x-b: 1, name: 007, size: 1.5, tags: [a, 1]}}\n",
    "vsm: 1\ncalendar: {day: 7.5h, week: }\npaths: {from: a, to: b, process: {p50: 1m, p99.9: 2h}}\n",
    "vsm: 1\nlint: {preset: strict, select: VSM00, per-file: {a: [VSM001]}}\n",
    "vsm: 1\nlanguage: zh\nrender: {engine: system}\n",
    "vsm: 1\nstreams: {s: {demand: 40/周, calendar: {day: 8h}, target: {lead: {p95: 1d}}, stated: {lead: 0}}}\n",
    *(f"vsm: 1\nstreams: {{s: {{demand: {rate}}}}}\n" for rate in ("10 per week", "每周10", "3000件/月", "10 a Day", "1.2万/年")),
    *(f"vsm: 1\nstreams: {{s: {{steps: {{a: {{{keys}}}}}}}}}\n" for keys, _, _ in NEXT),
    *(
        f"vsm: 1\nstreams: {{s: {{steps: {{a: {{{keys}}}}}}}}}\n"
        for keys in (
            "entry: 60%", "entry: true", "wait: 0", "wait: '0'", "wait: 1h 30m", "wait: PT15M",
            "wait: 15分钟", "wait: {min: 0, likely: 5m, max: 1h}", "complete-accurate: 0.3",
            "complete-accurate: 30 %", "activity: 契动", "uses: [a, {stream: b, x-c: 1}]",
            "starts: b", "accepts: d", "accepts: [d]", "accepts: {d: , e: x, f: {criteria: y, x-z: 1}}",
            "next: {b: {share: 5%, wait: 5m, x-y: 1}}", "ideas: [a, {name: b, owner: c}]",
            "queue: 0", "wait: 2 Working Days", "wait: 1h-4h", "wait: 1-2d", "wait: ２～４小时", "process: 半天",
            "wait: 两个半小时到三天", "every: half an hour", "automated: yes", "automated: 是",
            "inputs: []", "outputs: a", "urls: {a: https://x}", "wait: 2 h",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD, ids=lambda text: text[7:60])
def test_what_is_good(text: str) -> None:
    assert faults(text) == []
    told = [d.code for d in problems({"vsm.yaml": text})]
    assert {"VSM002", "VSM003"}.isdisjoint(told)


# What no schema of one document can know: order and sums of values, keys of ids, references.
BEYOND = {"max", "mean", "p90", "p50", "p51", "part", "p art", "customer", "''"}


@pytest.mark.parametrize(
    "wrong", [w for w in WRONG if w.code in ("VSM002", "VSM003")],
    ids=lambda w: f"{w.code} {w.new}"[:50],
)  # fmt: skip
def test_what_is_bad(wrong: Any) -> None:
    found = faults(WHOLE.replace(wrong.old, wrong.new))
    if wrong.at in BEYOND or wrong.new.startswith(
        ("day:", "week: 1w", "week: 8d", "process: {p50: 1m, p50.0", "queue: .inf")
    ):
        return
    assert found, "reading refuses it, the schema does not"


@pytest.mark.parametrize("text", ["vsm: 2\n", "vsm: one\n", "vsm: \n", "teams: {}\n"])
def test_versions(text: str) -> None:
    assert faults(text)


def test_it_helps_to_write() -> None:
    """Each key is explained, and fixed words can be offered."""
    step = SCHEMA["$defs"]["StepShape"]["properties"]
    assert all(key.get("description") for key in step.values())
    assert "engage" in str(step["activity"])
    assert "契动" in str(step["activity"])


@pytest.mark.parametrize(
    ("wait", "good"),
    [("5M", False), ("1-5M", False), ("5m", True), ("5 Mins", True), ("PT5M", True)],
)
def test_minutes_or_months(wait: str, good: bool) -> None:
    text = f"vsm: 1\nstreams: {{s: {{steps: {{a: {{wait: {wait}}}}}}}}}\n"
    assert (not faults(text), not problems(text)) == (good, good)
