"""The problems that `vsm check` found, in each of its formats."""
