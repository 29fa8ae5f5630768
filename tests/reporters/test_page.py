"""The report as an HTML page: what is in it, and that nothing people wrote becomes markup."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.reporters.expecting import definition
from tests.reporters.problems import problem
from vsm_cli.api import Options, Report, analyse, analyse_texts
from vsm_cli.api.html_page import page
from vsm_cli.diagnostics import Level, Suppression
from vsm_cli.language import spoken
from vsm_cli.loading import load_texts
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.page import page_charts
from vsm_cli.reporters.page.page_addresses import Addresses
from vsm_cli.reporters.page.page_building import page as built
from vsm_cli.reporters.page.page_parts import PagePart, PagePicture
from vsm_cli.reporters.page.page_pictures import is_harmless, shown
from vsm_cli.reporters.page.page_problems import manuals
from vsm_cli.reporters.page.picture_looks import PictureLooks
from vsm_cli.reporters.report.first_page import first_page
from vsm_cli.reporters.report.overview import Overview, overview
from vsm_cli.rules import ALL_RULES

SAMPLES = Path(__file__).parents[2] / "samples"
_EMPTY = {"meta", "input", "br", "hr", "link", "img"}
_NASTY = (
    "</script></style><script>x=1</script>\"'><img src=x onerror=x> ]]> {{ 7*7 }} \\ \x00\x1b\u202e"
)
NASTY_TEXT = f"""
vsm: 1
title: &n {json.dumps(_NASTY)}
teams: {{desk: {{name: *n, size: 1}}}}
systems: {{tool: {{name: *n, urls: {{*n : "javascript:x=1"}}}}}}
data: {{fix: {{name: *n}}}}
streams:
  restore:
    name: *n
    layer: core
    customer: *n
    trigger: *n
    demand: 1/day
    target: {{lead: 1h}}
    urls: {{Runbook: "javascript:x=1"}}
    steps:
      a: {{name: *n, description: *n, owner: desk, practices: *n, systems: tool, wait: 2h,
          process: 1h, urls: {{Good: "https://example.org/?a=1&b=2", Bad: "javascript:x=1",
          Worse: " JavaScript:x=1"}}, accepts: {{fix: *n}}, ideas: [*n], touchpoint: *n,
          starts: {{stream: other, data: fix}}}}
      b: {{name: *n, accepts: {{fix: *n}}}}
  other: {{name: *n, steps: {{c: {{}}}}}}
journeys: {{way: {{name: *n, steps: [{{stage: engage}}, {{stage: agree, stream: restore}}]}}}}
"""


class Tags(HTMLParser):
    """Checks that every element is closed where it should be; keeps elements and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {tag} {attrs}"
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for each, attributes in self.found if each == tag]


def sample(name: str) -> Report:
    return analyse([SAMPLES / name])


@pytest.fixture(scope="module")
def defects() -> str:
    return page(sample("bank-defects"), files="../").html


@pytest.fixture(scope="module")
def nasty() -> str:
    report = analyse_texts({"</script><script>x=1</script>.yaml": NASTY_TEXT})
    return page(report, files="").html


@pytest.fixture(params=["defects", "nasty", "zh"], scope="module")
def text(request: pytest.FixtureRequest, defects: str, nasty: str) -> str:
    pages = {"defects": defects, "nasty": nasty}
    return pages.get(request.param) or page(sample("bank-defects-zh")).html


