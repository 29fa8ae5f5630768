"""Colours can be read in both modes, and each has its own hex."""

import pytest

from vsm_cli.diagrams import palette as p
from vsm_cli.diagrams.palette import Shade

_GROUNDS = (p.LANE, p.LANE_OTHER, p.CUSTOMER_LANE)

PAIRS = [
    *((ink, p.PAGE) for ink in (p.INK, p.SOFT, p.ACCEPT, p.WAITING, p.PROCESS, p.AFTER)),
    *((ink, p.BOX) for ink in (p.INK, p.SOFT, p.MUTE, p.SYSTEM, p.AUTOMATED, p.ADDING)),
    *((ink, p.BOX) for ink in (p.WAITING, p.NO_OWNER)),
    *(
        (ink, ground)
        for ground in _GROUNDS
        for ink in (p.ROUTE, p.HANDOFF, p.REWORK, p.AUTOMATIC, p.MANUAL, p.MISSING, p.ACCEPT)
    ),
    *((ink, ground) for ground in _GROUNDS[:2] for ink in (p.INK, p.SOFT, p.NO_OWNER)),
    *((p.CUSTOMER, ground) for ground in (p.CUSTOMER_LANE, p.PAGE)),
    (p.ON_ACCEPT, p.ACCEPT),
    (p.SUPPORT, p.SUPPORT_FILL),
    (p.LINK, p.LINK_FILL),
    (p.ON_BOTTLENECK, p.BOTTLENECK),
    (p.ON_IDEA, p.IDEA_FILL),
    (p.WAITING, p.WAIT_FILL),
    *((p.INK, ground) for ground in (p.WAIT_FILL, p.WORK_FILL)),
    (p.AFTER, p.AFTER_FILL),
    (p.SOFT, p.CHIP_FILL),
    (p.FUTURE, p.FUTURE_FILL),
    (p.ON_ERROR, p.ERROR),
    (p.ON_WARNING, p.WARNING),
    (p.ON_NOTE, p.NOTE),
]


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("pair", PAIRS)
def test_text_reaches_four_and_a_half_to_one(pair: tuple[Shade, Shade]) -> None:
    ink, ground = pair
    assert contrast(ink.light, ground.light) >= 4.5
    assert contrast(ink.dark, ground.dark) >= 4.5


def test_every_meaning_has_its_own_hex() -> None:
    assert len(p.DARK_OF) == len(p.ALL)
