"""The same result wherever a checkout lies, however it ends its lines, whatever the locale."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams
from vsm_cli.loading.nearest_name import nearest

# Python takes names of files for ASCII in the first, and keeps UTF-8 out of all streams.
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALES = (ASCII, {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"})


@pytest.mark.parametrize("format", ["svg", "mermaid", "dot", "png"])
def test_a_checkout_with_other_ends_of_lines_keeps_pictures_current(
    tmp_path: Path, format: str
) -> None:
    root = tmp_path / "vsm.yaml"
    root.write_text(streams("one", "two"))
    render = ("render", "-f", format, "--view", "streams")
    assert vsm(*render, folder=tmp_path).returncode == 0
    texts = [root, *(tmp_path / "diagrams").rglob("*.[!p]*")]
    for text in texts:
        text.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    assert vsm(*render, "--check", folder=tmp_path).returncode == 0
    picture = tmp_path / "diagrams" / "streams" / f"one.{format}"
    picture.write_bytes(picture.read_bytes() + (b"\r\n" if format == "png" else b"x"))
    assert vsm(*render, "--check", folder=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("written", "known"),
    [("ab", ("a-b", "a_b")), ("OPS", ("Ops", "ops")), ("abcd", ("abce", "abcf"))],
)
def test_the_nearest_name_does_not_depend_on_the_order(
    written: str, known: tuple[str, ...]
) -> None:
    assert nearest(written, known) == nearest(written, known[::-1])


def test_a_report_in_a_file_does_not_depend_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("one"))
    report = ("report", "-o", "report.txt")
    written = set()
    for columns in ("40", "200"):
        vsm(*report, folder=tmp_path, environment={"COLUMNS": columns, "FORCE_COLOR": "1"})
        written.add((tmp_path / "report.txt").read_bytes())
    assert len(written) == 1


def paths_of(format: str, text: str) -> set[str]:
    """The files that a result names, where its readers look for them."""
    if format == "sarif":
        (run,) = json.loads(text)["runs"]
        places = [place for result in run["results"] for place in result["locations"]]
        return {each["physicalLocation"]["artifactLocation"]["uri"] for each in places}
    if format == "gitlab":
        return {problem["location"]["path"] for problem in json.loads(text)}
    if format == "junit":
        return {suite.attrib["name"] for suite in ET.fromstring(text.encode())}
    if format == "github":
        return {line.partition("file=")[2].partition(",")[0] for line in text.splitlines()}
    return {problem["path"] for problem in json.loads(text)["diagnostics"]}


def fingerprints_of(format: str, text: str) -> list[str]:
    if format == "sarif":
        return [str(each["partialFingerprints"]) for each in json.loads(text)["runs"][0]["results"]]
    found = json.loads(text)
    return [each["fingerprint"] for each in (found if format == "gitlab" else found["diagnostics"])]


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
@pytest.mark.parametrize("format", ["sarif", "gitlab", "junit", "github", "json"])
def test_what_ci_services_read_has_paths_from_the_top(
    tmp_path: Path, format: str, variable: str
) -> None:
    here = tmp_path / "services" / "desk"
    here.mkdir(parents=True)
    (here / "one.yaml").write_text(streams("one"))
    (tmp_path / "two.yaml").write_text(streams("two"))
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    arguments = ("check", "-f", format, ".", "../../two.yaml")
    plain = vsm(*arguments, folder=here).stdout
    assert paths_of(format, plain) == {"one.yaml", "../../two.yaml"}
    told = vsm(*arguments, folder=here, environment={variable: str(tmp_path)}).stdout
    if format == "json":
        assert told == plain
        return
    assert paths_of(format, told) == {"services/desk/one.yaml", "two.yaml"}
    if format not in ("github", "junit"):
        assert fingerprints_of(format, told) == fingerprints_of(format, plain)
    # Through a link, from elsewhere, and where the working folder is the top.
    (tmp_path / "link").symlink_to(tmp_path)
    linked = {variable: str(tmp_path / "link")}
    assert vsm(*arguments, folder=here, environment=linked).stdout == told
    for other in (here, here / "below", tmp_path / "serv", Path("nowhere")):
        assert vsm(*arguments, folder=here, environment={variable: str(other)}).stdout == plain


def test_a_baseline_is_the_same_in_a_job(tmp_path: Path) -> None:
    here = tmp_path / "desk"
    here.mkdir()
    (here / "one.yaml").write_text(streams("one"))
    job = {"GITHUB_WORKSPACE": str(tmp_path), "GITHUB_ACTIONS": "true"}
    vsm("baseline", "-o", "job.txt", folder=here, environment=job)
    vsm("baseline", "-o", "b.txt", folder=here)
    assert (here / "job.txt").read_text() == (here / "b.txt").read_text() != ""
    assert vsm("check", "--baseline", "b.txt", folder=here, environment=job).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="the names of files are never ASCII there")
@pytest.mark.parametrize("locale", LOCALES, ids=["ascii", "C", "C.UTF-8"])
def test_names_that_are_not_ascii(tmp_path: Path, locale: dict[str, str]) -> None:
    folder = tmp_path / "价值流"
    folder.mkdir()
    file = folder / "修复é.yaml"
    file.write_text(streams("修复"), "utf-8")
    git = ["git", "-C", tmp_path, "-c", "user.name=x", "-c", "user.email=x@y"]
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "x"), ("tag", "上次")):
        subprocess.run([*git, *command], check=True)
    file.write_text(streams("修复", "其他"), "utf-8")

    def run(*arguments: str | Path) -> str:
        done = vsm(*arguments, folder=tmp_path, environment=locale)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    assert "价值流/修复é.yaml:8:" in run("check", "-f", "concise", "价值流")
    sarif = run("check", "-f", "sarif", "价值流/修复é.yaml")
    assert {*map(unquote, paths_of("sarif", sarif))} == {"价值流/修复é.yaml"}
    since = run("check", "-f", "concise", "--since", "上次", "价值流")
    assert since.startswith("价值流/修复é.yaml:13:")
    assert since.count("\n") == 1
    assert "其他" in run("diff", "上次:价值流", "价值流")
    run("render", "价值流", "-o", "图", "--view", "streams")
    assert {each.name for each in (tmp_path / "图" / "streams").iterdir()} == {
        "修复.svg",
        "其他.svg",
    }
    assert "图" in run("render", "价值流", "-o", "图", "--view", "streams", "--check")
    run("baseline", "价值流", "-o", "接受.txt")
    assert run("check", "-f", "concise", "--baseline", "接受.txt", "价值流") == ""
