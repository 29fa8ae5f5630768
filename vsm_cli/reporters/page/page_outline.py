"""The flat blocks of a report as sections with what stands below each heading."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from vsm_cli.reporters.blocks import Block, Heading


@dataclass(slots=True)
class Section:
    """A heading, the blocks right below it, and the sections inside."""

    heading: Heading
    blocks: list[Block] = field(default_factory=list)
    inside: list["Section"] = field(default_factory=list)


def outline(blocks: Iterable[Block]) -> list[Section]:
    """Sections of level 2, with those of level 3 inside. The first block is a heading."""
    sections: list[Section] = []
    for block in blocks:
        if not isinstance(block, Heading):
            current = sections[-1]
            (current.inside[-1] if current.inside else current).blocks.append(block)
        elif block.level > 2 and sections:
            sections[-1].inside.append(Section(block))
        else:
            sections.append(Section(block))
    return sections
