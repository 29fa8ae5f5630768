"""Which files belong together: roots, nested roots, what is left out, what is shown."""

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.reading import ONLY_READING
from vsm_cli.api import Options, Report, analyse
from vsm_cli.errors import NothingFoundError
from vsm_cli.source.globs import matches

STREAM = "vsm: 1\nstreams: {{{id}: {{owner: {owner}, trigger: t, value: v}}}}\n"
TEAM = "vsm: 1\nteams: {desk: {}}\n"


def tree(folder: Path, *names: str) -> None:
    """Files that each define a stream of their own, owned by `desk`."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        id_ = "".join(char if char.isalnum() else "-" for char in name)
        path.write_text(STREAM.format(id=id_, owner="desk"))


def read(report: Report, folder: Path) -> set[str]:
    """The files with a stream, relative to `folder`; each has VSM005 for the owner."""
    assert {d.code for d in report.diagnostics} <= {"VSM005"}
    return {
        (Path.cwd() / d.path).resolve().relative_to(folder.resolve()).as_posix()
        for d in report.diagnostics
    }


def test_what_walking_takes(tmp_path: Path) -> None:
    taken = {"a.yaml", "b.yml", "deep/er/c.yaml", "folder.yaml/d.yaml", "with space/中文 é.yaml"}
    left = (".hidden/x.yaml", "node_modules/x.yaml", "deep/node_modules/x.yaml", "x.json", "x.txt")
    tree(tmp_path, *taken, *left)
    assert read(analyse([tmp_path], ONLY_READING), tmp_path) == taken


def test_what_git_ignores(tmp_path: Path) -> None:
    tree(
        tmp_path, "a.yaml", "drafts/b.yaml", "new/c.yaml", "new/skip-d.yaml", "tracked-skip-e.yaml"
    )
    (tmp_path / ".gitignore").write_text("drafts/\nskip-*\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    taken = {"a.yaml", "new/c.yaml", "tracked-skip-e.yaml"}
    assert read(analyse([tmp_path], ONLY_READING), tmp_path) == taken
    assert read(analyse([tmp_path / "new"], ONLY_READING), tmp_path) == {"new/c.yaml"}


def test_without_a_root_the_given_folder_is_the_workspace(tmp_path: Path) -> None:
    tree(tmp_path, "a.yaml", "sub/b.yaml")
    (tmp_path / "team.yaml").write_text(TEAM)
    assert read(analyse([tmp_path], ONLY_READING), tmp_path) == set()
    assert read(analyse([tmp_path / "sub"], ONLY_READING), tmp_path) == {"sub/b.yaml"}
    assert read(analyse([tmp_path / "a.yaml"], ONLY_READING), tmp_path) == {"a.yaml"}
    together = analyse([tmp_path / "a.yaml", tmp_path / "team.yaml"], ONLY_READING)
    assert read(together, tmp_path) == set()


@pytest.mark.parametrize(
    "named",
    [[".", "a.yaml"], ["a.yaml", "."], [".", "sub"], ["sub", "."], [".", "."],
     ["sub/b.yaml", "sub", ".", "a.yaml"]],
)  # fmt: skip
def test_a_file_named_twice_is_told_once(tmp_path: Path, named: list[str]) -> None:
    tree(tmp_path, "a.yaml", "sub/b.yaml")
    report = analyse([tmp_path / name for name in named], ONLY_READING)
    assert (len(report.workspaces), report.files, len(report.diagnostics)) == (1, 2, 2)


def test_the_root_above_is_loaded_but_only_what_is_named_is_shown(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(TEAM + "systems: {s: {owner: nobody}}\n")
    tree(tmp_path, "sub/b.yaml")
    for named in ("sub", "sub/b.yaml"):
        report = analyse([tmp_path / named], ONLY_READING)
        assert report.diagnostics == []
        assert report.files == 1
    shown = analyse([tmp_path], ONLY_READING).diagnostics
    assert [Path(d.path).name for d in shown] == ["vsm.yaml"]


def test_the_search_for_a_root_ends_at_the_git_root(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(TEAM)
    tree(tmp_path, "repo/a.yaml")
    (tmp_path / "repo" / ".git").mkdir()
    assert read(analyse([tmp_path / "repo"], ONLY_READING), tmp_path) == {"repo/a.yaml"}


def test_nested_roots_are_workspaces_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(TEAM)
    tree(tmp_path, "a.yaml", "one/b.yaml", "one/two/c.yaml", "plain/three/d.yaml")
    for root in ("one", "one/two", "plain/three"):
        (tmp_path / root / "vsm.yaml").write_text("vsm: 1\n")
    report = analyse([tmp_path], ONLY_READING)
    assert len(report.workspaces) == 4
    assert read(report, tmp_path) == {"one/b.yaml", "one/two/c.yaml", "plain/three/d.yaml"}
    assert len(analyse([tmp_path / "one"], ONLY_READING).workspaces) == 2
    assert len(analyse([tmp_path / "plain"], ONLY_READING).workspaces) == 1
    assert len(analyse([tmp_path / "one" / "two"], ONLY_READING).workspaces) == 1


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        ('["drafts/**"]', {"a.yaml", "sub/drafts/c.yaml", "sub/d.yaml"}),
        ("drafts", {"a.yaml", "sub/drafts/c.yaml", "sub/d.yaml"}),
        ('["**/drafts/**"]', {"a.yaml", "sub/d.yaml"}),
        ('["*.yaml"]', {"drafts/b.yaml", "sub/drafts/c.yaml", "sub/d.yaml"}),
        ('["sub/?.yaml", ./drafts/]', {"a.yaml", "sub/drafts/c.yaml"}),
    ],
)
def test_exclude(tmp_path: Path, exclude: str, left: set[str]) -> None:
    (tmp_path / "vsm.yaml").write_text(f"vsm: 1\nlint: {{exclude: {exclude}}}\n")
    tree(tmp_path, "a.yaml", "drafts/b.yaml", "sub/drafts/c.yaml", "sub/d.yaml")
    assert read(analyse([tmp_path], ONLY_READING), tmp_path) == left


def test_a_folder_called_vsm_yaml_is_no_root(tmp_path: Path) -> None:
    tree(tmp_path, "sub/vsm.yaml/a.yaml", "b.yaml")
    report = analyse([tmp_path], ONLY_READING)
    assert len(report.workspaces) == 1
    assert len(report.diagnostics) == 2


def test_text_that_is_not_saved_yet_stands_for_its_file(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(TEAM)
    tree(tmp_path, "a.yaml")
    unsaved = STREAM.format(id="new", owner="nobody").encode()
    for name in ("a.yaml", "new.yaml"):
        path = tmp_path / name
        report = analyse([path], replace(ONLY_READING, overlay={path: unsaved}))
        assert [Path(d.path).name for d in report.diagnostics] == [name]
    path = tmp_path / "a.yaml"
    with pytest.raises(NothingFoundError):
        analyse([path], Options(overlay={path: b"a: 1\n"}))
    report = analyse([path], Options(overlay={path: b"vsm: 1\n" + b"#" * 10_000_000}))
    assert [d.code for d in report.diagnostics] == ["VSM007"]


@pytest.mark.parametrize(
    ("pattern", "path", "meant"),
    [
        ("legacy", "legacy/a/b.yaml", True),
        ("legacy/**", "legacy", True),
        ("legacy/**", "legacy2/a.yaml", False),
        ("*.yaml", "a/b.yaml", False),
        ("**/b.yaml", "b.yaml", True),
        ("**/b.yaml", "a/c/b.yaml", True),
        ("a?c.yaml", "a/c.yaml", False),
        ("a[b].yaml", "ab.yaml", False),
        ("a[b].yaml", "a[b].yaml", True),
        ("**", "any/thing", True),
        ("(", "(", True),
        ("a.yaml", "axyaml", False),
    ],
)
def test_patterns(pattern: str, path: str, meant: bool) -> None:
    assert matches(pattern, path) is meant
