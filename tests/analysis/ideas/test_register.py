"""Ideas: their effects against `report --set`, the best set against trying all of them."""

# ruff: noqa: E501 -- a definition is read by its lines

import json
from itertools import combinations
from math import isclose
from pathlib import Path
from random import Random

import pytest

from tests.cli.running import vsm
from vsm_cli.analysis.ideas.best_set import Best, exclude_each_other
from vsm_cli.analysis.ideas.effects import changes_mechanism, difference, effect_of
from vsm_cli.analysis.ideas.register import Register, register
from vsm_cli.loading import load_texts
from vsm_cli.loading.what_if import parse
from vsm_cli.model.elements import Idea
from vsm_cli.model.workspace import Workspace


def workspace(text: str) -> Workspace:
    loaded = load_texts({"w.yaml": text})
    assert not loaded.findings, loaded.findings
    return loaded.workspace


def random_workspace(random: Random) -> str:
    """Streams that use and start each other at random, with ideas that set waits, hands, ways and
    pillars, some of them the same place."""
    streams = [f"s{number}" for number in range(random.randint(1, 4))]
    lines = ["vsm: 1", "teams: {t: {size: 5}}", "streams:"]
    left = random.randint(2, 7)
    for number, stream in enumerate(streams):
        lines += [f"  {stream}:", f"    demand: {random.randint(1, 90)}/week"]
        lines.append(f"    layer: {random.choice(['core', 'core', 'support'])}")
        lines.append("    steps:")
        for step in "abc":
            lines.append(f"      {step}:")
            lines.append(f"        owner: t\n        process: {random.randint(1, 90)}m")
            lines.append(f"        wait: {random.randint(0, 50)}h\n        complete-accurate: 90%")
            if step == "a":
                lines.append("        next: [b, c]" if random.random() < 0.5 else "        next: b")
            if step == "b":
                share = random.randint(1, 40)
                lines.append(
                    f"        next: {{c: {100 - share}%, a: {share}%}}"
                    * (random.random() < 0.4 and "[b, c]" not in lines[-4])
                    or "        next: c"
                )
            other = random.choice(streams[:number] or [""])
            if other and random.random() < 0.4:
                lines.append(
                    f"        uses: {{stream: {other}, covered: 80%, without: {{process: 3h}}}}"
                )
            elif other and random.random() < 0.3:
                lines.append(f"        starts: {{stream: {other}, share: 50%}}")
            ideas = [
                idea(random, streams, f"{stream}{step}{n}") for n in range(random.randint(0, 2))
            ]
            ideas = ideas[:left]
            left -= len(ideas)
            if ideas:
                lines.append(f"        ideas: [{', '.join(ideas)}]")
    return "\n".join(lines) + "\n"


def idea(random: Random, streams: list[str], name: str) -> str:
    stream = random.choice(streams)
    setting = random.choice(
        [
            f"wait: {random.randint(0, 40)}h",
            f"process: {random.randint(1, 60)}m",
            f"complete-accurate: {random.randint(60, 100)}%",
            "automated: true",
            f"streams.{stream}.steps.{random.choice('abc')}.wait: {random.randint(0, 40)}h",
            f"streams.{stream}.steps.b: {{owner: t, process: 5m, wait: 1h}}",
        ]
    )
    cost = random.choice(["", f", cost: {random.randint(1, 9)}d"])
    status = random.choice(["", "", ", status: trying", ", status: done"])
    return f"{{name: {name}, set: {{{setting}}}{cost}{status}}}"


def tried(found: Workspace, most: int | None, cost_s: float | None) -> tuple[float, float]:
    """The rank of the best of all sets."""
    ideas = [each for each in found.ideas() if each.settings and each.is_open]
    if cost_s is not None:
        ideas = [each for each in ideas if each.cost_s is not None]
    best = (0.0, 0.0)
    for size in range(1, (len(ideas) if most is None else min(most, len(ideas))) + 1):
        for group in combinations(ideas, size):
            if cost_s is not None and sum(each.cost_s or 0 for each in group) > cost_s:
                continue
            if any(exclude_each_other(*pair) for pair in combinations(group, 2)):
                continue
            assert found.supposing
            settings = [setting for each in group for setting in each.settings]
            best = min(best, difference(found, found.supposing(settings)).rank)
    return best


