"""What is neither a step nor stands around one, each at its element."""

from vsm_cli.exchange.bpmn.elements import DiagramElements
from vsm_cli.exchange.bpmn.xml_reading import kind_of
from vsm_cli.language import message, tr

_LOST = {
    "choreography": message("choreographies are left out, as their tasks have no owner"),
    "globalChoreographyTask": message("choreographies are left out, as their tasks have no owner"),
    "conversation": message("conversations are left out; their message flows are read"),
    "subConversation": message("conversations are left out; their message flows are read"),
    "callConversation": message("conversations are left out; their message flows are read"),
    "participantMultiplicity": message("that a pool stands for several is left out"),
}
# What has its place in our form, or none in a diagram.
_SEEN_ELSEWHERE = {
    "definitions", "collaboration", "participant", "messageFlow", "process", "laneSet", "lane",
    "flowNodeRef", "childLaneSet", "incoming", "outgoing", "sequenceFlow", "documentation", "text",
    "textAnnotation", "association", "group", "category", "categoryValue", "categoryValueRef",
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask",
    "receiveTask", "callActivity", "subProcess", "transaction", "adHocSubProcess", "startEvent",
    "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
    "complexGateway", "dataObject", "dataObjectReference", "dataStore", "dataStoreReference",
    "dataState", "dataInputAssociation", "dataOutputAssociation", "sourceRef", "targetRef",
    "message", "signal", "error", "escalation", "messageEventDefinition", "timerEventDefinition",
    "timeDate", "timeDuration", "timeCycle", "signalEventDefinition", "errorEventDefinition",
    "conditionalEventDefinition", "condition", "escalationEventDefinition",
    "cancelEventDefinition", "compensateEventDefinition", "terminateEventDefinition",
    "linkEventDefinition", "eventDefinitionRef", "source", "target", "conditionExpression",
    "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "loopCardinality",
    "loopCondition", "completionCondition", "performer", "humanPerformer", "potentialOwner",
    "resourceRole", "resource", "resourceRef", "resourceAssignmentExpression",
    "formalExpression", "expression", "participantRef", "choreographyTask", "subChoreography",
    "callChoreography",
    # What each extension holds is named instead.
    "extensionElements", "relationship",
}  # fmt: skip


def say_unsaid(elements: DiagramElements) -> None:
    """Say what could not be carried over, and what was passed over because nobody sees it."""
    for element in elements.root.iter():
        kind = kind_of(element)
        if kind in _LOST:
            elements.lose(element, tr(_LOST[kind]))
        elif kind and kind not in _SEEN_ELSEWHERE:
            elements.pass_over((kind,))
        if kind == "extensionElements":
            elements.pass_over(each.tag.rpartition("}")[2] for each in element)
