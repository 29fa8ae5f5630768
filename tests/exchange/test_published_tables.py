"""The six published cases as a consultant would type them, each in another kind of table: their
figures are those that were printed."""

from datetime import timedelta

import pytest

from tests.exchange.tables import lost, read, steps, workbook, workspace_of
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.exchange.imported import Imported
from vsm_cli.exchange.readers import read_bytes

HOUR = 3600

ORDERS = """\
Order fulfilment, current state;;;
;;;
Process step;PT (min);LT (days);% C/A
Take in the order;10;1;50
Complete the order;5;0,5;75
Carry out the order;120;5;85
Check the result;30;2;99
Deliver the result;15;1;95
Total;180;9,5;
"""
INCIDENT = """\
Step,Owner,PT (min),LT (min),%C&A
Detect,On-call,0,12,88%
Acknowledge,On-call,1,6,100%
Triage,On-call,8,14,60%
Assemble,On-call,0,22,75%
Diagnose,On-call,18,18,80%
Mitigate,On-call,4,4,95%
All clear,On-call,2,8,100%
"""
CLAIM = [
    ["#", "Step", "Who", "Process time", "Lead time (days)", "Next"],
    [
        1,
        "Take in the claim",
        "Claims",
        timedelta(minutes=30),
        2,
        "Gather evidence + Medical review",
    ],
    [2, "Gather evidence", "Claims", timedelta(hours=1), 5, "4"],
    [3, "Medical review", "Doctors", timedelta(hours=3), 7, "Rate"],
    [4, "Rate", "Claims", timedelta(hours=3), 7, None],
    [5, "Notify", "Claims", timedelta(minutes=15), 1, None],
]
REVIEW = """\
步骤,责任部门,处理时间(小时),等待时间（小时）
接警,运维,0.1,0.25
分类,运维,0.25,0.5
调查,运维,1,0.5
修复,运维,0.75,0.25
验证,运维,0.25,0.5
复盘,运维,1,48
"""
REWORK = """\
Step\tTeam\tPT min\tLT min\tNext step
Backlog\tProduct\t0\t480\t
Develop\tDevelopment\t240\t960\t
Review\tDevelopment\t30\t240\tQA: 85%, Develop: 15%
QA\tQuality\t60\t480\t80% to Deploy; 20% to Develop
Deploy\tDevelopment\t15\t60\tend
"""
QUEUE = [["Activity", "Responsible", "C/T (min)", "WIP"], ["Handle the item", "Support", 10, 4]]


def case(data: bytes, name: str) -> Imported:
    imported = read_bytes(data, name)
    assert lost(imported) == []
    return imported


@pytest.mark.parametrize(
    ("imported", "calendar", "process_h", "lead_h"),
    [
        (read(ORDERS, "orders.csv"), "{day: 8h, week: 5d}", 3, 9.5 * 8),
        (read(INCIDENT), "", 33 / 60, 84 / 60),
        (case(workbook(Claim=CLAIM), "claim.xlsx"), "", 6.75, 17 * 24),
        (case(REVIEW.encode("gb18030"), "复盘.csv"), "", 3.35, 53.35),
        (case(REWORK.encode("utf-16"), "rework.tsv"), "", 487.0588 / 60, 2904.7059 / 60),
        (case(workbook(Queue=QUEUE), "queue.xlsx"), "", 10 / 60, 50 / 60),
    ],
    ids=["orders", "incident", "claim", "review", "rework", "queue"],
)
def test_figures(imported: Imported, calendar: str, process_h: float, lead_h: float) -> None:
    assert lost(imported) == []
    workspace = workspace_of(imported, calendar)
    [stream] = workspace.streams.values()
    figures = stream_figures(workspace, stream)
    assert figures.process_time_s == pytest.approx(process_h * HOUR, rel=1e-4)
    assert figures.lead_time_s == pytest.approx(lead_h * HOUR, rel=1e-4)


def test_what_is_said_of_them() -> None:
    imported = read(ORDERS, "orders.csv")
    told = [(note.place, note.text) for note in imported.notes]
    assert told == [
        ("", "read 5 steps of orders; columns: Process step, PT (min), LT (days) and % C/A"),
        ("", "separated by semicolons"),
        ("row 1", "what stands above the headings is left out: Order fulfilment, current state"),
        ("row 9", "these are totals, which vsm computes itself"),
    ]
    assert steps(imported)["take-in-the-order"] == {
        "name": "Take in the order",
        "process": "10m",
        "lead": "1d",
        "complete-accurate": "50%",
    }
    encodings = [case(REVIEW.encode("gb18030"), "t.csv"), case(REWORK.encode("utf-16"), "t.tsv")]
    assert [each.notes[1].text for each in encodings] == ["read as GB 18030", "read as UTF-16"]
