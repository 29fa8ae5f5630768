"""Lanes, events, data, messages, sub-processes and texts of BPMN as definitions of ours."""

from itertools import pairwise

import pytest

from tests.exchange.bpmn.diagrams import bpmn, flows, lost, named, nodes, read, steps, stream

START = nodes(startEvent="s", endEvent="e")
TWO = START + nodes(task="a b") + flows("s>a", "a>b", "b>e")


def lanes(**members: str) -> str:
    found = "".join(
        f'<lane id="{id}" name="{id}">'
        + "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in ids.split())
        + "</lane>"
        for id, ids in members.items()
    )
    return f'<laneSet id="lanes">{found}</laneSet>'


def test_lanes_are_owners() -> None:
    imported = read(bpmn(lanes(Sales="s a", Store="b") + TWO))
    assert {id: step.get("owner") for id, step in stream(imported)["steps"].items()} == {
        "a": "sales", "b": "store"
    }  # fmt: skip
    assert imported.definitions["teams"] == {"sales": {"name": "Sales"}, "store": {"name": "Store"}}


def test_a_task_without_a_lane_has_no_owner_and_the_customer_is_no_team() -> None:
    imported = read(bpmn(lanes(Customer="a") + TWO))
    assert [step.get("owner") for step in stream(imported)["steps"].values()] == ["customer", None]
    assert "teams" not in imported.definitions


def test_the_innermost_lane_counts() -> None:
    inner = (
        '<childLaneSet id="c"><lane id="i" name="Inner"><flowNodeRef>a</flowNodeRef></lane>'
        "</childLaneSet>"
    )
    outer = (
        '<laneSet id="l"><lane id="o" name="Outer"><flowNodeRef>a</flowNodeRef>'
        f"<flowNodeRef>b</flowNodeRef>{inner}</lane></laneSet>"
    )
    imported = read(bpmn(outer + TWO))
    assert [step["owner"] for step in stream(imported)["steps"].values()] == ["inner", "outer"]
    assert imported.definitions["teams"]["inner"] == {"name": "Inner", "parent": "outer"}


def test_one_lane_in_two_pools_is_one_team_and_nothing_lies_within_itself() -> None:
    def nested(outer: str, inner: str) -> str:
        return (
            f'<laneSet><lane name="{outer}"><childLaneSet><lane name="{inner}">'
            "<flowNodeRef>{}</flowNodeRef></lane></childLaneSet></lane></laneSet>"
        )

    second = TWO.replace('"a"', '"c"').replace('"b"', '"d"').replace('"s"', '"t"')
    second = second.replace('id="f', 'id="g').replace('id="e"', 'id="z"').replace('"e"', '"z"')
    imported = read(bpmn(nested("A", "B").format("a") + TWO, nested("B", "A").format("c") + second))
    assert imported.definitions["teams"] == {
        "a": {"name": "A"}, "b": {"name": "B", "parent": "a"}
    }  # fmt: skip
    assert stream(imported, "process-2")["steps"]["c"]["owner"] == "a"


def test_what_a_system_does_is_automated() -> None:
    kinds = ("userTask", "manualTask", "sendTask", "receiveTask", "serviceTask", "scriptTask",
             "businessRuleTask")  # fmt: skip
    tasks = "".join(f'<{kind} id="{kind}" name="{kind}"/>' for kind in kinds)
    chain = flows(f"s>{kinds[0]}", *(f"{a}>{b}" for a, b in pairwise(kinds)))
    found = steps(bpmn(START + tasks + chain))
    assert list(found) == [kind.lower() for kind in kinds]
    assert [id for id, step in found.items() if step.get("automated")] == [
        "servicetask", "scripttask", "businessruletask"
    ]  # fmt: skip


def test_ids_come_from_names() -> None:
    names = ("Check\n the order", "Check the order", "end", "客户", "", "核对 订单", "x" * 300)
    tasks = "".join(
        f'<task id="t{n}" name="{name}"/>'.replace("\n", "&#10;") for n, name in enumerate(names)
    )
    chain = flows("s>t0", *(f"t{n}>t{n + 1}" for n in range(len(names) - 1)))
    found = steps(bpmn(START + tasks + chain))
    assert list(found) == [
        "check-the-order", "check-the-order-2", "end-1", "客户-1", "t4", "核对-订单", "x" * 60
    ]  # fmt: skip
    assert found["check-the-order"]["name"] == "Check the order"
    assert "name" not in found["t4"]


