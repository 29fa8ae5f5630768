"""`vsm import`, `vsm init --from` and `vsm export`: what is written where, and how they end."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.running import vsm
from tests.exchange.tables import workbook
from vsm_cli.api.exporting import TABLES

SAMPLES = Path(__file__).parents[2] / "samples"
TABLE = "Step,Owner,PT (min)\nTake,Desk,5\nGive,Desk,10\n"


def written(folder: Path, text: str = TABLE, name: str = "orders.csv") -> str:
    (folder / name).write_text(text)
    return name


def test_a_table_on_the_screen(tmp_path: Path) -> None:
    done = vsm("import", written(tmp_path), folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout == (
        "# Imported from orders.csv: from here on it is yours to change.\n"
        "vsm: 1\n"
        "teams:\n"
        "  desk: {name: Desk}\n"
        "streams:\n"
        "  orders:\n"
        "    steps:\n"
        "      take: {name: Take, owner: desk, process: 5m}\n"
        "      give: {name: Give, owner: desk, process: 10m}\n"
    )
    assert done.stderr == (
        "orders.csv: read 2 steps of orders; columns: Step, Owner and PT (min)\n"
    )
    assert list(tmp_path.iterdir()) == [tmp_path / "orders.csv"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (TABLE, "t.csv", 0),
        (TABLE + "Ask,Desk,soon\n", "t.csv", 1),
        ("a,b\n", "t.csv", 2),
        (TABLE, "t.doc", 2),
    ],
)
def test_how_it_ends(tmp_path: Path, text: str, name: str, code: int) -> None:
    done = vsm("import", written(tmp_path, text, name), folder=tmp_path)
    assert done.returncode == code
    assert bool(done.stdout) == (code < 2)
    if code == 1:
        assert "t.csv: row 4, column C (PT (min)): soon is not a duration\n" in done.stderr


def test_no_such_file(tmp_path: Path) -> None:
    done = vsm("import", "none.csv", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, "vsm: there is no none.csv\n")


def test_into_a_file(tmp_path: Path) -> None:
    name = written(tmp_path)
    done = vsm("import", name, "-o", "streams/orders.yaml", folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr.endswith("wrote streams/orders.yaml\n")
    file = tmp_path / "streams" / "orders.yaml"
    file.write_text(text := file.read_text().replace("5m", "6m"))
    done = vsm("import", name, "-o", "streams/orders.yaml", folder=tmp_path)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert file.read_text() == text
    done = vsm("import", name, "-o", "streams/orders.yaml", "--force", folder=tmp_path)
    assert done.returncode == 0
    assert "5m" in file.read_text()
    assert vsm("import", name, "-o", "orders.json", folder=tmp_path).returncode == 2


def test_into_a_workspace_that_knows_them(tmp_path: Path) -> None:
    """What is defined is not defined again, and keys are in the language of the workspace."""
    (tmp_path / "vsm.yaml").write_text(
        "vsm: 1\n语言: zh\n角色: {front: {名称: desk}}\n系统: {crm: {}}\n"
        "数据: {order: {名称: Order}}\n"
    )
    text = "Step,Owner,Systems,Outputs,People\nTake,Desk,CRM; Mail,order,Desk: 2\n"
    done = vsm("import", written(tmp_path, text), "-o", "s/o.yaml", folder=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "s" / "o.yaml").read_text() == (
        "# 由 orders.csv 导入；此后请直接修改本文件。\n"
        "vsm: 1\n"
        "系统:\n"
        "  mail: {name: Mail}\n".replace("name", "名称")
        + "价值流:\n"
        "  orders:\n"
        "    步骤:\n"
        "      take:\n"
        "        名称: Take\n"
        "        责任人: front\n"
        "        系统: [crm, mail]\n"
        "        人手: {front: 2}\n"
        "        输出: [order]\n"
    )
    assert "orders.csv：这里已有定义，直接采用：front、crm 和 order\n" in done.stderr
    again = vsm("import", "orders.csv", folder=tmp_path)
    assert again.returncode == 1
    assert "这里已有的价值流，会因此重复定义：orders" in again.stderr
    codes = vsm("check", "-f", "concise", folder=tmp_path).stdout
    assert not any(code in codes for code in ("VSM00", "VSM2"))


def test_an_update_adds_streams(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    table = "Stream,Step,Owner\nA,x,Ops\n"
    assert vsm("import", written(tmp_path, table), "-o", "a.yaml", folder=tmp_path).returncode == 0
    before = (tmp_path / "a.yaml").read_text()
    written(tmp_path, table + "A,new,Ops\nB,y,Ops\n")
    done = vsm("import", "orders.csv", "-o", "a.yaml", "--update", folder=tmp_path)
    assert done.returncode == 0
    assert "streams that are here already are left as they are: a\n" in done.stderr
    added = (tmp_path / "a.yaml").read_text().removeprefix(before)
    assert added.splitlines()[3:] == [
        "streams:", "  b:", "    name: B", "    steps:", "      y: {owner: ops}",
    ]  # fmt: skip


@pytest.mark.parametrize("broken", [b"  broken: [\n", b"---\nsteps: \t[\n", b"\xff\n"])
def test_no_update_of_what_cannot_be_read(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    name = written(tmp_path)
    assert vsm("import", name, "-o", "a.yaml", folder=tmp_path).returncode == 0
    file = tmp_path / "a.yaml"
    file.write_bytes(file.read_bytes() + broken)
    before = file.read_bytes()
    done = vsm("import", name, "-o", "a.yaml", "--update", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("vsm: a.yaml cannot be read: line ")
    assert file.read_bytes() == before


def test_a_root_inside_of_a_root(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\nteams: {desk: {}}\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "vsm.yaml").write_text("vsm: 1\nteams: {others: {}}\n")
    name = written(tmp_path)
    done = vsm("import", name, "-o", "new.yaml", folder=tmp_path)
    assert done.returncode == 0
    assert "used as they are: desk\n" in done.stderr
    done = vsm("import", name, "-o", "sub/new.yaml", folder=tmp_path)
    assert done.returncode == 0
    assert "used as they are" not in done.stderr


@pytest.mark.parametrize(
    "ours",
    [
        "teams: [a, b]",
        "systems: x",
        "paths: 5",
        "paths: {a: b}",
        "systems: {a: {x-backstage: [1]}}",
        "paths: [{from: a, to: b, x-backstage: [1]}]",
    ],
)
def test_definitions_that_are_none(tmp_path: Path, ours: str) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    (tmp_path / "a.yaml").write_text(f"vsm: 1\n{ours}\n")
    name = written(tmp_path)
    assert vsm("import", name, "-o", "new.yaml", folder=tmp_path).returncode == 0
    done = vsm("import", name, "-o", "a.yaml", "--update", folder=tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_workspace_out_of_a_table(tmp_path: Path) -> None:
    rows = [["Stream", "Step", "PT (min)"], ["Take orders", "Take", 5], ["Returns", "Give", 5]]
    (tmp_path / "steps.xlsx").write_bytes(workbook(Steps=rows))
    done = vsm("init", "shop", "--from", "steps.xlsx", folder=tmp_path)
    assert done.returncode == 0
    files = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.yaml"))
    assert files == ["shop/streams/returns.yaml", "shop/streams/take-orders.yaml", "shop/vsm.yaml"]
    assert done.stdout == "".join(f"wrote {name}\n" for name in [files[2], files[1], files[0]])
    assert vsm("check", "shop", "--select", "VSM0", folder=tmp_path).returncode in (0, 1)
    assert vsm("render", "shop", folder=tmp_path).returncode == 0
    assert (tmp_path / "diagrams" / "streams" / "take-orders.svg").is_file()
    done = vsm("init", "shop", "--from", "steps.xlsx", folder=tmp_path)
    assert done.returncode == 2
    assert "exists already" in done.stderr


def test_a_workspace_of_what_could_be_read(tmp_path: Path) -> None:
    written(tmp_path, TABLE + "Ask,Desk,soon\n")
    assert vsm("init", "shop", "--from", "orders.csv", folder=tmp_path).returncode == 1
    assert (tmp_path / "shop" / "vsm.yaml").is_file()
    assert vsm("init", "x", "--from", "none.csv", folder=tmp_path).returncode == 2
    assert not (tmp_path / "x").exists()


def test_a_pipe_of_tables(tmp_path: Path) -> None:
    done = vsm("export", SAMPLES / "healthdata", folder=tmp_path)
    assert done.returncode == 0
    written(tmp_path, done.stdout, "again.csv")
    assert vsm("import", "again.csv", folder=tmp_path).returncode == 0


def test_a_workbook_of_ours_is_read_again(tmp_path: Path) -> None:
    assert vsm("export", SAMPLES / "bank", "-o", "all.xlsx", folder=tmp_path).returncode == 0
    done = vsm("init", "again", "--from", "all.xlsx", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = {}
    for folder in (SAMPLES / "bank", tmp_path / "again"):
        table = vsm("export", folder, "--table", "streams", folder=tmp_path).stdout
        lines = sorted(csv.reader(io.StringIO(table)))
        rows[folder] = [[*line[:4], *line[5:8]] for line in lines]
    assert rows[SAMPLES / "bank"] == rows[tmp_path / "again"]


def test_a_workbook_of_all_tables(tmp_path: Path) -> None:
    target = tmp_path / "all.xlsx"
    assert vsm("export", SAMPLES / "bank", "-o", target, folder=tmp_path).returncode == 0
    first = target.read_bytes()
    assert vsm("export", SAMPLES / "bank", "-o", target, folder=tmp_path).returncode == 0
    assert target.read_bytes() == first, "the same input gives the same bytes"
    book = CalamineWorkbook.from_filelike(io.BytesIO(first))
    assert [name.lower() for name in book.sheet_names] == list(TABLES)
    with zipfile.ZipFile(target) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert 'ySplit="1"' in sheet
    assert "<autoFilter" in sheet
    assert "<f>" not in sheet
    assert '"0.0%"' in styles
    assert '"#,##0.##"' in styles


def test_formulas_of_others_are_texts(tmp_path: Path) -> None:
    """Whatever a definition says, a spreadsheet computes nothing."""
    signs = ["=", "+", "-", "@", "＝", "\t=", " ="]
    steps = "".join(
        f'      s{number}: {{name: "{sign.encode("unicode_escape").decode()}cmd"}}\n'
        for number, sign in enumerate(signs)
    )
    (tmp_path / "vsm.yaml").write_text(f"vsm: 1\nstreams:\n  a:\n    steps:\n{steps}")
    text = vsm("export", folder=tmp_path).stdout
    cells = [line.split(",")[2] for line in text.splitlines()[1:]]
    assert [cell[0] for cell in cells] == ["'"] * len(signs)
    vsm("export", "-o", "a.xlsx", "--table", "steps", folder=tmp_path)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"=cmd" in archive.read("xl/sharedStrings.xml")
    (tmp_path / "a.csv").write_text(text)
    (tmp_path / "vsm.yaml").unlink()
    for name in ("a.csv", "a.xlsx"):
        done = vsm("import", name, folder=tmp_path)
        assert done.returncode == 0
        assert done.stdout.count("cmd") == len(signs)
        assert "'=" not in done.stdout.replace("name: '=", "")


def test_what_has_no_table(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    assert vsm("export", "-f", "xlsx", folder=tmp_path).returncode == 2
    for table in TABLES:
        done = vsm("export", "--table", table, folder=tmp_path)
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) == 1, "the headings"


@pytest.mark.parametrize(
    ("arguments", "module"),
    [(("import", "t.xlsx"), "python_calamine"), (("export", "-o", "u.xlsx"), "xlsxwriter")],
)
def test_a_missing_library_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], module: str
) -> None:
    (tmp_path / "t.xlsx").write_bytes(workbook(Steps=[["Step"], ["A"]]))
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    (tmp_path / f"{module}.py").write_text("raise ImportError\n")
    done = vsm(*arguments, folder=tmp_path, environment={"PYTHONPATH": str(tmp_path)}, fresh=True)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "pip install 'vsm-cli[tables]'" in line
