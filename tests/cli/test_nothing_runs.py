"""Nothing that a checked folder names or brings is run, by no command."""

from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams
from tests.repository import Repository, git

COMMANDS = [
    ("check",),
    ("check", "--since", "HEAD~1"),
    ("check", "--since", "HEAD~1", "."),
    ("check", "evil"),
    ("check", "--since", "HEAD", "evil"),
    ("check", "evil/vsm.yaml", "--fix"),
    ("render", "-o", "{out}", "--view", "systems"),
    ("render", "-o", "{out}", "--against", "HEAD~1", "--view", "streams"),
    ("render", "evil", "-o", "{out}", "--view", "systems"),
    ("report", "--format", "json"),
    ("diff", "HEAD~1", "HEAD"),
    ("diff", "HEAD~1:evil", "evil"),
    ("diff", "HEAD~1", "."),
    ("simulate", "--runs", "10"),
    ("impact", "desk"),
    ("impact", "desk", "evil"),
    ("baseline", "--output", "{out}/baseline.txt"),
    ("init", "evil/new"),
]


class Trap:
    """Programs that leave a file behind where they are started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def program(self, name: str) -> str:
        """A path without spaces, which Git may hand to a shell with further arguments."""
        path = self.folder / f"{name}.sh"
        path.write_text(f"#!/bin/sh\n: > {self.folder}/{name}.ran\n")
        path.chmod(0o755)
        return str(path)

    @property
    def ran(self) -> set[str]:
        return {path.stem for path in self.folder.glob("*.ran")}


def settings(trap: Trap) -> dict[str, str]:
    """Every setting of Git that starts a program on the way to names and contents of files."""
    return {
        "core.fsmonitor": trap.program("fsmonitor"),
        "core.hooksPath": str(hooks(trap)),
        "core.pager": trap.program("pager"),
        "pager.ls-files": trap.program("pager-of-one"),
        "pager.cat-file": trap.program("pager-of-one"),
        "core.editor": trap.program("editor"),
        "core.askPass": trap.program("askpass"),
        "core.sshCommand": trap.program("ssh"),
        "credential.helper": trap.program("credential"),
        "diff.external": trap.program("external-diff"),
        "diff.planted.command": trap.program("external-diff-of-one"),
        "diff.planted.textconv": trap.program("textconv"),
        "filter.planted.clean": trap.program("clean"),
        "filter.planted.smudge": trap.program("smudge"),
        "filter.process.process": trap.program("process"),
        "alias.ls-files": f"!{trap.program('alias')}",
        "alias.rev-parse": f"!{trap.program('alias')}",
        "alias.ls-tree": f"!{trap.program('alias')}",
        "alias.planted": f"!{trap.program('alias')}",
    }


def hooks(trap: Trap) -> Path:
    folder = trap.folder / "hooks"
    folder.mkdir(exist_ok=True)
    for name in ("post-index-change", "post-checkout", "reference-transaction", "pre-commit"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(trap.program("hook"))
    return folder


def looks_like_a_bare_repository(folder: Path, trap: Trap) -> None:
    """What Git takes for a repository though no `.git` names it; its parts are plain files."""
    for name in ("objects", "refs"):
        (folder / name).mkdir(parents=True)
        (folder / name / "kept").touch()
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    head = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n"
    (folder / "config").write_text(head)
    for name, value in settings(trap).items():
        git(folder, "config", "--file", "config", name, value)
    (folder / "vsm.yaml").write_text(streams("planted"))


def run_all(repository: Repository, out: Path) -> None:
    for command in COMMANDS:
        arguments = [each.format(out=out) for each in command]
        done = vsm(*arguments, folder=repository.folder)
        assert done.returncode in (0, 1, 2), (command, done.stderr)


def test_settings_of_the_repository_itself(repository: Repository, tmp_path: Path) -> None:
    trap = Trap(tmp_path / "trap")
    for name, value in settings(trap).items():
        repository.git("config", name, value)
    run_all(repository, tmp_path / "out")
    assert trap.ran == set()
    # And they would have: with an ordinary Git the programs start.
    for ordinary in (
        ("status",),
        ("tag", "planted"),
        ("hash-object", "--path", "a.yaml", "vsm.yaml"),
        ("hash-object", "--path", "a.yml", "vsm.yaml"),
        ("cat-file", "--filters", "HEAD:vsm.yaml"),
        ("cat-file", "--textconv", "HEAD:vsm.yaml"),
        ("diff", "HEAD~1", "HEAD"),
        ("planted",),
    ):
        git(repository.folder, *ordinary)
    assert {"fsmonitor", "clean", "smudge", "process", "hook", "textconv", "alias"} <= trap.ran
    assert {"external-diff", "external-diff-of-one"} & trap.ran


def test_a_folder_that_looks_like_a_repository(repository: Repository, tmp_path: Path) -> None:
    trap = Trap(tmp_path / "trap")
    looks_like_a_bare_repository(repository.folder / "evil", trap)
    repository.commit()
    run_all(repository, tmp_path / "out")
    for command in (("check", "."), ("check", "--since", "HEAD"), ("diff", "HEAD~1", ".")):
        vsm(*command, folder=repository.folder / "evil")
    assert trap.ran == set()
    git(repository.folder / "evil", "-c", "safe.bareRepository=all", "status")
    assert "fsmonitor" in trap.ran


@pytest.mark.parametrize(
    "url", ["ssh://example.invalid/x", "ext::{trap} %S", "file:///nowhere", "git://example.invalid/x"]
)  # fmt: skip
def test_objects_of_a_partial_clone_are_not_fetched(
    repository: Repository, tmp_path: Path, url: str
) -> None:
    trap = Trap(tmp_path / "trap")
    old = repository.git("rev-parse", "HEAD~1:vsm.yaml").strip()
    (repository.folder / ".git" / "objects" / old[:2] / old[2:]).unlink()
    for name, value in {
        **settings(trap),
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": url.format(trap=trap.program("transport")),
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": trap.program("uploadpack"),
        "core.gitProxy": trap.program("proxy"),
        "protocol.ssh.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
        "protocol.git.allow": "always",
    }.items():
        repository.git("config", name, value)
    done = vsm("check", "--since", "HEAD~1", folder=repository.folder)
    assert done.returncode == 2
    assert "vsm.yaml has not been fetched yet" in done.stderr
    assert trap.ran == set()
    git(repository.folder, "cat-file", "-p", old)
    if not url.startswith(("file", "git")):
        assert trap.ran & {"ssh", "transport"}


def test_variables_of_the_caller(repository: Repository, tmp_path: Path) -> None:
    """Programs and places that a hook's surroundings name are not those of this repository."""
    trap = Trap(tmp_path / "trap")
    elsewhere = Repository(tmp_path / "elsewhere")
    environment = {
        "GIT_DIR": str(elsewhere.folder / ".git"),
        "GIT_WORK_TREE": str(elsewhere.folder),
        "GIT_INDEX_FILE": str(tmp_path / "no index"),
        "GIT_PREFIX": "evil/",
        "GIT_EXTERNAL_DIFF": trap.program("external-diff"),
        "GIT_PAGER": trap.program("pager"),
        "GIT_SSH_COMMAND": trap.program("ssh"),
    }
    folder = repository.folder
    (folder / "drafts").mkdir()
    (folder / "drafts" / "unfinished.yaml").write_text("vsm: 1\nteams: [\n")
    for command in (("check",), ("check", "--since", "HEAD~1")):
        with_, without = (
            vsm(*command, "--format", "concise", folder=folder, environment=each)
            for each in (environment, {})
        )
        assert (with_.stdout, with_.stderr) == (without.stdout, without.stderr)
        assert "drafts" not in with_.stdout
    assert trap.ran == set()


def test_modules_and_plugins_of_the_working_folder(tmp_path: Path) -> None:
    trap = Trap(tmp_path / "trap")
    folder = tmp_path / "checkout"
    planted = folder / "planted.dist-info"
    planted.mkdir(parents=True)
    mark = f"open({str(trap.folder / 'module.ran')!r}, 'w').close()\n"
    for name in ("typer", "rich", "graphviz", "typing", "planted", "sitecustomize"):
        (folder / f"{name}.py").write_text(mark)
    (planted / "METADATA").write_text("Metadata-Version: 2.1\nName: planted\nVersion: 1\n")
    (planted / "entry_points.txt").write_text("[vsm_cli.rules]\nplanted = planted:RULES\n")
    (folder / "vsm.yaml").write_text(streams("one"))
    assert vsm("check", folder=folder, fresh=True).returncode == 1
    assert vsm("rules", folder=folder, fresh=True).returncode == 0
    assert trap.ran == set()
