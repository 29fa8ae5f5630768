"""What cells and headings mean, and what is said of those that cannot be read."""

import csv
from datetime import date, time
from io import BytesIO, StringIO
from typing import Any

import pytest
from xlsxwriter import Workbook

from tests.exchange.tables import lost, read, said, step, steps, workbook, workspace_of
from vsm_cli.errors import VsmError
from vsm_cli.exchange.readers import read_bytes
from vsm_cli.exchange.tables.headings import columns_of
from vsm_cli.language import LANGUAGES, spoken
from vsm_cli.reporters.tables.csv import as_csv
from vsm_cli.reporters.tables.step_table import HEADINGS
from vsm_cli.reporters.tables.table import ExportedHeading, ExportedTable
from vsm_cli.reporters.tables.xlsx import as_xlsx

MINUTE, HOUR, DAY = (60, 0, 0, 0), (3600, 0, 0, 0), (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("heading", "key", "unit"),
    [
        ("PT (min)", "process", MINUTE),
        ("pt in hours", "process", HOUR),
        ("Wait [h]", "wait", HOUR),
        ("Waiting time, days", "wait", DAY),
        ("WT/h", "wait", HOUR),
        ("处理时间(分钟)", "process", MINUTE),
        ("等待时间（小时）", "wait", HOUR),
        ("前置时间 天", "lead", DAY),
        ("Lead time (working days)", "lead", DAY),
        ("Process (PT)", "process", None),
        ("%C&A", "complete-accurate", None),
        ("Ｃ＆Ａ％", "complete-accurate", None),
        ("完整准确率", "complete-accurate", None),
        ("STEP", "name", None),
        ("步骤", "name", None),
        ("Step (what happens)", "name", None),
        ("部门", "owner", None),
        ("负责人", "owner", None),
        ("System", "systems", None),
        ("Next step", "next", None),
        ("No.", "number", None),
        ("Cost", None, None),
        ("", None, None),
        ("x" * 1000, None, None),
    ],
)
def test_headings(heading: str, key: str | None, unit: Any) -> None:
    [column] = columns_of([heading]) or [None]
    assert (column and column.key) == key
    if column:
        assert (column.unit and tuple(column.unit)) == unit
        assert column.percent == ("%" in heading or "％" in heading)


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_headings_are_read(language: str) -> None:
    with spoken(language):
        columns = columns_of([heading.said for heading in HEADINGS])
    assert [column.index for column in columns] == list(range(len(HEADINGS)))
    units = [column.unit for column in columns if HEADINGS[column.index].kind == "minutes"]
    assert [tuple(unit or ()) for unit in units] == [MINUTE] * 4


