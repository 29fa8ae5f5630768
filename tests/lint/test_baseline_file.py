"""The file of a baseline."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporters.problems import problem
from vsm_cli.errors import VsmError
from vsm_cli.lint.baseline_file import (
    BaselineEntry,
    as_text,
    entry_of,
    path_of,
    read_baseline,
    updated,
)
from vsm_cli.rules import ALL_RULES

HERE = Path.cwd()
A, B, C = (BaselineEntry("a.yaml", "VSM102", f"streams.{id_}", id_ * 32) for id_ in "abc")
# Anything that may stand in a file's name on some system; "/" and NUL cannot.
NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=[]), min_size=1).filter(
    lambda name: name.strip(".")
)


def test_a_line_for_each_sorted() -> None:
    assert as_text([B, A, A]) == (
        f"a.yaml VSM102 streams.a {'a' * 32}\na.yaml VSM102 streams.b {'b' * 32}\n"
    )


@given(name=NAMES, element=st.text())
def test_any_name_is_one_word_and_leads_back(name: str, element: str) -> None:
    entry = entry_of(problem(path=f"streams/{name}", element=element), HERE)
    line = as_text([entry]).removesuffix("\n")
    line.encode()
    assert len(line.split()) == len(line.split(" ")) == 4
    assert path_of(entry, HERE) == HERE / "streams" / name


@pytest.mark.parametrize(
    "text",
    [
        as_text([A, B, C]).replace("\n", "\r\n"),
        "\ufeff" + as_text([A, B, C]),
        "\ufeff" + as_text([A]) + "\ufeff" + as_text([B, C]).replace("\n", "\r\n"),
    ],
)
def test_no_entry_is_lost_by_what_editors_and_checkouts_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.txt").write_bytes(text.encode())
    assert read_baseline(tmp_path / "b.txt") == {A, B, C}


@given(st.lists(st.tuples(NAMES, st.text()), max_size=5))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, named: list) -> None:
    entries = {entry_of(problem(path=name, element=element), HERE) for name, element in named}
    file = tmp_path_factory.getbasetemp() / "written.txt"
    file.write_text(as_text(entries), encoding="utf-8")
    assert read_baseline(file) == entries


def test_names_of_other_languages_stay_readable() -> None:
    entry = entry_of(problem(path="流程/修 复.yaml", element="streams.修复"), HERE)
    assert entry[:3] == ("流程/修%20复.yaml", "VSM102", "streams.修复")


def test_paths_are_those_from_the_folder_of_the_file() -> None:
    assert entry_of(problem(path="streams/a.yaml"), HERE / "ci").path == "../streams/a.yaml"
    assert path_of(A._replace(path="../streams/a.yaml"), HERE / "ci") == HERE / "streams/a.yaml"


def test_line_ends_of_windows_and_empty_lines(tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    file.write_bytes(as_text([A, B]).replace("\n", "\r\n\r\n").encode())
    assert read_baseline(file) == {A, B}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<<<<<<< HEAD\n", ":1: this is no entry"),
        (f"{' '.join(A)}\n{' '.join(B)} x\n".encode(), ":2: this is no entry"),
        (b"\xff\n", "cannot be read"),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "b.txt"
    file.write_bytes(content)
    with pytest.raises(VsmError, match=told):
        read_baseline(file)


def test_no_file_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(VsmError, match="`vsm baseline` writes one"):
        read_baseline(tmp_path / "b.txt")
    with pytest.raises(VsmError, match=os.strerror(21)):
        read_baseline(tmp_path)


def test_updating() -> None:
    assert updated([A, B], [B, C], judged={A, B}.__contains__) == {B, C}
    assert updated([A, B], [B, C], judged={A, B}.__contains__, prune=True) == {B}
    assert updated([A, B], [C], judged=lambda entry: entry != A) == {A, C}
    assert updated([A, B], [C], judged=lambda entry: entry != A, prune=True) == {A}


def test_policy_of_the_rules_stands_at_the_rules() -> None:
    reading = {rule.code for rule in ALL_RULES if not rule.in_baseline}
    assert reading == {f"VSM00{digit}" for digit in range(1, 10)}
    assert reading - {rule.code for rule in ALL_RULES if rule.always} == {"VSM009"}
