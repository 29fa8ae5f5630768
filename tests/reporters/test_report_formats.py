"""The formats of `vsm report`."""

import json

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.reporters.expecting import assert_expected, definition
from tests.reporters.problems import HOSTILE, problem
from vsm_cli.diagnostics import Suppression
from vsm_cli.loading import load_texts
from vsm_cli.reporters.blocks_in_markdown import markdown
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.markdown_text import escaped
from vsm_cli.reporters.report.contents import contents
from vsm_cli.reporters.report.first_page import first_page
from vsm_cli.reporters.report.json import as_json
from vsm_cli.reporters.report.overview import Overview, overview
from vsm_cli.reporters.screen import cells

PROBLEMS = [problem("nobody answers for repair")]
SUPPRESSED = [
    problem(
        "no path from zabbix to servicenow",
        suppression=Suppression(path="streams/restore.yaml", line=3, reason="bridged by hand"),
    ),
    problem("no practice", suppression=Suppression(path="streams/a.yaml", line=9, reason="")),
]


def gathered(text: str) -> Overview:
    return overview(load_texts({"vsm.yaml": text}).workspace, PROBLEMS, SUPPRESSED)


DEFECTS = gathered(definition("defects"))
CHINESE = gathered(definition("chinese"))
NAME = json.dumps(HOSTILE.replace("\ud800", ""))
HOSTILE_TEXT = f"""
vsm: 1
title: {NAME}
teams: {{desk: {{name: {NAME}}}}}
data: {{fix: {{name: {NAME}}}}}
streams:
  restore:
    name: {NAME}
    customer: {NAME}
    trigger: {NAME}
    target: {{lead: 1h}}
    steps:
      a: {{name: {NAME}, owner: desk, practices: Service desk, accepts: {{fix: {NAME}}}, wait: 2h,
          starts: {{stream: other, data: fix}}}}
      b: {{name: {NAME}, accepts: {{fix: {NAME}}}}}
  other: {{name: {NAME}, steps: {{c: {{}}}}}}
journeys: {{way: {{name: {NAME}, steps: [{{stage: engage}}]}}}}
"""
HOSTILE_OVERVIEW = overview(
    load_texts({"vsm.yaml": HOSTILE_TEXT}).workspace,
    [problem(HOSTILE, path=HOSTILE)],
    [problem(HOSTILE, suppression=Suppression(path=HOSTILE, line=1, reason=HOSTILE))],
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("report.txt", terminal(contents(DEFECTS), width=80)),
        ("report.ansi", terminal(contents(DEFECTS), width=100, colour=True)),
        ("report.zh.60.txt", terminal(contents(CHINESE), width=60)),
        ("report.zh.80.txt", terminal(contents(CHINESE), width=80)),
        ("report.zh.120.txt", terminal(contents(CHINESE), width=120)),
        ("report.md", markdown(contents(DEFECTS))),
        ("report.json", as_json(DEFECTS)),
    ],
    ids=lambda value: value if value.startswith("report.") else "",
)
def test_expected(name: str, text: str) -> None:
    assert_expected(name, text)


def test_a_busy_team_waits_and_an_overloaded_one_never_ends() -> None:
    text = """
vsm: 1
calendar: {day: 8h, week: 5d}
teams: {busy: {size: 1}, more: {size: 1}, some: {size: 1}, idle: {size: 1}, unsized: {}}
streams:
  a:
    demand: 9/day
    steps:
      a: {owner: busy, process: 48m}
      b: {owner: more, process: 2h}
      c: {owner: some, process: 5m}
      d: {owner: some}
"""
    found = gathered(text)
    shown = terminal(contents(found), width=120)
    lines = shown[shown.index("Team load") :].splitlines()
    rows = {line.split()[0]: line for line in lines[6:10]}
    assert "grows without end" in rows["more"]
    # One server: load ÷ (1 − load) × time of an item = 0.9 ÷ 0.1 × 48 min.
    assert rows["busy"].split()[2:5] == ["90%", "7h", "12m"]
    assert "≥9%" in rows["some"]
    assert "0%" in rows["idle"]
    assert "Erlang C" in shown
    assert json.loads(as_json(found))["teams"]["unsized"]["load"] is None


