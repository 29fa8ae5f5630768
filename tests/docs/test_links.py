"""Links between the pages, and to files of the project, lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import all_pages, name_of, read


def targets(page: Path) -> Iterator[tuple[Path, str]]:
    """The files that a page links to, each with the heading (or nothing)."""
    without_code = re.sub(r"^```.*?^```$|`[^`\n]*`", "", read(page), flags=re.M | re.S)
    for address in re.findall(r"\]\(([^)\s]+)\)", without_code):
        if not re.match(r"[a-z]+:", address):
            path, _, heading = address.partition("#")
            yield (page.parent / path if path else page), heading


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", read(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", all_pages(), ids=name_of)
def test_links(page: Path) -> None:
    for path, heading in targets(page):
        assert path.exists(), path
        assert not heading or heading in anchors(path), f"{path.name}#{heading}"
