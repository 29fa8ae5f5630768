"""Every colour of the diagrams, for light and dark pages.

Each meaning has a light hex of its own, so that a finished SVG turns dark with one rule per
colour. Texts reach 4.5 : 1 on the grounds they stand on, in both modes.
"""

from typing import NamedTuple


class Shade(NamedTuple):
    """A colour on a light and on a dark page."""

    light: str
    dark: str


PAGE = Shade("#ffffff", "#0d1424")
INK = Shade("#0f172a", "#eef2f9")
SOFT = Shade("#475569", "#c3cddd")
MUTE = Shade("#566377", "#9aa8be")

BOX = Shade("#fffffe", "#1b2740")
BORDER = Shade("#566378", "#8696b0")
CELL_LINE = Shade("#c3ccd9", "#3b4a66")
SYSTEM = Shade("#0f766e", "#4fd1c0")
AUTOMATED = Shade("#0b6a94", "#7cc8f0")
ADDING = Shade("#15703a", "#5bcf86")
WAITING = Shade("#9a4508", "#f0a45c")

ACTIVITIES = {
    "engage": Shade("#f59e0b", "#f59e0b"),
    "plan": Shade("#8b5cf6", "#8b5cf6"),
    "improve": Shade("#ec4899", "#ec4899"),
    "design-and-transition": Shade("#06b6d4", "#06b6d4"),
    "obtain-build": Shade("#22a06b", "#22a06b"),
    "deliver-and-support": Shade("#3b82f6", "#3b82f6"),
}
NO_ACTIVITY = Shade("#b6c0ce", "#4a5a76")

STREAM_TYPES = {
    "new-demand": Shade("#7c5cf5", "#9a82ff"),
    "fault-repair": Shade("#e0662b", "#ef8450"),
    "service-request": Shade("#1f9d76", "#35b98f"),
}
STREAM_SUPPORT = Shade("#3a86c8", "#5aa3e0")
STREAM_OTHER = Shade("#8594aa", "#6c7c96")

LANE = Shade("#f4f6fa", "#111a2e")
LANE_OTHER = Shade("#eaeef5", "#16213a")
LANE_LINE = Shade("#d5dde9", "#2a3854")
CUSTOMER_LANE = Shade("#fbf5e4", "#2a2413")
CUSTOMER_LINE = Shade("#ecdcae", "#4b401f")
CUSTOMER = Shade("#745208", "#e7c568")

# The grounds of owners' names over their boxes: pale, so that ink stands on all of them.
OWNERS = (
    Shade("#dbe7f7", "#1d3557"),
    Shade("#dcf1e6", "#16402c"),
    Shade("#efe3fa", "#3a2556"),
    Shade("#fbe4dc", "#532a1b"),
    Shade("#d9f0f2", "#14404a"),
    Shade("#f3e6c9", "#4a3a12"),
    Shade("#fadfec", "#522139"),
    Shade("#e6ead0", "#363f16"),
)

ROUTE = Shade("#526077", "#a6b4ca")
HANDOFF = Shade("#1f2a3d", "#e2e9f5")
REWORK = Shade("#a34708", "#f0a860")

AUTOMATIC = Shade("#0f766f", "#4fd1c1")
MANUAL = Shade("#8a4f06", "#e9b060")
MISSING = Shade("#c81e1e", "#ff7b7b")

ACCEPT = Shade("#116d36", "#55c97e")
ON_ACCEPT = Shade("#fffffd", "#0a2013")
SUPPORT_FILL = Shade("#e3f2fb", "#10324a")
SUPPORT = Shade("#0a5a87", "#8fd0f5")
LINK_FILL = Shade("#f3edff", "#2b2150")
LINK = Shade("#6425b8", "#cdb8ff")
OPEN_LINK = Shade("#c61f2b", "#ff7f88")
USE = Shade("#73869f", "#6b80a6")
SERVES = Shade("#a67c14", "#c9a94f")
NO_OWNER = Shade("#c51d1d", "#ff7d7d")
BOTTLENECK = Shade("#c2410c", "#ff8a50")
ON_BOTTLENECK = Shade("#fffffc", "#240d02")
IDEA_FILL = Shade("#fde68a", "#f4cf54")
ON_IDEA = Shade("#422c02", "#2b1d01")

WAIT_FILL = Shade("#fde6cf", "#3f2a14")
PROCESS = Shade("#1d4ea2", "#8fbcff")
WORK_FILL = Shade("#dbe8fb", "#1c3156")
LADDER = Shade("#334157", "#b3c0d6")
AFTER_FILL = Shade("#e4e8ee", "#202c44")
AFTER = Shade("#536074", "#a3b0c5")

CHIP_FILL = Shade("#e8edf4", "#22304c")
FUTURE_FILL = Shade("#dcfce8", "#12351f")
FUTURE = Shade("#13653a", "#7cdca0")

ADDED = Shade("#12692f", "#74dd9a")
REMOVED = Shade("#b5231f", "#ff9089")
CHANGED = Shade("#8d4c08", "#f4b860")

ERROR = Shade("#b91c1c", "#ff8585")
ON_ERROR = Shade("#fffffb", "#2b0505")
WARNING = Shade("#b45309", "#fbbf4e")
ON_WARNING = Shade("#fffffa", "#2a1800")
NOTE = Shade("#1d5fae", "#86b8ff")
ON_NOTE = Shade("#fffff9", "#04142b")


def _shades() -> tuple[Shade, ...]:
    own = [value for value in globals().values() if isinstance(value, Shade)]
    return (*own, *ACTIVITIES.values(), *STREAM_TYPES.values(), *OWNERS)


ALL = _shades()
DARK_OF = {shade.light: shade.dark for shade in ALL}