@pytest.mark.parametrize("given", [DEFECTS, CHINESE, HOSTILE_OVERVIEW], ids=["en", "zh", "hostile"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_terminal_lines_fit(given: Overview, width: int) -> None:
    assert all(cells(line) <= width for line in terminal(contents(given), width=width).split("\n"))


def test_no_name_reaches_the_terminal_as_a_command_or_markup() -> None:
    text = terminal(contents(HOSTILE_OVERVIEW), width=200)
    assert not set(text) & set("\x1b\x07\r\t\u202e\u2066\u200b")
    assert "[bold]p" in text


def test_colour_changes_no_text() -> None:
    from rich.text import Text

    coloured = terminal(contents(DEFECTS), width=80, colour=True)
    assert "\x1b[" in coloured
    plain = "\n".join(line.rstrip() for line in Text.from_ansi(coloured).plain.splitlines())
    assert plain + "\n" == terminal(contents(DEFECTS), width=80)


def tokens(text: str) -> list[Token]:
    parsed = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [token for each in parsed for token in (each, *(each.children or ()))]


@pytest.mark.parametrize("given", [DEFECTS, CHINESE, HOSTILE_OVERVIEW], ids=["en", "zh", "hostile"])
def test_markdown_holds_no_markup_but_ours(given: Overview) -> None:
    blocks = list(contents(given))
    found = tokens(markdown(blocks))
    kinds = {token.type for token in found}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "em_open", "s_open"}
    assert not kinds & {"code_inline", "code_block", "fence", "hr", "blockquote_open"}
    assert sum(token.type == "heading_open" for token in found) == sum(
        type(block).__name__ == "Heading" for block in blocks
    )
    tables = sum(type(block).__name__ == "Table" for block in blocks)
    dense = sum(getattr(block, "dense", False) for block in blocks)
    assert sum(token.type == "table_open" for token in found) == tables + dense


def test_markdown_rows_have_as_many_cells_as_the_heading() -> None:
    text = markdown(contents(HOSTILE_OVERVIEW))
    assert "\\|" in text
    for table in text.split("\n\n"):
        rows = [line.replace("\\|", "") for line in table.splitlines() if line.startswith("|")]
        assert len({row.count("|") for row in rows}) <= 1


@pytest.mark.parametrize(
    "name",
    ["1. a", "- a", "# a", "+ a", "a | b", "`a`", "<b>", "a_b_c", "*a*", "[a](b)", "&lt;", "&",
     "~~a~~", "\\", "3.5", "=", "a\\|b", "$a$"],
)  # fmt: skip
def test_markdown_shows_a_name_as_it_is(name: str) -> None:
    for text in (escaped(name), f"- {escaped(name)}", f"## {escaped(name)}"):
        (inline,) = [token for token in tokens(text) if token.type == "inline"]
        shown = "".join(child.content for child in inline.children or ())
        assert shown == name
    cell = tokens(f"| a |\n| --- |\n| {escaped(name)} |")
    assert "".join(child.content for child in cell[-6].children or cell[-5].children or ()) == name


# What the format promises to other people's tools.
STREAM_KEYS = [
    "layer", "type", "owner", "calendar", "process_time_s", "lead_time_s", "wait_time_s",
    "total_process_time_s", "effort_s", "perceived_lead_time_s", "response_time_s",
    "waiting_for_customer_s", "own_time_s", "customer_effort_s", "activity_ratio",
    "value_adding_ratio",
    "rolled_complete_accurate", "handoffs", "system_changes", "contacts", "rework_lead_time_s",
    "effort_per_year_s", "rework_effort_per_year_s", "rework_people", "satisfaction",
    "bottleneck",
    "after_delivery", "demand_per_year", "wip", "bounds", "untimed_steps", "unrated_steps",
    "unknown_splits", "targets", "pillars", "steps",
]  # fmt: skip


def test_json_keys() -> None:
    data = json.loads(as_json(DEFECTS))
    assert list(data) == [
        "version", "streams", "journeys", "links", "link_closure", "priorities", "worth_touching",
        "practices", "teams",
    ]  # fmt: skip
    stream = data["streams"]["restore-service"]
    assert list(stream) == STREAM_KEYS
    assert stream["calendar"] == {"day_hours": 8, "week_days": 5}
    assert list(stream["bottleneck"]) == ["step", "lead_time_s", "share"]
    assert stream["targets"]["lead"].keys() == {"target_s", "actual_s", "met"}
    assert stream["targets"]["rolled"].keys() == {"target", "actual", "met"}
    assert stream["targets"]["perceived.p95"] == {"target_s": 7200, "actual_s": 77100, "met": False}
    assert data["links"] == [
        {
            "from": "restore-service.confirm",
            "to": "knowledge-upkeep",
            "data": True,
            "people": True,
            "responsibility": False,
        }
    ]
    assert data["practices"]["service-desk"][0] == "restore-service.confirm"


def test_json_keys_across_streams() -> None:
    data = json.loads(as_json(DEFECTS))
    journey = data["journeys"]["report-a-fault"]
    assert list(journey) == [
        "lead_time_s", "expected_lead_time_s", "steps", "bounces", "asked_again",
        "moment_of_truth", "links",
        "closed_links",
        "bottleneck",
    ]  # fmt: skip
    assert journey["bottleneck"].keys() == {"stream", "step", "share"}
    assert [step["stage"] for step in journey["steps"]] == ["engage", "onboard"]
    # No stream serves the stage: how long it takes is not known.
    assert journey["steps"][1]["lead_time_s"] is None
    assert [list(each) for each in data["priorities"]] == [
        ["stream", "weight_share", "customer_wait_s_per_year"]
    ] * 2
    first = data["worth_touching"][0]
    assert list(first) == ["stream", "step", "owner", "wait_s_per_year", "ideas"]
    assert (first["stream"], first["step"], first["owner"]) == ("restore-service", "repair", None)
    assert first["ideas"] == ["Keep spare parts"]
    assert data["teams"].keys() == {"it-operations", "service-desk"}
    nothing = {"load": None, "load_least": None, "load_most": None}
    assert data["teams"]["service-desk"] == nothing


def test_json_of_journeys_says_elapsed_seconds() -> None:
    data = json.loads(as_json(DEFECTS))
    stream = data["streams"]["restore-service"]
    (walked,) = data["journeys"]["report-a-fault"]["steps"][0]["streams"]
    # 168 h for 8 h on 5 days.
    assert walked["perceived_lead_time_s"] == pytest.approx(stream["perceived_lead_time_s"] * 4.2)
    assert sum(step["lead_time_s"] for step in walked["steps"].values()) == pytest.approx(
        walked["perceived_lead_time_s"]
    )
    place = data["worth_touching"][0]
    repair = stream["steps"]["repair"]
    assert place["wait_s_per_year"] == pytest.approx(
        stream["demand_per_year"] * repair["visits"] * repair["wait_time_s"] * 4.2
    )


def test_json_says_null_for_what_is_not_known() -> None:
    unknown = json.loads(as_json(DEFECTS))["streams"]["request-account"]
    assert unknown["lead_time_s"] is None
    assert unknown["demand_per_year"] is None
    assert unknown["steps"]["refuse"]["process_time_s"] is None
    assert unknown["unknown_splits"] == ["ask"]


def test_json_takes_any_text() -> None:
    text = as_json(HOSTILE_OVERVIEW)
    text.encode("utf-8")
    assert json.loads(text)["streams"].keys() == {"restore", "other"}


def test_an_empty_workspace() -> None:
    empty = overview(load_texts({"vsm.yaml": "vsm: 1\n"}).workspace, [], [])
    assert terminal(contents(empty), width=80).splitlines()[:2] == [
        "Value streams",
        "No streams are defined.",
    ]
    assert markdown(contents(empty)).startswith("# Value streams\n\nNo streams are defined.\n")
    assert json.loads(as_json(empty))["link_closure"] == {"all": 0, "closed": 0}
    assert json.loads(as_json(empty))["worth_touching"] == []


def test_a_stream_without_steps() -> None:
    bare = gathered("vsm: 1\nstreams: {a: {layer: core}}\n")
    assert "a            nothing   –       –    –" in terminal(contents(bare), width=80)
    assert json.loads(as_json(bare))["streams"]["a"]["lead_time_s"] is None


def test_every_suppression_stands_with_its_reason() -> None:
    text = terminal(contents(DEFECTS), width=100)
    assert "bridged by hand: no path from zabbix to servicenow" in text
    assert "no reason given: no practice" in text


@pytest.mark.parametrize(
    "streams",
    [
        "a: {demand: 1/day, steps: {b: {lead: 1h, process: 2h}}}",
        "a: {demand: 0/day, steps: {b: {wait: 1h, starts: a, next: b}}}",
        "a: {steps: {b: {uses: {stream: c, wait: true}}}}\n"
        "  c: {steps: {d: {uses: {stream: a, wait: true}, starts: a}}}",
        "a: {layer: support, impact: x, demand: y, steps: {b: {wait: z, next: {c: , end: }}, c: }}",
        "a: {demand: 1/day, mapped: {state: ideal}, steps: {b: {wait: 1h, ideas: [i]}}}",
        "a: ",
    ],
)
@pytest.mark.parametrize("steps", ["", "{stage: engage}", "{stage: engage, stream: [a, c, a]}"])
def test_a_report_of_whatever_is_written(streams: str, steps: str) -> None:
    text = f"vsm: 1\nstreams:\n  {streams}\njourneys: {{j: {{steps: [{steps}]}}}}\n"
    found = gathered(text + "teams: {t: {}, s: {size: 0}}\n")
    assert "Worth touching" in terminal(first_page(found), width=80)
    assert markdown(contents(found))
    data = json.loads(as_json(found))
    assert data["journeys"].keys() == {"j"}
    nothing = {"load": None, "load_least": None, "load_most": None}
    assert data["teams"] == {"t": nothing, "s": nothing}


@pytest.mark.parametrize(
    "stream",
    [
        "{layer: core, target: {own: 1d}, steps: {p: {process: 1h}}}",
        "{layer: core, target: {own: {p80: 1d}}, steps: {p: {process: 1h}, q: {owner: customer}}}",
        "{delivered-at: c, steps: {a: {wait: 1h, next: [{c: 50%}, {b: 0%}, e]}, b: {process: 1h},"
        " c: {wait: 1h}, d: {wait: 1h, next: [{e: 10%}]}, e: {process: {mean: 2h, sd: 30m}}}}",
    ],
)
def test_no_promise_and_no_fork_stops_a_report(stream: str) -> None:
    found = gathered(f"vsm: 1\nstreams: {{s: {stream}}}\n")
    assert "s" in json.loads(as_json(found))["streams"]
    assert terminal(first_page(found), width=80)
    assert markdown(contents(found))
