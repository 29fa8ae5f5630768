"""Streams that are like patterns or other streams give what they would give if written out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import pointed_at, problems, told
from vsm_cli.api import analyse_texts
from vsm_cli.diagnostics import Diagnostic, laid_out
from vsm_cli.loading import load_texts
from vsm_cli.reporters.report.json import as_json
from vsm_cli.reporters.report.overview import overview

STREAM_VALUES: dict[str, list[Any]] = {
    "owner": ["desk", "ops"], "layer": ["core", "support"], "customer": ["staff", "branch"],
    "trigger": ["It breaks", "A call"], "value": ["It works"], "impact": [2, 5],
    "target": [{"lead": "4h"}, {"perceived": {"p95": "2d"}}], "calendar": [{"day": "8h"}],
    "description": ["x"], "tags": [["a", "b"], "c"],
}  # fmt: skip
STEP_VALUES: dict[str, list[Any]] = {
    "name": ["One", "Two"], "owner": ["desk", "ops", "customer"], "process": ["5m", "1h"],
    "wait": ["2h", {"min": "1h", "max": "3h"}], "systems": ["jira", ["jira", "cmdb"]],
    "inputs": ["ticket", []], "practices": ["Incident management"], "people": [2, {"ops": 1}],
    "complete-accurate": ["80%"], "automated": [True], "next": ["end", {"a": "10%", "end": None}],
    "starts": ["other"], "touchpoint": ["phone"],
}  # fmt: skip
OWN_ONLY: dict[str, list[Any]] = {"name": ["Mine"], "demand": ["4/week"], "ideas": [["Better"]]}
REST: dict[str, Any] = {
    "vsm": 1,
    "teams": {"desk": {"size": 2}, "ops": {}},
    "systems": {"jira": {}, "cmdb": {}},
    "data": {"ticket": {}},
}


class Twins:
    """A workspace with a pattern and the same written out, drawn together: each key is taken,
    replaced, the stream's own, or taken away."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw
        self.pattern: dict[str, Any] = {"steps": {}}
        self.like: dict[str, Any] = {"like": "base"}
        self.whole: dict[str, Any] = {}
        self._mapping(STREAM_VALUES, self.pattern, self.like, self.whole)
        for key, values in OWN_ONLY.items():
            if draw(st.booleans()):
                self.pattern[key] = draw(st.sampled_from(values))
            if draw(st.booleans()):
                self.like[key] = self.whole[key] = draw(st.sampled_from(values))
        self.whole["steps"] = {}
        own = {}
        for id_ in ("a", "b", "c")[: draw(st.integers(1, 3))]:
            steps = self.pattern["steps"][id_], mine, self.whole["steps"][id_] = {}, {}, {}
            self._mapping(STEP_VALUES, *steps)
            if mine or draw(st.booleans()):
                own[id_] = mine
        if draw(st.booleans()):
            own["z"] = {"owner": "ops"}
            self.whole["steps"]["z"] = {"owner": "ops"}
        if own:
            self.like["steps"] = own
        gone = {f"gone-{n}": {"process": "9h"} for n in range(draw(st.integers(0, 2)))}
        if gone:
            at = draw(st.integers(1, len(self.pattern["steps"])))
            items = list(self.pattern["steps"].items())
            self.pattern["steps"] = dict([*items[:at], *gone.items(), *items[at:]])
            self.like["without"] = list(gone)

    def _mapping(self, values: dict[str, list[Any]], pattern: Any, like: Any, whole: Any) -> None:
        for key, some in values.items():
            drawn = st.sampled_from(some)
            match self._draw(st.sampled_from(("none", "taken", "replaced", "own", "away"))):
                case "taken":
                    pattern[key] = whole[key] = self._draw(drawn)
                case "replaced":
                    pattern[key] = self._draw(drawn)
                    like[key] = whole[key] = self._draw(drawn)
                case "own":
                    like[key] = whole[key] = self._draw(drawn)
                case "away":
                    pattern[key], like[key] = self._draw(drawn), None


def report(streams: Any, patterns: Any = None) -> str:
    other = {"other": {"steps": {"o": {"owner": "ops"}}}}
    document = {**REST, "streams": {**streams, **other}, "patterns": patterns or {}}
    loaded = load_texts({"vsm.yaml": json.dumps(document)})
    assert not loaded.findings, [each.message for each in loaded.findings]
    return as_json(overview(loaded.workspace, [], []))


@st.composite
def twins(draw: Any) -> Twins:
    return Twins(draw)


@settings(max_examples=100, deadline=None)
@given(twins())
def test_a_stream_that_is_like_a_pattern_is_as_if_it_were_written_out(twin: Twins) -> None:
    assert report({"s": twin.like}, {"base": twin.pattern}) == report({"s": twin.whole})


