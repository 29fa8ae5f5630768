"""BPMN 2.0 into definitions."""
