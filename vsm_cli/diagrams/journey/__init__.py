"""One journey: its stages, the streams behind them, and what the customer meets on the way."""

from vsm_cli.diagrams.journey.journey_picture import journey_map

__all__ = ["journey_map"]