def test_events_that_something_is_done_at_are_steps() -> None:
    events = (
        '<intermediateCatchEvent id="m" name="Answer came"><messageEventDefinition/>'
        "</intermediateCatchEvent>"
        '<intermediateCatchEvent id="w" name="Cooling off"><timerEventDefinition>'
        "<timeDuration>P14D</timeDuration></timerEventDefinition></intermediateCatchEvent>"
        '<intermediateCatchEvent id="d" name="2 days"><timerEventDefinition/>'
        "</intermediateCatchEvent>"
        '<intermediateThrowEvent id="n" name="Half way"/>'
    )
    found = steps(bpmn(START + events + flows("s>m", "m>w", "w>d", "d>n", "n>e")))
    assert found == {
        "answer-came": {"name": "Answer came"},
        "cooling-off": {"name": "Cooling off", "automated": True, "wait": "P14D"},
        "2-days": {"name": "2 days", "automated": True, "wait": "2 days"},
        "half-way": {"name": "Half way"},
    }


def test_links_lead_on_where_they_are_caught() -> None:
    def link(kind: str, id: str) -> str:
        return f'<{kind} id="{id}" name="A"><linkEventDefinition name="A"/></{kind}>'

    text = START + nodes(task="a b") + flows("s>a", "a>t", "c>b", "b>e")
    text += link("intermediateThrowEvent", "t") + link("intermediateCatchEvent", "c")
    assert list(steps(bpmn(text))) == ["a", "b"]


def test_starts_and_ends_say_trigger_and_value() -> None:
    text = (
        '<startEvent id="s" name="Order came"/><startEvent id="t" name="Each Monday">'
        "<timerEventDefinition><timeCycle>R/P7D</timeCycle></timerEventDefinition></startEvent>"
        '<endEvent id="e" name="Shipped"/><endEvent id="f" name="Refused"/>'
        '<endEvent id="g" name="End"/>'
    )
    text += nodes(task="a b") + flows("s>a", "t>a", "a>e", "a>f", "a>g")
    found = stream(read(bpmn(text)))
    assert found["trigger"] == "Order came; Each Monday (R/P7D)"
    assert found["value"] == "Shipped; Refused"
    assert "trigger" not in stream(read(bpmn(TWO.replace('name="s"', 'name="开始"'))))


def test_sub_processes_are_opened() -> None:
    inner = nodes(startEvent="is", endEvent="ie", task="x y", exclusiveGateway="g") + flows(
        "is>x", "x>g", "g>y:20%", "g>ie", "y>ie"
    ).replace('id="f', 'id="i')
    sub = f'<subProcess id="sub" name="Handle it">{inner}</subProcess>'
    found = steps(
        bpmn(
            lanes(Desk="sub")
            + START
            + nodes(task="a b")
            + sub
            + flows("s>a", "a>sub", "sub>b", "b>e")
        )
    )
    assert list(found) == ["a", "x", "y", "b"]
    assert found["x"]["next"] == {"y": "20%", "b": "80%"}
    assert found["y"] == {"owner": "desk", "tags": ["Handle it"]}
    closed = '<subProcess id="sub" name="Handle it"/>'
    assert list(steps(bpmn(START + closed + flows("s>sub", "sub>e")))) == ["handle-it"]


def test_call_activities_use_the_process_that_they_call() -> None:
    caller = START + '<callActivity id="a" name="Call" calledElement="p2"/>' + flows("s>a", "a>e")
    called = nodes(task="c")
    assert steps(bpmn(caller, called))["call"]["uses"] == [{"stream": "process-2", "wait": True}]
    missing = bpmn(caller.replace('"p2"', '"elsewhere"'))
    assert [place for place, _ in lost(missing)] == ["a"]
    shared = '<globalUserTask id="g" name="Sign"/>'
    text = bpmn(
        caller.replace('name="Call" calledElement="p2"', 'calledElement="g"'), beside=shared
    )
    assert list(steps(text)) == ["sign"]


def test_data_and_data_stores() -> None:
    things = (
        '<dataObjectReference id="o" name="Order" dataObjectRef="do"/><dataObject id="do"/>'
        '<dataObjectReference id="o2" name="Order" dataObjectRef="do"/>'
        '<dataStoreReference id="st" name="ERP"/>'
    )
    a = (
        '<task id="a" name="a"><dataInputAssociation><sourceRef>o</sourceRef>'
        "<targetRef>x</targetRef></dataInputAssociation><dataInputAssociation>"
        "<sourceRef>st</sourceRef></dataInputAssociation><dataOutputAssociation>"
        "<targetRef>o2</targetRef></dataOutputAssociation></task>"
    )
    text = bpmn(TWO.replace('<task id="a" name="a"/>', a) + things)
    imported = read(text)
    assert stream(imported)["steps"]["a"] == {
        "inputs": ["order"], "outputs": ["order"], "systems": ["erp"]
    }  # fmt: skip
    assert imported.definitions["data"] == {"order": {"name": "Order"}}
    assert imported.definitions["systems"] == {"erp": {"name": "ERP"}}


