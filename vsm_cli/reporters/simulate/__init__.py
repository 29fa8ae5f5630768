"""The spread of lead times that `vsm simulate` found, for people and as data."""
