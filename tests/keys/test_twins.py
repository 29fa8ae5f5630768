"""A workspace in Chinese keys says the same as its twin in English ones."""

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tests.cli.running import vsm
from tests.keys.in_chinese import EVERY, in_chinese
from tests.reading import pointed_at
from vsm_cli.api import analyse_texts
from vsm_cli.loading.json_schema import json_schema
from vsm_cli.loading.shapes import ElementShape, IdentifiedShape, Shape
from vsm_cli.loading.shapes.log_shapes import LogShape
from vsm_cli.source.key_names import KEYS

SAMPLES = Path(__file__).parents[2] / "samples"
# Columns are those of the text, and a quoted key is as it was written.
POSITIONS = ("column", "end_column")


def without_positions(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_positions(v) for k, v in value.items() if k not in POSITIONS}
    return [without_positions(item) for item in value] if isinstance(value, list) else value


def twins(folder: Path, sample: str) -> tuple[Path, Path]:
    """The sample in both, each in a folder of its own, so that paths are the same."""
    english, chinese = folder / "english", folder / "chinese"
    texts = {"every.yaml": EVERY, "vsm.yaml": "vsm: 1\n"}
    if sample != "every":
        files = (SAMPLES / sample).rglob("*.yaml")
        texts = {str(f.relative_to(SAMPLES / sample)): f.read_text(encoding="utf-8") for f in files}
    else:
        texts["vsm.yaml"], texts["every.yaml"] = texts.pop("every.yaml"), "vsm: 1\n"
    for name, text in texts.items():
        for root, written in ((english, text), (chinese, in_chinese(text))):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(written, encoding="utf-8")
    return english, chinese


COMMANDS = {
    "check": ("check", ".", "--preset", "strict", "--exit-zero", "--format", "json"),
    "report": ("report", ".", "--format", "json"),
    "simulate": ("simulate", ".", "--runs", "200", "--format", "json"),
}


@pytest.mark.parametrize("sample", ["every", "bank-to-be", "bank-defects", "healthdata"])
def test_the_same_json(tmp_path: Path, sample: str) -> None:
    english, chinese = twins(tmp_path, sample)
    for name, command in COMMANDS.items():
        said = [vsm(*command, "--language", "en", folder=each) for each in (english, chinese)]
        one, other = (without_positions(json.loads(each.stdout)) for each in said)
        assert one == other, name
        assert said[0].returncode == said[1].returncode


def test_a_difference_between_the_twins_is_none(tmp_path: Path) -> None:
    english, chinese = twins(tmp_path, "bank")
    before = vsm("diff", english, english, "--format", "json", folder=tmp_path)
    after = vsm("diff", english, chinese, "--format", "json", folder=tmp_path)
    assert json.loads(before.stdout)["streams"]
    assert before.stdout == after.stdout


def test_the_same_difference(tmp_path: Path) -> None:
    now, now_zh = twins(tmp_path / "now", "bank")
    then, then_zh = twins(tmp_path / "then", "bank-to-be")
    command = ("--format", "json")
    english = vsm("diff", now, then, *command, folder=tmp_path).stdout
    chinese = vsm("diff", now_zh, then_zh, *command, folder=tmp_path).stdout
    parted = [json.loads(text.replace("/chinese", "/english")) for text in (english, chinese)]
    assert parted[0]["streams"]
    assert without_positions(parted[0]) == without_positions(parted[1])


def test_the_same_pictures(tmp_path: Path) -> None:
    for folder in twins(tmp_path, "bank"):
        vsm("render", ".", "--format", "dot", "-o", "pictures", folder=folder)
    english, chinese = (
        {file.name: file.read_text(encoding="utf-8") for file in folder.rglob("*.dot")}
        for folder in (tmp_path / "english", tmp_path / "chinese")
    )
    assert len(english) > 5
    assert english == chinese


def problems_of(text: str) -> list[tuple[str, str, int, str]]:
    """Every problem, with the word in the text that it points at."""
    report = analyse_texts({"w.yaml": text})
    return [(d.code, d.element, d.span.line, pointed_at(text, d)) for d in report.diagnostics]


def test_problems_point_at_what_was_written() -> None:
    text = (SAMPLES / "bank-defects/streams/fault-repair.yaml").read_text(encoding="utf-8")
    names = {key: name for keys in KEYS.values() for name, key in reversed(keys.english.items())}
    english, chinese = problems_of(text), problems_of(in_chinese(text))
    assert len(english) > 5
    assert [each[:3] for each in english] == [each[:3] for each in chinese]
    at_keys = [(one[3], other[3]) for one, other in zip(english, chinese, strict=True)
               if one[3] in names and one[3] != other[3]]  # fmt: skip
    assert at_keys
    assert all(other == names[one] for one, other in at_keys)


def test_the_same_with_other_line_ends_and_decomposed_letters() -> None:
    chinese = in_chinese(EVERY)
    assert problems_of(chinese.replace("\n", "\r\n")) == problems_of(chinese)
    assert unicodedata.normalize("NFD", chinese) == chinese  # no name of ours is changed by it


