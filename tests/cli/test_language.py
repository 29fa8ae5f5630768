"""The language of the command line: who decides, and that Chinese is Chinese throughout."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.cli.workspaces import streams

SAMPLES = Path(__file__).parents[2] / "samples"
ZH = {"LC_ALL": "zh_CN.UTF-8"}


def test_option_then_file_then_locale(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(streams("one"))
    assert "1 error in 1 file" in vsm("check", folder=tmp_path).stdout
    assert "1 个错误" in vsm("check", folder=tmp_path, environment=ZH).stdout
    (tmp_path / "vsm.yaml").write_text(streams("one") + "language: zh\n")
    assert "1 个错误" in vsm("check", folder=tmp_path).stdout
    assert "1 error" in vsm("check", "--language", "en", folder=tmp_path, environment=ZH).stdout
    (tmp_path / "vsm.yaml").write_text(streams("one") + "language: en\n")
    assert "1 error" in vsm("check", folder=tmp_path, environment=ZH).stdout
    assert "1 个错误" in vsm("check", "--language=zh", folder=tmp_path).stdout


# Each has a problem that reading finds, one of a rule, and a related place.
FAULTY = """vsm: 1
title: Bank
teams: {desk: {}, ops: {}}
systems: {board: {owner: desk}}
data: {form: {master: board}}
streams:
  mend:
    owner: desk
    layer: cor
    steps:
      take: {owner: desk, systems: board, accepts: form, wait: 2h, lead: 1h, next: do, colour: red}
      do: {owner: ops, process: 90m, wait: 3d}
journeys: {call: {steps: [mend]}}
---
vsm: 1
data: {form: {}}
"""
MIXED = {"a": "zh", "b": None, "c": "en", "d": "zh"}
PEOPLE = ("full", "concise", "markdown", "github", "junit", "json")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Folders that are workspaces of several languages."""
    for name, language in MIXED.items():
        (tmp_path / name).mkdir()
        said = f"language: {language}\n" if language else ""
        (tmp_path / name / "vsm.yaml").write_text(FAULTY + said)
    return tmp_path


def is_chinese(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]", text) is not None


@pytest.mark.parametrize("format", PEOPLE)
def test_problems_are_told_in_the_language_of_their_workspace(mixed: Path, format: str) -> None:
    together = vsm("check", "-f", format, folder=mixed).stdout
    for name, language in MIXED.items():
        said = ("--language", language or "en")
        alone = vsm("check", name, "-f", format, *said, folder=mixed).stdout
        assert is_chinese(alone) == (language == "zh")
        # What is left out sums up, or heads a table.
        lines = [line for line in alone.splitlines() if f"{name}/vsm.yaml" in line]
        assert lines
        blocks = [each for each in alone.split("\n\n") if each.startswith(f"{name}/")]
        assert bool(blocks) == (format in ("full", "concise"))
        for told in (*lines, *blocks):
            assert told.rstrip() in together


def test_what_sums_up_several_workspaces_is_in_the_language_of_the_run(mixed: Path) -> None:
    for environment, said in (({}, "errors"), (ZH, "个错误")):
        done = vsm("check", "--select", "VSM5", folder=mixed, environment=environment)
        assert said in done.stdout.splitlines()[-1]


def test_pictures_are_in_the_language_of_their_workspace(mixed: Path) -> None:
    vsm("render", "--problems", "-o", "together", folder=mixed)
    assert {path.parts[-2] for path in mixed.glob("together/*/landscape.svg")} == set(MIXED)
    for name, language in (("a", "zh"), ("b", None)):
        vsm("render", name, "--problems", "-o", f"alone/{name}", folder=mixed)
        drawn = list((mixed / "alone" / name).rglob("*.svg"))
        assert len(drawn) == 5
        for picture in drawn:
            same = mixed / "together" / picture.relative_to(mixed / "alone")
            assert picture.read_bytes() == same.read_bytes()
            assert is_chinese(picture.read_text("utf-8")) == (language == "zh")


def test_a_page_has_each_workspace_in_its_language(mixed: Path) -> None:
    vsm("report", "-f", "html", "-o", "page.html", folder=mixed)
    text = (mixed / "page.html").read_text("utf-8")
    assert '<html lang="en"' in text
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
    body = re.sub(r"<a class=.skip.*?</a>|<aside.*?</aside>", " ", body, flags=re.S)
    start, *menus = re.split('<p class="over">Bank</p>', body)
    assert not is_chinese(start)
    menus[-1], _, main = menus[-1].partition("<main")
    for parts in (menus, main.split("</footer>")[:-1]):
        for part, language in zip(parts, MIXED.values(), strict=True):
            shown = [each for each in re.findall("<svg.*?</svg>", part, re.S) if "<text" in each]
            assert len(shown) == (0 if parts is menus else 5)
            assert {is_chinese(each) for each in (part, *shown)} == {language == "zh"}