def of(heading: str, cell: str, name: str = "t.csv", sign: str = ",") -> Any:
    """What a cell below a heading becomes, or why it does not."""
    text = StringIO()
    writer = csv.writer(text, delimiter=sign)
    writer.writerows([["Step", "Owner", heading], ["A", "Desk", cell]])
    imported = read(text.getvalue(), name)
    if missed := lost(imported):
        [(place, reason)] = missed
        assert place == f"row 2, column C ({heading})"
        return reason
    return next((v for k, v in steps(imported)["a"].items() if k not in ("name", "owner")), None)


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("PT (min)", "15", "15m"),
        ("PT (min)", "90", "90m"),
        ("PT (min)", "120", "2h"),
        ("PT (min)", "0", 0),
        ("PT (min)", "2.50", "2.5m"),
        ("PT (min)", "1h 30m", "1h 30m"),
        ("PT (min)", "10-20", "10-20m"),
        ("PT (min)", "10 – 20", "10-20m"),
        ("PT (min)", "1-2h", "1-2h"),
        ("PT", "半小时", "半小时"),
        ("PT (min)", "", None),
        ("PT (min)", "n/a", None),
        ("PT (min)", "待定", None),
        ("Wait (days)", "0.5", "0.5d"),
        ("%C&A", "95", "95%"),
        ("%C&A", "0.95", "95%"),
        ("%C&A", "1", "100%"),
        ("%C&A", "99.5 %", "99.5%"),
        ("C&A", "95%", "95%"),
        ("C&A", "0.9", "90%"),
        ("Systems", "Jira; Mail, old", ["jira", "mail-old"]),
        ("Systems", "Jira, Mail", ["jira", "mail"]),
        ("系统", "Jira、邮箱", ["jira", "邮箱"]),
        ("Systems", "-", None),
        ("Inputs", "none", []),
        ("Inputs", ";", None),
        ("Outputs", "无", []),
        ("Participants", "Customer, Ops", ["customer", "ops"]),
        ("People", "2", 2),
        ("People", "Ops: 1; 客户: 2", {"ops": 1, "customer": 2}),
        ("Automated", "x", True),
        ("Automated", "partly", False),
        ("Work", "waste", "waste"),
        ("Practices", "Incident Management; IAM", ["Incident Management", "IAM"]),
        ("Accepts", "fix: works, and is signed", {"fix": "works, and is signed"}),
        ("Accepts", "fix", ["fix"]),
        ("Entry", "60%", "60%"),
        ("Entry", "yes", True),
        ("Every (weeks)", "4", "4w"),
        ("Next", "end", "end"),
        ("Next", "A", "a"),
        ("Next", "A: 10%; end", {"a": "10%", "end": None}),
        ("Next", "A (10%), End (90 %)", {"a": "10%", "end": "90%"}),
        ("Next", "A + end: 5%", ["a", {"end": "5%"}]),
        ("Next", "A: ?; end: ?", {"a": None, "end": None}),
        ("Next", "A: 5% (wait 5m); end", {"a": {"share": "5%", "wait": "5m"}, "end": None}),
        ("Description", "'=SUM(A1)", "=SUM(A1)"),
        ("Description", "  two\n lines ", "two lines"),
    ],
)
def test_cells(heading: str, cell: str, value: Any) -> None:
    assert of(heading, cell) == value


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("PT", "15", "15 has no unit, and the heading says none"),
        ("PT (min)", "-5", "-5 is below 0"),
        ("PT (min)", "soon", "soon is not a duration"),
        ("PT (min)", "20-10", "min is longer than max"),
        ("PT (min)", "2h - 10m", "min is longer than max"),
        ("PT (min)", "=1+1", "=1+1 is not a duration"),
        ("PT (min)", "1:30", "1:30 may be hours or minutes"),
        ("PT (min)", "1,500", "1,500 may be 1.5 or 1500"),
        ("Every", "1-2w", "1-2w is a range"),
        ("C&A", "95", "95 is above 1, and neither the cell nor the heading says %"),
        ("%C&A", "120", "1.2 is not a share"),
        ("Owner", "Desk; Ops", "2 owners: one of them is accountable"),
        ("Work", "fun", "fun is not one of"),
        ("Queue", "many", "many is not a number"),
        ("Next", ";", "there is no step ; in this stream"),
        ("Next", "Z", "there is no step Z in this stream"),
        ("Next", "A: 300%", "300% is no share"),
        ("Next", "A: 5% (wait long)", "long is no time to wait"),
    ],
)
def test_cells_that_cannot_be_read(heading: str, cell: str, reason: str) -> None:
    if heading == "Owner":
        found = read(f'Step,PT (min),Owner\nA,5,"{cell}"\n')
        assert [each[1][: len(reason)] for each in lost(found)] == [reason]
        assert steps(found) == {"a": {"name": "A", "process": "5m"}}
    else:
        assert of(heading, cell).startswith(reason)


@pytest.mark.parametrize(
    ("cell", "value"), [("1,5", "1.5m"), ("1.5", "1.5m"), ("0,25-0,75", "0.25-0.75m")]
)
def test_decimal_commas(cell: str, value: str) -> None:
    assert step(f"Step;PT (min)\nA;{cell}\n")["process"] == value


@pytest.mark.parametrize("cell", ["1.500", "1,500"])
def test_thousands_are_not_guessed(cell: str) -> None:
    [(place, reason)] = lost(read(f"Step;PT (min)\nA;{cell}\n"))
    assert place == "row 2, column B (PT (min))"
    assert reason.startswith(f"{cell} may be 1.5 or 1500: ")


@pytest.mark.parametrize(
    ("text", "encoding", "said_of_it"),
    [
        ("步骤;责任部门\n接单;客服部\n", "gbk", "read as GB 18030"),
        ("步骤;部门\nA类;甲\n", "gb18030", "read as GB 18030"),
        ("Step;Owner\nPrüfung;Bürgeramt Köln\nfür alle;Größe\n", "cp1252", "read as Windows-1252"),
        ("Step;Owner\nPrüfung;Bürgeramt\n", "utf-8", None),
        ("Step;Owner\nPrüfung;客服部\n", "utf-8-sig", "read as UTF-8 (BOM)"),
        ("步骤;责任部门\n接单;客服部\n", "utf-16-le", "read as UTF-16"),
        ("步骤;责任部门\n接单;客服部\n", "utf-16-be", "read as UTF-16"),
    ],
)
def test_encodings(text: str, encoding: str, said_of_it: str | None) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    imported = read_bytes(mark + text.encode(encoding), "t.csv")
    names = [line.split(";")[0] for line in text.splitlines()[1:]]
    assert [each.get("name", id_) for id_, each in steps(imported).items()] == names
    assert ("read as" in said(imported)) == (said_of_it is not None)
    assert (said_of_it or "") in said(imported)


