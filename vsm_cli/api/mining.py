"""A first definition out of a log."""

from datetime import UTC, datetime
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

from msgspec import Struct

from vsm_cli.api.measured_updates import BY
from vsm_cli.language import current, message, tr
from vsm_cli.loading import load_texts
from vsm_cli.loading.collect import RESERVED
from vsm_cli.loading.ids import slug_of
from vsm_cli.logs.mining import Mined, MinedStep, mine
from vsm_cli.model.elements import CUSTOMER
from vsm_cli.reporters.measure.definition import share_text, time_text
from vsm_cli.source.key_names import in_chinese
from vsm_cli.source.writing import as_yaml

_HEADING = message(
    "A draft out of a log: what a log does not know is for people to say. Missing are the owner,"
    " the customer, the trigger and the value of the stream, and the practices and systems of its"
    " steps."
)
_YEAR_S = 365 * 86400.0
_WITHIN = 0.03
_ROUNDS = 8
_RUNS, _SEED = 20_000, 1
_LEAST_ENTRY = 0.01
_P90 = 1.2815515655446004


class MinedDefinition(Struct):
    """A definition that a log tells. `median_s` is that of its lead time, simulated; None where
    that could not be done."""

    mined: Mined
    text: str
    median_s: float | None


def draft_of(
    file: Path, given: dict[str, str], source: str, *, most: int, memory: str
) -> MinedDefinition:
    """Mine a file and write down what was found; `source` is how the definition calls it. Raises
    VsmError for what cannot be read."""
    mined = mine(file, given, most=most, memory=memory)
    # The visits of a case are long or short together, which no stream can say. So their spreads are
    # made narrower, with the same means, until half of the cases take as long as in the log.
    low, high, narrower = 0.0, 1.0, 1.0
    for _ in range(_ROUNDS):
        text = _definition(mined, source, narrower)
        median = _simulated_median(text)
        if not median or abs(median / (mined.median_s or median) - 1) <= _WITHIN:
            break
        low, high = (narrower, high) if median > mined.median_s else (low, narrower)
        narrower = (low + high) / 2
    return MinedDefinition(mined, text, median)


def _simulated_median(text: str) -> float | None:
    from vsm_cli.analysis.simulation.simulating import simulate

    workspace = load_texts({"vsm.yaml": text}).workspace
    [stream] = workspace.streams.values()
    found = simulate(workspace, stream, runs=_RUNS, seed=_SEED).lead
    return None if found is None else found.p50_s


def _definition(mined: Mined, source: str, narrower: float) -> str:
    named = mined.log
    called = dict.fromkeys(step.owner for step in mined.steps if step.owner)
    teams = {
        slug_of(name) or f"team-{i}": name
        for i, name in enumerate(called, 1)
        if RESERVED.get(slug_of(name), slug_of(name)) != CUSTOMER
    }
    # The customer is no team of ours.
    ids = dict.fromkeys(called, CUSTOMER) | {name: id_ for id_, name in teams.items()}
    day = datetime.fromtimestamp(mined.last_s, UTC).date()
    stream = {
        "mapped": {
            "on": day,
            "basis": "measured",
            "by": tr(BY, log=Path(source).name, cases=f"{mined.cases:,}"),
        },
        "steps": {step.id: _step(step, ids, narrower) for step in mined.steps},
    }
    if mined.span_s:
        per_year = mined.cases / mined.span_s * _YEAR_S
        stream = {"demand": f"{per_year:.0f}/year", **stream}
    columns = {"case": named.case, "time": named.time, "activity": named.activity[0]}
    if named.owner_column:
        columns["owner"] = named.owner_column
    document: dict[str, Any] = {
        "vsm": 1,
        "teams": {id_: {"name": name} for id_, name in teams.items()},
        "streams": {named.id: stream},
        "logs": {
            named.id: {
                "stream": named.id, "source": source, **columns,
                **({"done": mined.ends[0]} if mined.ends else {}),
                "steps": {step.id: {named.activity[0]: step.name} for step in mined.steps},
                **({"teams": {name: id_ for id_, name in teams.items()}} if teams else {}),
            }
        },
    }  # fmt: skip
    written = {key: value for key, value in document.items() if value}
    return as_yaml(in_chinese(written) if current() == "zh" else written, tr(_HEADING))


def _step(step: MinedStep, teams: dict[str, str], narrower: float) -> dict[str, Any]:
    written: dict[str, Any] = {"name": step.name}
    if step.owner:
        written["owner"] = teams[step.owner]
    if step.entry >= _LEAST_ENTRY:
        written["entry"] = share_text(step.entry) if step.entry < 1 - _LEAST_ENTRY else True
    written["lead"] = _lead(step, narrower)
    if len(step.routes) == 1:
        written["next"] = step.routes[0][0]
    else:
        # The most frequent one takes the rest: rounded shares need not make a whole.
        (most, _), *others = step.routes
        written["next"] = {target: share_text(share) for target, share in others} | {most: None}
    return written


def _lead(step: MinedStep, narrower: float) -> Any:
    """The log-normal spread of a step by two percentiles: with the mean of the log, and the spread
    that leads to its median, so much narrower."""
    if not step.mean_s:
        return 0
    deviation = sqrt(2 * log(max(step.mean_s / max(step.p50_s or 0, 1.0), 1.0))) * narrower
    middle = step.mean_s * exp(-deviation * deviation / 2)
    points = time_text(middle), time_text(middle * exp(_P90 * deviation))
    return points[0] if points[0] == points[1] else {"p50": points[0], "p90": points[1]}
