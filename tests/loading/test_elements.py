"""Elements and what joins them: ids, one or many, routes, links, acceptances, documents."""

# ruff: noqa: E501 -- a table is read by its rows

import unicodedata
from typing import Any

import pytest

from tests.reading import problems, told
from vsm_cli.loading import load_texts
from vsm_cli.model.streams import Step
from vsm_cli.model.workspace import Workspace


def loaded(text: str | dict[str, str]) -> Workspace:
    texts = {"w.yaml": text} if isinstance(text, str) else text
    return load_texts(texts).workspace


def steps(text: str) -> dict[str, Step]:
    text = f"vsm: 1\nteams: {{t: }}\nsystems: {{x: , y: }}\ndata: {{d: , e: }}\nstreams:\n  s:\n    steps:\n{text}"
    assert problems(text) == []
    return dict(loaded(text).streams["s"].steps)


def step(keys: str) -> Step:
    return steps(f"      a: {{{keys}}}\n      b:\n      c:\n")["a"]


NFD = unicodedata.normalize("NFD", "Prüfung-é")
IDS = ["restore-service", "恢复服务", "007", "a_b", "1e3", "true", "null", "שלום", "नमस्ते", NFD,
       "0x10", "2026-03-13", "１２"]  # fmt: skip


@pytest.mark.parametrize("id_", IDS)
def test_ids_are_the_text_as_written(id_: str) -> None:
    """Wherever it is defined and referred to, quoted or not, composed or not."""
    other = unicodedata.normalize("NFC", id_)
    plain = f'"{id_}"' if id_ in ("true", "null") else id_
    text = f"""\
vsm: 1
teams: {{"{id_}": }}
systems: {{"{id_}": {{owner: "{other}"}}}}
data: {{{id_}: {{master: "{other}"}}}}
paths: {{from: "{other}", to: {plain}, data: "{other}"}}
streams:
  {id_}:
    owner: "{other}"
    responded-at: "{other}"
    steps:
      {other}: {{owner: "{id_}", systems: ["{id_}"], outputs: "{id_}", accepts: "{id_}",
               next: {{"{id_}": 10%, end: }}, starts: "{other}"}}
journeys: {{"{id_}": {{owner: "{id_}", steps: [{{stage: engage, stream: "{id_}"}}]}}}}
"""
    assert problems(text) == []
    found = loaded(text)
    assert list(found.streams) == [other]
    assert found.streams[other].steps[other].starts[0].stream == other


@pytest.mark.parametrize(
    "id_", ["a b", "a.b", "a/b", "a:b", "", "<b>", "'; DROP", "[red]x[/red]", "\\e[31m", "\\u202e",
            "😀", "a\\nb", "end", "customer"]
)  # fmt: skip
@pytest.mark.parametrize(
    "section", ["teams", "systems", "data", "streams", "journeys", "practices"]
)
def test_ids_that_are_none(section: str, id_: str) -> None:
    assert [d.code for d in problems(f'vsm: 1\n{section}: {{"{id_}": }}\n')] == ["VSM003"]


@pytest.mark.parametrize(
    ("one", "two"), [("Jira", "jira"), ("JIRA", "Jira"), ("Straße", "STRASSE"), ("Ärzte", "ärzte")]
)
def test_ids_that_differ_by_case(one: str, two: str) -> None:
    assert told(f"vsm: 1\nsystems: {{{one}: , {two}: }}\n") == [("VSM004", two)]
    assert told(f"vsm: 1\nteams: {{{one}: }}\nroles: {{{two}: }}\n") == [("VSM004", two)]
    assert told(f"vsm: 1\nsystems: {{{one}: }}\ndata: {{{two}: }}\n") == []


PLURAL = [
    ("participants", "t", lambda s: s.participants), ("systems", "x", lambda s: s.systems),
    ("inputs", "d", lambda s: s.inputs), ("outputs", "d", lambda s: s.outputs),
    ("practices", "service-desk", lambda s: tuple(b.written for b in s.practices)),
    ("tags", "hot", lambda s: s.tags), ("was", "old", lambda s: s.was),
    ("accepts", "d", lambda s: tuple(a.data for a in s.accepts)),
    ("ideas", "Better", lambda s: tuple(i.name for i in s.ideas)),
    ("uses", "s", lambda s: tuple(u.stream for u in s.uses)),
    ("starts", "s", lambda s: tuple(u.stream for u in s.starts)),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "get"), PLURAL)
