"""`vsm diff` as a person calls it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.repository import Repository

SAMPLES = Path(__file__).parents[2] / "samples"
STREAM = """\
vsm: 1
streams:
  s:
    name: Repair
    layer: core
    steps:
      look: {{process: 5m, wait: {look}, complete-accurate: 90%}}
      mend: {{process: 10m, {mend}, complete-accurate: 90%}}
"""
BEFORE = STREAM.format(look="55m", mend="wait: 1h")
FASTER = STREAM.format(look="25m", mend="wait: 1h")
OTHERWISE = STREAM.format(look="55m", mend="every: 20m")
SLOWER = STREAM.format(look="3h", mend="wait: 1h")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A workspace below the top; its one commit is BEFORE, its files say FASTER."""
    found = Repository(tmp_path / "repository")
    found.write({"streams/s.yaml": BEFORE, "streams/vsm.yaml": "vsm: 1\n"})
    found.commit()
    found.write({"streams/s.yaml": FASTER})
    return found


def lead_time(text: str) -> dict[str, object]:
    found = json.loads(text)["streams"]["s"]
    assert isinstance(found, dict)
    found["change_s"] = found["lead_time_s"]["change"]
    return found


def test_two_folders() -> None:
    done = vsm("diff", "bank", "bank-to-be", folder=SAMPLES)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "89% follows from the mechanism" in " ".join(done.stdout.split())
    # Articles are tried out more often: that is felt where faults are looked for.
    assert "follows from the mechanism, 0% is claimed, 99% is speed" in " ".join(
        done.stdout.split()
    )
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_a_state_against_itself() -> None:
    done = vsm("diff", "bank", "bank", "--fail-if-worse", folder=SAMPLES)
    assert done.returncode == 0
    assert "Nothing differs" in done.stdout
    done = vsm("diff", "bank", "bank", "-f", "json", folder=SAMPLES)
    assert json.loads(done.stdout)["changes"] == []


def test_two_files(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(BEFORE)
    (tmp_path / "new.yaml").write_text(OTHERWISE)
    done = vsm("diff", "old.yaml", "new.yaml", "-f", "json", folder=tmp_path)
    found = lead_time(done.stdout)
    assert found["change_s"] == -50 * 60
    assert found["shares"] == {"follows": 1, "claimed": 0, "speed": 0}


@pytest.mark.parametrize(
    "sides",
    [
        ("HEAD:streams", "streams"),
        ("HEAD", "streams"),
        ("HEAD:./streams", "streams/s.yaml"),
    ],
)
def test_a_revision_against_the_files(repository: Repository, sides: tuple[str, str]) -> None:
    done = vsm("diff", *sides, "--format", "json", folder=repository.folder)
    assert done.stderr == ""
    found = lead_time(done.stdout)
    assert (found["change_s"], found["speed_s"]) == (-30 * 60, -30 * 60)


def test_revisions_from_a_folder_further_down(repository: Repository) -> None:
    folder = repository.folder / "streams"
    assert lead_time(vsm("diff", "HEAD", "-f", "json", folder=folder).stdout)["change_s"] == -1800
    repository.commit()
    done = vsm("diff", "HEAD~1", "HEAD", "-f", "json", folder=folder)
    assert lead_time(done.stdout)["change_s"] == -1800


def test_values_that_are_set(repository: Repository) -> None:
    setting = "streams.s.steps.mend.wait=10m"
    done = vsm("diff", "streams", "--set", setting, folder=repository.folder)
    assert done.returncode == 0
    assert f"streams against streams with {setting}" in done.stdout
    assert "50m shorter" in done.stdout
    # Over the second place, where there is one.
    done = vsm("diff", "HEAD", "streams", "--set", setting, "-f", "json", folder=repository.folder)
    assert lead_time(done.stdout)["change_s"] == -80 * 60
    done = vsm("diff", "HEAD:streams", "--set", setting, "-f", "json", folder=repository.folder)
    assert lead_time(done.stdout)["change_s"] == -50 * 60


_KNOWLEDGE = """\
vsm: 1
团队: {服务台: {}}
价值流:
  知识:
    责任人: 服务台
    触发: 缺文章
    价值: 有文章
    步骤: {撰写: {责任人: 服务台, 处理时间: 1小时, 等待: 1天}}
  修复:
    责任人: 服务台
    触发: 故障
    价值: 恢复
    目标: {前置时间: {p95: 3天}}
    步骤:
      诊断:
        责任人: 服务台
        处理时间: 10分钟
        依赖: {价值流: 知识, 覆盖: 80%, 变化: 2/年, 缺少时: {处理时间: 1小时}}
"""


def test_figures_of_what_a_step_relies_on_are_told_in_chinese(tmp_path: Path) -> None:
    for name, old in (("before", "90%"), ("after", "80%")):
        (tmp_path / name).mkdir()
        text = _KNOWLEDGE.replace("80%", old).replace("p95: 3天", f"p95: {len(name)}天")
        (tmp_path / name / "vsm.yaml").write_text(text)
    result = vsm("diff", "before", "after", "--language", "zh", "-f", "markdown", folder=tmp_path)
    relies = "知识 覆盖 {}、知识 变化 2 次/年、知识 缺少时 处理时间 1小时"
    assert f"依赖 {relies.format('90%')} → {relies.format('80%')}" in result.stdout
    assert "前置时间 p95 6天 → 前置时间 p95 5天" in result.stdout


def test_fail_if_worse(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(BEFORE)
    (tmp_path / "new.yaml").write_text(SLOWER)
    worse = vsm("diff", "old.yaml", "new.yaml", "--fail-if-worse", folder=tmp_path)
    assert worse.returncode == 1
    assert worse.stderr == "worse: lead time and perceived lead time of Repair\n"
    assert vsm("diff", "old.yaml", "new.yaml", folder=tmp_path).returncode == 0
    better = vsm("diff", "new.yaml", "old.yaml", "--fail-if-worse", folder=tmp_path)
    assert (better.returncode, better.stderr) == (0, "")
    data = json.loads(vsm("diff", "old.yaml", "new.yaml", "-f", "json", folder=tmp_path).stdout)
    assert data["worse"] == {"s": ["lead_time_s", "perceived_lead_time_s"]}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("streams",), "a second place, or --set"),
        (("HEAD:streams",), "a second place, or --set"),
        (("strems", "streams"), "there is no file or folder strems, and"),
        (("HEAD:strems", "streams"), "no definition at strems"),
        (("streams", "streams", "--set", "streams.t.owner=x"), "there is no t in streams"),
        (("--format", "html", "streams", "streams"), "html"),
    ],
)
def test_what_cannot_be_done_ends_with_2(
    repository: Repository, arguments: tuple[str, ...], says: str
) -> None:
    done = vsm("diff", *arguments, folder=repository.folder)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_several_workspaces_and_no_repository(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "published", tmp_path / "published")
    done = vsm("diff", "published", "published", folder=tmp_path)
    assert done.returncode == 2
    assert "one is compared with one" in done.stderr
    done = vsm("diff", "HEAD", "published", folder=tmp_path)
    assert done.returncode == 2
    assert "there is no file or folder" in done.stderr


