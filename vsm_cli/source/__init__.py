"""Files, composed YAML nodes, comments and positions: everything that knows about text."""
