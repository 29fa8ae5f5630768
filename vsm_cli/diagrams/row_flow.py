"""Things side by side, in as many rows as they need."""

from collections.abc import Sequence


def flow_into_rows(widths: Sequence[int], width: int, gap: int = 0) -> list[tuple[int, int]]:
    """For each thing its left and its row, so that no row is wider than `width`."""
    places: list[tuple[int, int]] = []
    x = row = 0
    for each in widths:
        if x and x + each > width:
            x, row = 0, row + 1
        places.append((x, row))
        x += each + gap
    return places
