"""What streams have in common becomes a pattern; each of them stays what it was."""

import pytest

from tests.refactoring.changed import changed, checked, refused, why_not
from vsm_cli.loading.patterns import merged_stream
from vsm_cli.refactoring.offer import Offer

NAME, STREAM = "extract-pattern", "streams.shop-delivery"
_HEAD = """\
vsm: 1
teams: {web: {}, ops: {}}
data: {d: {}}
"""
_LINES = """\
streams:
  # The shop comes first.
  shop-delivery:
    name: Shop
    owner: web
    trigger: A wish
    value: It runs
    demand: 4/week
    steps:
      build:
        name: Build
        owner: web
        # measured in May
        process: 2h
      test:
        owner: web   # for now
        process: 3h
        wait: 1d
      release:
        owner: ops
        process: 1h
  bank-delivery:
    owner: web
    trigger: A wish
    value: It runs
    steps:
      build:
        name: Build
        owner: web
        process: 2h
      test:
        owner: web
        process: 5h
        wait: 1d
      release:
        owner: ops
        process: 1h
      # The bank looks again.
      look:
        owner: ops
        process: 10m
"""
_LINES_AFTER = """\
patterns:
  delivery:
    owner: web
    trigger: A wish
    value: It runs
    steps:
      build:
        name: Build
        owner: web
        # measured in May
        process: 2h
      test:
        owner: web   # for now
        wait: 1d
      release:
        owner: ops
        process: 1h
streams:
  # The shop comes first.
  shop-delivery:
    like: delivery
    name: Shop
    demand: 4/week
    steps:
      test:
        process: 3h
  bank-delivery:
    like: delivery
    steps:
      test:
        process: 5h
      # The bank looks again.
      look:
        owner: ops
        process: 10m
"""
_BRACKETS = """\
streams:
  shop-delivery: {owner: web, trigger: T, value: V, steps: {build: {owner: web, process: 1h}, test: {process: 1h}}}
  bank-delivery: {owner: ops, trigger: T, value: V, steps: {build: {owner: web, process: 2h}, test: {process: 1h}}}
"""  # noqa: E501
_BRACKETS_AFTER = """\
patterns:
  delivery:
    trigger: T
    value: V
    steps:
      build:
        owner: web
      test: {process: 1h}
streams:
  shop-delivery: {like: delivery, owner: web, steps: {build: {process: 1h}}}
  bank-delivery: {like: delivery, owner: ops, steps: {build: {process: 2h}}}
"""
_ZH = """\
团队: {开发组: {}}
价值流:
  商城-交付:
    责任人: 开发组
    触发: 有了想法
    步骤:
      构建: {责任人: 开发组, 处理时间: 2小时}
      发布:
        责任人: 开发组
        处理时间: 1小时
  网银-交付:
    责任人: 开发组
    触发: 有了想法
    步骤:
      构建: {责任人: 开发组, 处理时间: 3小时}
      发布: {责任人: 开发组, 处理时间: 1小时}
"""
_ZH_AFTER = """\
团队: {开发组: {}}
样板:
  交付:
    责任人: 开发组
    触发: 有了想法
    步骤:
      构建:
        责任人: 开发组
      发布:
        责任人: 开发组
        处理时间: 1小时
价值流:
  商城-交付:
    仿照: 交付
    步骤:
      构建: {处理时间: 2小时}
  网银-交付:
    仿照: 交付
    步骤:
      构建: {处理时间: 3小时}
"""


@pytest.mark.parametrize(
    ("head", "before", "after", "stream"),
    [
        (_HEAD, _LINES, _LINES_AFTER, STREAM),
        (_HEAD, _BRACKETS, _BRACKETS_AFTER, STREAM),
        ("vsm: 1\n", _ZH, _ZH_AFTER, "streams.商城-交付.steps.构建"),
    ],
)
def test_streams_keep_what_they_are(head: str, before: str, after: str, stream: str) -> None:
    was = checked(head + before)
    made = changed(head + before, NAME, stream)
    assert made.text == head + after
    assert not made.gained
    assert not made.solved
    assert not made.consequences.effect.streams
    for id_ in was.workspace.streams:
        entries = [merged_stream([*each.files.values()], id_) or {} for each in (was, made.after)]
        assert entries[1].pop("like") is not None
        assert entries[0] == entries[1]
    assert "is like delivery already" in why_not(made.text, NAME, stream) or "交付" in made.text