@pytest.mark.parametrize("sample", ["bank-defects", "every"])
def test_fixes_are_the_same(tmp_path: Path, sample: str) -> None:
    english, chinese = twins(tmp_path, sample)
    for folder in (english, chinese):
        vsm("check", ".", "--fix", "--unsafe-fixes", folder=folder)
    fixed = [f.relative_to(english) for f in english.rglob("*.yaml")]
    for name in fixed:
        text = (english / name).read_text(encoding="utf-8")
        assert in_chinese(text) == (chinese / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("streams.restore.steps.verify.wait=1h", "价值流.restore.步骤.verify.等待=1h"),
        ("streams.restore.target={lead: 1d}", "streams.restore.目标={前置时间: 1d}"),
        ("streams.restore.steps.wait.next={wait: {share: 5%, wait: 2h}, end: }",
         "价值流.restore.步骤.wait.下一步={wait: {占比: 5%, 等待: 2h}, 结束: }"),
    ],
)  # fmt: skip
def test_the_same_what_if(tmp_path: Path, english: str, chinese: str) -> None:
    one, other = twins(tmp_path, "every")
    plain = vsm("report", ".", "--format", "json", folder=one).stdout
    by_set = [
        vsm("report", ".", "--format", "json", "--set", setting, folder=folder).stdout
        for folder in (one, other)
        for setting in (english, chinese)
    ]
    assert json.loads(plain) != json.loads(by_set[0])
    assert len(set(by_set)) == 1


def test_every_key_is_in_the_text() -> None:
    """So that all that is said above is said of each."""
    chinese = in_chinese(EVERY)
    words = set(re.findall(r"\w+", chinese))
    for kind, keys in KEYS.items():
        for key, names in keys.chinese().items():
            assert names[0] in words, f"{kind}: {key}"
    assert not problems_with_keys(chinese)


def problems_with_keys(text: str) -> list[str]:
    found = analyse_texts({"vsm.yaml": text}).diagnostics
    return [each.message for each in found if each.code in ("VSM002", "VSM004")]


@pytest.mark.parametrize(
    "shape",
    [
        shape
        for base in (Shape, ElementShape, IdentifiedShape)
        for shape in base.__subclasses__()
        if shape not in (ElementShape, IdentifiedShape)
        and shape.__module__ != "vsm_cli.loading.shapes.setting_shapes"
        # What was measured is written by vsm, in English.
        and (shape is LogShape or shape.__module__ != LogShape.__module__)
    ],
)
def test_the_table_has_the_keys_of_every_shape(shape: type[Shape]) -> None:
    named = KEYS[shape.__name__.removesuffix("Shape")]
    keys = {field.alias for field in shape.model_fields.values()} - {
        "vsm",
        "engine",
        "<share as written>",
    }
    assert set(named.english.values()) == keys
    assert set(named.below) <= keys


def test_english_keys_do_not_pay_for_the_table(tmp_path: Path) -> None:
    program = (
        "import sys, vsm_cli.cli.main as main\n"
        "try: main.run()\n"
        "except SystemExit: print('vsm_cli.source.key_names' in sys.modules)"
    )
    for key, pays in (("name", "False"), ("名称", "True")):
        (tmp_path / "vsm.yaml").write_text(f"vsm: 1\nteams: {{a: {{{key}: 服务台}}}}\n", "utf-8")
        command = [sys.executable, "-c", program, "check", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        assert done.stdout.split()[-1] == pays


def test_the_schema_knows_both_names() -> None:
    validator = Draft202012Validator(json_schema())

    def faults(text: str) -> list[str]:
        # As an editor sees the text: no key is made English.
        (data,) = YAML(typ="safe", pure=True).load_all(text)
        return [
            error.message
            for error in validator.iter_errors(json.loads(json.dumps(data, default=str)))
        ]

    chinese = in_chinese(EVERY.replace("<<: [*step, {process: 9m, owner: manager}]", ""))
    assert faults(chinese) == []
    assert faults(chinese.replace("责任人: manager", "责任: manager"))
    assert faults(chinese.replace("从: jira, ", ""))


def test_the_schema_speaks_both_languages(tmp_path: Path) -> None:
    said = {
        language: json.loads(vsm("schema", "--language", language, folder=tmp_path).stdout)
        for language in ("en", "zh")
    }
    for key in ("teams", "团队"):
        english, chinese = (said[each]["properties"][key]["description"] for each in ("en", "zh"))
        assert english.isascii()
        assert re.search("[\u4e00-\u9fff]", chinese)
    # They differ in what they say alone.
    assert without_words(said["en"]) == without_words(said["zh"])
    assert all(re.search("[\u4e00-\u9fff]", text) for text in words_of(said["zh"]))


def words_of(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [text for part in schema for text in words_of(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema["description"]] if isinstance(schema.get("description"), str) else []
    return own + [text for part in schema.values() for text in words_of(part)]


def without_words(schema: Any) -> Any:
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_words(part)
        for key, part in schema.items()
        if not (key in ("title", "description") and isinstance(part, str))
    }
