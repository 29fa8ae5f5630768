"""What is said of promised percentiles: the same by report, pictures and simulation."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.analysis.simulation.test_simulating import ESCALATION, stream_of
from vsm_cli.analysis.simulation.judged_figures import judged_figures
from vsm_cli.analysis.simulation.simulating import simulate
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.diagrams.landscape.key_figures import key_figures
from vsm_cli.diagrams.scope import Scope
from vsm_cli.diagrams.stream_map.parts.map_header import missed_targets
from vsm_cli.diagrams.stream_map.stream_subject import subject_of

SPREAD = "      a: {process: {min: 1h, max: 5h}, wait: 0, next: {a: 20%, end: }}\n"
TARGET = "    target: {lead: {p50: 4h, p95: 6h}, perceived: 3h}\n"


def test_a_spread_is_judged_as_the_simulation_does() -> None:
    workspace, stream = stream_of(SPREAD, TARGET)
    judged = judged_figures(workspace, stream)
    drawn = simulate(workspace, stream).targets
    met = {key: each.met for key, each in judged.targets.items()}
    assert met == {"perceived": False, "lead.p50": True, "lead.p95": False}
    assert judged.targets["lead.p95"] == drawn["lead.p95"]
    assert judged.targets["perceived"] == stream_figures(workspace, stream).targets["perceived"]
    assert judged_figures(workspace, stream) is judged, "drawn once"


PROMISES = (
    "    delivered-at: b\n    responded-at: a\n    target:\n      lead: {p50: 5h, p80: 7h}\n"
    "      perceived: 4h\n      response: 2h\n      own: 4h\n"
    "      process: 3h\n      wait: 1h\n      activity-ratio: 20%\n      rolled: 80%\n"
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("process: {min: 1h, max: 5h}, wait: 0", "owner: customer, process: 2h, wait: 1h"),
        ("process: 2h, wait: 1h, next: {a: 20%, b: }", "owner: customer, process: 2h, wait: 1h"),
        ("process: 2h, wait: 1h", "owner: customer, process: 2h, wait: 1h"),
        ("process: 2h", "process: 2h, wait: 1h, next: {b: 50%, end: }"),
        ("process: 2h", "owner: customer, process: {min: 1h, max: 2h}"),
        ("next: [b, end]", "owner: customer"),
        ("process: 1h, next: {b: 10%, c: 10%}", "process: 1h"),
    ],
)
def test_a_simulation_judges_every_promise_as_the_figures_do(a: str, b: str) -> None:
    steps = (
        f"      a: {{{a}}}\n      b: {{{b}, complete-accurate: 70%}}\n      c: {{process: 3h}}\n"
    )
    workspace, stream = stream_of(steps, PROMISES)
    judged, drawn = judged_figures(workspace, stream).targets, simulate(workspace, stream).targets
    assert list(drawn) == list(judged)
    for key, target in judged.items():
        assert (drawn[key].met, drawn[key].actual) == (target.met, target.actual), key


def test_pictures_say_what_the_figures_say() -> None:
    workspace, stream = stream_of(ESCALATION, "    target: {lead: {p98: 1d, p99: 1d}}\n")
    scope = Scope(workspace)
    assert missed_targets(subject_of(scope, stream)) == [
        "Lead time: 4h 30m (target 98% within 1d, met) (target 99% within 1d, missed)"
    ]
    lead = next(figure for figure in key_figures(scope, stream) if figure.label == "Lead time")
    assert (lead.target, lead.met) == ("P99 ≤1d missed", False)


def test_what_is_promised_and_cannot_be_known_stays_open() -> None:
    for steps in (
        "      a: {owner: customer}\n",
        "      a: {process: 1h, wait: 0, next: {a: 100%}}\n",
    ):
        workspace, stream = stream_of(steps, "    target: {lead: {p95: 1d}}\n")
        target = judged_figures(workspace, stream).targets["lead.p95"]
        assert (target.met, target.chance, target.actual) == (None, None, None)


def test_checking_a_percentile_needs_no_numpy(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    target = "    target: {lead: {p99: 1d}}\n"
    file.write_text(f"vsm: 1\nstreams:\n  s:\n{target}    steps:\n{ESCALATION}", encoding="utf-8")
    program = (
        "import sys, vsm_cli.cli.main as main\n"
        "try: main.run()\n"
        "except SystemExit: print('numpy' in sys.modules)"
    )
    command = [sys.executable, "-c", program, "check", str(file), "--select", "VSM803"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "VSM803" in result.stdout
    assert result.stdout.endswith("False\n"), result.stdout
