"""The first page of a report: what it says, and that it fits a screen."""

import json
from pathlib import Path

import pytest

from tests.reporters.test_report_formats import DEFECTS, gathered
from vsm_cli.loading import load_files
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks_in_markdown import markdown
from vsm_cli.reporters.blocks_on_terminal import terminal
from vsm_cli.reporters.report.contents import contents
from vsm_cli.reporters.report.first_page import first_page
from vsm_cli.reporters.report.json import as_json
from vsm_cli.reporters.report.overview import overview
from vsm_cli.source.discovery import ROOT_FILE
from vsm_cli.source.reading import read_file

SAMPLES = sorted((Path(__file__).parents[2] / "samples").rglob(ROOT_FILE))


def of_sample(root: Path) -> Workspace:
    files = [read_file(path, str(path)) for path in sorted(root.parent.rglob("*.yaml"))]
    return load_files([file for file in files if file], str(root)).workspace


@pytest.mark.parametrize("root", SAMPLES, ids=lambda root: root.parent.name)
def test_first_page_fits_a_screen(root: Path) -> None:
    page = terminal(first_page(overview(of_sample(root), [], [])), width=80)
    assert len(page.splitlines()) < 24


def test_first_page_fits_with_many_streams_and_long_names() -> None:
    streams = "".join(
        f"  s{n}: {{name: {'Restore ' * 12}, layer: core, target: {{lead: 1h}}, "
        f"mapped: {{basis: estimated}}, steps: {{a: {{name: {'Detect ' * 12}, wait: 2h}}}}}}\n"
        for n in range(40)
    )
    page = terminal(first_page(gathered(f"vsm: 1\nstreams:\n{streams}")), width=80)
    assert len(page.splitlines()) < 24
    assert "37 more below" in page


def test_first_page_fits_whatever_it_has_to_say() -> None:
    long = "Many words " * 9
    streams = "".join(
        f"""
  s{n}:
    name: {long}
    layer: core
    demand: 1/day
    calendar: {{day: {n + 4}h, week: 5d}}
    target: {{lead: 1h, rolled: 80%}}
    mapped: {{state: {state}, on: 2026-0{n}-01, basis: {basis}}}
    steps:
      a: {{name: {long}, inputs: d{n - 1}, outputs: d{n}, wait: 2h, ideas: [{long}, b]}}
      b: {{name: {long}, wait: 1d, accepts: d{n}, next: {{c: , end: }}}}
      c: {{accepts: d{n}}}
"""
        if n > 3
        else f"  s{n}: {{layer: core, demand: 1/day, steps: {{a: {{name: {long}, outputs: d{n},"
        f" wait: {n}h, ideas: [{long}, b]}}}}}}\n"
        for n, state, basis in zip(
            range(1, 8),
            ["current"] * 5 + ["future", "ideal"],
            ["measured", "estimated", "promised"] * 3,
            strict=False,
        )
    )
    data = "".join(f"  d{n}: {{name: {long}}}\n" for n in range(8))
    stages = "[{stage: engage, stream: s3}, {stage: onboard}, {stage: realize}, {stage: explore}]"
    given = gathered(
        f"vsm: 1\ndata:\n{data}streams:\n{streams}"
        f"journeys: {{j: {{name: {long}, steps: {stages}}}}}\n"
    )
    assert len(given.worth_touching) == 3
    assert len(given.unlinked) > 1
    assert len(given.repeated) > 1
    for width in (80, 120):
        page = terminal(first_page(given), width=width).splitlines()
        assert len(page) < 24


