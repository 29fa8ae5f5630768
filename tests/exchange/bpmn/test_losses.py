"""What our form cannot say is listed at its element, and the rest is read."""

import pytest

from tests.exchange.bpmn.diagrams import bpmn, flows, lost, nodes, read, stream

START = nodes(startEvent="s", endEvent="e")
LINE = START + nodes(task="a b") + flows("s>a", "a>b", "b>e")
INNER = '<startEvent id="is"/><task id="x" name="x"/>'
INNER += '<sequenceFlow id="i1" sourceRef="is" targetRef="x"/>'


@pytest.mark.parametrize(
    ("elements", "place"),
    [
        (LINE + '<boundaryEvent id="bo" attachedToRef="a"><timerEventDefinition/></boundaryEvent>',
         "bo"),
        (LINE + f'<subProcess id="su" triggeredByEvent="true">{INNER}</subProcess>', "su"),
        (LINE + f'<adHocSubProcess id="ad" name="Any">{INNER}</adHocSubProcess>', "ad"),
        (LINE.replace('<task id="a" name="a"/>',
                      f'<transaction id="a" name="a">{INNER}</transaction>'),
         "a"),
        (LINE.replace('<task id="a" name="a"/>', '<complexGateway id="a"/>'), "a"),
        (LINE + '<choreographyTask id="ch"/>', "ch"),
        (LINE + '<group id="gr" categoryValueRef="v"/>', "gr"),
        (LINE + '<task id="un" isForCompensation="true"/>', "un"),
        (LINE.replace('name="a"/>', 'name="a"><multiInstanceLoopCharacteristics id="mi"/></task>'),
         "a"),
        (LINE.replace('name="a"/>', 'name="a"><standardLoopCharacteristics/></task>'), "a"),
        (LINE.replace('<task id="a" name="a"/>', '<intermediateThrowEvent id="a">'
                      "<compensateEventDefinition/></intermediateThrowEvent>"), "a"),
        (LINE + '<sequenceFlow id="no" sourceRef="a" targetRef="nothing"/>', "no"),
        (LINE + '<sequenceFlow id="no" sourceRef="a"/>', "no"),
        (LINE + '<task id="b" name="Again"/>', "b"),
        (LINE + '<laneSet><lane name="A"><flowNodeRef>a</flowNodeRef></lane>'
         '<lane name="B"><flowNodeRef>a</flowNodeRef></lane></laneSet>', "a"),
        (LINE.replace('name="a"/>', 'name="a"><potentialOwner id="po">'
                      "<resourceAssignmentExpression/></potentialOwner></task>"), "po"),
        (START + nodes(parallelGateway="g", task="a b")
         + '<endEvent id="t"><terminateEventDefinition/></endEvent>'
         + flows("s>g", "g>a", "g>b", "a>t", "b>e"), "t"),
        (LINE.replace('name="a"/>', 'name="a"><dataInputAssociation><sourceRef>o</sourceRef>'
                      "</dataInputAssociation></task>")
         + '<dataObjectReference id="o" name="O"><dataState name="paid"/></dataObjectReference>',
         "o"),
    ],
)  # fmt: skip
def test_listed_at_its_element(elements: str, place: str) -> None:
    assert place in [where for where, _ in lost(bpmn(elements))]


@pytest.mark.parametrize(
    ("beside", "place"),
    [
        ('<choreography id="ch"/>', "ch"),
        ('<collaboration><conversation id="co"/></collaboration>', "co"),
        ('<collaboration><participant id="q" name="Q"><participantMultiplicity id="mu"/>'
         "</participant></collaboration>", "mu"),
    ],
)  # fmt: skip
def test_listed_beside_processes(beside: str, place: str) -> None:
    assert [where for where, _ in lost(bpmn(LINE, beside=beside))] == [place]


def test_each_loss_is_said_once_and_the_rest_is_read() -> None:
    text = bpmn(
        LINE + '<boundaryEvent id="bo" attachedToRef="a"/><task id="c" name="c"/>'
        '<sequenceFlow id="x" sourceRef="bo" targetRef="c"/>'
    )
    assert [where for where, _ in lost(text)] == ["bo"]
    found = stream(read(text))["steps"]
    # The exception is a step that nothing leads to.
    assert list(found) == ["a", "b", "c"]
    assert found["b"]["next"] == "end"
    assert "entry" not in found["c"]


def test_an_inner_exception_does_not_go_on() -> None:
    inner = INNER + '<endEvent id="ie"><errorEventDefinition/></endEvent>'
    inner += '<sequenceFlow id="i2" sourceRef="x" targetRef="ie"/>'
    text = bpmn(
        START
        + f'<subProcess id="a">{inner}</subProcess>'
        + nodes(task="b")
        + flows("s>a", "a>b", "b>e")
    )
    assert [where for where, _ in lost(text)] == ["ie"]
    assert stream(read(text))["steps"]["x"]["next"] == "end"


def test_losses_come_in_the_order_of_the_file() -> None:
    text = bpmn(LINE + '<group id="g1"/><boundaryEvent id="b1"/><group id="g2"/>')
    assert [where for where, _ in lost(text)] == ["g1", "b1", "g2"]
