"""Files that cannot be read are told as what they are, and every other file is still checked."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vsm_cli.api import Options, Report, analyse
from vsm_cli.errors import NothingFoundError, VsmError
from vsm_cli.reporters.check.full import full
from vsm_cli.rules import ALL_RULES
from vsm_cli.source.reading import MAX_BYTES, read_file

GOOD = "vsm: 1\nstreams: {neighbour: {}}\n"
"""Nobody answers for it: VSM101 shows that it was checked."""
NEIGHBOUR = Options(rules=tuple(r for r in ALL_RULES if r.check is None or r.code == "VSM101"))


def alias_chain(length: int) -> bytes:
    links = "".join(f"  - &a{n} [*a{n - 1}]\n" for n in range(1, length))
    return f"vsm: 1\nx-chain:\n  - &a0 [x]\n{links}".encode()


def alias_bomb() -> bytes:
    rows = "".join(f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    return f"vsm: 1\nx-bomb:\n  - &a0 [x]\n{rows}".encode()


FAULTS = {
    "syntax": (b"vsm: 1\nteams: {a: [}\n", "VSM001", 2),
    "unclosed quote": (b'vsm: 1\ntitle: "a\n', "VSM001", 2),
    "tab": (b"vsm: 1\nteams:\n\ta: {}\n", "VSM001", 3),
    "NUL": (b"vsm: 1\ntitle: a\0b\n", "VSM001", 2),
    "control character": (b"vsm: 1\ntitle: a\x07b\n", "VSM001", 2),
    "escape beyond Unicode": (b'vsm: 1\ntitle: "\\UFFFFFFFF"\n', "VSM001", None),
    "undefined alias": (b"vsm: 1\nteams: *nobody\n", "VSM001", 2),
    "anchor of another document": (b"vsm: 1\nteams: &t {}\n---\nvsm: 1\nroles: *t\n", "VSM001", 5),
    "unknown YAML version": (b"%YAML 3.0\n---\nvsm: 1\n", "VSM001", 1),
    "full-width colon": ("vsm：1\nteams: {}\n".encode(), "VSM001", None),
    "a key of 5,000 digits": (b"vsm: 1\nteams: {%s: {}}\n" % (b"1" * 5000), "VSM001", 2),
    "GBK": ("vsm: 1\ntitle: 银行\n".encode("gbk"), "VSM007", 2),
    "GBK with a mark": (b"\xef\xbb\xbf" + "vsm: 1\n# 银\n".encode("gbk"), "VSM007", 2),
    "UTF-16": ("vsm: 1\n".encode("utf-16"), "VSM007", 1),
    "UTF-16 without a mark": ("vsm: 1\ntitle: 银行\n".encode("utf-16-be"), "VSM007", None),
    "100,000 lists": (b"vsm: 1\nx: " + b"[" * 100_000, "VSM007", 2),
    "100,000 mappings": (b"vsm: 1\nx: " + b"{a: " * 100_000, "VSM007", 2),
    "100,000 block levels": (b"vsm: 1\nx:\n  " + b"- " * 100_000 + b"a\n", "VSM007", 3),
    "deep for the pure parser": (b"vsm: 1\ny: [12:30]\nx: " + b"[" * 5000, "VSM007", None),
    "deep by aliases": (alias_chain(1200), "VSM007", 1),
    "alias bomb": (alias_bomb(), "VSM007", 1),
    "cyclic alias": (b"vsm: 1\nteams: &t {a: *t}\n", "VSM007", 2),
    "cyclic merge": (b"vsm: 1\nteams: &t\n  <<: *t\n", "VSM007", 2),
    "too large": (b"vsm: 1\n" + b"#" * MAX_BYTES, "VSM007", 1),
}


def codes(report: Report, name: str) -> list[str]:
    return [d.code for d in report.diagnostics if Path(d.path).name == name]


@pytest.mark.parametrize(("data", "code", "line"), FAULTS.values(), ids=FAULTS)
def test_fault(tmp_path: Path, data: bytes, code: str, line: int | None) -> None:
    (tmp_path / "bad.yaml").write_bytes(data)
    (tmp_path / "good.yaml").write_text(GOOD)
    report = analyse([tmp_path], NEIGHBOUR)
    assert codes(report, "bad.yaml") == [code]
    assert codes(report, "good.yaml") == ["VSM101"]
    if line:
        (found,) = (d for d in report.diagnostics if d.code == code)
        assert found.span.line == line
    assert any("bad.yaml" in notice for notice in report.notices), "VSM005 is held back"


def test_documents_before_a_fault_count(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD + "---\nvsm: 1\nteams: [}\n")
    assert codes(analyse([tmp_path], NEIGHBOUR), "a.yaml") == ["VSM101", "VSM001"]


def test_50_mb_take_no_time_and_no_room(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as stream:
        stream.truncate(50_000_000)
        stream.seek(49_000_000)
        stream.write(b"\nvsm: 1\n")
    source = read_file(big, "big.yaml")
    assert source is not None
    assert [fault.code for fault in source.faults] == ["VSM007"]
    assert source.text == ""


FOREIGN = {
    "empty": b"",
    "blank": b"\n\n",
    "a comment": b"# vsm: ignore[VSM101] nothing here\n",
    "a list": b"- vsm: 1\n",
    "a text": b'the vsm": is not a key here\n',
    "CI": b"stages: [vsm]\nvsm: {script: [!reference [a, b]], a: 1, a: 2}\n",
    "vsm is a list": b"vsm: [1]\n",
    "Helm": b"{{- if .Values.x }}\nkind: {{ .Values.kind }}\n{{- end }}\n",
    "binary": bytes(range(256)),
    "GBK": "名: 银行\n".encode("gbk"),
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_ours(tmp_path: Path, data: bytes) -> None:
    """Passed over in a folder, a notice where it is named, and the end where nothing else is."""
    foreign = tmp_path / "foreign.yaml"
    foreign.write_bytes(data)
    with pytest.raises(NothingFoundError, match=r"foreign\.yaml"):
        analyse([foreign], NEIGHBOUR)
    with pytest.raises(NothingFoundError):
        analyse([tmp_path], NEIGHBOUR)
    good = tmp_path / "good.yaml"
    good.write_text(GOOD)
    report = analyse([tmp_path], NEIGHBOUR)
    assert (report.files, len(report.diagnostics), report.notices) == (1, 1, [])
    report = analyse([foreign, good], NEIGHBOUR)
    assert (report.files, len(report.diagnostics)) == (1, 1)
    assert [notice for notice in report.notices if "foreign.yaml" in notice]


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(VsmError, match="nowhere"):
        analyse([tmp_path / "nowhere"])


def link_loop(folder: Path) -> None:
    (folder / "bad.yaml").symlink_to(folder / "other.yml")
    (folder / "other.yml").symlink_to(folder / "bad.yaml")


def dangling_link(folder: Path) -> None:
    (folder / "bad.yaml").symlink_to(folder / "gone")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "bad.yaml")


def link_to_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "bad.yaml").symlink_to(folder / "pipe")


@pytest.mark.parametrize("make", [link_loop, dangling_link, pipe, link_to_pipe])
def test_odd_files(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Reading a walked pipe would hang."""
    make(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD)
    report = analyse([tmp_path], NEIGHBOUR)
    assert codes(report, "bad.yaml") == ["VSM007"]
    assert codes(report, "good.yaml") == ["VSM101"]