def test_ids_are_made_of_names() -> None:
    table = "Step,Owner\nCheck,Ops\nCheck,Ops\nEnd,Ops\n!!!,Ops\n客户,Ops\nCheck [look],ops\n"
    imported = read(table)
    assert list(steps(imported)) == ["check", "check-2", "end-step", "step", "客户-step", "look"]
    assert [note.text for note in imported.notes[1:]] == [
        "the id of Check is check-2",
        "the id of End is end-step",
        "the id of !!! is step",
        "the id of 客户 is 客户-step",
    ]
    assert imported.definitions["teams"] == {"ops": {"name": "Ops"}}


def test_steps_that_are_counted_in_their_names() -> None:
    table = "Step,Next\n1. Take,3\n2) Check,Give: 90%; 1. Take\n3 Give,end\n4、发货,\n2026,\n"
    imported = read(table)
    assert lost(imported) == []
    found = {id_: each.get("next") for id_, each in steps(imported).items()}
    assert found == {
        "take": "give",
        "check": {"give": "90%", "take": None},
        "give": "end",
        "发货": None,
        "2026": None,
    }
    assert steps(imported)["take"]["name"] == "1. Take"


def test_a_column_of_ids() -> None:
    imported = read("Id,Step,Next\nS-1,Take,s-2\nS-2,Do,take\na b,Give,\n")
    assert steps(imported) == {
        "S-1": {"name": "Take", "next": "S-2"},
        "S-2": {"name": "Do", "next": "S-1"},
        "give": {"name": "Give"},
    }
    assert lost(imported) == [("row 4, column A (Id)", "a b cannot be an id")]


def test_ids_that_begin_with_a_sign() -> None:
    """A quote stands before them in tables, so that no spreadsheet computes them."""
    assert steps(read("Id,Step,Next\n'-a,A,\nb,B,'-a\n")) == {
        "-a": {"name": "A"},
        "b": {"name": "B", "next": "-a"},
    }


def test_a_name_that_several_steps_have() -> None:
    imported = read("Step,Next\nCheck,end\nCheck,end\nGo,Check\nBack,check-2\n")
    assert [place for place, _ in lost(imported)] == ["row 4, column B (Next)"]
    # An id is meant before a name.
    assert steps(imported)["back"]["next"] == "check-2"


def test_several_streams() -> None:
    table = "Stream,Step\nOrders,Take\n,Ship\nReturns [rma],Take\nOrders,Bill\n,Pay\n"
    streams = read(table).definitions["streams"]
    assert {id_: list(each["steps"]) for id_, each in streams.items()} == {
        "orders": ["take", "ship", "bill", "pay"],
        "rma": ["take"],
    }
    assert streams["rma"]["name"] == "Returns"
    assert "rows 3 and 6" in said(read(table))
    assert lost(read("Stream,Step\n,A\nS,B\n")) == [
        ("row 2, column A (Stream)", "this row names no stream")
    ]


def test_one_choice_or_all_is_asked_for() -> None:
    imported = read("Step,Next\nA,B; C\nB,end\nC,end\n")
    assert steps(imported)["a"]["next"] == {"b": None, "c": None}
    assert "one of b and c is meant here; where work goes to all of them, write b + c" in said(
        imported
    )


def test_what_is_left_out_is_listed() -> None:
    table = "Step,Cost,PT (min),,Uses\nA,5,1,x,s\n,,30,,\nTotal,,31,,\n"
    imported = read(table)
    assert lost(imported) == [
        ("row 1, column B (Cost)", "no key of a step, and left out"),
        ("row 1, column D", "no key of a step, and left out"),
        ("row 1, column E (Uses)", "no key of a step, and left out"),
        ("row 3", "this row names no step"),
    ]


@pytest.mark.parametrize("row", ["Total,,31,,", ",Sum:,31", ",合计"])
def test_totals_are_no_step(row: str) -> None:
    imported = read(f"Step,No.,PT (min),Owner\nA,1,5,x\n{row}\n")
    assert lost(imported) == []
    assert list(steps(imported)) == ["a"]
    assert "row 3: these are totals, which vsm computes itself" in said(imported)


