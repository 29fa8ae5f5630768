"""Whatever the text: it is read or a fault says why not, and both parsers read the same."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vsm_cli.source import composing
from vsm_cli.source.composing import compose, walk
from vsm_cli.source.data import Converter
from vsm_cli.source.reading import read_text

PIECES = st.sampled_from(
    [*" \n\t-:,?#&*!|>%@`'\"[]{}~\\<", "  ", "- ", ": ", "? ", "<<: ", "&a ", "*a", "!!str ",
     "---\n", "...\n", "%YAML 1.2\n", "|\n ", ">-\n ", "a", "7", "é", "名", "：",
     "\u2028", "\x85", "\ufeff", "\U0001f600", "\x00", '"\\ud800"',
     "vsm: 1\n", "# vsm: ignore[VSM101] x\n", "null", "12:30"]
)  # fmt: skip
ANY_TEXT = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40)


@settings(max_examples=400)
@given(ANY_TEXT)
def test_any_text_is_read_or_has_a_fault(text: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in text):
        return  # no decoder gives half a pair
    source = read_text(text, "any.yaml")
    assert source.readable == (not [f for f in source.faults if f.code in ("VSM001", "VSM007")])
    lines = source.text.split("\n")
    for fault in source.faults:
        assert 1 <= fault.line <= len(lines) + 1
        assert fault.column >= 1
    for comment in source.suppressions:
        assert lines[comment.line - 1][comment.column - 1] == "#"
        assert comment.first <= comment.last


SCALARS = st.sampled_from(
    ["a", "007", "1.5", "true", "~", "''", '"a b"', "恢复", "30%", "1h 30m", "'it''s'", '"\\n"',
     "x: y".replace(": ", ":"), "-1", "a#b", "|\n", "!!str 7", "2001-99-99", "éé", '"a\n   b"']
)  # fmt: skip
KEYS = st.sampled_from(["a", "b", "c", "名", '"q"', "'s'", "007", "null", "e\u0301"])


def flow(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(children, max_size=3) | st.dictionaries(KEYS, children, max_size=3)


TREES = st.recursive(SCALARS, flow, max_leaves=12)


def written(value: Any, indent: int, style: str) -> str:
    """A tree as YAML: `style` picks flow or block for each level in turn."""
    if isinstance(value, str):
        if value == "|\n":
            return f"|\n{' ' * (indent + 2)}text # not a comment\n{' ' * (indent + 2)}more"
        return value
    if not value or style[indent % len(style)] == "f":

        def inline(child: Any) -> str:
            return written(child if child != "|\n" else "a", indent, "f")

        if isinstance(value, list):
            return "[" + ", ".join(map(inline, value)) + "]"
        return "{" + ", ".join(f"{key}: {inline(child)}" for key, child in value.items()) + "}"
    pad = "\n" + " " * indent
    if isinstance(value, list):
        return pad + pad.join(f"- {written(child, indent + 2, style)}" for child in value)
    return pad + pad.join(f"{k}: {written(child, indent + 2, style)}" for k, child in value.items())


def picture(nodes: list[Any]) -> list[Any]:
    """What of the nodes matters: kind, text, whether quoted, and where they stand. A collection
    in block style ends where the next token begins, of which nobody speaks."""
    found = []
    for root in nodes:
        for node in walk(root):
            start, end = node.start_mark, node.end_mark
            scalar = isinstance(node.value, str)
            place = (start.line, start.column, *((end.line, end.column) if scalar else ()))
            text = node.value if scalar else len(node.value)
            found.append((type(node).__name__, text, bool(getattr(node, "style", "")), *place))
    return sorted(found, key=repr)


@settings(max_examples=300)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4), st.sampled_from(["b", "bf", "bbf"]))
def test_both_parsers_read_the_same(tree: dict[str, Any], style: str) -> None:
    text = f"# first\nvsm: 1{written(tree, 0, style)}\n# last\n"
    nodes, fault = compose(text)
    pure, pure_fault = composing._compose_pure(text)
    assert fault is None
    assert pure_fault is None
    assert picture(nodes) == picture(pure)
    assert [Converter().data(n) for n in nodes] == [Converter().data(n) for n in pure]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: {Runbook: https://x.org}\n", {"a": {"Runbook": "https://x.org"}}),
        ("a: [12:30]\n", {"a": ["12:30"]}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": "1", "b": "2", "c": "2"}),
        ('a: "\\/"\n', {"a": "/"}),
    ],
)
def test_yaml_that_the_c_parser_refuses(text: str, data: object) -> None:
    source = read_text(text, "a.yaml")
    assert source.faults == []
    assert source.documents[0].data == data


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n\n"[:1]])
def test_line_ends(ends: str) -> None:
    source = read_text(ends.join(["vsm: 1", "teams:", "  a: {}", ""]), "a.yaml")
    assert source.documents[0].data == {"vsm": "1", "teams": {"a": {}}}
    assert source.lines == ["vsm: 1", "teams:", "  a: {}", ""]


@pytest.mark.parametrize(
    ("text", "data", "faults"),
    [
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", {"b": "1", "c": "3"}, []),
        ("a: [&x {b: 1}, &y {b: 2, c: 4}]\nd: {<<: [*x, *y]}\n", {"b": "1", "c": "4"}, []),
        ("a: &x {b: 1}\nd: {b: 2, <<: *x}\n", {"b": "2"}, []),
        ("d: {<<: text, b: 1}\n", {"b": "1"}, ["VSM003"]),
        ("a: &x {b: 1}\nd: {<<: [*x, 5]}\n", {"b": "1"}, ["VSM003"]),
        ('d: {"<<": 1}\n', {"<<": "1"}, []),
        ("d: {b: 1, b: 2}\n", {"b": "1"}, ["VSM004"]),
        ("d: {? [a, b] : 1, c: 2}\n", {"c": "2"}, ["VSM003"]),
        ("d: {~: 1, null: 2, : 3}\n", {"~": "1", "null": "2", "": "3"}, []),
        ("d: !mine {b: !!str 007, c: !!int 8}\n", {"b": "007", "c": "8"}, ["VSM003"]),
        ("d: {e\u0301: 1, \u00e9: 2}\n", {"\u00e9": "1"}, ["VSM004"]),
        ("d: {b: True, c: yes, e: ~, f: , g: 'null', h: \"true\"}\n",
         {"b": True, "c": "yes", "e": None, "f": None, "g": "null", "h": "true"}, []),
    ],
)  # fmt: skip
def test_data(text: str, data: object, faults: list[str]) -> None:
    source = read_text(text, "a.yaml")
    assert source.documents[0].data["d"] == data
    assert [fault.code for fault in source.faults] == faults
