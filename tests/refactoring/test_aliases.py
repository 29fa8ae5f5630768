"""What an alias brings is written elsewhere: nothing is put there by mistake."""

import pytest

from tests.refactoring.changed import changed, checked, refused

_LINK = """\
vsm: 1
teams: {{t: {{}}}}
x-forms: [&form form]
streams:
  x:
    owner: t
    steps:
      first:
        owner: t
{first}
        process: 5m
      second:
        owner: t
{outputs}
      third: {{owner: t}}
  y:
    owner: t
    steps:
      begin: {{owner: t, inputs: [form]}}
data: {{form: {{}}}}
"""


@pytest.mark.parametrize("first", ["        wait: 1m", "        outputs:\n          - &form form"])
def test_a_key_is_not_put_below_the_anchor(first: str) -> None:
    text = _LINK.format(first=first, outputs="        outputs:\n          - *form")
    assert refused(text, "link-streams", "streams.x.steps.second") == (
        "*form is written elsewhere, and comes here through `*` or `<<`"
    )


@pytest.mark.parametrize(
    "outputs", ["        outputs: *form", "        outputs:  # x *\n          *form"]
)
def test_a_key_is_put_below_the_alias(outputs: str) -> None:
    text = _LINK.format(first="        wait: 1m", outputs=outputs)
    made = changed(text, "link-streams", "streams.x.steps.second")
    put = "\n        starts: {stream: y, data: form, owner: t}"
    assert made.text == text.replace(outputs, outputs + put)


@pytest.mark.parametrize(
    ("common", "paths"),
    [
        (" [&p {from: a, to: b}]", " [*p]"),
        ("\n  - &p {from: a, to: b}", "\n  - *p"),
    ],
)
def test_an_item_is_not_put_beside_the_anchor(common: str, paths: str) -> None:
    text = f"""\
vsm: 1
teams: {{t: {{}}}}
x-common:{common}
systems: {{a: {{owner: t}}, b: {{owner: t}}, c: {{owner: t}}}}
data: {{form: {{}}}}
paths:{paths}
streams:
  x:
    owner: t
    steps:
      first: {{owner: t, systems: a, outputs: form}}
      second: {{owner: t, systems: c, inputs: form}}
"""
    assert refused(text, "define-path", "paths.a->c") == (
        "*p is written elsewhere, and comes here through `*` or `<<`"
    )


def test_an_item_between_aliases_is_not_taken_out() -> None:
    text = """\
vsm: 1
teams: {t: {}}
data: {d: {}, e: {}}
x-data: [&e e]
streams:
  x:
    owner: t
    steps:
      a: {owner: t, inputs: d, accepts: d}
      b: {owner: t, accepts: [*e, d]}
"""
    assert refused(text, "merge-acceptances", "streams.x.steps.b") == (
        "*e is written elsewhere, and comes here through `*` or `<<`"
    )


def test_the_cursor_is_not_at_the_anchor() -> None:
    from vsm_cli.refactoring.offer import Scene

    text = """\
vsm: 1
x-paths: [&p {from: a, to: b}]
systems: {a: {}, b: {}, c: {}}
paths:
  - {from: b, to: c}
  - *p
  - {from: c, to: a}
"""
    report = checked(text)
    scene = Scene(report.workspace, report.files)
    assert scene.addresses_at("one.yaml", 5, 8) == ["paths.b->c"]
    assert scene.addresses_at("one.yaml", 7, 8) == ["paths.c->a"]
