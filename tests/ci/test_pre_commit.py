"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself.

Here they run this checkout as it is. Under CI, pre-commit also installs the project, as it does
for people who name it in their configuration.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.docs.pages import ROOT, fences, read

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git")

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = YAML(typ="safe").load(MANIFEST)
TEAMS = "vsm: 1\nteams: {desk: , ops: }\n"
GOOD = """vsm: 1
streams:
  good:
    owner: desk
    trigger: a call
    value: help
    steps: {a: {owner: desk, practices: service desk}}
"""
BAD = GOOD.replace("good:", "bad:").replace("a: {owner: desk", "a: {owner: dsk")
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))
}


def in_place(hook: dict[str, object]) -> dict[str, object]:
    """A hook that runs this checkout with this Python instead of an installed vsm."""
    entry = str(hook["entry"])
    assert entry.startswith("vsm ")
    return hook | {"language": "system", "entry": f"{sys.executable} -m vsm_cli{entry[3:]}"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout with a small workspace, committed, and one further hook-free YAML file."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    local = [{"repo": "local", "hooks": [in_place(hook) for hook in HOOKS]}]
    with (folder / ".pre-commit-config.yaml").open("w") as file:
        YAML().dump({"repos": local}, file)
    (folder / "vsm.yaml").write_text(TEAMS + "lint: {exclude: [drafts]}\n")
    (folder / "good.yaml").write_text(GOOD)
    (folder / "compose.yaml").write_text("services: {}\n")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "First")
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | IDENTITY, check=True)


def pre_commit(folder: Path, *arguments: str) -> tuple[int, str]:
    environment = os.environ | IDENTITY | {
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "PYTHONPATH": str(ROOT),
        "GITHUB_ACTIONS": "",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments, "--color=never"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def run(folder: Path, hook: str, **files: str | None) -> tuple[int, str]:
    """Change files (None deletes one), stage them, and run one hook as a commit would."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
    git(folder, "add", "--all")
    return pre_commit(folder, "run", hook)


def test_manifest() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    subprocess.run(command, check=True)
    assert [hook["id"] for hook in HOOKS] == ["vsm-check", "vsm-check-all"]


def test_the_configuration_of_the_page(tmp_path: Path) -> None:
    page = read(ROOT / "docs" / "ci.md")
    (text,) = (fence.text for fence in fences(page, "yaml") if "repos:" in fence.text)
    config = tmp_path / "config.yaml"
    config.write_text(text)
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", config], check=True)
    (repository,) = YAML(typ="safe").load(text)["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in HOOKS]


def test_a_changed_file_is_checked_in_its_workspace(repository: Path) -> None:
    code, text = run(repository, "vsm-check", better=GOOD.replace("good:", "better:"))
    assert (code, "Passed" in text) == (0, True), text
    code, text = run(repository, "vsm-check", bad=BAD)
    assert code == 1
    assert "bad.yaml:7:24  error  VSM005 undefined-reference" in text


def test_only_changed_files_are_told(repository: Path) -> None:
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Empty")
    (repository / "bad.yaml").write_text(BAD)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--no-verify", "--message", "Bad")
    code, text = run(repository, "vsm-check", good=GOOD + "    # changed\n")
    assert code == 0, text
    code, text = run(repository, "vsm-check-all", good=GOOD + "    # changed again\n")
    assert code == 1
    assert "VSM005" in text


@pytest.mark.parametrize("name", ["compose", "drafts__idea"])
def test_foreign_and_excluded_files_do_not_stop_a_commit(repository: Path, name: str) -> None:
    text = "services: {web: {}}\n" if name == "compose" else BAD
    code, said = run(repository, "vsm-check", **{name: text})
    assert (code, "Passed" in said) == (0, True), said


def test_a_deleted_file_can_break_the_others(repository: Path) -> None:
    (repository / "teams.yaml").write_text(TEAMS)
    run(repository, "vsm-check", vsm="vsm: 1\n", teams=TEAMS)
    git(repository, "commit", "--quiet", "--no-verify", "--message", "Teams")
    code, text = run(repository, "vsm-check-all", teams=None)
    assert code == 1
    assert "VSM005" in text


@pytest.mark.skipif(not os.environ.get("CI"), reason="installing takes a while and a network")
def test_installed_by_pre_commit(repository: Path) -> None:
    project = repository.parent / "project"
    unwanted = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "tests", "samples")
    shutil.copytree(ROOT, project, ignore=unwanted)
    shutil.copy(MANIFEST, project)
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "Project")
    for hook in ("vsm-check", "vsm-check-all"):
        code, text = pre_commit(repository, "try-repo", str(project), hook, "--all-files")
        assert code == 0, text
        assert "Passed" in text
