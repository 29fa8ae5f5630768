"""The first page of a report: what is promised, what is kept, what is broken, what is known."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import inf

from vsm_cli.analysis.times.figure_records import TargetFigures
from vsm_cli.catalogue.vocabulary import STAGES, word_name
from vsm_cli.diagnostics import Level
from vsm_cli.language import apart, counted, forms, listed, message, names, tr
from vsm_cli.reporters.blocks import (
    Block,
    Cell,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
    cells,
    columns,
)
from vsm_cli.reporters.report.figure_texts import (
    TIMES,
    bottleneck,
    journey_bottleneck,
    journey_time,
    time,
    yes_or_no,
)
from vsm_cli.reporters.report.overview import Overview, StreamFacts
from vsm_cli.reporters.report.priority_section import places_worth_touching
from vsm_cli.wording.figures import BASES, STATES, actual_of, figure_name, promised
from vsm_cli.wording.times import UNKNOWN, calendar_words, day

# So many rows leave room for the rest on a screen of 24 lines.
# Every state and basis there is; calendars may be more.
_MOST_KINDS = 4
_MOST_STREAMS = 4
_MOST_NAMES = 2

_TITLE = message("Value streams")
_NO_STREAMS = message("No streams are defined.")
_MEETING = message("Core streams on target")
_MEETING_ALL = message("Streams on target")
_OF = message("{number} of {all}")
_OF_WITH = message("{number} of {all} ({remarks})")
_MISSED = message("{number} missed")
_NOT_KNOWN = message("{number} unknown: {figures}")
_NOT_PROMISED = message("{number} without targets")
_LINKS = message("Links closed")
_NO_LINKS = message("no links")
_LACKING = message("{number} missing")
_LOOSE_ENDS = message("{links}; ownerless relay points {owners}, missing paths {paths}")
_OWNERLESS, _MISSING = message("Ownerless relay points"), message("Missing paths")
_ERRORS, _WARNINGS = message("Errors"), message("Warnings")
_JOURNEY = message("Longest journey")
_JOURNEY_TIME = message("{time}, {bottleneck}")
_STREAM, _CORE = message("Stream"), message("Core stream")
_PROMISED, _ACTUAL = message("Promised"), message("Actual")
_MET, _BOTTLENECK = message("Met"), message("Bottleneck")
_MET_OF = message("{answer} ({met}/{all})")
_NO_PROMISE = message("nothing")
_MORE_STREAMS = message("{number} more below")
_UNSERVED = message("Unserved stages")
_UNLINKED = message("Unlinked streams")
_SENT_AROUND = message("Sent around")
_PASSED_ON = message("passed on {times} ({journey})")
_ASKED_TWICE = message("asked twice for {data}")
_REPEATED = message("Accepted again")
_COUNTED = message("{number}: {names}")
_COUNTED_MORE = message("{number}: {names} …")
_IN = message("{thing} ({where})")
_KNOWN = forms("Known of {number} step", "Known of {number} steps")
_KNOWN_OF = message("times {timed}, %C&A {rated}")
_UNKNOWN_SPLITS = message("unknown splits {number}")
_ESTIMATES = message("estimates {number} of {streams}")
_STREAMS = forms("{number} stream", "{number} streams")
_IN_STATE = message("{name} ({state})")
_SEVERAL = message("{what} ({number})")
_FROM_TO = message("{first} to {last}")
_UNDATED = message("not dated")
_NO_BASIS = message("basis not said")


def first_page(overview: Overview) -> Iterator[Block]:
    """What fits one screen."""
    yield Heading(overview.workspace.title or tr(_TITLE), 1)
    if not overview.streams:
        yield Paragraph(tr(_NO_STREAMS))
        return
    yield Paragraph(standing(overview))
    yield Facts(
        [meeting(overview), (tr(_LINKS), _links(overview)), *longest_journey(overview)],
        brief=True,
    )
    # How customers are sent around takes the line of a stream.
    yield from leading_streams(overview, _MOST_STREAMS - len(list(_sent_around(overview))))
    yield places_worth_touching(overview)
    yield breaks(overview)


def breaks(overview: Overview) -> Facts:
    """Where the streams do not hang together, and how far the figures can be trusted."""
    return Facts(
        [
            (
                tr(_UNSERVED),
                _listed(
                    (word_name(STAGES, s.stage or "") or s.id, j.label)
                    for j, s in overview.unserved
                ),
            ),
            (tr(_UNLINKED), _unlinked(overview)),
            *_sent_around(overview),
            (tr(_REPEATED), _repeated(overview)),
            (counted(_steps(overview), _KNOWN), _known(overview)),
        ],
        brief=True,
    )


def standing(overview: Overview) -> str:
    """State, date, basis and calendar of all streams, in few words."""
    return " · ".join(_standing(overview))


def _standing(overview: Overview) -> Iterator[str]:
    streams = [facts.stream for facts in overview.streams]
    yield _each(tr(STATES[stream.mapped.state]) for stream in streams)
    dates = sorted(stream.mapped.on for stream in streams if stream.mapped.on)
    if not dates:
        yield tr(_UNDATED)
    elif dates[0] == dates[-1]:
        yield day(dates[0])
    else:
        yield tr(_FROM_TO, first=day(dates[0]), last=day(dates[-1]))
    yield _each(tr(BASES.get(stream.mapped.basis or "", _NO_BASIS)) for stream in streams)
    yield _each(calendar_words(stream.calendar) for stream in streams)


def _each(texts: Iterable[str]) -> str:
    """One text where all agree, else how often each occurs; of a great many, the most frequent."""
    counted = Counter(texts)
    if len(counted) < 2:
        return "".join(counted)
    few = len(counted) <= _MOST_KINDS
    shown = counted.most_common(_MOST_KINDS if few else 1)
    told = listed(tr(_SEVERAL, what=what, number=number) for what, number in shown)
    return told if few else f"{told} …"


def meeting(overview: Overview) -> tuple[str, Cell]:
    """How many streams keep all that they promise, and what is with the others."""
    return tr(_MEETING if overview.has_core else _MEETING_ALL), _meeting(overview)


def _meeting(overview: Overview) -> Cell:
    promising = [facts for facts in overview.leading if facts.figures.targets]
    outcomes = Counter(facts.meets_targets for facts in promising)
    others = {
        _MISSED: outcomes[False],
        _NOT_KNOWN: outcomes[None],
        _NOT_PROMISED: len(overview.leading) - len(promising),
    }
    open_ = dict.fromkeys(
        figure_name(target.figure)
        for facts in promising
        if facts.meets_targets is None
        for target in facts.figures.targets.values()
        if target.met is None
    )
    remarks = [
        tr(text, number=number, figures=names(open_)) for text, number in others.items() if number
    ]
    tone: Tone = "bad" if outcomes[False] else "unsure" if remarks else "good"
    counted = {"number": outcomes[True], "all": len(overview.leading)}
    if not remarks:
        return Cell(tr(_OF, **counted), tone)
    return Cell(tr(_OF_WITH, remarks=listed(remarks), **counted), tone)


def loose_ends(overview: Overview) -> Iterator[tuple[str, Cell]]:
    """How many links are closed, those among them that journeys lack, and what else leaves work
    on its own between steps."""
    missing = overview.missing_links
    all_, closed = len(overview.counted_links) + missing, overview.closed_links
    links = tr(_OF, number=closed, all=all_) if all_ else tr(_NO_LINKS)
    if missing:
        links = tr(_OF_WITH, number=closed, all=all_, remarks=tr(_LACKING, number=missing))
    yield tr(_LINKS), Cell(links, "good" if closed == all_ else "bad")
    yield tr(_OWNERLESS), _number(len(overview.ownerless))
    yield tr(_MISSING), _number(overview.missing_paths)


def _links(overview: Overview) -> Cell:
    """The loose ends in one line."""
    links, owners, paths = (cell for _, cell in loose_ends(overview))
    text = tr(_LOOSE_ENDS, links=links.text, owners=owners.text, paths=paths.text)
    fine = all(cell.tone == "good" for cell in (links, owners, paths))
    return Cell(text, "good" if fine else "bad")


def _number(value: int) -> Cell:
    """A number of which 0 is the good one."""
    return Cell(str(value), "bad" if value else "good")


def problem_counts(overview: Overview) -> Iterator[tuple[str, Cell]]:
    """How many errors and warnings the check found."""
    levels = Counter(each.level for each in overview.problems)
    yield tr(_ERRORS), Cell(str(levels[Level.ERROR]), "bad" if levels[Level.ERROR] else "good")
    warnings = levels[Level.WARNING]
    yield tr(_WARNINGS), Cell(str(warnings), "unsure" if warnings else "good")


def longest_journey(overview: Overview) -> Iterator[tuple[str, Cell]]:
    """The journey that takes longest, and what of it: streams that all keep their promises may
    make a long one."""
    timed = [facts for facts in overview.journeys if facts.times.lead_time_s]
    if timed:
        longest = max(timed, key=lambda facts: facts.times.lead_time_s or 0.0)
        text = tr(
            _JOURNEY_TIME,
            time=journey_time(longest, longest.times.lead_time_s),
            bottleneck=journey_bottleneck(overview.workspace, longest),
        )
        yield tr(_JOURNEY), Cell(text)


def _unlinked(overview: Overview) -> Cell:
    """The streams that begin with what others put out, with the data."""
    workspace = overview.workspace
    return _listed(
        (
            workspace.streams[each.entry.stream].label,
            str(names(workspace.data[data].label for data in each.data if data in workspace.data)),
        )
        for each in overview.unlinked
    )


def _sent_around(overview: Overview) -> Iterator[tuple[str, Cell]]:
    """How often the customer of a journey is passed on, at most, and what customers hand over once
    more; nothing where there are no journeys and nobody asks twice."""
    most = max(overview.journeys, key=lambda facts: facts.bounces, default=None)
    data = overview.workspace.data
    told = []
    if most and most.bounces:
        told.append(tr(_PASSED_ON, times=counted(most.bounces, TIMES), journey=most.journey.label))
    if overview.asked_twice:
        asked = dict.fromkeys(data[each.second.data].label for each in overview.asked_twice)
        told.append(tr(_ASKED_TWICE, data=names(asked)))
    if told:
        yield tr(_SENT_AROUND), Cell(apart(told), "bad" if overview.asked_twice else "unsure")
    elif most:
        yield tr(_SENT_AROUND), _number(0)


def _listed(found: Iterable[tuple[str, str]]) -> Cell:
    """How many, and the first of them by name with where they belong."""
    return _counted([tr(_IN, thing=thing, where=where) for thing, where in found])


def _repeated(overview: Overview) -> Cell:
    data = overview.workspace.data
    return _listed(
        (
            data[group.data].label if group.data in data else group.data,
            str(names(each.step.label for each in group.members)),
        )
        for group in overview.repeated
    )


def _counted(found: list[str]) -> Cell:
    if not found:
        return _number(0)
    text = _COUNTED if len(found) <= _MOST_NAMES else _COUNTED_MORE
    shown = listed(found[:_MOST_NAMES])
    return Cell(tr(text, number=len(found), names=shown), "bad")


def _steps(overview: Overview) -> int:
    return sum(len(facts.stream.steps) for facts in overview.streams)


def _known(overview: Overview) -> Cell:
    """How far the figures can be trusted."""
    figures = [facts.figures for facts in overview.streams]
    steps = _steps(overview)
    untimed = sum(len(each.untimed_steps) for each in figures)
    unrated = sum(len(each.unrated_steps) for each in figures)
    splits = sum(len(each.unknown_splits) for each in figures)
    estimated = sum(facts.estimated for facts in overview.streams)
    told = [tr(_KNOWN_OF, timed=steps - untimed, rated=steps - unrated)]
    if splits:
        told.append(tr(_UNKNOWN_SPLITS, number=splits))
    told.append(tr(_ESTIMATES, number=estimated, streams=counted(len(figures), _STREAMS)))
    return Cell(apart(told), "unsure" if untimed or unrated or splits or estimated else "good")


def leading_streams(overview: Overview, most: int) -> Iterator[Block]:
    """The streams that matter first, `most` of them, each with its promise and bottleneck: those
    that miss most of what they promise, then those of which it is not known, then the others."""
    leading = sorted(overview.leading, key=_worst_first)
    headings = (_CORE if overview.has_core else _STREAM, _PROMISED, _ACTUAL, _MET, _BOTTLENECK)
    # The line that says how many more there are takes the place of one.
    shown = len(leading) if len(leading) <= most else most - 1
    rows = [_row(overview, facts) for facts in leading[:shown]]
    about = [facts.stream.address for facts in leading[:shown]]
    yield Table(columns(headings), rows, brief=True, about=about)
    if len(leading) > shown:
        yield Paragraph(tr(_MORE_STREAMS, number=len(leading) - shown))


def _worst_first(facts: StreamFacts) -> tuple[int, float]:
    targets = facts.figures.targets.values()
    rank = {False: 0, None: 1 if targets else 3, True: 2}[facts.meets_targets]
    return rank, -max(map(_part_used, targets), default=0.0)


def _part_used(target: TargetFigures) -> float:
    """How much of what is promised is used up; more than 1 where a promise is missed."""
    if target.actual is None:
        return 0.0
    # Ratios are to be reached, times not to be passed.
    spent, allowed = target.actual, target.limit
    if target.is_ratio:
        spent, allowed = allowed, spent
    return spent / allowed if allowed else inf


def _row(overview: Overview, facts: StreamFacts) -> tuple[Cell, ...]:
    stream = facts.stream
    name = stream.label
    if not stream.current:
        name = tr(_IN_STATE, name=name, state=tr(STATES[stream.mapped.state]))
    worst = bottleneck(overview.workspace, facts, facts.figures.bottleneck)
    targets = list(facts.figures.targets.values())
    if not targets:
        lead = time(facts, "perceived_lead_time_s")
        return cells(name, tr(_NO_PROMISE), lead, UNKNOWN, worst)
    shown = _most_telling(targets)
    answer = yes_or_no(facts.meets_targets)
    kept = sum(target.met is True for target in targets)
    met = tr(_MET_OF, answer=answer.text, met=kept, all=len(targets))
    promise, actual = promised(facts.stream, shown), actual_of(facts.stream, facts.figures, shown)
    return cells(name, promise, actual, Cell(met, answer.tone), worst)


def _most_telling(targets: list[TargetFigures]) -> TargetFigures:
    """The promise to show where there is room for one: a missed one before others, one that
    can be judged before others, then what the customer feels."""
    order = ("perceived", "own", "lead", "response", "wait", "process", "rolled", "activity-ratio")
    return min(
        targets,
        key=lambda target: (
            target.met is not False,
            target.met is None,
            order.index(target.figure),
        ),
    )