# Each says something of its own, beside the texts of reporters.
COMMANDS = (
    ("check", "--statistics"),
    ("check", "--since", "HEAD", "-f", "sarif"),
    ("check", "--diff"),
    ("baseline", "-o", "accepted.txt"),
    ("render", "-f", "mermaid"),
    ("report", "-f", "html"),
    ("simulate", "--runs", "100"),
    ("impact", "board"),
    ("diff", ".", "--set", "streams.mend.steps.do.wait=1h"),
    ("explain", "VSM101"),
    ("rules",),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_the_same_bytes_whatever_the_locale(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    if "--since" in arguments:
        git = ["git", "-C", tmp_path, "-c", "user.name=x", "-c", "user.email=x@y"]
        subprocess.run([*git, "init", "--quiet"], check=True)
        (tmp_path / "vsm.yaml").write_text(FAULTY.partition("streams:")[0])
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "-m", "x"], check=True)
    shown = set()
    for said, more, environment in (
        ("language: zh\n", (), ZH),
        ("language: zh\n", (), {"LC_ALL": "C"}),
        ("", ("--language", "zh"), {"LC_ALL": "de_DE.ISO-8859-1"}),
    ):
        (tmp_path / "vsm.yaml").write_text(FAULTY + said)
        done = vsm(*arguments, *more, folder=tmp_path, environment=environment)
        assert done.returncode in (0, 1), done.stderr
        (tmp_path / "accepted.txt").unlink(missing_ok=True)
        shown.add((done.stdout, done.stderr))
    (said_of_all,) = shown
    assert is_chinese("".join(said_of_all))


def test_help_and_mistakes(tmp_path: Path) -> None:
    shown = vsm("check", "--help", "--language", "zh", folder=tmp_path).stdout
    assert "检查定义" in shown
    assert "显示本帮助后退出。" in shown
    assert "检查、绘制并报告" in vsm("--language", "zh", "--help", folder=tmp_path).stdout
    for mistake, said in (
        (("check", "--nope"), "没有 --nope 这个选项"),
        (("nope",), "没有 nope 这个命令"),
        (("impact",), "缺少参数 ID"),
        (("check", "--format", "x"), "x 不在可选值之中"),
        (("serve", "--port", "x"), "应为整数"),
    ):
        done = vsm(*mistake, folder=tmp_path, environment=ZH)
        assert done.returncode == 2
        assert said in done.stderr
        assert "查看帮助" in done.stderr
    done = vsm("explain", folder=tmp_path, environment=ZH)
    assert (done.returncode, "`vsm rules` 列出" in done.stderr) == (2, True)
    done = vsm("check", "--language", "fr", folder=tmp_path)
    assert done.returncode == 2
    assert "--language" in done.stderr


def test_codes_keys_and_places_stay(tmp_path: Path) -> None:
    arguments = ("check", SAMPLES / "bank-defects", "-f", "json")
    english = json.loads(vsm(*arguments, folder=tmp_path).stdout)
    chinese = json.loads(vsm(*arguments, "--language", "zh", folder=tmp_path).stdout)
    assert english["summary"] == chinese["summary"]
    for one, other in zip(english["diagnostics"], chinese["diagnostics"], strict=True):
        assert one["message"] != other["message"]
        for key in ("code", "name", "level", "path", "line", "element", "fingerprint", "owner"):
            assert one[key] == other[key]


# Keys of the format, words that Chinese uses as they are, and endings of files.
ALLOWED = {
    "yaml", "webhook", "REST", "ITIL", "Erlang", "Git", "vsm", "Ctrl", "CI", "rework", "end",
    "streams", "steps", "samples", "bank", "P50", "P80", "P95", "NPS",
}  # fmt: skip


def english_words(text: str) -> set[str]:
    text = re.sub(r"`[^`]*`|VSM\d+( [a-z-]+)?|[\w./-]+\.yaml\S*|[a-z-]+: ?\S*", " ", text)
    found = set(re.findall(r"[A-Za-z][A-Za-z-]{2,}", text))
    return found - ALLOWED


@pytest.mark.parametrize("format", ["rich", "markdown"])
def test_a_report_has_no_english_word(tmp_path: Path, format: str) -> None:
    shown = vsm("report", SAMPLES / "bank-zh", "-f", format, folder=tmp_path).stdout
    assert english_words(shown) == set()


def test_pictures_have_no_english_word(tmp_path: Path) -> None:
    vsm("render", SAMPLES / "bank-zh", "-o", "out", folder=tmp_path)
    pictures = list(tmp_path.rglob("*.svg"))
    assert len(pictures) == 12
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        shown = re.findall(r"<(?:text|title|desc)\b[^>]*>([^<]*)<", text)
        assert english_words(html.unescape("\n".join(shown))) == set(), picture.name


def test_a_page_has_no_english_word(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "bank-zh", tmp_path / "bank")
    vsm("report", "bank", "-f", "html", "-o", "page.html", folder=tmp_path)
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<html lang="zh"' in text
    text = re.sub(r"<(script|style|code)\b.*?</\1>", " ", text, flags=re.S)
    assert english_words(html.unescape(re.sub(r"<[^>]*>", "\n", text))) == set()
