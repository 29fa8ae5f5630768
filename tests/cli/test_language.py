"""The language of the command line: who decides, and that Chinese is Chinese throughout."""

import html
import json
import re
import shutil
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


def test_several_workspaces_each_speak_their_own_language(tmp_path: Path) -> None:
    for name, language in (("a", "zh"), ("b", None), ("c", "en")):
        (tmp_path / name).mkdir()
        said = f"language: {language}\n" if language else ""
        (tmp_path / name / "vsm.yaml").write_text(streams("one") + said)
    shown = vsm("check", "-f", "concise", folder=tmp_path).stdout.splitlines()
    assert ["没有" in line for line in shown[:3]] == [True, False, False]
    assert "3 errors in 3 files" in vsm("check", folder=tmp_path).stdout


def test_help_and_mistakes(tmp_path: Path) -> None:
    shown = vsm("check", "--help", "--language", "zh", folder=tmp_path).stdout
    assert "检查定义" in shown
    assert "显示本帮助并结束。" in shown
    assert "检查、绘制并报告" in vsm("--language", "zh", "--help", folder=tmp_path).stdout
    for mistake, said in (
        (("check", "--nope"), "没有选项 --nope"),
        (("nope",), "没有命令 nope"),
        (("explain",), "缺少参数 RULE"),
        (("check", "--format", "x"), "x 不是其中之一"),
        (("serve", "--port", "x"), "应为整数"),
    ):
        done = vsm(*mistake, folder=tmp_path, environment=ZH)
        assert done.returncode == 2
        assert said in done.stderr
        assert "查看帮助" in done.stderr
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
    "streams", "steps", "samples", "bank", "P50", "P80", "P95",
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
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
    assert english_words(html.unescape(re.sub(r"<[^>]*>", "\n", text))) == set()