def test_data_bound_by_lines() -> None:
    things = '<dataObject id="o" name="Order"/><dataStoreReference id="st" name="ERP"/>'
    things += '<association id="x" sourceRef="o" targetRef="f2"/>'
    things += '<association id="y" sourceRef="b" targetRef="st"/>'
    found = steps(bpmn(TWO + things))
    assert found == {"a": {"outputs": ["order"]}, "b": {"inputs": ["order"], "systems": ["erp"]}}


def test_texts() -> None:
    note = '<textAnnotation id="n"><text>Only on\n\n weekdays</text></textAnnotation>'
    note += '<association id="x" sourceRef="a" targetRef="n"/>'
    loose = '<textAnnotation id="m"><text>Draft</text></textAnnotation>'
    text = TWO.replace('<task id="a" name="a"/>', (
        '<task id="a" name="a"><documentation>By hand.</documentation></task>'
    ))  # fmt: skip
    found = stream(read(bpmn("<documentation>All of it</documentation>" + text + note + loose)))
    assert found["description"] == "All of it\nDraft"
    assert found["steps"]["a"]["description"] == "By hand.\nOnly on\nweekdays"


def test_performers_take_part() -> None:
    performer = (
        '<task id="a" name="a"><potentialOwner><resourceRef>r</resourceRef></potentialOwner></task>'
    )
    text = TWO.replace('<task id="a" name="a"/>', performer)
    found = read(bpmn(text, beside='<resource id="r" name="Clerk"/>'))
    assert stream(found)["steps"]["a"]["participants"] == ["clerk"]
    assert found.definitions["teams"] == {"clerk": {"name": "Clerk"}}


class TestMessages:
    FIRST = nodes(startEvent="s1", task="a", endEvent="e1") + flows("s1>a", "a>e1")
    SECOND = (
        nodes(startEvent="s2", task="b c", endEvent="e2")
        + flows("s2>b", "b>c", "c>e2").replace('id="f', 'id="g')
    )  # fmt: skip
    POOLS = (
        '<participant id="q1" name="Shop" processRef="p1"/>'
        '<participant id="q2" name="Store" processRef="x:p2"/><participant id="q3" name="Bank"/>'
    )

    def text(self, *ways: str) -> str:
        found = flows(*ways).replace("sequenceFlow", "messageFlow").replace('id="f', 'id="m')
        return bpmn(
            self.FIRST, self.SECOND, beside=f"<collaboration>{self.POOLS}{found}</collaboration>"
        )

    def test_to_another_process_they_are_links(self) -> None:
        imported = read(self.text("a>s2:Order", "c>a"))
        assert list(imported.definitions["streams"]) == ["shop", "store"]
        assert stream(imported, "shop")["steps"]["a"]["starts"] == [
            {"stream": "store", "data": ["order"]}
        ]
        assert stream(imported, "store")["steps"]["c"]["starts"] == [{"stream": "shop", "at": "a"}]
        assert imported.definitions["data"] == {"order": {"name": "Order"}}

    def test_an_end_that_sends_to_another_process_is_a_step(self) -> None:
        imported = read(self.text("e1>q2:Order"))
        assert stream(imported, "shop")["steps"] == {
            "a": {}, "e1": {"starts": [{"stream": "store", "data": ["order"]}]}
        }  # fmt: skip
        assert "value" not in stream(imported, "shop")

    def test_a_pool_without_a_process_is_somebody_outside(self) -> None:
        imported = read(self.text("q3>s1:Payment", "a>q3", "q2>q3:Note"))
        assert [note for note in imported.notes if note.is_lost] == []
        assert stream(imported, "shop")["steps"]["a"] == {
            "inputs": ["payment"],
            "description": "Gets from Bank: Payment\nSends a message to Bank",
        }
        assert "Sends to Bank: Note" in stream(imported, "store")["description"]

    @pytest.mark.parametrize("way", ["a>nothing", "q3>q3", "q1>s2", "a>q1"])
    def test_others_are_lost(self, way: str) -> None:
        assert [place for place, _ in lost(self.text(way))] == ["m1"]


