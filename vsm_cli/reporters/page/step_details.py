"""What the page says of one step beside its map."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vsm_cli.analysis.people.step_practices import practice_name
from vsm_cli.characters import harmless
from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, tr
from vsm_cli.model.elements import Element
from vsm_cli.model.streams import Link, Step, Use
from vsm_cli.model.workspace import Workspace
from vsm_cli.reporters.page.page_addresses import Addresses
from vsm_cli.reporters.page.page_pictures import is_harmless
from vsm_cli.reporters.report.figure_texts import owner
from vsm_cli.reporters.report.overview import StreamFacts
from vsm_cli.wording.element_names import owner_name
from vsm_cli.wording.figures import number, percent
from vsm_cli.wording.times import ESTIMATE, clock

# A text with the address to follow, which may be empty.
Linked = tuple[str, str]

_OWNER, _TEAM, _WITH = message("Owner"), message("Team"), message("With")
_PRACTICES, _SYSTEMS = message("Practices"), message("Systems")
_INPUTS, _OUTPUTS = message("Takes in"), message("Hands on")
_PROCESS, _WAIT, _LEAD = message("Process"), message("Wait"), message("Lead")
_QUALITY, _VISITS, _PEOPLE = message("%C&A"), message("Visits"), message("People at once")
_PERCEIVED = message("Of the perceived lead time")
_OF_WHOLE = message("{time} ({share})")
_TOUCHPOINT = message("Touchpoint")
_ACCEPTS, _STARTS, _USES = message("Accepts"), message("Starts"), message("Uses")
_CRITERIA = message("{data}: {criteria}")
_IDEAS, _LINKS, _SOURCE = message("Ideas"), message("Further reading"), message("Source")


def details(
    workspace: Workspace,
    facts: StreamFacts,
    addresses: Addresses,
    problems: Sequence[tuple[str, Diagnostic]],
) -> dict[str, Any]:
    """The name of a stream, and its steps by their ids on the page: name, what it is, each fact
    with the place of its label among `labels`, and the ids of its problems, of which `problems`
    are all with their ids."""
    labels: dict[str, int] = {}
    steps = {
        addresses.anchor(step.address): {
            "name": harmless(step.label),
            "about": harmless(step.description or ""),
            "facts": [
                [labels.setdefault(tr(label), len(labels)), *map(_value, values)]
                for label, values in _said(workspace, facts, step, addresses)
                if values
            ],
            "problems": [
                id_
                for id_, each in problems
                if any(
                    element == step.address or element.startswith(step.address + ".")
                    for element in (each.element, *each.in_streams)
                )
            ],
        }
        for step in facts.stream.steps.values()
    }
    return {"stream": harmless(facts.stream.label), "steps": steps, "labels": list(labels)}


def _value(value: Linked) -> str | Linked:
    """A text as it stands, or with the address that it leads to."""
    text, href = value
    return (harmless(text), href) if href else harmless(text)


def _said(
    workspace: Workspace, facts: StreamFacts, step: Step, addresses: Addresses
) -> Iterator[tuple[str, list[Linked]]]:
    team = workspace.team_of(step.owner)
    yield _OWNER, _plain([owner(workspace, step).text])
    if team and team != step.owner:
        yield _TEAM, _plain([workspace.teams[team].label])
    yield _WITH, _plain(owner_name(workspace, each) for each in step.participants)
    yield from _figures(facts, step)
    yield _PRACTICES, _plain(_practices(workspace, step))
    yield _SYSTEMS, _plain(workspace.systems[each].label for each in step.systems)
    yield _INPUTS, _plain(workspace.data[each].label for each in step.inputs or ())
    yield _OUTPUTS, _plain(workspace.data[each].label for each in step.outputs or ())
    yield _TOUCHPOINT, _plain([step.touchpoint] if step.touchpoint else [])
    yield _ACCEPTS, _plain(_accepted(workspace, step))
    yield _STARTS, _streams(workspace, step.starts, addresses)
    yield _USES, _streams(workspace, step.uses, addresses)
    yield (
        _IDEAS,
        [each for idea in step.ideas for each in ((idea.name, ""), *_web(idea.urls.items()))],
    )
    yield _LINKS, _web(step.urls.items())
    file = workspace.origins.of(step.place).file
    yield _SOURCE, [(file, addresses.file(file))]


def _figures(facts: StreamFacts, step: Step) -> Iterator[tuple[str, list[Linked]]]:
    figures, calendar = facts.figures.steps[step.id], facts.stream.calendar
    process, wait, lead, quality = figures.bounds
    for label, seconds, sign in (
        (_PROCESS, figures.process_time_s, process),
        (_WAIT, figures.wait_time_s, wait),
        (_LEAD, figures.lead_time_s, lead),
    ):
        yield label, _plain([clock(seconds, calendar, sign)])
    spent_s, whole_s = figures.perceived_lead_time_s, facts.figures.perceived_lead_time_s
    if spent_s and whole_s:
        rough = facts.estimated or "perceived_lead_time_s" in facts.figures.bounds
        about = ESTIMATE if rough else None
        part = percent(spent_s / whole_s, sign=about)
        yield _PERCEIVED, _plain([tr(_OF_WHOLE, time=clock(spent_s, calendar, about), share=part)])
    yield _QUALITY, _plain([percent(figures.complete_accurate, sign=quality)])
    yield _VISITS, _plain([number(figures.visits, 2)])
    yield _PEOPLE, _plain([] if step.people is None else [number(step.people)])


def _plain(texts: Iterable[str]) -> list[Linked]:
    return [(text, "") for text in texts]


def _practices(workspace: Workspace, step: Step) -> Iterator[str]:
    for binding in step.practices:
        if binding.practices:
            yield from (practice_name(workspace, each) for each in binding.practices)
        else:
            yield binding.written


def _accepted(workspace: Workspace, step: Step) -> Iterator[str]:
    for each in step.accepts:
        data = _label(workspace.data, each.data)
        yield tr(_CRITERIA, data=data, criteria=each.criteria) if each.criteria else data


def _label(elements: Mapping[str, Element], id_: str) -> str:
    element = elements.get(id_)
    return element.label if element else id_


def _streams(
    workspace: Workspace, links: Sequence[Link | Use], addresses: Addresses
) -> list[Linked]:
    return [
        (workspace.streams[each.stream].label, addresses.link(f"streams.{each.stream}"))
        for each in links
        if each.stream in workspace.streams
    ]


def _web(urls: Iterable[tuple[str, str]]) -> list[Linked]:
    """Addresses by name; one that is none of the web is told, not linked."""
    return [(name, url) if is_harmless(url) else (f"{name}: {url}", "") for name, url in urls]
