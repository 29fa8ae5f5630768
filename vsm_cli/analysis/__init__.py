"""Figures of the model: pure functions, seconds as floats, no text, no rounding."""
