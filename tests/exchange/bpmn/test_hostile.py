"""Files that nobody should read are refused, in little time; odd ones are read."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.bpmn.diagrams import bpmn, flows, nodes, read, stream
from vsm_cli.errors import VsmError
from vsm_cli.exchange.bpmn.reading import read_bpmn
from vsm_cli.exchange.bpmn.xml_reading import MOST_BYTES, MOST_ELEMENTS

LINE = nodes(startEvent="s", endEvent="e", task="a b") + flows("s>a", "a>b", "b>e")
BOMB = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>".replace("&a-1;", "&a;") for n in range(30))
    + "]>"
)
REFUSED: dict[str, str | bytes] = {
    "an entity bomb": BOMB + bpmn(LINE),
    "a file of the machine": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + bpmn(LINE),
    "another document type": '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd">' + bpmn(LINE),
    "nothing": "",
    "no XML": "vsm: 1",
    "cut off": bpmn(LINE)[:200],
    "other XML": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "an older BPMN": '<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>',
    "no process": bpmn(),
    "no step": bpmn(nodes(startEvent="s", endEvent="e") + flows("s>e")),
    "deep": bpmn("<subProcess>" * 100_000),
    "an unknown encoding": '<?xml version="1.0" encoding="rot13"?>' + bpmn(LINE),
    "what is not its encoding": b'<?xml version="1.0" encoding="gb18030"?>\xff\xff',
    "an encoding that takes long": '<?xml version="1.0" encoding="punycode"?>' + "a" * 100_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    text = REFUSED[name]
    data = text.encode() if isinstance(text, str) else text
    started = time.process_time()
    with pytest.raises(VsmError, match=r"x\.bpmn"):
        read_bpmn(data, "x.bpmn")
    assert time.process_time() - started < 3


def test_too_much_is_refused() -> None:
    for data in (b" " * (MOST_BYTES + 1), bpmn("<a/>" * (MOST_ELEMENTS + 1)).encode()):
        with pytest.raises(VsmError, match="most that is read"):
            read_bpmn(data, "x.bpmn")


@pytest.mark.parametrize("kind", ["exclusiveGateway", "parallelGateway", "inclusiveGateway"])
@pytest.mark.parametrize("shape", ["chain", "diamonds", "circle", "all"])
def test_many_gateways_take_little_time(kind: str, shape: str) -> None:
    count = 3000 if shape != "all" else 60
    gateways = [f"g{n}" for n in range(count)]
    following = list(pairwise(gateways))
    ways = [f"{a}>{b}" for a, b in following]
    tasks = ["a", "b"]
    if shape == "chain":
        tasks += [f"t{n}" for n in range(count)]
        ways += [f"g{n}>t{n}" for n in range(count)]
    elif shape == "diamonds":
        ways += ways
    elif shape == "circle":
        ways += [f"{b}>{a}" for a, b in following]
    else:
        ways = [f"{a}>{b}" for a in gateways for b in gateways]
    text = bpmn(
        nodes(startEvent="s", endEvent="e", task=" ".join(tasks), **{kind: " ".join(gateways)})
        + flows("s>a", "a>g0", *ways, f"{gateways[-1]}>b", "b>e")
    )
    started = time.process_time()
    imported = read_bpmn(text.encode(), "x.bpmn")
    assert time.process_time() - started < 8
    assert {"a", "b"} <= stream(imported)["steps"].keys()


def test_many_of_one_name() -> None:
    tasks = "".join(f'<task id="t{n}" name="Check"/>' for n in range(20_000))
    started = time.process_time()
    imported = read_bpmn(bpmn(tasks).encode(), "x.bpmn")
    assert len(stream(imported)["steps"]) == 20_000
    assert time.process_time() - started < 8


def test_circles_of_references() -> None:
    odd = (
        '<laneSet><lane id="l" name="L"><flowNodeRef>l</flowNodeRef></lane></laneSet>'
        '<subProcess id="u" name="u"><sequenceFlow sourceRef="u" targetRef="u"/><task id="x"/>'
        '<sequenceFlow sourceRef="x" targetRef="u"/></subProcess>'
        '<association id="as" sourceRef="as" targetRef="as"/>'
        '<dataObjectReference id="o" dataObjectRef="o"/>'
        '<callActivity id="c" name="c" calledElement="p1"/>'
        '<boundaryEvent id="bo" attachedToRef="bo"/><sequenceFlow sourceRef="bo" targetRef="bo"/>'
    )
    around = '<collaboration id="co"><participant id="q" processRef="q"/>'
    around += '<messageFlow sourceRef="q" targetRef="q"/></collaboration>'
    found = stream(read(bpmn(LINE + odd, beside=around)))["steps"]
    assert found["c"]["uses"] == [{"stream": "process-1"}]


TEXTS = st.one_of(
    st.sampled_from(
        ["? Tage", ": x", "null", "007", "end", "{a: b}", "# no", "'", "a: b", "客户", "=1+1"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
_ATTRIBUTES = {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\ufffe": "", "\uffff": ""}


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_names(first: str, second: str) -> None:
    first, second = ("".join(_ATTRIBUTES.get(c, c) for c in text) for text in (first, second))
    text = LINE.replace('name="a"', f'name="{first}"').replace('name="s"', f'name="{second}"')
    lane = f'<laneSet><lane name="{second}"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    steps: dict[str, Any] = stream(read(bpmn(lane + text)))["steps"]
    assert len(steps) == 2


KINDS = st.sampled_from(
    ["task", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
     "startEvent", "endEvent", "intermediateCatchEvent", "complexGateway", "boundaryEvent"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(KINDS, min_size=2, max_size=14), st.data())
def test_any_flow_leads_where_the_diagram_leads(kinds: list[str], data: st.DataObject) -> None:
    ids = [f"n{n}" for n in range(len(kinds))]
    some = st.sampled_from(ids)
    shares = st.sampled_from(["", "30%", "70%", "100%", "yes"])
    ways = data.draw(st.lists(st.tuples(some, some, shares), max_size=24))
    text = bpmn(
        nodes(task="only")
        + "".join(f'<{kind} id="{id}" name="{id}"/>' for kind, id in zip(kinds, ids, strict=True))
        + flows(*(f"{a}>{b}:{share}" for a, b, share in ways))
    )
    steps = stream(read(text))["steps"]
    followers = dict(zip(steps, [*list(steps)[1:], "end"], strict=True))
    ours = {id: _targets(step.get("next", followers[id])) for id, step in steps.items()}
    theirs: dict[str, set[str]] = {id: set() for id in (*ids, "only")}
    kind_of = dict(zip(ids, kinds, strict=True))
    for a, b, _ in ways:
        if kind_of[a] != "endEvent":
            theirs[a].add(b)
    real = {"only"} | {id for id in ids if kind_of[id] in ("task", "intermediateCatchEvent")}
    # Gateways that stay as steps are passed here as in the diagram.
    assert real <= ours.keys()
    for id in real:
        assert _next_of(id, ours, real) == _next_of(id, theirs, real)


def _targets(following: Any) -> set[str]:
    if isinstance(following, str):
        return {following}
    if isinstance(following, dict):
        return set(following)
    return {target for each in following for target in _targets(each)}


def _next_of(start: str, onward: dict[str, set[str]], real: set[str]) -> set[str]:
    """The steps that come next, through all that is none."""
    found, seen, todo = set(), set(), list(onward[start])
    while todo:
        node = todo.pop()
        if node in real:
            found.add(node)
        elif node not in seen:
            seen.add(node)
            todo += onward.get(node, ())
    return found
