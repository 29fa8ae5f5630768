"""Where a cursor stands in a text that is no YAML yet."""

import pytest

from vsm_cli.editor.text_place import TextPlace, place_in


def at(text: str) -> TextPlace:
    """The place of `|` in a text."""
    before, after = text.split("|")
    column = len(before) - (before.rfind("\n") + 1) + 1
    return place_in((before + after).split("\n"), before.count("\n") + 1, column)


@pytest.mark.parametrize(
    ("text", "kind", "path", "typed"),
    [
        ("|", "key", (), ""),
        ("vsm: 1\nte|", "key", (), "te"),
        ("streams:\n  a:\n    |", "key", ("streams", "a"), ""),
        ("streams:\n  a:\n    owner: de|", "value", ("streams", "a", "owner"), "de"),
        ("streams:\n  a: # note: this\n    |", "key", ("streams", "a"), ""),
        ("a:\n  b: &x\n    c: |", "value", ("a", "b", "c"), ""),
        ("s:\n  x: {owner: d, pr|", "key", ("s", "x"), "pr"),
        ("s:\n  x: {owner: d, list: [a, b|]}", "item", ("s", "x", "list", 1), "b"),
        ("s: {\n  x: {owner: d,\n    wait: |", "value", ("s", "x", "wait"), ""),
        ("s: [x\nb: |", "value", ("b",), ""),
        ('a: {"b c": |}', "value", ("a", "b c"), ""),
        ("steps:\n- stage: a\n- st|", "item", ("steps", 1), "st"),
        ("steps:\n  - stage: a\n    |\n    wait: 3", "key", ("steps", 0), ""),
        ("steps:\n  - {stage: a}\n  - {stage: |", "value", ("steps", 1, "stage"), ""),
        ("a:\n- - b|", "item", ("a", 0, 0), "b"),
        ("---\na: 1\n---\n|", "key", (), ""),
        ("价值流：\n  甲：\n    责任人: |", "value", ("价值流", "甲", "责任人"), ""),
        ("a: 1 # foo|", "comment", (), "# foo"),
        ("a: >\n  text\n  b|", "text", (), ""),
        ("a: text that\n  goes on|", "text", (), ""),
    ],
)
def test_places(text: str, kind: str, path: tuple[str | int, ...], typed: str) -> None:
    found = at(text)
    assert (found.kind, found.path, found.typed) == (kind, path, typed)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("a:\n  b: 1\n  |\n  c: 2\nd: 3", ("b", "c")),
        ("a:\n  - b: 1\n    |\n  - c: 1", ("b",)),
        ("a:\n  - b: 1\n  - |\n    c: 1", ("c",)),
        ("a: {b: 1, c: 2, |", ("b", "c")),
        ("a:\n  b:\n    c: 1\n  |", ("b",)),
    ],
)
def test_keys_that_are_there(text: str, taken: tuple[str, ...]) -> None:
    assert set(at(text).taken) == set(taken)
