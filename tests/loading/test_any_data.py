"""Whatever stands under whatever key: it is read or told, never an end of the run."""

# ruff: noqa: E501 -- a table is read by its rows

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import pointed_at
from vsm_cli.api import Options, analyse_texts
from vsm_cli.loading.shapes import Shape


def shapes(base: type) -> list[Any]:
    return [base, *(each for sub in base.__subclasses__() for each in shapes(sub))]


KEYS = sorted({f.alias for s in shapes(Shape) for f in s.model_fields.values() if f.alias}
              - {"vsm", "lint", "render", "language"})  # fmt: skip
IDS = ["a", "b", "c", "end", "customer", "A", "", "名"]
SCALARS = st.sampled_from(
    [*IDS, None, True, False, 0, 1, -1, 5, 1.5, "1h", "30%", "2d", "PT5M", "40/week", "0", "core",
     "support", "engage", "service-desk", "变更管理", "current", "manual", "go-live", "x" * 70, "2026-03-13"]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(IDS), inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)


def mapping(keys: str, value: Any = VALUES) -> Any:
    return st.dictionaries(st.sampled_from(keys.split()), value, max_size=5)


LINK = mapping("stream at data owner share wait via ideas within", SCALARS)
ROUTES = st.dictionaries(st.sampled_from(IDS), SCALARS | mapping("share wait", SCALARS), max_size=3)
STEP = st.fixed_dictionaries(
    {},
    optional={
        "owner": SCALARS, "next": ROUTES | st.lists(st.sampled_from(IDS) | ROUTES, max_size=3) | VALUES,
        "starts": LINK | st.lists(LINK, max_size=2) | VALUES, "uses": LINK | VALUES,
        "wait": SCALARS | mapping("min likely max p50 p90 mean sd", SCALARS), "process": SCALARS,
        "lead": SCALARS, "practices": VALUES, "systems": SCALARS, "inputs": SCALARS,
        "outputs": SCALARS, "accepts": VALUES, "entry": SCALARS, "kind": SCALARS,
        "queue": SCALARS, "every": SCALARS, "complete-accurate": SCALARS, "touchpoint": SCALARS,
        "automated": SCALARS, "people": SCALARS, "was": SCALARS,
    },
)  # fmt: skip
STEPS = st.dictionaries(st.sampled_from(IDS), STEP | VALUES, max_size=4)
STREAM = st.fixed_dictionaries(
    {},
    optional={
        "steps": STEPS | VALUES, "owner": SCALARS, "layer": SCALARS, "type": SCALARS,
        "demand": SCALARS, "target": mapping("response perceived lead rolled wait", SCALARS),
        "stated": mapping("process wait lead rolled activity-ratio", SCALARS),
        "responded-at": SCALARS, "delivered-at": SCALARS, "calendar": mapping("day week", SCALARS),
        "mapped": mapping("state on basis by", SCALARS), "trigger": SCALARS, "value": SCALARS,
    },
)  # fmt: skip


def section(element: Any) -> Any:
    return st.dictionaries(st.sampled_from(IDS), element | VALUES, max_size=3) | VALUES


DOCUMENT = st.fixed_dictionaries(
    {"vsm": st.just(1), "streams": section(STREAM)},
    optional={
        "teams": section(mapping("size available parent external name")),
        "roles": section(mapping("team name")), "systems": section(mapping("owner name")),
        "data": section(mapping("master owner tangible")),
        "paths": st.lists(mapping("from to data via mode owner latency process", SCALARS), max_size=4),
        "practices": section(mapping("name zh aliases owner")),
        "step-kinds": section(mapping("name zh practices")),
        "journeys": section(
            st.fixed_dictionaries({}, optional={
                "steps": st.lists(mapping("stage stream wait share by", SCALARS), max_size=3),
                "owner": SCALARS, "closed-loop": SCALARS,
            })
        ),
        "calendar": mapping("day week", SCALARS), "title": SCALARS, "x-own": VALUES,
    },
)  # fmt: skip


@settings(max_examples=250)
@given(st.lists(DOCUMENT, min_size=1, max_size=2))
def test_any_data(documents: list[Any]) -> None:
    """Every rule runs over what could be read, and points into the text."""
    text = "\n---\n".join(json.dumps(each, ensure_ascii=False, indent=1) for each in documents)
    report = analyse_texts({"a.yaml": text}, Options(preset="strict"))
    assert [d.message for d in report.diagnostics if d.code == "VSM008"] == []
    prints = [d.fingerprint for d in report.diagnostics]
    assert len(set(prints)) == len(prints)
    for diagnostic in report.diagnostics:
        assert diagnostic.message.strip()
        assert "{" not in diagnostic.message.replace("{…}", "").replace("{}", "")
        pointed_at(text, diagnostic)
