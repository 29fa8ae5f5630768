"""The register of improvement, for people and as data."""
