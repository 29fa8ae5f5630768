"""In Chinese, every command speaks Chinese: no other word but codes, keys, names and products."""

import re
from pathlib import Path

import pytest

from tests.cli.running import vsm

SAMPLES = Path(__file__).parents[2] / "samples"
CLEAN, FAULTY = str(SAMPLES / "bank-zh"), str(SAMPLES / "bank-defects-zh")

# What stays as it is: products and formats, words of the command line, keys and fixed words.
PRODUCTS = {"ITIL", "Git", "GitHub", "Actions", "Graphviz", "YAML", "JSON", "Schema", "SVG",
            "PDF", "CSV", "XLSX", "BPMN", "Backstage", "Parquet", "lines", "XES", "NPS", "CSAT",
            "CODEOWNERS"}  # fmt: skip
COMMANDS = {
    "vsm", "check", "render", "report", "diff", "simulate", "impact", "ideas", "explain", "rules",
    "init", "schema", "baseline", "cache", "measure", "mine", "import", "export",
    "codeowners", "refactor", "lsp",
    "serve", "shell", "Ctrl-C", "HEAD",
}  # fmt: skip
VALUES = {
    "always", "auto", "never", "errors", "recommended", "strict", "error", "warning", "note",
    "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "text", "rich",
    "html", "svg", "png", "pdf", "dot", "mermaid", "landscape", "systems", "handoffs", "journeys",
    "SOURCE", "DATE", "EPOCH", "streams", "steps", "wait", "diagrams", "customer", "lanes", "row",
    "assign", "owner", "define", "path", "link", "merge", "acceptances", "side", "extract",
    "pattern", "csv", "xlsx", "bpmn", "practices", "links", "problems", "acme", "desk",
}  # fmt: skip
PLACES = {"PATH", "FILE", "FORMAT", "DIR", "RULE", "ELEMENT", "REV", "TAG", "PLACE", "VALUE",
          "BEFORE", "AFTER", "NAME", "PAGER", "DATE", "TIME", "SIZE", "OWNER", "HANDLE",
          "COLUMN", "LOG"}  # fmt: skip
ALLOWED = PRODUCTS | COMMANDS | VALUES | PLACES

RUNS = [
    *[(name, "--help") for name in sorted(COMMANDS - {"vsm", "shell", "Ctrl-C", "HEAD"})],
    ("--help",),
    ("check", FAULTY, "--statistics"),
    ("check", FAULTY, "-f", "markdown"),
    ("report", FAULTY),
    ("report", FAULTY, "-f", "markdown"),
    ("simulate", FAULTY, "--runs", "100"),
    ("impact", "服务台", CLEAN),
    ("ideas", CLEAN, "--most", "2"),
    ("refactor", "streams.故障修复.steps.复盘", FAULTY),
    ("ideas", CLEAN, "--cost", "x"),
    ("check", CLEAN, "--today", "x"),
    ("diff", CLEAN, "--set", "streams.故障修复.steps.诊断.wait=1h"),
    ("explain", "前置时间"),
    ("explain", "无此物"),
    ("check", "无此物"),
    ("check", "--preset", "x"),
    ("check", "--output", "x"),
    ("check", "--select", "VSM9x"),
    ("simulate", CLEAN, "--runs", "0"),
    ("simulate", CLEAN, "--runs", "x"),
    ("serve", "--port", "99999999"),
    ("schema", "x"),
    ("diff",),
    ("render", CLEAN, "--view", "x"),
    ("report", CLEAN, "--set", "x"),
    ("report", CLEAN, "-o", "x.x"),
    ("-x",),
]  # fmt: skip


@pytest.mark.parametrize("arguments", RUNS, ids=lambda run: " ".join(map(str, run))[-60:])
def test_every_command_speaks_chinese(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = vsm(*arguments, folder=tmp_path, environment={"LC_ALL": "zh_CN.UTF-8"})
    said = done.stdout + done.stderr
    assert re.search("[一-鿿]", said)
    assert english_words(said) == set()


def english_words(text: str) -> set[str]:
    """The words that are neither allowed nor a rule, a key with its value, an id of a practice,
    an option, a file, nor quoted as code."""
    text = re.sub(r"`[^`]*`|VSM\d+( [a-z-]+)?|\S*\.(yaml|txt|md)\S*|\S*[/\\]samples\S*", " ", text)
    text = re.sub(r"--?[a-z-]+|[\w-]+(\.[\w-]+)+|\b[a-z-]+:\S*|\b[a-z]+(-[a-z]+)+", " ", text)
    return set(re.findall(r"[A-Za-z][A-Za-z-]{2,}", text)) - ALLOWED
