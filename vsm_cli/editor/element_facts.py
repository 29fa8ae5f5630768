"""What is known of an element, as a list of facts: what a person who points at it wants to know."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vsm_cli.analysis.dependents import ImpactSubject, impact
from vsm_cli.analysis.people.step_practices import needed_practices, practice_name
from vsm_cli.analysis.people.team_load import team_loads
from vsm_cli.analysis.simulation.judged_figures import judged_figures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.catalogue import PRACTICES, STEP_KINDS
from vsm_cli.editor.names import Symbol
from vsm_cli.language import listed, message, of_both, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Step, Stream
from vsm_cli.model.workspace import Workspace
from vsm_cli.wording.element_names import owner_name, some
from vsm_cli.wording.figures import actual_of, figure_in, number, percent, promised, rate, sign_of
from vsm_cli.wording.times import ESTIMATE, clock

_OWNER, _WITH, _TEAM = message("Owner"), message("With"), message("Team")
_PRACTICES, _SYSTEMS = message("Practices"), message("Systems")
_PROCESS, _WAIT, _LEAD = message("Process"), message("Wait"), message("Lead")
_QUALITY, _VISITS = message("%C&A"), message("Visits")
_SHARE = message("Of the perceived lead time")
_INPUTS, _OUTPUTS = message("Takes in"), message("Hands on")
_CUSTOMER, _DEMAND = message("Customer"), message("Demand")
_FIGURES = {
    message("Lead time"): "lead",
    message("Perceived lead time"): "perceived",
    message("Activity ratio"): "activity-ratio",
    message("Rolled %C&A"): "rolled",
}
_BOTTLENECK, _PROMISE = message("Bottleneck"), message("Promise")
_IN = message("{step} ({share})")
_KEPT = {
    True: message("{promise}: kept, {actual}"),
    False: message("{promise}: missed, {actual}"),
    None: message("{promise}: not known, {actual}"),
}
_SIZE, _LOAD = message("People"), message("Load")
_USERS, _STEPS, _STREAMS = message("Users"), message("Steps"), message("Streams")
_MASTER, _KIND = message("Master"), message("Kind")
_NEEDS, _ALSO = message("Needs"), message("Also called")
_IS_STEP = message("a step of {stream}")
_IS = {
    "team": message("a team"), "role": message("a role"), "system": message("a system"),
    "data": message("a data object"), "stream": message("a stream"),
    "pattern": message("a pattern"),
    "practice": message("a practice"), "kind": message("a step kind"),
    "journey": message("a journey"), "log": message("a log"),
}  # fmt: skip


class Card(NamedTuple):
    """An element: its name, what it is, what people say of it, and facts with their names."""

    name: str
    what: str
    about: str
    facts: list[tuple[str, str]]


def card_of(workspace: Workspace, symbol: Symbol, stream: str = "") -> Card | None:
    """What is known of an element; of a step of a pattern as the `stream` has it."""
    found = _element(workspace, symbol, stream)
    if symbol.kind in ("practice", "kind"):
        return _from_catalogue(workspace, symbol)
    if found is None:
        return None
    element, what = found
    facts = [(tr(name), text) for name, text in _facts(workspace, element, symbol) if text]
    return Card(element.label, what, element.description or "", facts)


def _element(workspace: Workspace, symbol: Symbol, stream: str) -> tuple[Element, str] | None:
    if symbol.kind == "step":
        for each in (stream, symbol.stream):
            if each in workspace.streams and symbol.id in workspace.streams[each].steps:
                of = workspace.streams[each]
                return of.steps[symbol.id], tr(_IS_STEP, stream=of.label)
        return None
    sections = {
        "owner": ("teams", "roles"), "system": ("systems",), "data": ("data",),
        "stream": ("streams", "patterns"), "journey": ("journeys",), "log": ("logs",),
    }.get(symbol.kind, ())  # fmt: skip
    for section in sections:
        if element := getattr(workspace, section).get(symbol.id):
            what = section.removesuffix("s") if section != "data" else section
            return element, tr(_IS[what])
    return None


def _facts(workspace: Workspace, element: Element, symbol: Symbol) -> Iterator[tuple[str, str]]:
    if isinstance(element, Step):
        yield from _of_step(workspace, element)
    elif isinstance(element, Stream):
        yield from _of_stream(workspace, element)
    else:
        owner = getattr(element, "owner", None)
        yield _OWNER, owner_name(workspace, owner)
        if symbol.kind == "owner":
            yield from _of_owner(workspace, symbol.id)
        elif symbol.kind == "system":
            yield from _users(workspace, ImpactSubject("systems", symbol.id, ""))
        elif symbol.kind == "data":
            master = workspace.systems.get(getattr(element, "master", None) or "")
            yield _MASTER, master.label if master else ""
            yield from _users(workspace, ImpactSubject("data", symbol.id, ""))


def _of_step(workspace: Workspace, step: Step) -> Iterator[tuple[str, str]]:
    stream = workspace.streams[step.stream]
    figures = stream_figures(workspace, stream)
    known = figures.steps[step.id]
    yield _OWNER, owner_name(workspace, step.owner)
    yield _WITH, listed(owner_name(workspace, each) for each in step.participants)
    bounds = [sign_of(stream, bound) for bound in known.bounds]
    times = (known.process_time_s, known.wait_time_s, known.lead_time_s)
    for label, seconds, sign in zip((_PROCESS, _WAIT, _LEAD), times, bounds, strict=False):
        yield label, clock(seconds, stream.calendar, sign)
    spent_s, whole_s = known.perceived_lead_time_s, figures.perceived_lead_time_s
    if spent_s and whole_s:
        rough = stream.estimated or "perceived_lead_time_s" in figures.bounds
        yield _SHARE, percent(spent_s / whole_s, sign=ESTIMATE if rough else None)
    yield _QUALITY, percent(known.complete_accurate, sign=bounds[3])
    yield _VISITS, number(known.visits, 2)
    practices = (id_ for binding in step.practices for id_ in binding.practices)
    yield _PRACTICES, listed(practice_name(workspace, id_) for id_ in practices)
    yield _SYSTEMS, listed(workspace.systems[id_].label for id_ in step.systems)
    yield _INPUTS, listed(workspace.data[id_].label for id_ in step.inputs or ())
    yield _OUTPUTS, listed(workspace.data[id_].label for id_ in step.outputs or ())


def _of_stream(workspace: Workspace, stream: Stream) -> Iterator[tuple[str, str]]:
    figures = judged_figures(workspace, stream)
    yield _OWNER, owner_name(workspace, stream.owner)
    yield _CUSTOMER, stream.customer or ""
    for label, name in _FIGURES.items():
        yield label, figure_in(stream, name, figures)
    if figures.bottleneck:
        step = stream.steps[figures.bottleneck.step]
        share = percent(figures.bottleneck.share, 0, sign_of(stream))
        yield _BOTTLENECK, tr(_IN, step=step.label, share=share)
    for target in figures.targets.values():
        promise, actual = promised(stream, target), actual_of(stream, figures, target)
        yield _PROMISE, tr(_KEPT[target.met], promise=promise, actual=actual)
    yield _DEMAND, rate(figures.demand_per_year) if figures.demand_per_year else ""


def _of_owner(workspace: Workspace, id_: str) -> Iterator[tuple[str, str]]:
    team = workspace.team_of(id_)
    if team and team != id_:
        yield _TEAM, workspace.teams[team].label
    known = team_loads(workspace).get(team or "")
    if known:
        yield _SIZE, number(known.people)
        sign = "≥" if known.is_bound else None
        yield _LOAD, percent(known.least, 0, sign) if known.least is not None else ""
    section = "teams" if id_ in workspace.teams else "roles"
    yield from _rests_on(workspace, ImpactSubject(section, id_, ""))  # type: ignore[arg-type]


def _users(workspace: Workspace, subject: ImpactSubject) -> Iterator[tuple[str, str]]:
    """Whose steps work with something, and where."""
    steps = [each.step for each in impact(workspace, subject).steps]
    owners = (owner_name(workspace, step.owner) for step in steps)
    yield _USERS, str(some(filter(None, owners)))
    yield from _places(workspace, steps)


def _rests_on(workspace: Workspace, subject: ImpactSubject) -> Iterator[tuple[str, str]]:
    yield from _places(workspace, [each.step for each in impact(workspace, subject).steps])


def _places(workspace: Workspace, steps: Iterable[Step]) -> Iterator[tuple[str, str]]:
    found = list(steps)
    yield _STEPS, str(some(step.label for step in found))
    yield _STREAMS, str(some(workspace.streams[step.stream].label for step in found))


def _from_catalogue(workspace: Workspace, symbol: Symbol) -> Card | None:
    """A practice or kind of step: the workspace's own, or that of ITIL 4."""
    if symbol.kind == "kind":
        own, known = workspace.own_step_kinds.get(symbol.id), STEP_KINDS.get(symbol.id)
        if not own and not known:
            return None
        name = (own and own.name) or (of_both(known.name, known.zh) if known else symbol.id)
        needed = needed_practices(workspace, symbol.id)
        needs = listed(practice_name(workspace, each) for each in needed)
        facts = [(tr(_NEEDS), needs)] if needs else []
        return Card(name, tr(_IS["kind"]), (own and own.description) or "", facts)
    practice, defined = PRACTICES.get(symbol.id), workspace.own_practices.get(symbol.id)
    if not practice and not defined:
        return None
    names = [practice.name, practice.zh, *practice.aliases] if practice else []
    names += [*filter(None, (defined.name, defined.zh)), *defined.aliases] if defined else []
    name = practice_name(workspace, symbol.id)
    subject = ImpactSubject("practices", symbol.id, name)
    facts = [
        (tr(_ALSO), listed(dict.fromkeys(each for each in names if each != name))),
        (tr(_OWNER), owner_name(workspace, defined.owner if defined else None)),
        *((tr(label), text) for label, text in _rests_on(workspace, subject)),
    ]
    about = (defined and defined.description) or ""
    return Card(name, tr(_IS["practice"]), about, [fact for fact in facts if fact[1]])
