"""`vsm measure` and `vsm mine` as a person calls them."""

import json
import os
import random
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli import running

WORKSPACE = """\
vsm: 1
teams:
  desk: {name: Service desk}
  network: {name: Network team}
streams:
  repair:
    owner: desk
    customer: user
    trigger: A user reports a fault
    value: The service works again
    layer: core
    steps:
      accept:
        owner: desk
        practices: Incident management
        process: 10m   # as the desk says
        wait: 20m
        next: mend
      mend:
        owner: network
        practices: Incident management
        process: 1h
        wait: 3h
        next: {accept: 5%, end: 95%}
logs:
  tickets:
    stream: repair
    source: exports/*.csv
    case: number
    time: updated
    activity: state
    owner: group
    steps: {accept: New, mend: [In progress, Working]}
    done: Closed
    teams: {NET: network}
"""


def vsm(*arguments: str | Path, folder: Path) -> CompletedProcess[str]:
    return running.vsm(*arguments, folder=folder)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workspace with 60 tickets: a third come back, mending takes 12 hours."""
    drawn = random.Random(5)
    rows = ["number;updated;state;group;note"]
    for i in range(60):
        at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=drawn.uniform(0, 700))
        again = True
        while again:
            rows.append(f"T{i};{at:%d.%m.%Y %H:%M};New;Service desk;Anna calls")
            at += timedelta(minutes=drawn.uniform(20, 40))
            rows.append(f"T{i};{at:%d.%m.%Y %H:%M};Working;NET;")
            at += timedelta(hours=drawn.uniform(9, 15))
            again = drawn.random() < 0.33
        rows.append(f"T{i};{at:%d.%m.%Y %H:%M};Closed;NET;")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "march.csv").write_text("\n".join(rows))
    (tmp_path / "vsm.yaml").write_text(WORKSPACE)
    return tmp_path


def test_a_table_of_declared_against_measured(work: Path) -> None:
    result = vsm("measure", folder=work)
    assert result.returncode == 0, result.stderr
    assert "march.csv is separated by semicolons" in result.stderr
    assert "tickets against repair" in result.stdout
    assert "VSM911 time-differs  vsm.yaml:23" in result.stdout
    assert "VSM912 share-differs  vsm.yaml:24" in result.stdout
    assert not (work / "measured").exists()
    assert vsm("measure", "--fail-on", "warning", folder=work).returncode == 1


def test_data(work: Path) -> None:
    found = json.loads(vsm("measure", "--format", "json", folder=work).stdout)
    assert found["version"] == 1
    log = found["logs"]["tickets"]
    assert log["stream"] == "repair"
    assert log["log"]["cases"] == 60
    assert log["steps"]["mend"]["process"] is None
    assert 10 * 3600 < log["steps"]["mend"]["lead"]["mean_s"] < 14 * 3600
    assert log["routes"]["accept->mend"]["declared"] is True
    assert log["owners"]["desk->network"]["declared"] is True
    assert {each["code"] for each in found["diagnostics"]} == {"VSM911", "VSM912"}


def test_what_is_kept_is_checked_without_the_log(work: Path) -> None:
    result = vsm("measure", "--write", folder=work)
    assert "wrote measured/tickets.yaml" in result.stderr
    kept = (work / "measured" / "tickets.yaml").read_text()
    assert "Anna" not in kept
    assert "T1" not in kept
    (work / "exports" / "march.csv").unlink()
    checked = vsm("check", "--format", "concise", folder=work)
    assert checked.returncode == 0
    assert "vsm.yaml:23:9: warning VSM911" in checked.stdout
    # It is the same again, and may be written again.
    assert vsm("measure", folder=work).returncode == 2


def test_the_report_and_the_page_tell_what_was_measured(work: Path) -> None:
    assert "Map against reality" not in vsm("report", folder=work).stdout
    vsm("measure", "--write", folder=work)
    told = vsm("report", "-f", "markdown", folder=work).stdout
    section = told.partition("## Map against reality")[2].partition("\n## ")[0]
    assert "### repair: tickets" in section
    assert "### Times of steps" in section
    vsm("report", "-o", "page.html", folder=work)
    page = (work / "page.html").read_text()
    assert "<h3>Times of steps</h3>" in page


def test_a_map_shows_what_was_measured(work: Path) -> None:
    nothing = vsm("render", "--measured", folder=work)
    assert nothing.returncode == 2
    assert "vsm measure --write" in nothing.stderr
    text = WORKSPACE.replace("next: {accept: 5%, end: 95%}", "next: end")
    (work / "vsm.yaml").write_text(text)
    vsm("measure", "--write", folder=work)
    done = vsm("render", "--measured", "-o", "maps", folder=work)
    assert done.returncode == 0, done.stderr
    (drawn,) = (work / "maps").rglob("*.svg")
    picture = drawn.read_text()
    assert drawn.relative_to(work).as_posix() == "maps/measured/tickets.svg"
    assert "tickets: 60 cases, lead time" in picture
    assert "≠ 4h → " in picture
    # Nobody declared that work comes back: a line of its own.
    assert 'class="route rework undeclared"' in picture
    assert "declared → measured" in picture


def test_the_same_log_gives_the_same_bytes(work: Path) -> None:
    vsm("measure", "--write", folder=work)
    first = (work / "measured" / "tickets.yaml").read_bytes()
    assert vsm("measure", "--write", folder=work).returncode == 0
    assert (work / "measured" / "tickets.yaml").read_bytes() == first


def test_measured_values_take_the_place_of_declared_ones(work: Path) -> None:
    shown = vsm("measure", "--diff", folder=work).stdout
    assert (work / "vsm.yaml").read_text() == WORKSPACE
    assert "-        wait: 3h\n" in shown
    assert vsm("measure", "--update", folder=work).returncode == 0
    after = (work / "vsm.yaml").read_text()
    changed = [
        (old, new)
        for old, new in zip(
            WORKSPACE.splitlines(),
            [line for line in after.splitlines() if "mapped:" not in line],
            strict=True,
        )
        if old != new
    ]
    assert len(changed) == 2
    assert "process: 10m   # as the desk says" in after
    assert "mapped: {on: 2026-03-" in after
    assert 'basis: measured, by: "tickets, 60 cases"}' in after
    assert "VSM91" not in vsm("measure", folder=work).stdout
    again = vsm("measure", "--update", folder=work)
    assert "no definition has to be changed" in again.stderr
    assert (work / "vsm.yaml").read_text() == after


def test_what_is_measured_is_written_in_the_language_of_the_definition(work: Path) -> None:
    chinese = WORKSPACE.replace("    layer: core", "    层次: 核心")
    (work / "vsm.yaml").write_text(chinese + "language: zh\n")
    assert vsm("measure", "--update", folder=work).returncode == 0
    [line] = [each for each in (work / "vsm.yaml").read_text().splitlines() if "映射" in each]
    assert line.strip().startswith("映射: {日期: 2026-03-")
    assert line.endswith('依据: 实测, 参与人: "tickets，60 个案例"}')
    assert vsm("check", folder=work).returncode == 0


def test_only_what_logs_say_decides_the_exit_code(work: Path) -> None:
    (work / "vsm.yaml").write_text(WORKSPACE.replace("        owner: network\n", ""))
    assert vsm("check", folder=work).returncode == 1
    assert vsm("measure", folder=work).returncode == 0
    assert vsm("measure", "--diff", folder=work).returncode == 0
    (work / "vsm.yaml").write_text(WORKSPACE.rstrip())
    assert vsm("measure", "--diff", "--fail-on", "warning", folder=work).returncode == 1


def test_faults_are_told(work: Path) -> None:
    for old, new, said in (
        ("case: number", "case: nummer", "did you mean number?"),
        ("exports/*.csv", "export/*.csv", "no file is called export/*.csv"),
        ("exports/*.csv", "../*.csv", "no file"),
        ("accept: New", "acept: New", "acept is not a step of repair"),
        ("    case: number\n", "", "case has to be said"),
        ("    time: updated\n", "", "time has to be said"),
    ):
        (work / "vsm.yaml").write_text(WORKSPACE.replace(old, new))
        result = vsm("measure", folder=work)
        if said.startswith("acept"):
            assert said in vsm("check", folder=work).stdout
            continue
        assert result.returncode == 2, said
        assert said in result.stderr
        assert "Traceback" not in result.stderr
    (work / "vsm.yaml").write_text(WORKSPACE)
    assert "there are tickets" in vsm("measure", "--log", "x", folder=work).stderr
    assert "1GB" in vsm("measure", "--memory", "lots", folder=work).stderr
    (work / "vsm.yaml").write_text(WORKSPACE.partition("logs:")[0])
    assert "no log is defined here" in vsm("measure", folder=work).stderr


def test_chinese_names(work: Path) -> None:
    text = WORKSPACE.replace("logs:", "日志:").replace("    source:", "    来源:")
    text = text.replace("case:", "案例列:").replace("time:", "时间列:").replace("done:", "已完成:")
    text = text.replace("    activity:", "    活动列:").replace(
        "    owner: group", "    处理人列: group"
    )
    (work / "vsm.yaml").write_text(text)
    found = json.loads(vsm("measure", "-f", "json", folder=work).stdout)
    assert found["logs"]["tickets"]["log"]["cases"] == 60


def test_a_draft_of_a_log(work: Path) -> None:
    result = vsm("mine", "exports/march.csv", "-o", "draft/vsm.yaml", folder=work)
    assert result.returncode == 0, result.stderr
    assert "case: column number, by its name" in result.stderr
    draft = work / "draft"
    checked = vsm("check", "--preset", "errors", "-f", "concise", folder=draft)
    # What no log knows: practices, the owner of the stream, what starts it and what it is for.
    codes = {line.split()[2] for line in checked.stdout.splitlines() if ": error " in line}
    assert codes == {"VSM101", "VSM301", "VSM501", "VSM502"}
    measured = vsm("measure", "--allow-outside", folder=draft)
    assert measured.returncode == 0, measured.stderr
    assert "VSM912" not in measured.stdout
    assert "VSM913" not in measured.stdout


def test_a_draft_in_chinese_has_chinese_keys(work: Path) -> None:
    english, chinese = (
        vsm("mine", "exports/march.csv", "--language", language, folder=work).stdout
        for language in ("en", "zh")
    )
    assert "\n价值流:\n" in chinese
    assert "\nstreams:\n" not in chinese
    shown = []
    for name, text in (("en", english), ("zh", chinese)):
        (work / name).mkdir()
        (work / name / "vsm.yaml").write_text(text)
        result = vsm("report", "-f", "json", "--language", "en", folder=work / name)
        shown.append(json.loads(result.stdout))
    assert shown[0]["streams"] == shown[1]["streams"]


def test_columns_that_cannot_be_guessed_are_asked_for(work: Path) -> None:
    (work / "x.csv").write_text("a,b\n1,2\n")
    result = vsm("mine", "x.csv", folder=work)
    assert result.returncode == 2
    assert "Say --case with one of a and b" in result.stderr
    assert "there is no none.csv" in vsm("mine", "none.csv", folder=work).stderr


def test_a_log_of_what_was_simulated(work: Path) -> None:
    result = vsm("simulate", "--events", "exports/events.csv", "--runs", "200", folder=work)
    assert "200 cases written to exports/events.csv" in result.stdout
    lines = (work / "exports" / "events.csv").read_text().splitlines()
    assert lines[0] == "case,time,activity,owner"
    assert sum(line.endswith(",end,") for line in lines) == 200
    first = (work / "exports" / "events.csv").read_bytes()
    again = vsm("simulate", "--events", "exports/events.csv", "--runs", "200", folder=work)
    assert again.returncode == 0
    assert (work / "exports" / "events.csv").read_bytes() == first


@pytest.mark.parametrize(
    ("mapped", "after"),
    [
        ("{on: 2020-01-01}", '{basis: measured, by: "tickets, 60 cases", on: 2026-03-30}'),
        (
            "\n      state: current  # so\n      on: 2020-01-01",
            '\n      state: current  # so\n      basis: measured\n      by: "tickets, 60 cases"\n'
            "      on: 2026-03-30",
        ),
    ],
)
def test_an_update_says_all_that_is_missing_of_its_basis(
    work: Path, mapped: str, after: str
) -> None:
    text = WORKSPACE.replace("    layer: core\n", f"    layer: core\n    mapped: {mapped}\n")
    (work / "vsm.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    assert vsm("measure", "--update", folder=work).returncode == 0
    found = (work / "vsm.yaml").read_bytes().decode()
    assert f"mapped: {after}\n" in found.replace("\r\n", "\n")
    assert found.count("\n") == found.count("\r\n")


def test_an_update_leaves_what_other_places_call(work: Path) -> None:
    text = WORKSPACE.replace("wait: 20m", "wait: &w 20m").replace("wait: 3h", "wait: *w")
    (work / "vsm.yaml").write_text(text)
    assert vsm("measure", "--update", folder=work).returncode == 0
    found = (work / "vsm.yaml").read_text()
    assert "wait: &w 20m" in found
    assert "wait: *w" in found


def test_a_draft_is_of_a_file(work: Path) -> None:
    os.mkfifo(work / "pipe.csv")
    for name in ("pipe.csv", "nothing.csv"):
        result = vsm("mine", name, folder=work)
        assert (result.returncode, result.stderr) == (2, f"vsm: there is no {name}\n")
    result = vsm("mine", "exports", folder=work)
    assert result.stderr == "vsm: exports is a folder: name a file in it\n"


def test_a_draft_knows_the_customer_and_the_end(tmp_path: Path) -> None:
    rows = ["case,time,activity,owner"]
    for day in range(1, 8):
        rows += [
            f"{day},2026-01-0{day} 08:00,ask,customer",
            f"{day},2026-01-0{day} 09:00,answer,desk",
            f"{day},2026-01-0{day} 11:00,end,",
        ]
    (tmp_path / "log.csv").write_text("\n".join(rows) + "\n")
    draft = vsm("mine", "log.csv", "-o", "d.yaml", folder=tmp_path)
    assert draft.returncode == 0, draft.stderr
    text = (tmp_path / "d.yaml").read_text()
    assert "done: end" in text
    assert "owner: customer" in text
    assert "teams:\n  desk: {name: desk}\nstreams:" in text
    checked = vsm("check", "--preset", "errors", "-f", "concise", folder=tmp_path).stdout
    assert not re.search(r"VSM00\d", checked), checked
    found = json.loads(vsm("measure", "-f", "json", folder=tmp_path).stdout)["logs"]["log"]
    assert found["steps"]["answer"]["lead"]["mean_s"] == 7200


def test_an_update_leaves_shares_that_would_make_no_whole(work: Path) -> None:
    text = WORKSPACE.replace("{accept: 5%, end: 95%}", "{other: 45%, end: 55%}")
    text = text.replace("logs:\n", "      other: {owner: network, process: 5m}\nlogs:\n")
    (work / "vsm.yaml").write_text(text.replace("steps: {accept", "steps: {other: Never, accept"))
    assert vsm("measure", "--update", folder=work).returncode == 0
    assert "{other: 45%, end: 55%}" in (work / "vsm.yaml").read_text()