def test_one_or_many(key: str, value: str, get: Any) -> None:
    assert get(step(f"{key}: {value}")) == (value,)
    assert get(step(f"{key}: [{value}]")) == (value,)
    assert get(step(f"{key}: []")) == ()
    nothing = None if key in ("inputs", "outputs") else ()
    assert get(step(f"{key}: ")) == nothing


NEXT = [
    ("", "one", {"b": None}),
    ("next: ", "one", {"b": None}),
    ("next: c", "one", {"c": None}),
    ("next: end", "one", {"end": None}),
    ("next: []", "one", {"end": None}),
    ("next: [c]", "all", {"c": None}),
    ("next: [b, c]", "all", {"b": None, "c": None}),
    ("next: [b, end]", "all", {"b": None, "end": None}),
    ("next: [b, {c: 10%}]", "all", {"b": None, "c": 0.1}),
    (
        "next: [{b: 0.3}, {c: {share: 90%, wait: 1h}}, end]",
        "all",
        {"b": 0.3, "c": 0.9, "end": None},
    ),
    ("next: [b, {c: }]", "all", {"b": None, "c": None}),
    ("next: [b, b: 100%]".replace("b:", "c:"), "all", {"b": None, "c": 1.0}),
    ("next: {b: 70%, c: 30%}", "choice", {"b": 0.7, "c": 0.3}),
    ("next: {b: 70%, c: }", "choice", {"b": 0.7, "c": 0.3}),
    ("next: {b: , c: 0.3, end: 20%}", "choice", {"b": 0.5, "c": 0.3, "end": 0.2}),
    ("next: {b: , c: }", "choice", {"b": None, "c": None}),
    ("next: {b: , c: , end: 20%}", "choice", {"b": None, "c": None, "end": 0.2}),
    ("next: {b: }", "choice", {"b": 1.0}),
    ("next: {b: {share: 5%, wait: 5m}, c: }", "choice", {"b": 0.05, "c": 0.95}),
    ("next: {b: {wait: 5m}, c: 5%}", "choice", {"b": 0.95, "c": 0.05}),
    ("next: {b: {}, c: 5%}", "choice", {"b": 0.95, "c": 0.05}),
    ("next: {a: 10%, b: }", "choice", {"a": 0.1, "b": 0.9}),
    ("next: {b: 80%, c: 80%}", "choice", {"b": 0.8, "c": 0.8}),
    ("next: {b: 120%, c: 0%}".replace("120%", "100%"), "choice", {"b": 1.0, "c": 0.0}),
]


@pytest.mark.parametrize(("keys", "split", "routes"), NEXT)
def test_next(keys: str, split: str, routes: dict[str, float | None]) -> None:
    found = step(keys)
    assert found.split == split
    assert {route.target: route.share for route in found.routes} == routes


def test_a_route_says_more() -> None:
    found = step("next: {b: {share: 5%, wait: {min: 1h, max: 3h}}, c: }")
    assert found.routes[0].wait is not None
    assert found.routes[0].wait.mean_s == 7200
    assert found.routes[0].written_share == "5%"
    assert found.routes[1].written_share is None


def test_a_branch_that_only_some_take_may_say_more() -> None:
    found = step("next: [b, {c: {share: 10%, wait: 2h}}]").routes[1]
    assert found.wait is not None
    assert (found.target, found.wait.mean_s, found.written_share) == ("c", 7200, "10%")