@pytest.mark.parametrize("seed", range(100))
def test_the_best_set_is_the_best_of_all_sets(seed: int) -> None:
    random = Random(seed)
    found = workspace(random_workspace(random))
    most = random.choice([None, 1, 2, 3])
    cost_s = random.choice([None, random.randint(0, 15) * 86400.0])
    best = register(found, most, cost_s).best
    assert best.exact
    assert len(best.ideas) <= (99 if most is None else most)
    if cost_s is not None:
        assert sum(each.cost_s or 0 for each in best.ideas) <= cost_s
    rank = best.effect.rank if best.effect else (0.0, 0.0)
    for one, other in zip(rank, tried(found, most, cost_s), strict=True):
        assert isclose(one, other, rel_tol=1e-9, abs_tol=0.01)


def test_random_workspaces_hold_what_is_to_be_tried() -> None:
    """Sets of several ideas, ideas that exclude each other, ideas that feel each other."""
    found = [workspace(random_workspace(Random(seed))) for seed in range(100)]
    best = [register(each).best for each in found]
    assert sum(len(each.ideas) > 1 for each in best) > 30
    open_ = [[i for i in each.ideas() if i.is_open and i.settings] for each in found]
    assert any(exclude_each_other(*pair) for ideas in open_ for pair in combinations(ideas, 2))


BANK = """
vsm: 1
title: Two clocks
calendar: {day: 8h, week: 5d}
teams: {desk: {size: 4}, ops: {size: 2}}
systems: {jira: , cmdb: }
paths:
  - {from: jira, to: cmdb, mode: manual, process: 3m, owner: ops, ideas: {name: Hook, owner: ops, set: {mode: automatic}}}
streams:
  restore:
    layer: core
    calendar: {day: 24h, week: 7d}
    demand: 100/month
    delivered-at: close
    steps:
      look:
        owner: desk
        process: 20m
        wait: 1h
        uses: {stream: upkeep, covered: 80%, changes: 4/year, without: {process: 1h, wait: 3h},
               ideas: [{name: Cover more, owner: ops, cost: 5d, set: {covered: 95%}}]}
      close:
        owner: desk
        process: 1h
        wait: 2h
        ideas:
          - {name: Less wait, owner: desk, cost: 2d, due: 2026-06-30, set: {wait: 1h}}
          - {name: Robot, owner: desk, cost: 20d, set: {automated: true}}
      review: {owner: ops, process: 1h, wait: 3d, starts: {stream: upkeep, share: 10%, wait: 2d, owner: ops}}
  upkeep:
    layer: support
    demand: 20/month
    ideas:
      - {name: Sooner, owner: ops, cost: 10d, set: {steps.write.wait: 1d}}
    steps: {write: {owner: ops, process: 2h, wait: 20d, complete-accurate: 90%}}
"""
PLACES = {
    "Hook": "paths.jira->cmdb.mode=automatic",
    "Cover more": "streams.restore.steps.look.uses.upkeep.covered=95%",
    "Less wait": "streams.restore.steps.close.wait=1h",
    "Robot": "streams.restore.steps.close.automated=true",
    "Sooner": "streams.upkeep.steps.write.wait=1d",
}


