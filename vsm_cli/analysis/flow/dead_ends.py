"""Where no item comes, and from where none gets away."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from vsm_cli.analysis.components import components
from vsm_cli.analysis.flow.stream_flow import flow_of
from vsm_cli.analysis.memo import remembered
from vsm_cli.analysis.reachable import reachable
from vsm_cli.model.elements import END
from vsm_cli.model.streams import Link, Step, Stream, Use


class Stranded(NamedTuple):
    """A step with those that share its fate for the same reason, in written order."""

    step: Step
    others: tuple[Step, ...]


def is_led_through(stream: Stream) -> bool:
    """Whether each step is an entry or has a forward route coming in: then all are reached,
    since forward routes make no circle."""
    flow = flow_of(stream)
    return all(routes or step in flow.entries for step, routes in flow.incoming.items())


def unreachable(stream: Stream, arriving: Collection[Link | Use]) -> list[Stranded]:
    """The steps that no way leads to, with those that only they lead to.

    Work comes in at the entries, and where a link or `uses` of another stream is `arriving`.
    Nothing is said where a route or an end of a link could not be read.
    """
    unread = any("next" in step.unread for step in stream.steps.values())
    if unread or any("at" in link.unread for link in arriving):
        return []
    starts = [*flow_of(stream).entries, *(link.at for link in arriving if link.at)]
    onward = _onward(stream)
    found_too = reachable(starts, lambda step: onward.get(step, ()))
    lost = {
        step: [target for target in targets if target != END and target not in found_too]
        for step, targets in onward.items()
        if step not in found_too
    }
    circle = components(lost)
    led_to = {circle[to] for step in lost for to in lost[step] if circle[to] != circle[step]}
    found: list[Stranded] = []
    explained: set[str] = set()
    for step in lost:
        if circle[step] not in led_to and step not in explained:
            found.append(_stranded(stream, step, _newly(lost, step, explained)))
    return found


@remembered
def endless(stream: Stream) -> list[Stranded]:
    """The loops that no way leads out of: the last step of each, with the others and with
    those that lead nowhere else. A step whose routes could not be read may lead to the end."""
    # Forward routes make no circle and end at the end.
    if not any(flow_of(stream).rework.values()):
        return []
    onward = _onward(stream)
    unread = [step.id for step in stream.steps.values() if "next" in step.unread]
    leading_to = _turned(onward)
    ending = reachable((END, *unread), lambda step: leading_to.get(step, ()))
    trapped = {step: targets for step, targets in onward.items() if step not in ending}
    circle = components(trapped)
    left = {circle[step] for step in trapped for to in trapped[step] if circle[to] != circle[step]}
    leading = _turned(trapped)
    found = []
    explained: set[str] = set()
    for step in reversed(trapped):
        if circle[step] not in left and step not in explained:
            found.append(_stranded(stream, step, _newly(leading, step, explained)))
    return found[::-1]


def _onward(stream: Stream) -> dict[str, list[str]]:
    """Where each step leads to."""
    return {step.id: [route.target for route in step.routes] for step in stream.steps.values()}


def _turned(ways: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What leads to each step, and to the end."""
    turned: dict[str, list[str]] = {}
    for step, targets in ways.items():
        for target in targets:
            turned.setdefault(target, []).append(step)
    return turned


def _newly(ways: Mapping[str, list[str]], start: str, explained: set[str]) -> set[str]:
    """What the ways lead to from a step and was not explained before, itself left out."""
    found = reachable(
        [start], lambda step: [to for to in ways.get(step, ()) if to not in explained]
    )
    new = found.keys() - {start}
    explained |= new
    return new


def _stranded(stream: Stream, step: str, others: set[str]) -> Stranded:
    """A step with the others; these in written order."""
    place = _places(stream)
    in_order = sorted(others, key=place.__getitem__)
    return Stranded(stream.steps[step], tuple(stream.steps[other] for other in in_order))


@remembered
def _places(stream: Stream) -> dict[str, int]:
    return {step: number for number, step in enumerate(stream.steps)}