def steps(pattern: str, stream: str) -> Any:
    """The routes of each step of a stream that is like a pattern of these steps: target, share
    and wait in minutes."""
    text = f"""
vsm: 1
patterns: {{p: {{responded-at: b, steps: {{{pattern}}}}}}}
streams: {{s: {{like: p, {stream}}}}}
"""
    loaded = load_texts({"w.yaml": text})
    assert not loaded.findings, [each.message for each in loaded.findings]
    found = loaded.workspace.streams["s"]
    return {
        id_: [
            (r.target, r.share, r.wait.mean_s / 60 if r.wait else None) for r in step.routes
        ]
        for id_, step in found.steps.items()
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("a: , b: , c: ", {"a": [("c", 1.0, None)], "c": [("end", 1.0, None)]}),
        ("a: {next: {b: 30%, c: }}, b: {next: end}, c: ",
         {"a": [("end", 0.3, None), ("c", 0.7, None)], "c": [("end", 1.0, None)]}),
        ("a: {next: {b: 30%, c: 70%}}, b: , c: ",
         {"a": [("c", 1.0, None)], "c": [("end", 1.0, None)]}),
        ("a: , b: {next: {a: 10%, c: 90%}}, c: ",
         {"a": [("a", 0.1, None), ("c", 0.9, None)], "c": [("end", 1.0, None)]}),
        ("a: {next: {b: {wait: 5m}}}, b: {next: {c: {wait: 1h}}}, c: {wait: 9h}",
         {"a": [("c", 1.0, 65)], "c": [("end", 1.0, None)]}),
        ("a: {next: {b: {wait: 5m}}}, b: , c: {wait: 1h}",
         {"a": [("c", 1.0, 65)], "c": [("end", 1.0, None)]}),
        ("a: {next: {b: {wait: 10m}}}, b: {next: {c: {wait: 1h-3h}}}, c: ",
         {"a": [("c", 1.0, 130)], "c": [("end", 1.0, None)]}),
        ("a: {next: [b, c]}, b: {next: [c, d]}, c: , d: ",
         {"a": [("c", None, None), ("d", None, None)], "c": [("d", 1.0, None)],
          "d": [("end", 1.0, None)]}),
    ],
)  # fmt: skip
def test_what_led_to_a_step_that_is_left_out_leads_past_it(pattern: str, left: Any) -> None:
    found = steps(pattern, "without: b")
    normal = {
        id_: [(to, 1.0 if share is None and len(ways) == 1 else share, wait)
              for to, share, wait in ways]
        for id_, ways in found.items()
    }  # fmt: skip
    assert normal == left


def test_an_entry_passes_to_the_successor() -> None:
    text = """
vsm: 1
patterns: {p: {steps: {a: {next: c}, b: {next: c}, c: {entry: 30%}}}}
streams:
  first: {like: p, without: a}
  share: {like: p, without: b, steps: {b: {entry: 20%}, a: {entry: 50%}}}
"""
    streams = load_texts({"w.yaml": text}).workspace.streams
    assert streams["share"].steps["c"].entry == pytest.approx(0.5)
    assert streams["share"].steps["a"].entry == 0.5
    assert streams["first"].steps["c"].entry == 0.3


def test_a_first_step_without_an_entry_of_its_own_passes_its_place_on() -> None:
    text = """
vsm: 1
patterns: {p: {steps: {a: {next: c}, b: , c: }}}
streams: {s: {like: p, without: a}}
"""
    found = load_texts({"w.yaml": text}).workspace.streams["s"].steps
    assert (found["b"].entry, found["c"].entry) == (None, True)


def test_milestones_of_a_step_that_is_left_out_pass_to_the_step_before() -> None:
    text = """
vsm: 1
patterns: {p: {responded-at: b, delivered-at: c, steps: {a: , b: , c: }}}
streams: {s: {like: p, without: [b, c]}}
"""
    found = load_texts({"w.yaml": text}).workspace.streams["s"]
    assert (found.responded_at, found.delivered_at) == ("a", "a")


@pytest.mark.parametrize(
    "pattern",
    [
        "a: {next: {b: 10%, c: 90%}}, b: {next: {c: 50%, end: 50%}}, c: ",  # on a condition
        "b: {next: {c: 50%, end: 50%}}, c: ",  # work comes in, and splits
        "a: , b: {next: b}",
        "a: {next: {b: {wait: 1h-2h}}}, b: {next: {c: {wait: 3h-4h}}}, c: ",
        "a: {next: {b: 30%, c: {share: 70%, wait: 1h}}}, b: , c: ",  # two waits to one step
    ],
)
def test_what_cannot_be_left_out_is_told_and_stays(pattern: str) -> None:
    text = f"""
vsm: 1
patterns: {{p: {{steps: {{{pattern}}}}}}}
streams: {{s: {{like: p, without: b}}}}
"""
    assert told(text) == [("VSM003", "b")]
    assert "b" in load_texts({"w.yaml": text}).workspace.streams["s"].steps


