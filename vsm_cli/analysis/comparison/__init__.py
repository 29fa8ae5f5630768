"""As-is against to-be: what changed between two workspaces, and what it does to lead times."""
