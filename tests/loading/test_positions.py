"""Each problem's place lies in the text and covers what it means, whatever the layout."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import pointed_at, problems, told
from vsm_cli.api import Options, analyse

ROOT = Path(__file__).parents[2]

NAMES = st.sampled_from(["a", "desk", "恢复", "é-ü", "שלום", "x_1", "007", "e\u0301"])
WRONG_STEPS = st.sampled_from(
    [("owner", "nobody-1", "VSM005", "nobody-1"), ("systems", "nobody-2", "VSM005", "nobody-2"),
     ("inputs", "不存在", "VSM005", "不存在"), ("wait", "12", "VSM003", "wait"),
     ("process", "长", "VSM003", "process"), ("activity", "zzz", "VSM003", "activity"),
     ("queue", "-1", "VSM003", "queue"), ("next", "nowhere", "VSM005", "nowhere"),
     ("uses", "no-stream", "VSM005", "no-stream"), ("kindd", "x", "VSM002", "kindd"),
     ("accepts", "no-data", "VSM005", "no-data"), ("complete-accurate", "200%", "VSM003",
      "complete-accurate"), ("数量", "1", "VSM002", "数量")]
)  # fmt: skip


@st.composite
def workspaces(draw: Any) -> tuple[str, list[tuple[str, str]]]:
    """A workspace in some layout, with what is wrong in it, in order."""
    lines = [
        "vsm: 1",
        draw(st.sampled_from(["", "# 注释 comment", "title: 😀 x"])),
        "data: {d: }",
        "streams:",
    ]
    expected = []
    told_once = set()
    ids = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=canonical))
    for stream in ids:
        lines += [f"  {stream}:", "    steps:"]
        for step in draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=canonical)):
            wrongs = draw(st.lists(WRONG_STEPS, max_size=3, unique_by=lambda w: w[0]))
            style = draw(st.sampled_from(["block", "flow", "quoted", "comments", "spread"]))
            pairs = []
            for key, value, code, at in wrongs:
                quoted = f'"{value}"' if style == "quoted" and code == "VSM005" else value
                pairs.append((key, quoted))
                # A name that is missing in several places is one problem.
                missing = (key, value, stream if key == "next" else "")
                if code == "VSM005" and missing in told_once:
                    continue
                told_once.add(missing)
                expected.append((code, quoted if at == value else at))
            if style in ("flow", "quoted"):
                inside = ", ".join(f"{key}: {value}" for key, value in pairs)
                lines.append(f"      {step}: {{{inside}}}   # vsm 名")
            elif style == "spread":
                inside = ",\n         ".join(f"{key}: {value}" for key, value in pairs)
                lines += f"      {step}: {{\n         {inside}\n        }}".split("\n")
            else:
                lines.append(f"      {step}:")
                for key, value in pairs:
                    lines += ["", "        # 注释"] if style == "comments" else []
                    lines.append(f"        {key}:   {value}   # 名")
    text = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    return text + draw(st.sampled_from(["", "\n", "\n\n"])), expected


def canonical(name: str) -> str:
    return unicodedata.normalize("NFC", name)


@settings(max_examples=150)
@given(workspaces())
def test_places(given_: tuple[str, list[tuple[str, str]]]) -> None:
    text, expected = given_
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("systems: {s: {owner: &o nobody}}\n", "&o nobody"),
        ("systems:\n  s:\n    owner:\n      nobody\n", "nobody"),
        ("systems: {s: {owner: 'nobody'}}\n", "'nobody'"),
        ("systems: {s: {owner: !!str nobody}}\n", "!!str nobody"),
        ("systems:\n  s:\n    owner: >-\n      nobody\n", ">-\n      nobody\n"),
        ("streams: {s: {steps: {a: {systems: [x, y]}}}}\nsystems: {x: }\n", "y"),
        ("streams: {s: {steps: {a: {systems: [\n x,\n y]}}}}\nsystems: {x: }\n", "y"),
        ("streams:\n s:\n  steps:\n   a:\n    systems:\n    - x\n    - y\nsystems: {x: }\n", "y"),
        ("streams: {s: {steps: {a: {next: nope}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {next: {nope: 5%, end: }}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {next: [end, nope]}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {next: [end, {nope: 5%}]}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {accepts: {nope: x}}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {accepts: [nope]}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {starts: nope}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {starts: [s, nope]}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {starts: {stream: nope}}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {starts: [{stream: nope}]}}}}\n", "nope"),
        ("streams: {s: {steps: {a: {starts: {stream: s, at: nope}}}}}\n", "nope"),
        ("journeys: {j: {steps: {stage: engage, stream: nope}}}\n", "nope"),
        ("paths: {from: nope, to: s}\nsystems: {s: }\n", "nope"),
        ("paths:\n- {from: nope, to: s}\nsystems: {s: }\n", "nope"),
        ("roles: {e\u0301: {team: x\u0301}}\n", "x\u0301"),
        ("streams: {s: {steps: {a: {inputs: [x\u0301]}}}}\n", "x\u0301"),
    ],
)
def test_the_value_that_is_meant(text: str, at: str) -> None:
    text = "vsm: 1\n" + text
    (found,) = problems(text)
    assert found.code == "VSM005"
    shown = pointed_at(text, found)
    assert shown in (at, at.split()[-1]), "the value, with or without its tag or anchor"


def test_an_alias_is_shown_where_its_value_stands() -> None:
    text = "vsm: 1\nx: &a {owner: nobody}\nsystems:\n  s: *a\n  r: *a\n"
    assert told(text) == [("VSM002", "x"), ("VSM005", "nobody")]


@pytest.mark.parametrize("name", ["bank-defects", "bank-defects-zh"])
def test_samples(name: str) -> None:
    """Every place of every rule in the samples with defects lies in its text."""
    folder = ROOT / "samples" / name
    report = analyse([folder], Options(preset="strict"))
    assert len(report.diagnostics) > 10
    for diagnostic in report.diagnostics:
        source = report.source(diagnostic.path)
        assert source is not None
        assert pointed_at(source.text, diagnostic).strip()


def test_thousands_of_problems_in_one_mapping_take_no_minutes() -> None:
    count = 8_000
    text = "vsm: 1\nsystems:\n" + "".join(f"  s{n}: {{sise: 1}}\n" for n in range(count))
    assert len(problems(text)) == count