def test_links_between_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "loop.yaml").symlink_to(tmp_path)
    (tmp_path / "a" / "good.yaml").write_text(GOOD)
    assert [d.code for d in analyse([tmp_path], NEIGHBOUR).diagnostics] == ["VSM101"]


@pytest.mark.parametrize("name", ["vsm.yaml", "link.yaml"])
def test_links_out_of_the_checkout_are_told_and_not_followed(tmp_path: Path, name: str) -> None:
    inside, outside = tmp_path / "checkout" / "desk", tmp_path / "secret.yaml"
    inside.mkdir(parents=True)
    outside.write_text("vsm: 1\nsecret: hunter2\n")
    (inside / "good.yaml").write_text(GOOD)
    (inside / name).symlink_to(outside)
    report = analyse([inside], NEIGHBOUR)
    assert [d.code for d in report.diagnostics] == ["VSM101"]
    (notice,) = report.notices
    assert "secret.yaml, outside of what is checked" in notice
    hook = Options(force_exclude=True)
    assert not analyse([inside / name], hook).diagnostics
    # To elsewhere in the checkout a link may lead, and a person may name any.
    assert codes(analyse([inside / name]), name) == ["VSM002"]
    outside.rename(inside.parent / "shared.yaml")
    (inside / name).unlink()
    (inside / name).symlink_to("../shared.yaml")
    (inside.parent / ".git").mkdir()
    assert codes(analyse([inside]), name) == ["VSM002"]


def test_lock_of_an_editor_is_no_file(tmp_path: Path) -> None:
    (tmp_path / ".#good.yaml").symlink_to("somebody@somewhere.1:2")
    (tmp_path / "good.yaml").write_text(GOOD)
    assert [d.code for d in analyse([tmp_path], NEIGHBOUR).diagnostics] == ["VSM101"]


@pytest.mark.parametrize("closed", ["bad.yaml", "bad"])
def test_without_permission(tmp_path: Path, closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told, whether a file or a folder; root is kept out by raising what others would get."""
    target = tmp_path / closed
    if closed == "bad":
        target.mkdir()
    else:
        target.write_text(GOOD)
    (tmp_path / "good.yaml").write_text(GOOD)
    real_open, real_scan = Path.open, os.scandir

    def refuse(real: Callable[..., object]) -> Callable[..., object]:
        def opened(path: object, *args: object, **kwargs: object) -> object:
            if Path(str(path)) == target:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *args, **kwargs)

        return opened

    monkeypatch.setattr(Path, "open", refuse(real_open))
    monkeypatch.setattr(os, "scandir", refuse(real_scan))
    report = analyse([tmp_path], NEIGHBOUR)
    assert codes(report, closed) == ["VSM007"]
    assert codes(report, "good.yaml") == ["VSM101"]


def test_a_file_that_vanishes_between_walk_and_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.yaml").write_text(GOOD)
    gone = tmp_path / "gone.yaml"
    gone.write_text(GOOD)
    real = Path.open

    def opened(path: Path, *args: object, **kwargs: object) -> object:
        gone.unlink(missing_ok=True)
        return real(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    report = analyse([tmp_path], NEIGHBOUR)
    assert codes(report, "gone.yaml") == ["VSM007"]
    assert codes(report, "good.yaml") == ["VSM101"]


def test_an_excerpt_is_of_the_text_that_was_checked(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("vsm: 1\nteems: {}\n")
    report = analyse([path], NEIGHBOUR)
    path.unlink()
    assert "teems: {}" in full(report)
