"""Edits as people and accidents make them, for tests of what is kept from one run to the next."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

EDITS, SEEDS = 12, int(os.environ.get("EDITING_SEEDS", "1"))
"""How many edits in a row, and how often from the start: each of them is a whole analysis."""
_WORD = re.compile(r"[\w./%-]+")
_LINES = (
    *("", "# a remark", "x-note: {a: 1}", "---", "vsm: 1", "\ttab", "# vsm: ignore[VSM301] known"),
    *("    wait: 3h", "  demand: 5/week", "      next: {end: 30%}", "  like: none"),
)
_WORDS = ("3d", "0", "10%", '"7"', "end", "customer", "[]", "~", "2h..4h", "90分钟", "]", "true")


def edited(text: str, random: Random) -> str:
    """The text after one edit: of a line, a word or a sign."""
    lines = text.split("\n")
    number = random.randrange(len(lines))
    line = lines[number]
    match random.randrange(8):
        case 0:
            del lines[number]
        case 1:
            lines.insert(random.randrange(len(lines) + 1), line)
        case 2:
            lines.insert(number, random.choice(_LINES))
        case 3:
            lines[number] = line[: -len(line) // 2]
        case 4:
            lines[number] = f" {line}"
        case _:
            words = _WORD.findall(text)
            other = random.choice((*_WORDS, *random.sample(words, min(9, len(words)))))
            found = list(_WORD.finditer(line))
            if found:
                word = random.choice(found)
                lines[number] = line[: word.start()] + other + line[word.end() :]
    return "\n".join(lines)


def edits_of(folder: Path, random: Random) -> Iterator[Path]:
    """Edits a definition below a folder, and gives it, again and again; now and then one of them
    is taken back, goes away or comes anew."""
    originals = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}
    while True:
        path = random.choice(list(originals))
        kind = random.randrange(12)
        now = path.read_text(encoding="utf-8") if path.exists() else originals[path]
        if kind == 0 and path.name != "vsm.yaml":
            path.unlink(missing_ok=True)
        elif kind in (1, 2, 3):
            path.write_text(originals[path], encoding="utf-8")
        else:
            path.write_text(edited(now, random), encoding="utf-8")
        yield path
