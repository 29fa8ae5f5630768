"""Tables, BPMN and catalogues of others into definitions."""
