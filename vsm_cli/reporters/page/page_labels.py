"""What the page itself says: headings, labels and hints, by the names that templates use."""

from vsm_cli.language import message, tr

_WORDS = {
    "skip": message("Skip to the report"),
    "menu": message("Filter and contents"),
    "contents": message("Contents"),
    "filter": message("Filter"),
    "stream": message("Stream"),
    "team": message("Team"),
    "system": message("System"),
    "level": message("Level of problems"),
    "search": message("Search"),
    "every": message("all"),
    "clear": message("Clear the filter"),
    # The script fills these in.
    "count": message("{streams} of {all_streams} streams, {problems} of {all_problems} problems"),
    "nothing": message("Nothing here fits the filter."),
    "first": message("At a glance"),
    "core": message("Promises"),
    "worth": message("Worth touching"),
    "breaks": message("Breaks and trust"),
    "pictures": message("The whole picture"),
    "closer": message("Zoom in"),
    "further": message("Zoom out"),
    "whole": message("Whole picture"),
    "readable": message("Readable size"),
    "screen": message("Full screen"),
    "map": message("Map: {title}"),
    "map-and-how": message("{map}. {how}"),
    "undrawn": message("This picture is missing: {reason}"),
    "how": message(
        "Drag or scroll to move, Ctrl and the wheel or + and - to zoom, 0 for the whole picture, "
        "1 for a readable size, n and p for the next and the previous shape."
    ),
    "share": message("In comparison"),
    "load": message("Load, with marks at 80% and 100%"),
    "details": message("Step"),
    "close": message("Close"),
    "on_map": message("Show on the map"),
    "in_table": message("Show in the table"),
    "problems": message("Problems"),
    "no_problems": message("The check found none."),
    "related": message("Related"),
    "help": message("What to do"),
    "where": message("Show where"),
    "manual": message("Manual of the rule"),
    "manuals": message("Manuals of the rules"),
    "glossary": message("What the words mean"),
    "glossary_more": message("All words"),
    "reason": message("Reason"),
    "matrix": message("Steps that rest on each practice, by stream"),
    "by_practice": message("By practice, with the steps"),
    "workspaces": message("Workspaces"),
    "errors": message("Errors"),
    "warnings": message("Warnings"),
    "shape": message("What is pointed at"),
    "gone": message(
        "The server has ended: this page stays as it is now. It goes on when vsm serve runs again."
    ),
    "made_by": message("Made by vsm from the definitions in {root}."),
}


def say(name: str, **fields: object) -> str:
    """What the page says, in the language in force; without fields, the script fills them in."""
    return tr(_WORDS[name], **fields)
