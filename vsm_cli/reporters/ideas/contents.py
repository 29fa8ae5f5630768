"""The register of improvement as blocks, for the terminal and Markdown."""

from collections.abc import Iterator

from vsm_cli.analysis.ideas.effects import Effect
from vsm_cli.analysis.ideas.register import Entry, Register
from vsm_cli.catalogue.vocabulary import IDEA_STATES, word_name
from vsm_cli.language import message, names, tr
from vsm_cli.model.values import ELAPSED
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.blocks import Block, Cell, Facts, Heading, Paragraph, Table, cells, columns
from vsm_cli.today import today
from vsm_cli.wording.element_names import owner_name
from vsm_cli.wording.places import place_name
from vsm_cli.wording.times import ESTIMATE, UNKNOWN, clock, day, hours, signed, total

_TITLE = message("Improvement ideas")
_NONE = message("No ideas are written down.")
_MEANING = message(
    "What each would change, after less before: less than 0 is shorter, or less. Waits are elapsed"
    " time."
)
_IDEA, _PLACE, _OWNER = message("Idea"), message("Place"), message("Owner")
_STATUS, _COST = message("Status"), message("Cost")
_UNTIL = message("{status}, due {due}")
_LEAD, _WAIT, _WORK = message("Lead an item"), message("Wait a year"), message("Work a year")
_WHY_NOT = message("{idea} has no effect that can be told: {problem}")
_TOGETHER, _BEST = message("All open ideas together"), message("Best to take up first")
_ITS_EFFECT = message("Its effect")
_EFFECT = message("wait a year {wait}, work a year {work}")
_NO_SET = message("none that may be taken makes customers wait less or saves work")
_REMARK = message("Remark")
_NOT_EXACT = message(
    "more than {number} ideas work on the same streams: each next one was taken that helps most"
)
_SPEED = message(
    "all of it is speed alone: nothing says how the work would be done otherwise to become faster"
)
_UNCOSTED = message("left out, as nobody says what they cost: {ideas}")
_EXCLUDED = message(
    "left out, as they set the same as another one, or cannot stand beside it: {ideas}"
)


def contents(workspace: Workspace, found: Register) -> Iterator[Block]:
    """All ideas with their effects, and which of them to take up first."""
    yield Heading(tr(_TITLE), 1)
    if not found.entries:
        yield Paragraph(tr(_NONE))
        return
    yield from told_ideas(workspace, found)


def told_ideas(workspace: Workspace, found: Register) -> Iterator[Block]:
    """The ideas, and what follows from them all."""
    yield Paragraph(tr(_MEANING))
    yield _table(workspace, found)
    yield from _remarks(found)


def _table(workspace: Workspace, found: Register) -> Table:
    return Table(
        columns((_IDEA, _PLACE, _OWNER, _STATUS), (_COST, _LEAD, _WAIT, _WORK)),
        [_row(workspace, each) for each in found.entries],
        about=[each.idea.address for each in found.entries],
        naming=1,
    )


def _remarks(found: Register) -> Iterator[Block]:
    """What all open ideas would do together, the best set, and what could not be told."""
    rows = []
    if found.together:
        rows.append((tr(_TOGETHER), Cell(_said(found.together))))
        best = found.best
        chosen = str(names(idea.name for idea in best.ideas)) if best.ideas else tr(_NO_SET)
        rows.append((tr(_BEST), Cell(chosen)))
        if best.effect:
            rows.append((tr(_ITS_EFFECT), Cell(_said(best.effect))))
    rows += [(tr(_REMARK), Cell(text, "unsure")) for text in _unsure(found)]
    if rows:
        yield Facts(rows)


def _unsure(found: Register) -> Iterator[str]:
    from vsm_cli.analysis.ideas.best_set import EXACT_UP_TO

    best = found.best
    if not best.exact:
        yield tr(_NOT_EXACT, number=EXACT_UP_TO)
    if best.speed_only:
        yield tr(_SPEED)
    for text, ideas in ((_UNCOSTED, best.uncosted), (_EXCLUDED, found.left_out)):
        if ideas:
            yield tr(text, ideas=names(idea.name for idea in ideas))
    for each in found.entries:
        if each.problem:
            yield tr(_WHY_NOT, idea=each.idea.name, problem=each.problem)


def _row(workspace: Workspace, entry: Entry) -> tuple[Cell, ...]:
    idea, effect = entry.idea, entry.effect
    overdue = idea.is_open and idea.due is not None and idea.due < today()
    unread = "status" in idea.unread
    until = status = UNKNOWN if unread else word_name(IDEA_STATES, idea.status)
    if idea.due:
        until = tr(_UNTIL, status=status, due=day(idea.due))
    lead = work = wait = UNKNOWN
    if effect:
        sign = _sign(effect)
        lead = clock(effect.lead_time_s, effect.calendar, sign)
        wait = total(effect.customer_wait_s_per_year, ELAPSED, sign)
        work = _hours(effect)
    return cells(
        idea.name,
        place_name(workspace, idea.address),
        owner_name(workspace, idea.owner) or UNKNOWN,
        Cell(until, "bad" if overdue else None),
        clock(idea.cost_s, workspace.calendar),
        lead,
        wait,
        work,
    )


def _said(effect: Effect) -> str:
    wait = total(effect.customer_wait_s_per_year, ELAPSED, _sign(effect))
    return tr(_EFFECT, wait=wait, work=_hours(effect))


def _hours(effect: Effect) -> str:
    effort_s = effect.effort_s_per_year
    return UNKNOWN if effort_s is None else signed(hours(effort_s), _sign(effect))


def _sign(effect: Effect) -> str | None:
    return ESTIMATE if any(each.stream.estimated for each in effect.streams) else None