def test_effects_equal_what_report_says_with_set(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BANK)

    def report(*settings: str) -> dict[str, dict[str, float]]:
        options = [part for setting in settings for part in ("--set", setting)]
        done = vsm("report", "-f", "json", *options, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        data = json.loads(done.stdout)
        waits = {each["stream"]: each["customer_wait_s_per_year"] for each in data["priorities"]}
        return {
            id_: {
                **{key: each[key] for key in ("lead_time_s", "perceived_lead_time_s")},
                "effort_s_per_year": each["effort_per_year_s"],
                "customer_wait_s_per_year": waits[id_],
            }
            for id_, each in data["streams"].items()
        }

    found = json.loads(vsm("ideas", "-f", "json", "--most", "2", folder=tmp_path).stdout)
    plain = report()
    assert {each["name"] for each in found["ideas"]} == PLACES.keys()
    sets = [(each["effect"], [each["name"]]) for each in found["ideas"]]
    sets += [(found["together"], list(PLACES)), (found["best"]["effect"], found["best"]["ideas"])]
    for effect, names in sets:
        then = report(*(PLACES[name] for name in names))
        for id_, figures in plain.items():
            for key, before in figures.items():
                said = effect["streams"].get(id_, {}).get(key, 0)
                assert isclose(said, then[id_][key] - before, rel_tol=1e-6, abs_tol=1e-4), names
    by_name = {each["name"]: each["effect"] for each in found["ideas"]}
    # A faster pillar is felt where it fails, and nobody outside waits for the pillar itself.
    sooner = by_name["Sooner"]
    assert sooner["streams"].keys() == {"restore", "upkeep"}
    felt = sooner["streams"]["restore"]["customer_wait_s_per_year"]
    assert sooner["customer_wait_s_per_year"] == felt < 0
    assert found["best"]["ideas"] == ["Less wait", "Sooner"]
    assert by_name["Hook"]["streams"] == {}


def best(found: Register) -> tuple[list[str], Best]:
    return [each.name for each in found.best.ideas], found.best


def test_costs_bound_the_best_set_and_what_costs_nobody_knows_what_is_left_out() -> None:
    found = workspace(BANK)
    day = 8 * 3600
    assert best(register(found, None, 7 * day))[0] == ["Less wait", "Cover more"]
    names, told = best(register(found, None, 1 * day))
    assert names == []
    assert told.effect is None
    assert [each.name for each in told.uncosted] == ["Hook"]


def test_of_two_equal_effects_the_one_that_follows_from_a_mechanism_stands_first() -> None:
    text = """
vsm: 1
streams:
  s:
    demand: 10/week
    steps:
      a: {process: 1h, every: 2d, ideas: [{name: speed, set: {wait: 12h}}, {name: way, set: {every: 1d}}]}
"""
    found = register(workspace(text))
    assert [each.idea.name for each in found.entries] == ["way", "speed"]
    names, told = best(register(workspace(text), 1))
    assert names == ["way"]
    assert not told.speed_only
    only = text.replace(", {name: way, set: {every: 1d}}", "")
    assert best(register(workspace(only)))[1].speed_only


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("wait: 1h", False),
        ("automated: true", True),
        ("next: {b: 10%}", True),
        ("next.b: 10%", False),
        ("uses.k.covered: 90%", False),
        ("owner: t", True),
        ("people: 2", False),
    ],
)
def test_what_changes_how_the_work_is_done(setting: str, expected: bool) -> None:
    text = f"vsm: 1\nstreams: {{s: {{steps: {{a: {{ideas: {{name: x, set: {{{setting}}}}}}}}}}}}}"
    (found,) = load_texts({"w.yaml": text}).workspace.ideas()
    assert changes_mechanism(found) is expected


def test_more_than_ten_on_the_same_streams_are_taken_one_after_the_other() -> None:
    ideas = ", ".join(f"{{name: i{n}, set: {{steps.s{n}.wait: {n}m}}}}" for n in range(12))
    steps = "".join(f"\n      s{n}: {{process: 1h, wait: 1h}}" for n in range(12))
    text = f"vsm: 1\nstreams:\n  s:\n    demand: 10/week\n    ideas: [{ideas}]\n    steps:{steps}\n"
    names, told = best(register(workspace(text), 4))
    assert not told.exact
    assert names == ["i0", "i1", "i2", "i3"]