@pytest.mark.parametrize(
    ("written", "said", "help_"),
    [
        ("[b, {c: 10%, end: 20%}]", "each item of the list is one branch", "{c: 10%}, {end: 20%}"),
        ("[b, {c: 10%}, {c: 20%}]", "c stands twice in the list", ""),
        ("[{b: 10%}]", "needs another one beside it", "next: {b: 10%, ELSEWHERE: }"),
        ("[b, {c: 30}]", "30 is not a share", "30%"),
        ("[b, {c: {share: 10%, wait: soon}}]", "soon is not a duration", "15m"),
    ],
)
def test_what_is_no_branch(written: str, said: str, help_: str) -> None:
    text = f"vsm: 1\nstreams: {{s: {{steps: {{a: {{next: {written}}}, b: , c: }}}}}}\n"
    (found,) = [each for each in problems({"vsm.yaml": text}) if each.code == "VSM003"]
    assert said in found.message
    assert help_ in (found.help or "")


def test_the_last_step_leads_to_the_end() -> None:
    found = steps("      a:\n      b: {next: a}\n      c:\n")
    assert [[route.target for route in s.routes] for s in found.values()] == [["b"], ["a"], ["end"]]


@pytest.mark.parametrize(
    ("written", "entry"),
    [("true", True), ("60%", 0.6), ("0.6", 0.6), ("", None), ("false", False), ("0%", 0.0)],
)
def test_entry(written: str, entry: bool | float | None) -> None:
    assert step(f"entry: {written}").entry == entry


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("d", {"d": (None, None)}), ("[d, e]", {"d": (None, None), "e": (None, None)}),
        ("{d: works}", {"d": ("works", None)}), ("{d: , e: 7}", {"d": (None, None), "e": ("7", None)}),
        ("{d: {criteria: works, required-by: control 7.2}}", {"d": ("works", "control 7.2")}),
        ("{d: {required-by: law}}", {"d": (None, "law")}), ("{d: {}}", {"d": (None, None)}),
    ],
)  # fmt: skip
def test_accepts(written: str, said: dict[str, tuple[str | None, str | None]]) -> None:
    found = step(f"accepts: {written}").accepts
    assert {a.data: (a.criteria, a.required_by) for a in found} == said


def test_links() -> None:
    used = step(
        "wait: 1h, uses: [s, {stream: s, wait: true, data: d, within: 1d, owner: customer}]"
    ).uses
    assert [(u.stream, u.wait, u.data, u.within_s, u.owner) for u in used] == [
        ("s", False, (), None, None),
        ("s", True, ("d",), 86400, "customer"),
    ]
    (link,) = step(
        "starts: {stream: s, at: b, data: [d, e], owner: t, share: 20%, wait: 1h}"
    ).starts
    assert (link.stream, link.at, link.data, link.owner, link.share) == (
        "s",
        "b",
        ("d", "e"),
        "t",
        0.2,
    )


def test_keys_of_ones_own() -> None:
    text = """\
vsm: 1
x-note: {a: [1]}
calendar: {day: 8h, x-why: law}
teams: {t: {x-phone: 1}}
systems: {s: {x-a: 1}, r: }
paths: {from: s, to: r, x-a: 1}
streams:
  s:
    x-a: 1
    target: {lead: 1d, x-a: 1}
    steps:
      a: {x-a: 1, next: {end: {share: 100%, x-a: 1}}, starts: {stream: s, x-a: 1}, x-b: true}
journeys: {j: {x-a: 1, steps: [{stage: engage, x-a: 1}]}}
"""
    assert problems(text) == []
    assert loaded(text).streams["s"].steps["a"].starts[0].stream == "s"


def test_sections_in_any_document() -> None:
    one = {
        "w.yaml": "vsm: 1\nteams: {a: }\nsystems: {x: {owner: a}}\n---\nvsm: 1\nroles: {r: {team: a}}\n"
    }
    two = {"1.yaml": "vsm: 1\nsystems: {x: {owner: a}}\nroles: {r: {team: a}}\n",
           "2.yaml": "vsm: 1\nteams: {a: }\n"}  # fmt: skip
    for texts in (one, two):
        assert problems(texts) == []
        found = loaded(texts)
        assert (found.systems["x"].owner, found.roles["r"].team) == ("a", "a")


