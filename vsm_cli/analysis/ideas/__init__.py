"""Improvement ideas: what each would change, and which of them to take up first."""
