"""Signs of a Chinese input method: told at their place, with what to write instead."""

import pytest

from vsm_cli import language
from vsm_cli.api import Options, analyse_texts
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.rules import ALL_RULES

PLAIN = """\
vsm: 1
teams:
  desk: {name: 服务台}
  ops: {name: 运维}
streams:
  fix:
    name: 修复，以及：其他（全部）
    owner: desk
    steps:
      a:
        name: 登记
        # 说明：等待不算，“处理”才算
        process: 5m
        next: b
      b:
        owner: ops
        process: 1h
        complete-accurate: 90%
"""
READING = Options(rules=tuple(r for r in ALL_RULES if r.check is None or r.code == "VSM302"))


def found(old: str, new: str) -> tuple[Diagnostic, ...]:
    text = PLAIN.replace(old, new, 1)
    assert text != PLAIN
    return tuple(analyse_texts({"vsm.yaml": text}, READING).diagnostics)


# What is written, what stands there instead, the sign that is told.
SYNTAX = {
    "first key": ("vsm: 1", "vsm：1", "："),
    "section": ("teams:", "teams：", "："),
    "id": ("      b:", "      b：", "："),
    "key": ("owner: ops", "owner：ops", "："),
    "key and space": ("owner: ops", "owner： ops", "："),
    "last key": ("accurate: 90%", "accurate：90%", "："),
    "below prose": ("name: 登记\n", "name：登记\n", "："),
    "comma": ("{name: 服务台}", "{name: 服务台，size: 3}", "，"),
    "enumeration comma": ("{name: 服务台}", "{name: 服务台、size: 3}", "、"),
    "brace": ("{name: 服务台}", "｛name: 服务台｝", "｛"),
    "bracket": ("next: b", "next: ［b: 1］", "［"),
    "quote": ("name: 登记", "name: “登记: 一线”", "“"),
    "comment": ("        process: 5m", "        ＃说明\n        process: 5m", "＃"),
    "indentation": ("        owner: ops", "\u3000\u3000\u3000\u3000owner: ops", "\u3000"),
    "space behind a colon": ("owner: ops", "owner:\u3000ops", "\u3000"),
    "no-break space": ("owner: ops", "owner:\u00a0ops", "\u00a0"),
}


@pytest.mark.parametrize(("old", "new", "sign"), SYNTAX.values(), ids=SYNTAX)
def test_syntax(old: str, new: str, sign: str) -> None:
    (fault,) = found(old, new)
    at = PLAIN.replace(old, new, 1).split("\n")[fault.span.line - 1]
    assert (fault.code, at[fault.span.column - 1]) == ("VSM001", sign)
    assert told(fault, sign)


def told(fault: Diagnostic, sign: str) -> bool:
    words = {"\u3000": "an ideographic space is", "\u00a0": "a no-break space is"}
    return (fault.help or "").startswith(words.get(sign, f"the full-width {sign} is"))


def test_the_first_of_several_lines_is_told() -> None:
    (fault,) = found(
        "next: b\n      b:\n        owner: ops\n", "next: b\n      b：\n        owner：ops\n"
    )
    assert fault.span.line == 15


@pytest.mark.parametrize("wrong", ["name: [登记", "name 登记"])
def test_signs_that_are_not_the_cause_are_not_blamed(wrong: str) -> None:
    (fault,) = found("name: 登记", wrong)
    assert (fault.code, fault.help) in [("VSM001", None), ("VSM001", "write name: 登记")]


# ruff: noqa: E501 -- a table is read by its rows
# What is written, what stands there instead, code, the sign that is told, what a fix writes.
TAKEN_IN = {
    "key with its value": ("{name: 服务台}", "{name：服务台}", "VSM002", "：", None),
    "mapping": ("{name: 服务台}", "\n    name：服务台", "VSM003", "：", None),
    "key behind a space": ("        owner: ops", "        \u3000owner: ops", "VSM002", "\u3000", "owner"),
    "key before a space": ("owner: ops", "owner\u3000: ops", "VSM002", "\u3000", "owner"),
    "letters of a key": ("owner: ops", "ｏwner: ops", "VSM002", "ｏ", "owner"),
    "name in quotes": ("owner: ops", "owner: “ops”", "VSM005", "“", "ops"),
    "name before a space": ("owner: ops", "owner: ops\u3000", "VSM005", "\u3000", "ops"),
    "letters of a name": ("owner: ops", "owner: ｏｐｓ", "VSM005", "ｏ", "ops"),
    "list": ("next: b", "next: [a，b]", "VSM005", "，", None),
    "brackets": ("next: b", "next: ［b］", "VSM005", "［", "b"),
    "dash": ("next: b", "next:\n          － b", "VSM005", "－", "b"),
    "share of a way": ("next: b", "next: {b：70%}", "VSM005", "：", None),
    "time in quotes": ("process: 1h", "process: “1h”", "VSM003", "“", "1h"),
    "time and comment": ("process: 1h", "process: 1h ＃约", "VSM003", "＃", "1h"),
    "spread": ("process: 1h", "process: {min：1h， max：2h}", "VSM003", "：", None),
    "practices": ("owner: ops", "owner: ops\n        practices: [事件管理，问题管理]", "VSM302", "，", None),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "sign", "fix"), TAKEN_IN.values(), ids=TAKEN_IN)
def test_taken_into_a_key_or_value(
    old: str, new: str, code: str, sign: str, fix: str | None
) -> None:
    (fault,) = found(old, new)
    assert fault.code == code
    # Where it is clear what the value was to be, the line to write says more than the sign.
    assert told(fault, sign) or fault.help == "write process: 1h"
    written = [edit.text for edit in fault.fix.edits] if fault.fix else []
    assert written == ([fix] if fix else [])


def test_a_remark_in_brackets() -> None:
    (fault,) = found("90%", "90%（估计）")
    assert fault.help == "write complete-accurate: 90%"


@pytest.mark.parametrize(
    ("old", "new"), [("90%", "90％"), ("90%", "９０%"), ("1h", "１小时"), ("1h", "1ｈ\u300030分")]
)
def test_full_width_figures_are_read(old: str, new: str) -> None:
    assert found(old, new) == ()


@pytest.mark.parametrize(
    ("old", "new"), [("owner: ops", "owner：ops"), ("{name: 服务台}", "{name：服务台}")]
)
def test_in_chinese(old: str, new: str) -> None:
    with language.spoken("zh"):
        (fault,) = found(old, new)
    assert fault.help == "很可能是全角的“：”造成的：请改用半角的“:”"
