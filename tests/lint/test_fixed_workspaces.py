"""Fixes: only what is meant changes, twice changes nothing more, nothing gets worse."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.api import Options, Report, analyse
from vsm_cli.api.fixed_workspaces import Fixed, fix
from vsm_cli.cli.fix_writing import write_fixes
from vsm_cli.diagnostics import Edit
from vsm_cli.errors import VsmError
from vsm_cli.lint.text_edits import apply
from vsm_cli.source.places import Span

STRICT = Options(preset="strict")
BASE = "vsm: 1\nteams:\n  desk: {name: Desk}\nstreams:\n  a:\n    owner: desk\n    steps:\n"


def fixed(folder: Path, text: str, *, unsafe: bool = False, newline: str = "\n") -> str:
    """The text after fixing; fixing that again must change nothing."""
    path = folder / "a.yaml"
    path.write_bytes(text.replace("\n", newline).encode())
    after = fix([path], STRICT, unsafe=unsafe).after
    result = next(iter(after.values()), path.read_bytes())
    path.write_bytes(result)
    assert fix([path], STRICT, unsafe=unsafe).after == {}
    return result.decode()


SAFE = [
    ("x: {practices: Change control}", "x: {practices: change-enablement}"),
    ('x: {practices: ["变更管理", 事件管理]}', "x: {practices: [变更支持, 事件管理]}"),
    ("x: {}  # vsm: ignore[VSM101] long gone", "x: {}"),
    ("x: {}  # vsm: ignore[VSM102, VSM101] why", "x: {}  # vsm: ignore[VSM102] why"),
    ("# vsm: ignore[VSM201] long gone\n      x: {}", "x: {}"),
]
UNSAFE = [
    ("x: {wait: 5}", "x: {wait: 5m}"),
    ("x: {complete-accurate: 95}", "x: {complete-accurate: 95%}"),
    (
        "x: {practices: service-desk, lead: 1h, ownr: desk}",
        "x: {practices: service-desk, lead: 1h, owner: desk}",
    ),
    (
        "x: {practices: service-desk, lead: 1h, 负责: desk}",
        "x: {practices: service-desk, lead: 1h, 责任人: desk}",
    ),
    (
        "x: {practices: service-desk, lead: 1h, owner: dsk}",
        "x: {practices: service-desk, lead: 1h, owner: desk}",
    ),
    (
        "x: {practices: service-desk, lead: 1h, owner: 'dsk'}",
        "x: {practices: service-desk, lead: 1h, owner: desk}",
    ),
    ("x: {next: {ende: 10%, x: }}", "x: {next: {end: 10%, x: }}"),
]


@pytest.mark.parametrize(("before", "after"), SAFE)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_safe_fixes(tmp_path: Path, before: str, after: str, newline: str) -> None:
    result = fixed(tmp_path, f"{BASE}      {before}\n# 尾 end\n", newline=newline)
    assert result == f"{BASE}      {after}\n# 尾 end\n".replace("\n", newline)


@pytest.mark.parametrize(("before", "after"), UNSAFE)
def test_unsafe_fixes_only_where_asked_for(tmp_path: Path, before: str, after: str) -> None:
    text = f"{BASE}      {before}\n"
    assert fixed(tmp_path, text) == text
    assert fixed(tmp_path, text, unsafe=True) == f"{BASE}      {after}\n"


def test_a_byte_order_mark_and_wide_characters_stay(tmp_path: Path) -> None:
    text = "\ufeff" + BASE + "      x: {name: 😀变更, practices: 变更管理}"
    assert fixed(tmp_path, text) == text.replace("变更管理", "变更支持")


def test_a_value_from_an_anchor_is_left_alone(tmp_path: Path) -> None:
    text = BASE + "      x: &x {practices: change-enablement, wait: 5}\n      y: {<<: *x}\n"
    assert fixed(tmp_path, text, unsafe=True) == text.replace("wait: 5}", "wait: 5m}")


def test_a_file_that_does_not_parse_is_never_touched(tmp_path: Path) -> None:
    text = BASE + "      x: {practices: 变更管理}\n---\nvsm: 1\nteams: [\n"
    assert fixed(tmp_path, text, unsafe=True) == text


@pytest.mark.parametrize(
    "step",
    [
        "x: {owner: desk, ownr: desk}",  # one of the two values would go
        "x: {owner: desk team}",  # desk-team is not defined either
    ],
)
def test_a_fix_that_would_add_a_problem_is_not_made(tmp_path: Path, step: str) -> None:
    text = f"{BASE}      {step}\n"
    assert fixed(tmp_path, text, unsafe=True) == text


def test_a_fix_may_uncover_what_was_held_back(tmp_path: Path) -> None:
    """Nothing is said about a value while its key cannot be read."""
    text = BASE + "      x: {ownr: zzzzzz}\n      y: {prosess: 5}\n"
    after = text.replace("ownr", "owner").replace("prosess: 5", "process: 5m")
    assert fixed(tmp_path, text, unsafe=True) == after
    assert fixed(tmp_path, text) == text


lines = st.lists(st.text(st.characters(exclude_characters="\r\n"), max_size=8), min_size=1)


@given(lines, st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_every_byte_outside_the_edits_stays(
    parts: list[str], newline: str, data: st.DataObject
) -> None:
    text = newline.join(parts)
    number = data.draw(st.integers(1, len(parts)))
    line = parts[number - 1]
    mark = number == 1 and line.startswith("\ufeff")
    shown = line[1:] if mark else line
    start = data.draw(st.integers(1, len(shown) + 1))
    end = data.draw(st.integers(start, len(shown) + 1))
    edit = Edit(span=Span(number, start, number, end), text="NEW")
    expected = shown[: start - 1] + "NEW" + shown[end - 1 :]
    changed = [*parts[: number - 1], ("\ufeff" if mark else "") + expected, *parts[number:]]
    assert apply(text, [edit]) == newline.join(changed)


def test_a_file_that_changed_since_it_was_checked_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be cut at places of a text that is gone."""
    path = tmp_path / "a.yaml"
    for later in (b"vsm: 1\n", b"\xff", None):
        path.write_text(BASE + "      x: {practices: Change control}\n")
        checked = analyse([path], STRICT)

        def changing(*_: object, found: Report = checked, now: bytes | None = later) -> Report:
            path.write_bytes(now) if now is not None else path.unlink()
            return found

        monkeypatch.setattr("vsm_cli.api.fixed_workspaces.analyse", changing)
        with pytest.raises(VsmError, match=r"was changed by somebody else|cannot be read"):
            fix([path], STRICT, unsafe=False)
        assert (path.read_bytes() if path.exists() else None) == later


def test_a_file_that_changes_before_it_is_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = dict.fromkeys(("a.yaml", "b.yaml"), BASE + "      x: {practices: Change control}\n")
    texts["b.yaml"] = texts["b.yaml"].replace("  a:", "  b:").replace("desk:", "other:")
    for name, text in texts.items():
        (tmp_path / name).write_text(text)

    def changing(*arguments: object, **more: object) -> Fixed:
        found = fix(*arguments, **more)  # type: ignore[arg-type]
        (tmp_path / "b.yaml").write_text("vsm: 1\n")
        return found

    monkeypatch.setattr("vsm_cli.cli.fix_writing.fix", changing)
    with pytest.raises(VsmError, match=r"b\.yaml was changed"):
        write_fixes([tmp_path], STRICT, unsafe=False)
    assert (tmp_path / "a.yaml").read_text() == texts["a.yaml"], "all files or none"
    assert (tmp_path / "b.yaml").read_text() == "vsm: 1\n"