def test_json_holds_null_for_what_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("vsm: 1\nstreams: {s: {steps: {a: , b: }}, gone: {}}\n")
    text = "vsm: 1\nstreams: {s: {steps: {a: {process: 1m, next: {b: , end: }}, b: }}, new: {}}\n"
    (tmp_path / "new.yaml").write_text(text)
    done = vsm("diff", "old.yaml", "new.yaml", "-f", "json", "--fail-if-worse", folder=tmp_path)
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["version"] == 1
    assert set(found["streams"]) == {"s", "gone", "new"}
    for stream in found["streams"].values():
        assert (stream["verdict"], stream["parts"], stream["follows_s"]) == ("unknown", None, None)
        assert stream["lead_time_s"]["change"] is None


def test_markdown_keeps_what_a_person_wrote_harmless(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(BEFORE.replace("Repair", '"<b>|[x](y)"'))
    (tmp_path / "new.yaml").write_text(FASTER.replace("Repair", '"<b>|[x](y)"'))
    done = vsm("diff", "old.yaml", "new.yaml", "-f", "markdown", folder=tmp_path)
    assert "&lt;b&gt;\\|\\[x\\](y)" in done.stdout
    assert "<b>" not in done.stdout
    assert "| Lead time | 2h 10m | 1h 40m | −30m |" in done.stdout.replace("**", "")


def test_problems_and_renamed_streams_that_got_worse(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(BEFORE)
    (tmp_path / "new.yaml").write_text(SLOWER.replace("  s:", "  other:"))
    done = vsm("diff", "old.yaml", "new.yaml", "--fail-if-worse", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "worse: lead time and perceived lead time of Repair\n"
    assert "s → other (by their name)" in done.stdout
    (tmp_path / "new.yaml").write_text("vsm: 1\nsystems: {tool: }\n")
    done = vsm("diff", "old.yaml", "new.yaml", "-f", "json", folder=tmp_path)
    gained = json.loads(done.stdout)["problems"]["gained"]
    assert ("VSM103", "systems.tool") in [(each["code"], each["element"]) for each in gained]