def test_well_formed_with_every_id_once(text: str) -> None:
    tags = Tags(text)
    ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    headings = [int(tag[1]) for tag, _ in tags.found if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    main = headings[: -1 - headings[::-1].index(2)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(main))


def test_links_inside_lead_somewhere(text: str) -> None:
    from urllib.parse import unquote

    tags = Tags(text)
    ids = {attributes["id"] for _, attributes in tags.found if "id" in attributes}
    inside = [a["href"] or "" for a in tags.all("a") if (a.get("href") or "").startswith("#")]
    assert len(inside) > 5
    assert {unquote(href[1:]) for href in inside} <= ids


def test_nothing_runs_but_our_script(text: str) -> None:
    tags = Tags(text)
    for tag, attributes in tags.found:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert tag not in ("img", "iframe", "object", "embed", "form") or tag == "form"
        for name in ("href", "src", "xlink:href", "action"):
            address = attributes.get(name) or ""
            assert ":" not in address or address.startswith(("https://", "http://", "mailto:"))
    scripts = tags.all("script")
    assert [each for each in scripts if each.get("type") != "application/json"] == [{}]
    assert "src" not in {name for each in scripts for name in each}
    assert "http-equiv" in tags.all("meta")[1]


def test_the_policy_names_the_hashes_of_script_and_style(defects: str) -> None:
    policy = next(each["content"] for each in Tags(defects).all("meta") if "http-equiv" in each)
    script = re.findall(r"<script>(.*?)</script>", defects, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", defects, re.DOTALL)
    assert len(script) == len(style) == 1
    for kind, found in (("script", script[0]), ("style", style[0])):
        digest = b64encode(sha256(found.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in (policy or "")
    assert (policy or "").startswith("default-src 'none'; ")
    assert "unsafe" not in (policy or "")
    assert "connect-src" not in (policy or "")


def test_a_live_page_may_ask_its_server_only() -> None:
    live = page(sample("omg-incident"), live="1").html
    policy = next(each["content"] for each in Tags(live).all("meta") if "http-equiv" in each)
    assert (policy or "").endswith("; connect-src 'self'")
    assert "EventSource" in live
    assert "EventSource" not in page(sample("omg-incident")).html


def test_what_people_wrote_is_text(nasty: str) -> None:
    tags = Tags(nasty)
    told = "".join(tags.texts)
    assert "{{ 7*7 }}" in told
    assert "]]>" in told
    assert "<script>x=1</script>" in told
    assert "x=1" not in re.findall(r"<script>(.*?)</script>", nasty, re.DOTALL)[0]
    assert "https://example.org/?a=1" in told
    assert [a for a in tags.all("a") if "javascript" in (a.get("href") or "").lower()] == []
    assert not set(nasty) & set("\x00\x1b\u202e")


@pytest.mark.parametrize(
    ("url", "follows"),
    [
        ("https://a", True), ("HTTP://a", True), ("mailto:a@b", True), ("javascript:a", False),
        (" java\nscript:a", False), ("data:text/html,a", False), ("file:///etc", False),
        ("//a", False), ("a", False), ("http://[", False), ("vbscript:a", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_followed(url: str, follows: bool) -> None:
    assert is_harmless(url) is follows


def test_the_same_bytes(defects: str) -> None:
    assert page(sample("bank-defects"), files="../").html == defects


def test_the_first_screen_says_what_the_terminal_says(defects: str) -> None:
    checked = sample("bank-defects").workspaces[0]
    facts = overview(checked.workspace, checked.diagnostics, checked.suppressed)
    told = "".join(Tags(defects).texts).replace("\N{NO-BREAK SPACE}", " ")
    for line in terminal(first_page(facts), width=300).splitlines():
        for piece in re.split(r"\s{2,}|; ", line.strip()):
            number = re.sub(r"^(ownerless relay points|missing paths) ?", "", piece)
            assert number.partition(", missing paths")[0] in told, piece


def test_files_that_cannot_be_read_are_named_above_all() -> None:
    given = {"vsm.yaml": "vsm: 1\nstreams: {a: {steps: {x: {}}}}\n", "bad.yaml": "vsm: 1\na: [1\n"}
    text = page(analyse_texts(given)).html
    alarms = re.findall(r'<p class="alarm">(.*?)</p>', text)
    assert len(alarms) == 1
    assert re.match(
        r"bad\.yaml:\d+:\d+ cannot be read, so that what it defines is missing", alarms[0]
    )
    assert text.index(alarms[0]) < text.index("<h1")
    assert 'class="alarm"' not in page(sample("omg-incident")).html


def test_errors_and_warnings_are_counted_on_the_first_screen(defects: str) -> None:
    checked = sample("bank-defects").workspaces[0]
    for name, level in (("Errors", Level.ERROR), ("Warnings", Level.WARNING)):
        number = sum(each.level is level for each in checked.diagnostics)
        assert number
        assert re.search(
            rf'<dt><a href="#problems">{name}</a></dt><dd class="\w+">{number}</dd>', defects
        )


def test_labels_lead_to_what_they_mean(defects: str) -> None:
    place = re.search(r'<dt><a href="#(words\.\d+)">Perceived lead time</a></dt>', defects)
    assert place
    assert f'<dt id="{place[1]}">perceived lead time</dt>' in defects


def test_every_problem_with_place_help_and_manual(defects: str) -> None:
    checked = sample("bank-defects").workspaces[0]
    told = "".join(Tags(defects).texts)
    for each in checked.diagnostics:
        assert f"{each.path}:{each.span.line}:{each.span.column}" in told
        assert each.message in told.replace("\N{NO-BREAK SPACE}", " ")
        assert each.help is None or each.help in told.replace("\N{NO-BREAK SPACE}", " ")
        assert f'id="rules.{each.code}"' in defects
    assert 'href="../' in defects
    assert 'href="../' not in page(sample("bank-defects")).html


def given(text: str) -> Overview:
    return overview(load_texts({"vsm.yaml": text}).workspace, (), ())


def test_suppressions_with_their_reasons() -> None:
    reason = Suppression(path="streams/restore.yaml", line=3, reason="bridged by hand <until May>")
    facts = overview(
        load_texts({"vsm.yaml": definition("defects")}).workspace,
        [problem("open", level=Level.NOTE)],
        [problem("closed", suppression=reason)],
    )
    told = "".join(
        Tags(built([PagePart(root=".", overview=facts)], PictureLooks(".vsm", "", {}))).texts
    )
    assert "bridged by hand <until May>" in told
    assert "Suppressed problems" in told


def test_several_workspaces_keep_equal_ids_apart() -> None:
    report = analyse([SAMPLES / "bank", SAMPLES / "bank-to-be"])
    assert len(report.workspaces) == 2
    text = page(report).html
    test_well_formed_with_every_id_once(text)
    test_links_inside_lead_somewhere(text)
    assert 'id="streams.fault-repair"' in text
    assert 'id="2~streams.fault-repair"' in text


def test_an_empty_workspace_has_a_page() -> None:
    text = page(analyse_texts({"vsm.yaml": "vsm: 1\n"})).html
    Tags(text)
    assert "The check found none." in text


PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" id="a" viewBox="0 0 200 100"
 aria-labelledby="t"><title id="t">A</title><style>*{color:red}</style>
<g id="a.step.x"><title>X</title><polygon fill="#fffffe" points="9,-1 1,-1 1,-5 9,-5 9,-1"/>
<text font-size="9.00">x</text></g>
<g id="l1"><a href="b.svg" target="_top"><text>b</text></a></g>
<g id="l2"><a href="../elsewhere.yaml"><text>c</text></a></g>
<g id="l3"><a href="javascript:x"><text>d</text></a></g>
<g id="l4"><a href="https://example.org/"><text>e</text></a></g></svg>"""


def test_a_diagram_on_the_page_links_inside_it() -> None:
    facts = given("vsm: 1\nstreams: {a: {steps: {x: {}}}, b: {steps: {y: {}}}}")
    drawn = ElementTree.fromstring(PICTURE)
    picture = PagePicture(
        "streams", "streams/a", "A", drawn, "streams.a", {"a.step.x": "streams.a.steps.x"}
    )
    looks = PictureLooks(".vsm", "", {"#fffffe": "#1b2740"})
    svg = str(shown(picture, Addresses(0, facts, None), {"streams/b": "streams.b"}, looks).svg)
    tags = Tags(svg)
    assert [a.get("href") for a in tags.all("a")] == [
        "#streams.a.steps.x",
        "#streams.b",
        "https://example.org/",
    ]
    assert [g["data-about"] for g in tags.all("g") if "data-about" in g] == ["streams.a.steps.x"]
    assert "style" not in svg
    assert " id=" not in svg
    assert "<path class=l0 d=M9-1H1V-5H9z />" in svg
    assert "<text class=l1>x</text>" in svg
    assert looks.style() == (
        ".vsm .l0{fill:#fffffe}.vsm .l1{font-size:9px}"
        "@media screen and (prefers-color-scheme:dark){.vsm .l0{fill:#1b2740}}"
    )
    assert ">c</text>" in svg
    assert tags.all("svg")[0]["aria-label"] == "A"


def test_filters_know_teams_above_and_systems_of_steps() -> None:
    facts = given("""
vsm: 1
teams: {all: {}, desk: {parent: all}, other: {}}
roles: {agent: {team: desk}}
systems: {tool: {owner: other}}
streams:
  a: {steps: {x: {owner: agent, systems: tool, starts: b}, y: {owner: other}}}
  b: {owner: all, steps: {z: {}}}
journeys: {j: {steps: [{stage: s, stream: [a, b]}]}}
""")
    at = Addresses(0, facts, None)
    tokens = {kind: {o.value: o.token for o in at.options(kind)} for kind in "sty"}
    stream, team, system = tokens["s"], tokens["t"], tokens["y"]
    assert set(at.tokens("streams.a.steps.x")) == {
        stream["a"], team["desk"], team["all"], system["tool"],
    }  # fmt: skip
    assert at.tokens("streams.a.steps.x.starts.b") == at.tokens("streams.a.steps.x")
    assert set(at.tokens("streams.a")) >= {team["desk"], team["other"], system["tool"]}
    assert at.tokens("streams.b") == (stream["b"], team["all"])
    assert set(at.tokens("teams.desk")) == {team["desk"], team["all"], stream["a"]}
    assert set(at.tokens("systems.tool")) == {system["tool"], team["other"], stream["a"]}
    assert set(at.tokens("journeys.j")) == {stream["a"], stream["b"]}
    assert at.tokens("nowhere") == ()
    assert at.link("streams.a.steps.y.next") == "#streams.a.steps.y"
    assert at.link("systems.tool") == ""


def test_anchors_of_faulty_ids_stay_apart() -> None:
    at = Addresses(0, given("vsm: 1"), None)
    anchors = [at.anchor(f"streams.{id_}") for id_ in ("a b", "a?b", "a~b", "a~20~b", "修复", "ab")]
    assert len(set(anchors)) == len(anchors)
    assert not set("".join(anchors)) & set(' ?#"<>&%')


def test_bars_of_steps_are_to_scale() -> None:
    facts = given("""
vsm: 1
streams:
  a:
    delivered-at: y
    steps: {x: {wait: 3h, process: 1h}, y: {wait: 1h, process: 5h}, z: {wait: 9h}}
  b: {steps: {x: {}}}
""").streams
    bars = page_charts.step_bars(facts[0])
    assert bars["streams.a.steps.x"].stretches == ((0, 500, "wait"), (500, 167, "process"))
    assert bars["streams.a.steps.z"].stretches == ()
    assert page_charts.step_bars(facts[1]) == {}


def test_team_bars_have_marks_at_80_and_100_per_cent() -> None:
    facts = given("""
vsm: 1
calendar: {day: 8h, week: 5d}
teams: {t: {size: 1}}
streams: {a: {demand: 4/day, steps: {x: {owner: t, process: 1h}}}}
""")
    bar = page_charts.team_bars(facts)["teams.t"]
    assert bar.marks == (640, 800)
    assert [(each.kind, each.width) for each in bar.stretches] == [("load", 400)]


def test_manuals_take_no_html_from_other_peoples_rules() -> None:
    from msgspec.structs import replace

    rule = replace(
        ALL_RULES[0],
        manual="<script>x=1</script>\n\n## Why\n\n[a](javascript:x) [b](https://b) ![i](https://i)",
    )
    found = manuals(
        [rule], [replace(problem(), code=rule.code)], Addresses(0, given("vsm: 1"), None)
    )
    tags = Tags(str(found[0].html))
    assert [tag for tag, _ in tags.found if tag in ("script", "img")] == []
    assert [a["href"] for a in tags.all("a")] == ["https://b", "https://i"]
    assert "h4" in [tag for tag, _ in tags.found]


def test_values_laid_over_the_files_are_on_the_page() -> None:
    from vsm_cli.loading.what_if import parse

    changed = Options(assignments=(parse("streams.fault-repair.name=Another name"),))
    assert "Another name" in page(analyse([SAMPLES / "bank"], changed)).html


def test_the_page_says_its_language() -> None:
    assert '<html lang="en">' in page(sample("omg-incident")).html
    with spoken("zh"):
        assert '<html lang="zh">' in page(analyse([SAMPLES / "omg-incident"])).html
