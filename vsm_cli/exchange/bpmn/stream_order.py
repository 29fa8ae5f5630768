"""In which order steps are written, and how `next` says where they lead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vsm_cli.exchange.bpmn.flow_graph import BpmnProcess
from vsm_cli.exchange.bpmn.ways import OnwardWay, OnwardWays
from vsm_cli.model.elements import END


def in_order(
    ways: Mapping[str, OnwardWays], entries: Iterable[str], steps: Sequence[str]
) -> list[str]:
    """The steps as work passes them: each before those that it leads to, but for circles, where the
    one that is come to first stands first (reverse postorder). What nothing leads to comes last."""
    led_to = {way.target for step in steps for way in ways[step].ways}
    loose = [step for step in steps if step not in led_to]
    seen: set[str] = set()
    order: list[str] = []
    for starts in (list(entries), loose, steps):
        done: list[str] = []
        for start in reversed(starts):
            _follow(start, ways, seen, done)
        order += reversed(done)
    return order


def _follow(start: str, ways: Mapping[str, OnwardWays], seen: set[str], done: list[str]) -> None:
    if start in seen:
        return
    seen.add(start)
    way: list[tuple[str, Iterator[str]]] = [(start, _onward(ways[start]))]
    while way:
        key, onward = way[-1]
        step = next((each for each in onward if each in ways and each not in seen), None)
        if step is None:
            done.append(key)
            way.pop()
        else:
            seen.add(step)
            way.append((step, _onward(ways[step])))


def _onward(ways: OnwardWays) -> Iterator[str]:
    # What is written first stands first in the reverse.
    return (way.target for way in reversed(ways.ways))


def entries_of(process: BpmnProcess, ways: Iterable[OnwardWays]) -> dict[str, float | None]:
    """The steps where work comes in, with their shares where they are known; of several starts
    nobody knows how many items come in at which."""
    found: dict[str, float | None] = {}
    starts = list(ways)
    for each in starts:
        for way in each.ways:
            node = process.nodes.get(way.target)
            if node is not None and not node.is_end:
                single = len(starts) == 1 and way.target not in found
                found[way.target] = way.share if single else None
    return found


def next_of(ways: OnwardWays, ids: Mapping[str, str]) -> Any:
    """`next` as our form has it; `ids` are those of the steps, what is none is an end."""
    found: dict[str, OnwardWay] = {}
    for way in ways.ways:
        target = ids.get(way.target, END)
        known = found.get(target)
        share = way.share if known is None else _together(ways.split, known.share, way.share)
        found[target] = OnwardWay(target, share)
    if not found:
        return END
    [first, *others] = found.values()
    if not others:
        return first.target
    if ways.split == "choice":
        return {
            way.target: None if way.share is None else percent(way.share) for way in found.values()
        }
    return [
        way.target if way.share is None else {way.target: percent(way.share)}
        for way in found.values()
    ]


def _together(split: str, first: float | None, second: float | None) -> float | None:
    if first is None or second is None:
        return None
    together = first + second if split == "choice" else first + second - first * second
    return min(together, 1.0)


def percent(share: float) -> str:
    return f"{round(share * 100, 4):g}%"