def test_the_first_definition_counts() -> None:
    texts = {
        "1.yaml": "vsm: 1\nteams: {a: {size: 1}}\ncalendar: {day: 8h}\n",
        "2.yaml": "vsm: 1\nteams: {a: {size: 2}}\ncalendar: {day: 6h}\n---\nvsm: 1\nteams: {a: {size: 3}}\n",
    }
    assert [(d.path, d.span.line, d.code) for d in problems(texts)] == [
        ("2.yaml", 2, "VSM004"), ("2.yaml", 3, "VSM004"), ("2.yaml", 6, "VSM004"),
    ]  # fmt: skip
    assert loaded(texts).teams["a"].size == 1
    assert loaded(texts).calendar.day_hours == 8
    (first, *_) = problems(texts)
    assert [(r.path, r.span.line) for r in first.related] == [("1.yaml", 2)]


VERSIONS = [
    ("vsm: 2\n", ["VSM006"]), ("vsm: 1.0\n", ["VSM006"]), ('vsm: "1"\n', ["VSM006"]),
    ("vsm:\n", ["VSM006"]), ("vsm: one\n", ["VSM006"]), ("vsm: true\n", ["VSM006"]),
    ("vsm: 1\n---\na: 1\n", ["VSM006"]), ("vsm: 1\n---\nvsm: 2\n", ["VSM006"]),
    ("a: 1\n---\nvsm: 1\n", []), ("vsm: 1\n---\n- a list\n", []), ("vsm: 1\n---\n", []),
    ("vsm: 1\n---\nvsm: {a: b}\n", []), ("'vsm': 1\n", []), ("{vsm: 1}\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), VERSIONS)
def test_versions(text: str, codes: list[str]) -> None:
    assert [d.code for d in problems(text)] == codes


@pytest.mark.parametrize(
    "key", ["language: zh", "lint: {preset: strict}", "render: {engine: system}"]
)
def test_only_a_root_says_how_to_run(key: str) -> None:
    name = key.split(":")[0]
    assert problems({"vsm.yaml": f"vsm: 1\n{key}\n"}) == []
    assert problems({"vsm.yaml": f"vsm: 1\n---\nvsm: 1\n{key}\n"}) == []
    assert told({"a.yaml": f"vsm: 1\n{key}\n"}) == [("VSM002", name)]
    assert told({"sub/vsm.yaml": f"vsm: 1\n{key}\n"}) == [("VSM002", name)]
    assert told({"vsm.yaml": f"vsm: 1\n{key}\n---\nvsm: 1\n{key}\n"}) == [("VSM004", name)]


BROKEN = ["vsm: 1\nteams: [}\n", "vsm: 2\n", "vsm: 1\n---\nteams: {gone: }\n"]


@pytest.mark.parametrize("broken", BROKEN)
def test_undefined_references_wait_for_broken_files(broken: str) -> None:
    text = "vsm: 1\nsystems: {s: {owner: gone, size: 1}}\n"
    found = problems({"a.yaml": text, "broken.yaml": broken})
    assert "VSM005" not in [d.code for d in found]
    assert "VSM002" in [d.code for d in found], "the rest is still told"
    assert "VSM005" in [d.code for d in problems({"a.yaml": text, "whole.yaml": "vsm: 1\n"})]


@pytest.mark.parametrize("section", ["teams: [gone]", "systems: 5", "data: [gone]", "streams: x"])
def test_references_into_an_unreadable_section(section: str) -> None:
    kind = section.split(":")[0]
    text = {
        "teams": "systems: {a: {owner: gone}}\n", "systems": "data: {a: {master: gone}}\n",
        "data": "streams: {a: {steps: {b: {inputs: gone}}}}\n",
        "streams": "journeys: {a: {steps: {stage: engage, stream: gone}}}\n",
    }[kind]  # fmt: skip
    assert told(f"vsm: 1\n{section}\n{text}") == [("VSM003", kind)]
    assert [code for code, _ in told(f"vsm: 1\n{text}")] == ["VSM005"]


def test_steps_that_cannot_be_read_may_be_meant() -> None:
    text = "vsm: 1\nstreams:\n  s: {{responded-at: a, steps: {}}}\n  t: {{steps: {{b: {{starts: {{stream: s, at: a}}}}}}}}\n"
    assert told(text.format("[a]")) == [("VSM003", "steps")]
    assert [code for code, _ in told(text.format("{c: }"))] == ["VSM005"]


CIRCLES = [
    ("a: {uses: {stream: t, wait: true}}", "b: {uses: {stream: s, wait: true}}", 1),
    ("a: {uses: {stream: s, wait: true}}", "b:", 1),
    ("a: {uses: {stream: t, wait: true}, wait: 1h}", "b: {uses: {stream: s, wait: true}}", 0),
    ("a: {uses: {stream: t, wait: true}}", "b: {uses: {stream: s, wait: true}, queue: 3}", 0),
    ("a: {uses: {stream: t, wait: true}}", "b: {uses: {stream: s, wait: true}, every: 1w}", 0),
    ("a: {uses: {stream: t, wait: true}}", "b: {uses: s}", 0),
]


@pytest.mark.parametrize(("first", "second", "count"), CIRCLES)
def test_circles_of_waits(first: str, second: str, count: int) -> None:
    text = f"vsm: 1\nstreams:\n  s: {{steps: {{{first}}}}}\n  t: {{steps: {{{second} }}}}\n"
    assert [d.code for d in problems(text)] == ["VSM003"] * count


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_a_circle_of_parents_is_told_once(length: int) -> None:
    teams = ", ".join(f"t{n}: {{parent: t{(n + 1) % length}}}" for n in range(length))
    text = f"vsm: 1\nteams: {{{teams}, other: {{parent: t0}}}}\n"
    assert told(text) == [("VSM003", f"t{1 % length}")]
    found = loaded(text)
    assert [team.id for team in found.teams.values() if team.parent is None] == ["t0"]
    assert not found.is_outside("other")


def test_keys_inherited_by_merge() -> None:
    text = """\
vsm: 1
teams: {t: }
x-usual: &usual {owner: t, process: 5m}
streams:
  s:
    steps:
      a: {<<: *usual, wait: 1h}
      b:
        <<: [*usual]
        process: 1h
        owner: nobody
"""
    assert told(text) == [("VSM005", "nobody")]
    found = loaded(text).streams["s"].steps
    assert (found["a"].owner, found["a"].process.mean_s) == ("t", 300)  # type: ignore[union-attr]
    assert found["b"].process.mean_s == 3600  # type: ignore[union-attr]
    wrong = text.replace("process: 5m}", "process: 5}")
    # Once, where it is written, however many steps inherit it.
    more = wrong.replace("        owner: nobody\n", "      c: {<<: [{wait: 1h}, *usual]}\n")
    assert told(more) == [("VSM003", "process")]


def test_names_stay_as_they_are() -> None:
    name = '<b>"x" & [red]y[/red] {z} % \\x1b[31m \\u202e 😀 שלום'
    text = f"vsm: 1\ntitle: {name!r}\n".replace("\\\\", "\\")
    assert problems(text) == []
    assert "{z}" in (loaded(text).title or "")


def test_thousands_of_wrong_names_take_no_minutes() -> None:
    count = 600
    teams = "".join(f"  team-{n}: {{}}\n" for n in range(count))
    systems = "".join(f"  system-{n}: {{owner: taem-{n}}}\n" for n in range(count))
    found = problems(f"vsm: 1\nteams:\n{teams}systems:\n{systems}")
    assert len(found) == count
    assert sum("did you mean" in (d.help or "") for d in found) == 100


@pytest.mark.parametrize(
    "written", ["{x: 20%, end: 50%, 结束: 30%}", "{x: 20%, 结束: 50%, end: 30%}", "[end, 结束]"]
)
def test_the_end_by_both_names_is_a_duplicate(written: str) -> None:
    text = f"vsm: 1\nstreams:\n  s:\n    steps:\n      x: {{next: {written}}}\n"
    first, again = (
        ("end", "结束") if written.find("end") < written.find("结束") else ("结束", "end")
    )
    (found,) = problems(text)
    assert (found.code, found.message) == (
        "VSM004", f"{again} is given twice here: {first} is the same step",
    )  # fmt: skip
    assert told(text) == [("VSM004", again)]