@pytest.mark.parametrize(
    ("streams", "expected"),
    [
        ("s: {like: x}", [("VSM005", "x")]),
        ("s: {like: pp}", [("VSM005", "pp")]),
        ("s: {like: s}", [("VSM003", "s")]),
        ("s: {like: t}\n  t: {like: u}\n  u: {like: s}", [("VSM003", "s")]),
        ("s: {like: p, without: q}", [("VSM005", "q")]),
        ("s: {without: a, steps: {a: }}", [("VSM003", "a")]),
        ("p: {}", [("VSM004", "p")]),
        ("P: {}", [("VSM004", "p")]),
        ("s: {like: [p]}", [("VSM003", "like")]),
        ("s: {exends: p}", [("VSM002", "exends")]),
    ],
)
def test_what_leads_nowhere_is_told_once(streams: str, expected: list[tuple[str, str]]) -> None:
    text = f"vsm: 1\nstreams:\n  {streams}\npatterns:\n  p: {{steps: {{a: }}}}\n"
    assert told(text) == expected


def test_a_stream_that_misses_what_it_should_take_is_not_said_to_lack_it() -> None:
    text = "vsm: 1\nstreams: {s: {like: nowhere, steps: {a: {}}}}"
    assert [each.code for each in analyse_texts({"w.yaml": text}).diagnostics] == ["VSM005"]


PATTERNS = """\
vsm: 1
patterns:
  p:
    owner: desk
    customer: staff
    trigger: It breaks
    value: It works
    steps:
      a: {owner: nobody, practices: Incident management, process: 5m, wrng: 1}
      b: {practices: Incident mangement, process: 5}
"""
STREAMS = """\
vsm: 1
teams: {desk: {}}
streams:
  two: {like: p}
  one: {like: p, steps: {a: {owner: desk}}}
"""


def checked(patterns: str = PATTERNS) -> list[Diagnostic]:
    return analyse_texts({"b.yaml": STREAMS, "a.yaml": patterns}).diagnostics


def test_a_problem_in_the_text_of_a_pattern_is_told_once_and_there() -> None:
    found = [each for each in checked() if each.path == "a.yaml"]
    said = {
        (each.code, each.element, pointed_at(PATTERNS, each), len(each.related)) for each in found
    }
    assert said == {
        ("VSM005", "patterns.p.steps.a", "nobody", 1),
        ("VSM002", "patterns.p.steps.a", "wrng", 2),
        ("VSM102", "patterns.p.steps.b", "b", 2),
        ("VSM302", "patterns.p.steps.b", "Incident mangement", 2),
        ("VSM003", "patterns.p.steps.b", "process", 2),
    }
    lines = [place.span.line for each in found for place in each.related if each.code == "VSM102"]
    assert lines == [5, 4]  # by id
    assert not [each for each in checked() if each.path == "b.yaml"]


def test_it_is_suppressed_where_the_text_is() -> None:
    silent = PATTERNS.replace("process: 5}", "process: 5}  # vsm: ignore[VSM302, VSM102] so it is")
    codes = {each.code for each in checked()} - {each.code for each in checked(silent)}
    assert codes == {"VSM302", "VSM102"}


def test_the_owner_of_a_step_in_a_pattern_is_who_has_the_problem() -> None:
    text = PATTERNS.replace("b: {", "b: {owner: desk, ")
    (found,) = [each for each in checked(text) if each.code == "VSM302"]
    assert (found.owner, found.team) == ("desk", "desk")


def test_a_stream_that_others_are_like_keeps_its_problems() -> None:
    text = STREAMS.replace("{like: p}", "{steps: {a: {owner: desk, process: 5}}}").replace(
        "like: p", "like: two"
    )
    (found,) = problems(text)
    assert (found.element, len(found.related)) == ("streams.two.steps.a", 1)


def test_a_pattern_that_nothing_is_like_is_only_read() -> None:
    text = "vsm: 1\npatterns: {p: {steps: {a: {process: 5, owner: nobody}}}}\nstreams: {}\n"
    assert [each.code for each in analyse_texts({"w.yaml": text}).diagnostics] == ["VSM003"]


def test_keys_in_chinese() -> None:
    text = (
        "vsm: 1\n样板: {基: {步骤: {甲: {处理时间: 5m}, 乙: }}}\n价值流: {s: {仿照: 基, 去掉: 乙}}"
    )
    found = load_texts({"w.yaml": text})
    assert not found.findings
    assert [*found.workspace.streams["s"].steps] == ["甲"]


def test_pictures_show_the_problem_in_each_stream_that_has_it() -> None:
    elements = [each.element for each in laid_out(checked()) if each.code == "VSM102"]
    assert elements == ["patterns.p.steps.b", "streams.one.steps.b", "streams.two.steps.b"]
