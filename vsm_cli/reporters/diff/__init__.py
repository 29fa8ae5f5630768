"""What `vsm diff` found between two workspaces, for people and as data."""