def test_what_is_alike_as_a_whole_leaves_no_more_than_that() -> None:
    one = "{owner: web, trigger: T, value: V, steps: {a: {owner: web}, b: {owner: ops}}}"
    text = _HEAD + f"streams:\n  x: {one}\n  y: {one}\n"
    made = changed(text, NAME, "streams.x")
    assert made.text == _HEAD + (
        "patterns:\n  x-pattern:\n    owner: web\n    trigger: T\n    value: V\n"
        "    steps:\n      a: {owner: web}\n      b: {owner: ops}\n"
        "streams:\n  x: {like: x-pattern}\n  y: {like: x-pattern}\n"
    )


def test_a_pattern_joins_those_that_are_there() -> None:
    text = _HEAD + "patterns:\n  old:\n    owner: web\n" + _LINES
    made = changed(text, NAME, STREAM)
    assert "patterns:\n  old:\n    owner: web\n  delivery:\n    owner: web\n" in made.text


def test_streams_in_several_files() -> None:
    shop, bank = _LINES.split("  bank-delivery:\n")
    texts = {"one.yaml": _HEAD + shop, "two.yaml": "vsm: 1\nstreams:\n  bank-delivery:\n" + bank}
    made = changed(texts, NAME, "streams.bank-delivery")
    assert "\npatterns:\n  delivery:\n" in made.texts["one.yaml"]
    assert made.texts["two.yaml"].startswith(
        "vsm: 1\nstreams:\n  bank-delivery:\n    like: delivery\n"
    )


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("        process: 2h\n      test:\n        owner: web\n",
         "        process: 2h   # seen by nobody\n      test:\n        owner: web\n",
         "what bank-delivery has in common holds a comment that the pattern would not have"),
        ("        owner: web\n        # measured", "        owner: &w web\n        # measured",
         "build holds an anchor or an alias"),
        ("    trigger: A wish\n    value: It runs\n    demand",
         "    trigger: &t A wish\n    value: It runs\n    demand",
         "trigger holds an anchor or an alias"),
    ],
)  # fmt: skip
def test_what_somebody_wrote_is_not_lost(before: str, after: str, reason: str) -> None:
    assert before in _LINES
    assert refused(_HEAD + _LINES.replace(before, after), NAME, STREAM) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (_LINES.replace("      test:\n", "      check:\n", 1).replace("build", "make", 1),
         "no other stream has most of the steps"),
        (_LINES.replace("    owner: web\n", "    like: x\n", 1), "is like x already"),
        (_LINES.replace("  bank-delivery:", "  bank-delivery: {}\n  other:\n    steps:\n     "
                        "  z: {}\n  more: {}\nx-rest:\n  y:"), "no other stream has"),
    ],
)  # fmt: skip
def test_where_little_is_alike(text: str, reason: str) -> None:
    assert reason in why_not(_HEAD + text, NAME, STREAM)


def test_the_order_of_steps_decides_what_the_pattern_may_have() -> None:
    """Steps of a pattern come first: what follows an own step stays where it is."""
    text = _HEAD + _LINES.replace("      release:", "      sign: {owner: ops}\n      release:", 1)
    made = changed(text, NAME, STREAM)
    streams = made.after.workspace.streams
    assert [*streams["shop-delivery"].steps] == ["build", "test", "sign", "release"]
    assert "release" not in made.text.partition("streams:")[0]


def test_it_says_what_it_does() -> None:
    made: list[Offer] = []
    from vsm_cli.api.refactoring import offers_of

    made += offers_of(checked(_HEAD + _LINES), NAME, STREAM)
    (offer,) = made
    assert offer.title == (
        "Extract what shop-delivery and bank-delivery have in common into the pattern delivery"
    )
    assert offer.choice == "delivery"
