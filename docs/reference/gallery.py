"""The pictures of the bank sample, and the page that shows them all."""

from collections.abc import Mapping
from pathlib import Path

from reference.markdown import generated, page
from vsm_cli.api import Options, analyse
from vsm_cli.diagrams.album import Picture, View, album, differences
from vsm_cli.diagrams.engine import draw
from vsm_cli.diagrams.scope import Scope
from vsm_cli.language import of_both

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FOLDER = "pictures"

Both = tuple[str, str]
INTRODUCTION = (
    "Every diagram of [one sample](../samples/bank), a bank's year with its IT services,"
    " as `vsm render` draws it. [The diagrams](diagrams.md) says how to read them.",
    "[一个样例](../../samples/bank-zh)的全部图：一家银行网点与 IT 服务打交道的一年，"
    "由 `vsm render` 画出。怎样看图，见[图](diagrams.md)。",
)
ABOUT: Mapping[View, tuple[Both, Both]] = {
    "landscape": (
        ("Landscape", "全景图"),
        (
            "The journeys of customers, the core streams that they pass, the supporting streams"
            " behind these, and what joins them.",
            "客户的旅程、旅程经过的核心流、背后的支撑流，以及它们之间的联动。",
        ),
    ),
    "journeys": (
        ("Journeys", "旅程图"),
        (
            "The way of a customer through the streams: stages, whom the customer deals with, how"
            " the work gets from stream to stream, and where the time goes.",
            "客户走过各个价值流的路：有哪些阶段，与谁打交道，工作怎样从一个价值流到另一个，时间花在哪里。",
        ),
    ),
    "systems": (
        ("Systems", "系统与路径图"),
        (
            "The systems, who answers for them, and the paths that data takes between them.",
            "各个系统，由谁负责，数据在系统之间走哪条路径。",
        ),
    ),
    "handoffs": (
        ("Hand-offs", "交接图"),
        (
            "Who hands work to whom, how much of it and how often.",
            "谁把工作交给谁，有多少，多久一次。",
        ),
    ),
    "streams": (
        ("Stream maps", "价值流图"),
        (
            "One for each stream: who does what in which order, how long it takes and waits, and"
            " where it goes wrong.",
            "每个价值流一张：谁按什么次序做什么，做多久、等多久，哪里不顺。",
        ),
    ),
    "diff": (
        ("Differences", "差别图"),
        (
            "What [the bank in a year](../samples/bank-to-be) does differently: added in green,"
            " removed in red and dashed, changed in amber.",
            "[一年后的银行](../../samples/bank-to-be-zh)有哪些做法不同：新增的为绿色，取消的为红色虚线，"
            "改变的为琥珀色。",
        ),
    ),
}


def pictures() -> list[Picture]:
    """All diagrams of the sample in the language in force, without links to definitions, which
    do not lie here."""
    today, later = (
        analyse([SAMPLES / of_both(name, f"{name}-zh")], Options(check=False))
        .workspaces[0]
        .workspace
        for name in ("bank", "bank-to-be")
    )
    return [*album(Scope(today)), *differences(today, Scope(later))]


def drawn() -> dict[str, str]:
    """Each picture as SVG, by its path beside the page."""
    return {f"{FOLDER}/{each.path}.svg": draw(each.draw()) for each in pictures()}


def gallery() -> str:
    blocks = [generated(of_both("Gallery", "图库"), of_both(*INTRODUCTION))]
    for view, (heading, sentence) in ABOUT.items():
        shown = [each for each in pictures() if each.view == view]
        if shown:
            blocks += [f"## {of_both(*heading)}", of_both(*sentence)]
        blocks += [f"![{each.title}]({FOLDER}/{each.path}.svg)" for each in shown]
    return page(*blocks)