def test_names_of_pools_and_processes() -> None:
    text = bpmn(
        TWO,
        beside='<collaboration><participant id="q" name="Shop" processRef="p1"/></collaboration>',
    )
    assert stream(read(text), "shop")["description"] == "Process 1"
    text = text.replace(' name="Process 1"', "").replace(' name="Shop"', "")
    assert list(read(text).definitions["streams"]) == ["p1"]
    assert list(
        read(text.replace('id="file"', 'id="file" name="Sales"')).definitions["streams"]
    ) == ["sales"]


def test_times_of_a_simulation() -> None:
    def parameters(ref: str, group: str, *values: str) -> str:
        inner = "".join(
            f"<b:{kind}><b:{value}/></b:{kind}>"
            for kind, value in (v.split(" ", 1) for v in values)
        )
        return (
            f'<b:ElementParameters elementRef="{ref}"><b:{group}>{inner}</b:{group}>'
            "</b:ElementParameters>"
        )

    def simulated(*said: str, unit: str = ' baseTimeUnit="min"') -> str:
        scenario = f'<b:Scenario id="sc"><b:ScenarioParameters{unit}/>{"".join(said)}</b:Scenario>'
        return bpmn(
            START
            + nodes(task="a b", exclusiveGateway="g")
            + flows("s>a", "a>g", "g>b", "g>e", "b>e"),
            beside='<relationship type="BPSimData"><extensionElements>'
            f'<b:BPSimData xmlns:b="http://www.bpsim.org/schemas/1.0">{scenario}</b:BPSimData>'
            "</extensionElements></relationship>",
        )

    text = simulated(
        parameters("a", "TimeParameters", 'ProcessingTime DurationParameter value="PT1H"',
                   'WaitTime UniformDistribution min="1" max="2.5" timeUnit="hour"'),
        parameters("b", "TimeParameters",
                   'Duration TriangularDistribution min="1" mode="2" max="9"'),
        parameters("f3", "ControlParameters", 'Probability FloatingParameter value="0.25"'),
    )  # fmt: skip
    assert steps(text) == {
        "a": {"process": "PT1H", "wait": {"min": "1h", "max": "2.5h"},
              "next": {"b": "25%", "end": "75%"}},
        "b": {"lead": {"min": "1m", "likely": "2m", "max": "9m"}},
    }  # fmt: skip
    for parameter in (
        'SetupTime DurationParameter value="PT1H"',
        'ProcessingTime GammaDistribution shape="1" scale="2"',
        'ProcessingTime DurationParameter value="soon"',
        'ProcessingTime NumericParameter value="-3"',
    ):
        assert [
            place for place, _ in lost(simulated(parameters("a", "TimeParameters", parameter)))
        ] == ["a"]
    bare = parameters("a", "TimeParameters", 'ProcessingTime NumericParameter value="3"')
    assert lost(simulated(bare)) == []
    assert [place for place, _ in lost(simulated(bare, unit=""))] == ["a"]
    assert [
        place
        for place, _ in lost(
            simulated(parameters("s", "TimeParameters", 'Duration DurationParameter value="PT1H"'))
        )
    ] == ["s"]
    assert len(lost(simulated(bare.replace('"a"', '"zzz"')))) == 1


def test_other_prefixes_and_encodings() -> None:
    text = bpmn(TWO.replace('name="a"', 'name="核对订单"'))
    plain = read(text).definitions
    prefixed = text.replace("<", "<m:").replace("<m:/", "</m:").replace("xmlns=", "xmlns:m=")
    assert read(prefixed).definitions == plain
    for encoding in ("utf-16", "utf-8-sig"):
        assert read(text.encode(encoding)).definitions == plain
    for encoding in ("GBK", "gb2312", "GB18030"):
        said = f'<?xml version="1.0" encoding="{encoding}"?>\n{text.replace("订单", "")}'
        assert list(stream(read(said.encode(encoding)))["steps"]) == ["核对", "b"]


def test_what_nobody_sees_is_one_note() -> None:
    text = TWO.replace('<task id="a" name="a"/>', (
        f'<task id="a"{named("task", "a")}><extensionElements><z:form xmlns:z="urn:z"/>'
        "</extensionElements><ioSpecification/></task>"
    ))  # fmt: skip
    [read_note, note] = read(bpmn(text)).notes
    assert (read_note.place, read_note.text) == ("", "read 2 steps of process-1")
    assert (note.place, note.is_lost) == ("file", False)
    assert "form and ioSpecification" in note.text
