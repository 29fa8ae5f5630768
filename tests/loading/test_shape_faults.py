"""A value of the wrong shape is told once, with the line to write; writing it puts it right."""

import pytest

from tests.reading import problems, told
from vsm_cli.loading import load_texts

HEAD = "vsm: 1\nteams: {t: , u: }\nsystems: {a: , b: }\nstreams:\n  s:\n"
STEPS = "    steps: {x: {owner: t}}\n"

# What stands there wrongly, the whole text with @ in its place, and the line in the help.
WRONG = [
    ("steps: [register, solve]", HEAD + "    @\n", "steps: {register: , solve: }"),
    ("steps: register、solve", HEAD + "    @\n", "steps: {register: , solve: }"),
    ("teams: [Service desk, ops]", "vsm: 1\n@\n",
     "teams: {service-desk: {name: Service desk}, ops: }"),
    ("teams: 服务台", "vsm: 1\n@\n", "teams: {服务台: }"),
    ("paths: a -> b", HEAD + STEPS + "@\n", "paths: [{from: a, to: b}]"),
    ("paths: a 到 b", HEAD + STEPS + "@\n", "paths: [{from: a, to: b}]"),
    ("a → b", HEAD + STEPS + "paths:\n  - @\n", "{from: a, to: b}"),
    ("paths: {a: b}", HEAD + STEPS + "@\n", "paths: [{from: a, to: b}]"),
    ("paths: {ab: {from: a, to: b}}", HEAD + STEPS + "@\n", "paths: [{from: a, to: b}]"),
    ("state: future", HEAD + STEPS + "    @\n", "mapped: {state: future}"),
    ("lead: 4h", HEAD + STEPS + "    @\n", "target: {lead: 4h}"),
    ("p90: 8h", HEAD + STEPS + "    target: {wait: 2h, @}\n", "lead: {p90: 8h}"),
    ("合格率: 90%", HEAD + STEPS + "    target: {@}\n", "rolled: 90%"),
    ("target: 4h", HEAD + STEPS + "    @\n", "target: {lead: 4h}"),
    ("stated: 4天", HEAD + STEPS + "    @\n", "stated: {lead: 4天}"),
    ("mapped: 2026-03-01", HEAD + STEPS + "    @\n", "mapped: {on: 2026-03-01}"),
    ("mapped: 现状", HEAD + STEPS + "    @\n", "mapped: {state: 现状}"),
    ("calendar: 8h", "vsm: 1\n@\n", "calendar: {day: 8h}"),
    ("urls: https://example.org/x", "vsm: 1\nteams:\n  t:\n    @\n",
     "urls: {example.org: https://example.org/x}"),
    ("urls: [https://e.org/x, https://e.org/y]", "vsm: 1\nteams:\n  t:\n    @\n",
     "urls: {page 1: https://e.org/x, page 2: https://e.org/y}"),
    ("owner: [t, u]", HEAD + STEPS + "    @\n", "owner: t"),
    ("owner: [t]", HEAD + "    steps:\n      x:\n        @\n", "owner: t"),
    ("touchpoint: [phone, mail]", HEAD + "    steps:\n      x:\n        @\n",
     "touchpoint: phone, mail"),
    ('vsm: "1"', "@\nteams: {t: }\n", "vsm: 1"),
    ("vsm: v1", "@\nteams: {t: }\n", "vsm: 1"),
    ("inform ward:", HEAD + "    steps:\n      @ {owner: t}\n", "inform-ward"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "text", "line"), WRONG, ids=[wrong for wrong, _, _ in WRONG])
def test_the_line_to_write(wrong: str, text: str, line: str) -> None:
    (found,) = problems(text.replace("@", wrong))
    assert found.help is not None
    assert found.help.endswith(line)
    written = line + ":" if wrong.endswith(":") else line
    assert problems(text.replace("@", written)) == []


def test_how_many_are_in_time_may_mean_something_else() -> None:
    text = HEAD + STEPS + "    target: {lead: 2d, sla: @}\n"
    (found,) = problems(text.replace("@", "95%"))
    assert found.help == (
        "write lead: {p95: 2d} in place of lead: 2d, if 95% of all are to be ready within 2d"
    )
    assert found.fix is None
    # No percentile says that all are.
    (found,) = problems(text.replace("@", "100%"))
    assert "p100" not in (found.help or "")