def test_a_workbook() -> None:
    rows = [
        ["Step", "Owner", "PT (min)", "C&A %"],
        ["Take", "Desk", 5, 0.95],
        [2024, True, "=A1*2=20", 95],
        ["Give", "Ops", "=NA()=#N/A", None],
    ]
    imported = read_bytes(workbook(Steps=rows, Notes=[["hello"]], Empty=[]), "w.xlsx")
    assert steps(imported)["2024"] == {
        "owner": "yes",
        "process": "20m",
        "complete-accurate": "95%",
    }
    assert [place for place, _ in lost(imported)] == ["sheet Steps, row 4, column C", ""]
    assert "sheet Steps, row 3, column C: computed by a formula" in said(imported)


def test_every_sheet_with_steps_is_a_stream() -> None:
    rows = [["Step", "PT (min)"], ["Take", 5]]
    imported = read_bytes(workbook(Orders=rows, Returns=rows), "w.xlsx")
    assert list(imported.definitions["streams"]) == ["orders", "returns"]


def test_the_result_can_be_loaded() -> None:
    imported = read("Step,Owner,PT (min),Next\nyes,no,5,~\nnull,1.5,0x10,\n~,2026-01-01,5,end\n")
    workspace = workspace_of(imported)
    [stream] = workspace.streams.values()
    assert [step.label for step in stream.steps.values()] == ["yes", "null", "~"]
    owners = [workspace.owner_label(step.owner) for step in stream.steps.values()]
    assert owners == ["no", "1.5", "2026-01-01"]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("a,b\n1,2\n", "t.csv", "has no table of steps"),
        ("", "t.csv", "has no table of steps"),
        ("Step,Owner\n", "t.csv", "has headings, and no step below them"),
        ("Step\n" + "a\n" * 6000, "t.csv", "has more than 5000 rows or"),
        ("Step\n\0", "t.csv", "is no text"),
        ("Step,Owner\n" + "x" * 200_000, "t.csv", "cannot be read"),
        ("x", "t.doc", "is nothing that can be imported"),
        ("vsm: 1", "t.yaml", "is nothing that can be imported"),
        ("Step,Owner", "t.xlsx", "is no XLSX"),
        ("Step,Owner", "t.xls", "is no XLSX"),
    ],
)
def test_what_is_no_table(text: str, name: str, reason: str) -> None:
    with pytest.raises(VsmError, match=reason):
        read(text, name)


STREAMS = [
    ["Name", "Owner", "Customer", "Trigger", "Value", "Layer", "Type", "Demand (/month)", "Budget"],
    [
        "Orders",
        "Sales",
        "shops",
        "A shop orders",
        "Goods are there",
        "core",
        "service request",
        40,
        1,
    ],
    ["Returns", "客户", "shops", None, "n/a", "支撑", "returns", "10 per week", None],
]


def test_a_sheet_of_streams() -> None:
    steps_of = [["Stream", "Step", "Owner"], ["orders", "Take", "Sales"]]
    imported = read_bytes(workbook(Streams=STREAMS, Steps=steps_of), "w.xlsx")
    assert imported.definitions["streams"] == {
        "orders": {
            "name": "Orders",
            "owner": "sales",
            "customer": "shops",
            "trigger": "A shop orders",
            "value": "Goods are there",
            "layer": "core",
            "type": "service-request",
            "demand": "40/month",
            "steps": {"take": {"name": "Take", "owner": "sales"}},
        },
        "returns": {
            "name": "Returns",
            "owner": "customer",
            "customer": "shops",
            "layer": "support",
            "type": "returns",
            "demand": "10 per week",
        },
    }
    assert lost(imported) == [
        ("sheet Streams, row 1, column I (Budget)", "no key of a stream, and left out")
    ]


def test_steps_of_the_only_stream() -> None:
    rows = [["Step", "PT (min)"], ["Take", 5]]
    imported = read_bytes(workbook(Stream=STREAMS[:2], Steps=rows), "w.xlsx")
    assert list(imported.definitions["streams"]) == ["orders"]
    assert steps(imported) == {"take": {"name": "Take", "process": "5m"}}


def test_streams_that_cannot_be_read() -> None:
    imported = read("Stream,Customer,Demand\nOrders,shops,40\n,shops,\nReturns,shops,many\n")
    assert [place for place, _ in lost(imported)] == [
        "row 2, column C (Demand)",
        "row 3",
        "row 4, column C (Demand)",
    ]
    assert list(imported.definitions["streams"]) == ["orders", "returns"]


