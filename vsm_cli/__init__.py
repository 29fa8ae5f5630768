"""vsm: the analyzer for value stream definitions."""

__version__ = "0.1.0"
