"""A journey shows what customers felt, where they were asked."""

from tests.diagrams.journeys import picture_of, words
from tests.diagrams.measured import holds_together
from tests.diagrams.test_landscape import workspace_of
from vsm_cli.diagrams.journey import journey_map
from vsm_cli.diagrams.scope import Scope

CASE = """
vsm: 1
teams: {desk: {}, ops: {}}
streams:
  repair:
    owner: desk
    steps:
      take: {name: Take it, owner: desk, touchpoint: phone, process: 5m, wait: 0, satisfaction: 90%}
      fix: {name: Fix it, owner: ops, process: 1h, wait: 2h, touchpoint: visit, satisfaction: 50%}
  ask:
    owner: desk
    steps:
      call: {name: Call, owner: desk, process: 5m, wait: 0, touchpoint: phone, satisfaction: 70%}
journeys:
  year:
    owner: desk
    steps:
      - {stage: engage, stream: repair, expects: 1d}
      - {stage: realize, stream: ask, satisfaction: 80%}
"""


def test_the_curve_goes_through_every_step_at_which_customers_were_asked() -> None:
    picture = picture_of(workspace_of(CASE))
    for key, value in (("1.take", "90%"), ("1.fix", "50%"), ("2.call", "70%")):
        assert words(picture, f"satisfaction.{key}.value") == value
    points = picture.lines("satisfaction-curve", "moment-of-truth")
    assert len(points) == 2
    fall = picture.lines("moment-of-truth")["journeys.year.satisfaction.1.take.on"]
    assert fall[0][1] < fall[-1][1], "it falls"
    assert words(picture, "satisfaction.1.take.on.words").startswith("moment of truth: 90% → 50%")


def test_stages_say_what_is_expected_and_felt() -> None:
    picture = picture_of(workspace_of(CASE))
    assert words(picture, "1-engage.facts") == "expected within 1d"
    assert words(picture, "2-realize.facts") == "80% satisfied"


def test_without_answers_there_is_no_curve() -> None:
    text = CASE
    for value in ("90%", "50%", "70%"):
        text = text.replace(f", satisfaction: {value}", "")
    assert "Satisfaction" not in words(picture_of(workspace_of(text)))


def test_nothing_lies_on_the_curve() -> None:
    workspace = workspace_of(CASE)
    assert holds_together(journey_map(Scope(workspace), workspace.journeys["year"])) == []