def test_links_that_cannot_be_read() -> None:
    links = [
        ["From stream", "From step", "Kind of link", "To stream", "At step", "Share", "Wait (min)"],
        ["t", "take", "starts", "Other one", "go", 0.2, 60],
        ["t", "take", "依赖", "Other one", None, None, "yes"],
        ["t", "take", None, "t", None, None, None],
        ["t", "nowhere", "starts", "t", None, None, None],
        ["t", "take", "likes", "t", None, None, None],
        ["t", "take", "starts", "t", None, 2, "soon"],
    ]
    imported = read_bytes(workbook(Steps=[["Step"], ["Take"]], Links=links), "t.xlsx")
    assert steps(imported)["take"] == {
        "name": "Take",
        "starts": [
            {"stream": "other-one", "at": "go", "share": "20%", "wait": "1h"},
            "t",
            "t",
        ],
        "uses": [{"stream": "other-one", "wait": True}],
    }
    assert [(place, text.split(":")[0]) for place, text in lost(imported)] == [
        ("sheet Links, row 5", "there is no step nowhere in stream t"),
        ("sheet Links, row 6", "likes is neither starts nor uses"),
        (
            "sheet Links, row 7, column F (Share)",
            "2 is above 1, and neither the cell nor the heading says %",
        ),
        ("sheet Links, row 7, column G (Wait (min))", "soon is not a duration"),
    ]


def test_what_a_terminal_would_obey_comes_neither_in_nor_out() -> None:
    name = "a\x1b[31mb\u202ec\u200bd\x9be"
    imported = read(f"Step,Owner\n{name},{name}\n")
    assert steps(imported) == {"a-31mb-cd-e": {"name": CLEAN, "owner": "a-31mb-cd-e"}}
    assert imported.definitions["teams"] == {"a-31mb-cd-e": {"name": CLEAN}}
    table = ExportedTable("Steps", (ExportedHeading("Step"),), [[name], ["\ud800"], ["a\tb\r\nc"]])
    assert as_csv(table) == f'Step\n{CLEAN}\n\ufffd\n"a b\nc"\n'
    assert steps(read_bytes(as_xlsx([table]), "t.xlsx"))["a-31mb-cd-e"]["name"] == CLEAN


CLEAN = "a\ufffd[31mb\ufffdcd\ufffde"


def test_what_only_workbooks_have() -> None:
    """Merged cells, sheets that are hidden, dates that a spreadsheet made, formulas never
    computed."""
    data = BytesIO()
    book = Workbook(data, {"in_memory": True})
    sheet, hidden = book.add_worksheet("Steps"), book.add_worksheet("Old")
    for number, row in enumerate([["Step", "Owner", "PT (min)"], ["Take"], ["Give"], ["Bill"]]):
        sheet.write_row(number, 0, row)
    sheet.merge_range(1, 1, 2, 1, "Desk")
    sheet.write(3, 1, "Accounts")
    sheet.write_datetime(1, 2, date(2026, 2, 1), book.add_format({"num_format": "d-mmm"}))
    sheet.write_datetime(2, 2, time(1, 30), book.add_format({"num_format": "hh:mm"}))
    sheet.write_formula(3, 2, "=A1", value="")
    hidden.write_row(0, 0, ["Step", "Owner"])
    hidden.write_row(1, 0, ["Old one", "x"])
    hidden.hide()
    book.close()
    imported = read_bytes(data.getvalue(), "t.xlsx")
    assert steps(imported) == {
        "take": {"name": "Take", "owner": "desk"},
        "give": {"name": "Give", "owner": "desk", "process": "90m"},
        "bill": {"name": "Bill", "owner": "accounts"},
    }
    assert [(place, text.split(":")[0].split(";")[0]) for place, text in lost(imported)] == [
        ("sheet Steps, row 4, column C", "a formula without a value"),
        ("sheet Steps, row 2, column C (PT (min))", "this is a date"),
    ]
    assert "sheet Old is hidden, and left out" in said(imported)


def test_ids_that_differ_by_case_are_one() -> None:
    imported = read("Step,Owner\nA,Foo [desk]\nB,Bar [DESK]\nC,Bar\nD,DESK!\n")
    assert imported.definitions["teams"] == {"desk": {"name": "Foo"}}
    assert {each["owner"] for each in steps(imported).values()} == {"desk"}
    assert list(read("Step,Owner\nA,Foo [Ops]\nB,ops!\n").definitions["teams"]) == ["Ops"]
