"""Streams built in a few words. Times are minutes, `next` as in a file."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from vsm_cli.analysis.times.figure_records import StreamFigures
from vsm_cli.analysis.times.stream_figures import stream_figures
from vsm_cli.model.streams import Route, Step, Stream
from vsm_cli.model.values import Calendar, Spread
from vsm_cli.model.workspace import Workspace
from vsm_cli.source.places import Place

PLACE = Place("test.yaml", 0, ())
MINUTE_S = 60.0

Next = str | list[str | dict[str, Any]] | dict[str, Any] | None
Steps = dict[str, dict[str, Any]]


def minutes(value: float | Spread | None) -> Spread | None:
    return value if value is None or isinstance(value, Spread) else Spread(value * MINUTE_S)


def route(target: str, share: Any = None, wait: float | None = None) -> Route:
    return Route(target=target, place=PLACE, share=share, wait=minutes(wait))


def routes(next_: Next) -> tuple[str, tuple[Route, ...]]:
    """`{"a": 0.7, "b": None}` is a choice, `{"a": (0.7, 5)}` has a wait too."""
    if isinstance(next_, dict):
        written = {t: s if isinstance(s, tuple) else (s, None) for t, s in next_.items()}
        open_ones = [target for target, (share, _) in written.items() if share is None]
        rest = max(0.0, 1 - sum(share or 0.0 for share, _ in written.values()))
        shares = {
            target: rest if [target] == open_ones else share
            for target, (share, _) in written.items()
        }
        return "choice", tuple(route(t, shares[t], wait) for t, (_, wait) in written.items())
    if isinstance(next_, list):
        branches = [{b: None} if isinstance(b, str) else b for b in next_]
        written = [
            (t, s if isinstance(s, tuple) else (s, None)) for b in branches for t, s in b.items()
        ]
        return "all", tuple(route(target, share, wait) for target, (share, wait) in written)
    return "one", (route(str(next_), 1.0),)


def make_stream(steps: Mapping[str, Mapping[str, Any]], id: str = "s", **more: Any) -> Stream:
    """Steps by id: `{"a": {"process": 5, "wait": 10, "next": {"b": 0.3, "end": None}}}`."""
    ids = list(steps)
    made = {}
    for number, (name, given) in enumerate(steps.items()):
        fields = dict(given)
        following = ids[number + 1] if number + 1 < len(ids) else "end"
        split, onward = routes(fields.pop("next", following))
        times = {k: minutes(fields.pop(k)) for k in ("process", "wait", "lead") if k in fields}
        made[name] = Step(
            id=name,
            address=f"streams.{id}.steps.{name}",
            place=PLACE,
            stream=id,
            split=split,
            routes=onward,
            **times,
            **fields,
        )
    given = {"calendar": Calendar(), **more}
    return Stream(id=id, address=f"streams.{id}", place=PLACE, steps=made, **given)


def figures_of(steps: Mapping[str, Mapping[str, Any]], **more: Any) -> StreamFigures:
    stream = make_stream(steps, **more)
    return stream_figures(Workspace(streams={stream.id: stream}), stream)


def in_minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / MINUTE_S


@st.composite
def any_plain_steps(draw: st.DrawFn) -> Steps:
    """Steps with known shares and no branches side by side: loops, detours, several entries."""
    ids = [f"s{number}" for number in range(draw(st.integers(1, 6)))]
    times = st.sampled_from([None, 0, 1, 7, 300])
    steps: Steps = {}
    for id_ in ids:
        step: dict[str, Any] = {key: draw(times) for key in ("process", "wait")}
        if draw(st.booleans()):
            step = {"lead": draw(times), "process": draw(st.sampled_from([None, 0, 1]))}
        step["complete_accurate"] = draw(st.sampled_from([None, 0.5, 0.9, 1.0]))
        step["entry"] = draw(st.sampled_from([None, None, None, True, 0.5]))
        targets = draw(st.lists(st.sampled_from([*ids, "end"]), max_size=3, unique=True))
        shares = st.sampled_from([0.05, 0.3, 1.0])
        if targets:
            step["next"] = {t: (draw(shares), draw(times)) for t in targets}
        steps[id_] = step
    return steps