def test_the_first_of_several_owners_answers_and_the_others_take_part() -> None:
    text = HEAD + "    steps:\n      x:\n        @\n"
    (found,) = problems(text.replace("@", "owner: [t, u]"))
    assert found.help == "one answers for it: write owner: t and participants: [u]"
    assert problems(text.replace("@", "owner: t\n        participants: [u]")) == []


@pytest.mark.parametrize(
    ("items", "line"),
    [
        ("[{id: register, owner: t}, {id: solve}]", "{register: {…}, solve: {…}}"),
        ("[{name: Register it}]", "{register-it: {…}}"),
        ("[{register: {owner: t}}, {solve: }]", "{register: {…}, solve: {…}}"),
    ],
)
def test_items_of_a_list_get_an_id(items: str, line: str) -> None:
    (found,) = problems(f"{HEAD}    steps: {items}\n")
    assert found.help == f"write the id of each in place of its dash: steps: {line}"


def test_a_version_in_quotes_does_not_hide_the_rest() -> None:
    assert told('vsm: "1"\nstreams: {s: {ownr: t}}\n') == [("VSM006", '"1"'), ("VSM002", "ownr")]


def test_names_with_blanks_lead_to_the_id_with_hyphens() -> None:
    text = """\
vsm: 1
teams: {ward-desk: , ops: }
systems: {bed-list: }
data: {bed-note: }
patterns: {usual-care: {steps: {look-in: }}}
streams:
  s:
    owner: Ward Desk
    responded-at: tell ward
    like: usual-care
    steps:
      x: {owner: ward desk, participants: [ward desk, ops], next: {tell ward: 10%, end: },
          outputs: bed note, systems: [bed list]}
      tell-ward: {accepts: {bed note: complete}}
"""
    assert problems(text) == []
    stream = load_texts({"a.yaml": text}).workspace.streams["s"]
    x, tell = stream.steps["x"], stream.steps["tell-ward"]
    assert (stream.owner, x.owner, x.participants) == ("ward-desk", "ward-desk", ("ops",))
    assert [route.target for route in x.routes] == ["tell-ward", "end"]
    assert (x.systems, x.outputs, tell.accepts[0].data) == (
        ("bed-list",),
        ("bed-note",),
        "bed-note",
    )
    assert stream.responded_at == "tell-ward"


def test_names_with_blanks_that_lead_nowhere_are_told() -> None:
    (found,) = problems("vsm: 1\nteams: {desk: }\nsystems: {a: {owner: war desk}}\n")
    assert found.help == (
        "an id has letters, digits, - and _: write war-desk, and define it:"
        " war-desk: {name: War desk}"
    )


@pytest.mark.parametrize("written", ["[y 70%, z 30%]", "'y 70%, z 30%'", "y 70%、z 30%"])
def test_shares_behind_the_steps_are_those_of_a_choice(written: str) -> None:
    text = f"{HEAD}    steps:\n      x: {{next: {written}}}\n      y: \n      z: \n"
    if "'" not in written and "、" in written:
        text = text.replace("{next: " + written + "}", "\n        next: " + written)
    (found,) = problems(text)
    assert found.help == "write next: {y: 70%, z: 30%}"


def test_a_link_may_have_its_share_behind_it() -> None:
    text = f"{HEAD}    steps:\n      x: {{starts: [t 10%, u]}}\n  t: \n  u: \n"
    assert problems(text) == []
    links = load_texts({"a.yaml": text}).workspace.streams["s"].steps["x"].starts
    assert [(link.stream, link.share) for link in links] == [("t", 0.1), ("u", None)]


@pytest.mark.parametrize("wrong", ["sla: 95%", "p95: 2d"])
def test_a_percentile_beside_a_mean(wrong: str) -> None:
    text = HEAD + STEPS + "    target: {@}\n"
    (found,) = problems(text.replace("@", f"lead: 2d, {wrong}"))
    assert (found.help or "").startswith("write lead: {p95: 2d} in place of lead: 2d")
    assert problems(text.replace("@", "lead: {p95: 2d}")) == []
