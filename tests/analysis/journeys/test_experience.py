"""What customers feel: scores, where they fall, how long nothing is heard, and their own work."""

# ruff: noqa: E501 -- a definition is read by its lines

import pytest

from vsm_cli.analysis.journeys.experience import moment_of_truth, silence_before_s
from vsm_cli.analysis.times.improvement_ranking import stream_priorities, worth_touching
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.loading import load_texts
from vsm_cli.model.values import Satisfaction
from vsm_cli.model.workspace import Workspace

HOUR = 3600.0


def workspace(text: str) -> Workspace:
    loaded = load_texts({"w.yaml": f"vsm: 1\nteams: {{desk: , ops: }}\n{text}"})
    assert not loaded.findings, loaded.findings
    return loaded.workspace


@pytest.mark.parametrize(
    ("written", "value", "scale"),
    [
        ("72%", 0.72, "%"),
        ("72 %", 0.72, "%"),
        ("3.6/5", 0.72, "5"),
        ("3.6 / 5", 0.72, "5"),
        ("7/7", 1.0, "7"),
        ("0/10", 0.0, "10"),
        ("64/100", 0.64, "100"),
        ("{nps: 20}", 0.6, "nps"),
        ("{nps: -100}", 0.0, "nps"),
        ("{score: 3.6/5, answers: 19}", 0.72, "5"),
    ],
)
def test_scores_become_0_to_1(written: str, value: float, scale: str) -> None:
    found = workspace(f"streams: {{s: {{satisfaction: {written}}}}}").streams["s"].satisfaction
    assert found is not None
    assert (found.value, found.scale) == (pytest.approx(value), scale)
    assert found.judged is (found.answers is None)


@pytest.mark.parametrize(
    "written", ["6/5", "3/6", "40", "0.7", "{nps: 101}", "{answers: 3}", "good"]
)
def test_what_is_no_score_is_refused(written: str) -> None:
    loaded = load_texts({"w.yaml": f"vsm: 1\nstreams: {{s: {{satisfaction: {written}}}}}"})
    assert [each.code for each in loaded.findings] == ["VSM003"]
    assert loaded.workspace.streams["s"].unread == {"satisfaction"}


TWO_STREAMS = """
calendar: {day: 8h, week: 5d}
streams:
  a:
    steps:
      x: {owner: desk, touchpoint: phone, satisfaction: 90%, process: 1h, wait: 0}
      y: {owner: ops, process: 1h, wait: 7h, next: {z: 80%, x: 20%}}
      z: {owner: desk, touchpoint: phone, satisfaction: {score: 80%, answers: 30}, process: 0, wait: 2h}
      w: {owner: ops, process: 1h, wait: 1h}
  b:
    steps:
      v: {owner: ops, process: 1h, wait: 3h}
      u: {owner: desk, touchpoint: mail, satisfaction: SCORE, process: 0, wait: 4h}
journeys:
  j:
    owner: desk
    steps: [{stage: engage, stream: a}, {stage: onboard, stream: b, wait: 1d}]
"""


def test_the_moment_of_truth_lies_where_satisfaction_falls_most() -> None:
    found = workspace(TWO_STREAMS.replace("SCORE", "55%"))
    moment = moment_of_truth(found, found.journeys["j"])
    assert moment is not None
    assert (moment.before.step.id, moment.after.step.id) == ("z", "u")
    assert moment.fall == pytest.approx(0.25)
    # After z come w (2 h), a day between the two, v (4 h) and u (4 h), of which 40 h are a week.
    assert moment.wait_s == pytest.approx((2 + 8 + 4 + 4) * HOUR * 168 / 40)
    assert moment.owner_changes == 2


@pytest.mark.parametrize("score", ["85%", "{nps: -90}", "{score: 10%, answers: 19}"])
def test_only_what_can_be_compared_is(score: str) -> None:
    found = workspace(TWO_STREAMS.replace("SCORE", score))
    moment = moment_of_truth(found, found.journeys["j"])
    assert moment is not None
    assert (moment.before.step.id, moment.after.step.id) == ("x", "z")
    # y is done 1.25 times, since a fifth of it goes back, and z once.
    assert moment.wait_s == pytest.approx((1.25 * 8 + 2) * HOUR * 168 / 40)
    assert moment.owner_changes == 2


def test_where_nothing_is_measured_nothing_is_told() -> None:
    text = TWO_STREAMS.replace(", satisfaction: SCORE", "").replace(", satisfaction: 90%", "")
    found = workspace(text)
    assert moment_of_truth(found, found.journeys["j"]) is None


def test_silence_lasts_from_the_last_contact_or_the_start() -> None:
    found = workspace(TWO_STREAMS.replace("SCORE", "55%"))
    a, b = found.streams["a"], found.streams["b"]
    assert silence_before_s(found, a, a.steps["x"]) == 0
    assert silence_before_s(found, a, a.steps["z"]) == pytest.approx((1.25 * 8 + 2) * HOUR)
    assert silence_before_s(found, b, b.steps["u"]) == pytest.approx((4 + 4) * HOUR)


def test_the_customers_own_work_counts_and_what_is_done_together() -> None:
    found = workspace("""
streams:
  s:
    steps:
      a: {owner: customer, process: 10m, wait: 0}
      b: {owner: desk, participants: customer, process: 20m, wait: 0, next: {c: 50%, b: 50%}}
      c: {owner: desk, process: 1h, wait: 0}
  alone: {steps: {a: {owner: desk, process: 1h}}}
  unknown: {steps: {a: {owner: customer, process: 5m}, b: {owner: customer}}}
""")
    figures = {id_: stream_figures(found, stream) for id_, stream in found.streams.items()}
    assert figures["s"].customer_effort_s == pytest.approx((10 + 2 * 20) * 60)
    # The desk works on it all the same.
    assert figures["s"].effort_s == pytest.approx((2 * 20 + 60) * 60)
    assert figures["alone"].customer_effort_s == 0
    assert figures["unknown"].customer_effort_s == 300
    assert figures["unknown"].bounds["customer_effort_s"] == "≥"


def test_priorities_weigh_how_satisfied_customers_are() -> None:
    found = workspace("""
streams:
  happy: {demand: 10/week, satisfaction: 100%, steps: {a: {process: 1h, wait: 1h}}}
  unhappy: {demand: 10/week, satisfaction: 2/5, steps: {a: {process: 1h, wait: 1h}}}
  unasked: {demand: 10/week, steps: {a: {process: 1h, wait: 1h}}}
  few: {demand: 10/week, satisfaction: {score: 0%, answers: 5}, steps: {a: {process: 1h, wait: 1h}}}
""")
    priorities = stream_priorities(found)
    assert priorities[0].stream.id == "unhappy"
    weights = {each.stream.id: each.weight[0] for each in priorities}
    plain = weights["unasked"]
    assert plain is not None
    assert weights == {
        "happy": plain,
        "unhappy": pytest.approx(1.6 * plain),
        "unasked": plain,
        "few": plain,
    }


def test_a_step_may_move_satisfaction_more_than_its_stream() -> None:
    found = workspace("""
streams:
  s:
    demand: 10/week
    sensitivity: 2
    steps:
      a: {process: 1h, wait: 3h}
      b: {process: 1h, wait: 2h, sensitivity: 5}
""")
    assert [each.step.id for each in worth_touching(found)] == ["b", "a"]


def test_few_answers_are_no_measure() -> None:
    assert Satisfaction(0.2, "%", 20).judged
    assert not Satisfaction(0.2, "%", 19).judged
