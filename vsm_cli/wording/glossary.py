"""The words of reports, pictures and rules, each explained once: for `vsm explain`, the page of a
report, and the documentation."""

import re
from typing import NamedTuple

from vsm_cli.language import LANGUAGES, message, spoken, tr


class Term(NamedTuple):
    """A word with its meaning, both templates; `also` are other words that people look up."""

    word: str
    meaning: str
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return tr(self.word)

    @property
    def text(self) -> str:
        return tr(self.meaning)


TERMS = (
    Term(
        message("value stream"),
        message(
            "The steps from somebody's need to its fulfilment, whatever teams they cross."
            " A core stream serves a customer; a supporting stream serves other streams."
        ),
        ("stream", "core stream", "supporting stream", "核心流", "支撑流", "支持流"),
    ),
    Term(
        message("customer journey"),
        message(
            "The way of a customer through several streams, in the order in which the customer"
            " meets them. Its time is counted round the clock, because customers wait at night,"
            " too."
        ),
        ("journey", "旅程"),
    ),
    Term(
        message("lead time"),
        message(
            "All the time from when work arrives until it is handed on: waiting and work together."
            " For a stream, from its trigger to its end, on the average over all ways through it."
        ),
        ("lead", "LT", "throughput time"),
    ),
    Term(
        message("process time"),
        message(
            "The time in which somebody really works on one item, without the waiting."
            " It is part of the lead time."
        ),
        ("process", "PT", "cycle time", "touch time", "工时"),
    ),
    Term(
        message("wait time"),
        message(
            "Lead time less process time: the time in which the work lies and nobody does anything"
            " to it. In most streams this is nearly all of the time."
        ),
        ("wait", "waiting", "等待"),
    ),
    Term(
        message("perceived lead time"),
        message(
            "How long the customer waits: from the trigger until the customer has what was asked"
            " for (`delivered-at`). What is done afterwards, such as a review, does not count."
        ),
        ("perceived", "客户感知"),
    ),
    Term(
        message("response time"),
        message("How long it takes until the customer has a first answer (`responded-at`)."),
        ("response", "响应"),
    ),
    Term(
        message("own time"),
        message(
            "The lead time without the steps that the customer does: the time that the"
            " organisation itself has in hand."
        ),
        ("own", "自身"),
    ),
    Term(
        message("activity ratio"),
        message(
            "Process time as a share of the lead time: 4% means that of 100 hours somebody works"
            " on it in 4. Also called flow efficiency."
        ),
        ("activity-ratio", "flow efficiency", "流动效率"),
    ),
    Term(
        message("value-adding ratio"),
        message(
            "The process time of the steps that add value (`work: adding`), as a share of the"
            " lead time."
        ),
        ("value-adding-ratio",),
    ),
    Term(
        message("%C&A"),
        message(
            "Complete and accurate: the share of what a step hands on that the next step can use"
            " as it is, without asking back, adding or correcting anything."
        ),
        ("complete-accurate", "complete and accurate", "C&A", "CA", "首次合格率", "一次合格率"),
    ),
    Term(
        message("rolled %C&A"),
        message(
            "The share of items that pass all steps without a fault: the %C&A of the steps"
            " multiplied. Five steps with 90% each leave 59%."
        ),
        ("rolled", "RTY", "贯通"),
    ),
    Term(
        message("effort"),
        message(
            "The working time of all people on one item: process time × people × visits."
            " Automated steps and the customer's do not count."
        ),
        ("effort per item", "工作量"),
    ),
    Term(
        message("visits"),
        message(
            "How often an item comes through a step on the average: below 1 where some take"
            " another way, above 1 where work comes back."
        ),
        ("visit",),
    ),
    Term(
        message("rework"),
        message(
            "Work that comes back to an earlier step because something was missing or wrong."
            " The time that it adds is shown as the lead time of rework."
        ),
        ("loop", "回流"),
    ),
    Term(
        message("bottleneck"),
        message(
            "The step that takes the largest part of the time that the customer waits."
            " Work on any other step changes less."
        ),
        ("constraint", "约束"),
    ),
    Term(
        message("hand-off"),
        message("A place where the work goes on from one owner to another."),
        ("handoff", "handoffs", "hand-offs", "hand-over", "移交", "转手"),
    ),
    Term(
        message("to and fro"),
        message("Two owners give the same work to each other more than once."),
        ("ping-pong", "来回传递"),
    ),
    Term(
        message("system change"),
        message("A place where the work goes on in another system than before."),
        ("system changes",),
    ),
    Term(
        message("contacts"),
        message("How often the customer deals with somebody on the way of one item."),
        ("contact", "touchpoint", "触点"),
    ),
    Term(
        message("relay point"),
        message(
            "A step that takes work over and hands it on. Where nobody answers for it, work lies"
            " there and neither side notices."
        ),
        ("relay",),
    ),
    Term(
        message("link"),
        message(
            "A place where one stream starts another or waits for it. It is closed when it is known"
            " which data goes over, who sees to it, and who takes it up."
        ),
        ("linked", "closed link", "unlinked", "已闭合的联动"),
    ),
    Term(
        message("path"),
        message(
            "How data gets from one system to another: by itself (`automatic`) or by hand"
            " (`manual`). A missing path is one that the steps need and nobody defined."
        ),
        ("missing path", "接口"),
    ),
    Term(
        message("pillar"),
        message(
            "A supporting stream that a step rests on (`uses`), such as configuration records,"
            " knowledge or monitoring: where it fails, the step takes longer."
        ),
        ("pillars", "uses", "支撑"),
    ),
    Term(
        message("items in work"),
        message(
            "How many items are under way at any moment: items per year × lead time in years"
            " (Little's law)."
        ),
        ("WIP", "work in progress", "queue", "排队"),
    ),
    Term(
        message("demand"),
        message("How many items come in over a time, such as 120 a month."),
        ("items per year", "每年件数", "需求"),
    ),
    Term(
        message("load"),
        message(
            "The work that comes to a team, as a share of the time that it has. From about 80% on,"
            " waiting grows fast; above 100% the queue grows without end."
        ),
        ("utilisation", "utilization", "利用率"),
    ),
    Term(
        message("target"),
        message(
            "A limit that a stream wants to keep, such as `lead: 3d`. It is met, missed, or unknown"
            " where times are not known."
        ),
        ("targets", "promise", "promised", "sla", "承诺"),
    ),
    Term(
        message("percentile"),
        message("p95 of 8h means that 95 of 100 items take 8 hours or less."),
        ("p50", "p80", "p85", "p95", "median"),
    ),
    Term(
        message("basis"),
        message(
            "Where the numbers come from: measured, estimated or promised."
            " ≈ stands before what is estimated; ≥ and ≤ before what is only known in part."
        ),
        ("estimated", "measured", "≈", "≥", "≤", "估算", "实测"),
    ),
    Term(
        message("practice"),
        message(
            "One of the 34 management practices of ITIL 4, or one of your own: the skills, tools"
            " and knowledge that a step rests on."
        ),
        ("practices",),
    ),
)


def term_of(written: str) -> Term | None:
    """The term that somebody looks up by one of its words, in either language."""
    wanted = _folded(written)
    return next((term for term in TERMS if wanted in map(_folded, words_of(term))), None)


def words_of(term: Term) -> list[str]:
    """Every word by which a term can be looked up."""
    words = list(term.also)
    for language in LANGUAGES:
        with spoken(language):
            words.append(term.name)
    return words


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word).casefold() or word