def test_what_cannot_be_set_is_told_and_the_others_stay() -> None:
    text = """
vsm: 1
streams:
  s:
    demand: 10/week
    steps:
      a: {process: 1h, wait: 1d, ideas: [{name: no, set: {wiat: 1h}}, {name: yes, set: {wait: 1h}}, {name: lead, set: {lead: 1m}}]}
"""
    found = register(workspace(text))
    problems = {each.idea.name: each.problem for each in found.entries}
    assert problems["yes"] is None
    assert "wiat" in (problems["no"] or "")
    assert problems["lead"]
    assert best(found)[0] == ["yes"]


def test_an_idea_and_set_mean_the_same_place() -> None:
    """Relative and absolute, in English and Chinese."""
    texts = (
        "改进: {名称: x, 设为: {等待: 1h}}",
        "ideas: {name: x, set: {streams.s.steps.a.wait: 1h}}",
        "改进: {名称: x, 设为: {价值流.s.步骤.a.等待: 1h}}",
    )
    by_set = parse("streams.s.steps.a.wait=1h")
    for text in texts:
        found = load_texts(
            {
                "w.yaml": f"vsm: 1\nstreams: {{s: {{steps: {{a: {{process: 1h, wait: 3h, {text}}}}}}}}}"
            }
        )
        (idea_,) = found.workspace.ideas()
        (setting,) = idea_.settings
        assert (setting.path, setting.value) == (by_set.path, by_set.value)
        assert effect_of(found.workspace, idea_.settings).streams


def test_ideas_are_open_unless_said_otherwise() -> None:
    text = "vsm: 1\nstreams: {s: {ideas: [a, {name: b, status: 试行}, {name: c, status: dropped}]}}"
    found: list[Idea] = [*load_texts({"w.yaml": text}).workspace.ideas()]
    assert [each.is_open for each in found] == [True, True, False]


def test_what_could_not_be_told_any_more_is_no_gain() -> None:
    """Where no item would ever end, nothing is known, and what it no longer starts is not saved."""
    text = """
vsm: 1
streams:
  s:
    demand: 10/week
    ideas: [{name: endless, set: {steps.b.next: a}}, {name: shorter, set: {steps.a.wait: 1h}}, {name: nothing, set: {streams.s: null}}]
    steps:
      a: {process: 1h, wait: 1d}
      b: {process: 1h, wait: 1d}
      c: {process: 1h, wait: 1d, starts: t}
  t:
    steps: {d: {process: 5h, wait: 1d}}
"""
    found = register(workspace(text))
    effects = {each.idea.name: each.effect for each in found.entries}
    for name in ("endless", "nothing"):
        effect = effects[name]
        assert effect
        assert effect.loses
        assert not effect.is_better
        assert effect.lead_time_s is None
        assert effect.customer_wait_s_per_year is None
        assert effect.effort_s_per_year is None
    assert found.together
    assert found.together.lead_time_s is None
    names, told = best(found)
    assert names == ["shorter"]
    assert told.effect
    assert told.effect.lead_time_s == -23 * 3600


def test_ideas_that_cannot_stand_beside_each_other_leave_the_register_whole() -> None:
    text = """
vsm: 1
streams:
  s:
    demand: 10/week
    ideas: [{name: one step, set: {steps: {a: {process: 1h, wait: 1h}}}}, {name: earlier, set: {delivered-at: b}}]
    steps:
      a: {process: 1h, wait: 1d}
      b: {process: 1h, wait: 1d}
      c: {process: 1h, wait: 2h}
"""
    found = register(workspace(text))
    assert [each.problem for each in found.entries] == [None, None]
    assert [idea.name for idea in found.left_out] == ["earlier"]
    assert found.together
    assert found.together.lead_time_s == -51 * 3600
    assert best(found)[0] == ["one step"]


def test_an_idea_without_a_name_is_called_by_what_it_sets() -> None:
    text = "vsm: 1\nstreams: {s: {ideas: {set: {steps.a.wait: 1h, owner: t}}, steps: {a: }}}"
    (found,) = load_texts({"w.yaml": text}).workspace.ideas()
    assert found.name == "steps.a.wait, owner"
