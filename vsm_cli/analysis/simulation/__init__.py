"""Monte Carlo over the same chain that the exact figures come from, with the spreads.

The only part that needs NumPy, so that nothing else pays for its import.
"""