def test_the_bank_names_the_approval_that_no_stream_alone_shows() -> None:
    root = next(root for root in SAMPLES if root.parent.name == "bank")
    found = overview(of_sample(root), [], [])
    assert False not in [facts.meets_targets for facts in found.leading]
    for text in (terminal(contents(found), width=80), markdown(contents(found))):
        page, _, details = text.partition("Streams")
        assert "Approve the access (Business data owners)" in page.replace("\\", "")
        journeys = details[details.index("A branch gets a new service and can use it") :]
        line = next(line for line in journeys.splitlines() if "Bottleneck" in line)
        assert "Approve the access (Business data owners)" in line
    journey = json.loads(as_json(found))["journeys"]["from-need-to-use"]
    assert journey["bottleneck"].keys() == {"stream", "step", "share"}
    assert journey["bottleneck"]["step"] == "approve"
    assert json.loads(as_json(found))["worth_touching"][0]["step"] == "approve"


def test_an_impact_that_is_not_given_is_said_to_be_assumed() -> None:
    text = terminal(contents(DEFECTS), width=120)
    assert "Impact or sensitivity is not given and taken as 3: Restore a live service" in text


def test_the_first_screen_counts_the_links_that_journeys_lack() -> None:
    found = gathered("""
vsm: 1
teams: {t: {}}
data: {d: {}}
streams:
  a: {owner: t, steps: {x: {owner: t, starts: {stream: b, data: d, owner: t}}}}
  b: {owner: t, steps: {x: {owner: t, inputs: d}}}
  c: {owner: t, steps: {x: {owner: t}}}
journeys:
  j: {closed-loop: true, steps: [{stage: engage, stream: a}, {stage: offer, stream: c},
      {stage: agree, stream: b, by: customer}, {stage: engage, stream: c}]}
""")
    assert found.missing_links == 1
    assert "1 of 2 (1 missing)" in terminal(first_page(found), width=80)


def test_broken_promises_come_first_the_worst_of_them_at_the_top() -> None:
    steps = "steps: {a: {wait: 10h}}"
    page = terminal(
        first_page(
            gathered(f"""
vsm: 1
calendar: {{day: 8h, week: 5d}}
streams:
  kept: {{layer: core, target: {{lead: 20h}}, {steps}}}
  nothing: {{layer: core, {steps}}}
  missed: {{layer: core, target: {{lead: 9h}}, {steps}}}
  unknown: {{layer: core, target: {{rolled: 90%}}, {steps}}}
  missed-more: {{layer: core, target: {{lead: 2h}}, {steps}}}
  missed-ratio:
    {{layer: core, target: {{activity-ratio: 50%}}, steps: {{a: {{wait: 9h, process: 4h}}}}}}
""")
        ),
        width=100,
    )
    names = [line.split()[0] for line in page.splitlines() if line.startswith(("missed", "kept"))]
    assert names == ["missed-more", "missed-ratio", "missed"]
    assert "3 more below" in page


def test_first_page_says_how_customers_are_sent_around() -> None:
    text = (
        "vsm: 1\nteams: {a: , b: }\ndata: {need: {name: Need}}\nstreams:\n"
        "  s: {steps: {x: {owner: a, touchpoint: t, inputs: need}}}\n"
        "  t: {steps: {y: {owner: b, touchpoint: t, inputs: need}}}\n"
    )
    row = "Sent around"
    assert row not in terminal(first_page(gathered(text)), width=80)
    steps = "[{stage: engage, stream: s}, {stage: onboard, stream: t}]"
    text += f"journeys: {{j: {{name: Buy, steps: {steps}}}}}"
    page = terminal(first_page(gathered(text)), width=80)
    said = next(line for line in page.splitlines() if line.startswith(row))
    assert "passed on 1 time (Buy); asked twice for Need" in said
    alone = terminal(first_page(gathered(text.replace("inputs: need", "inputs: []"))), width=80)
    assert "asked twice" not in alone


def test_first_page_names_the_promises_that_cannot_be_judged() -> None:
    text = (
        "vsm: 1\nstreams: {s: {layer: core, target: {lead: 3h, rolled: 80%}, "
        "steps: {a: {process: 1h, wait: 1h}}}}"
    )
    assert "0 of 1 (1 unknown: rolled %C&A)" in terminal(first_page(gathered(text)), width=80)
