"""The pages that people wrote, and the fences in them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_GENERATED = "Written by docs/generate.py"
_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)


class Fence(NamedTuple):
    """A block of code: its kind (`console`, `yaml` …) and where its text stands in the page."""

    kind: str
    text: str
    start: int
    end: int


def all_pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def handwritten() -> list[Path]:
    return [page for page in all_pages() if _GENERATED not in read(page)]


def fences(page: str, kind: str) -> Iterator[Fence]:
    for found in _FENCE.finditer(page):
        if found["kind"] == kind:
            yield Fence(kind, found["text"], *found.span("text"))


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()
