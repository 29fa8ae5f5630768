"""The whole picture of a workspace (`vsm report`): facts gathered once, said once as blocks,
laid out by each format."""
