"""What `vsm measure` found: a table, data, and a document to be kept."""
