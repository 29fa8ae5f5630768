"""The owner of each box as a coloured heading over it."""

from collections.abc import Mapping

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.drawing import Look, Meaning, Rect, Type
from vsm_cli.diagrams.palette import Shade
from vsm_cli.diagrams.stream_map.layout.grid import NO_OWNER, owner_of
from vsm_cli.diagrams.stream_map.parts.lanes import heading_of, inks_of
from vsm_cli.diagrams.stream_map.pen import Pen
from vsm_cli.diagrams.stream_map.stream_subject import StreamSubject
from vsm_cli.diagrams.text_measures import measure, shorten
from vsm_cli.model.elements import CUSTOMER

HEAD = 16
_SIZE, _SMALL = 9, 8


def shades_of(subject: StreamSubject) -> Mapping[str, Shade]:
    """The ground of each owner's headings. Of more owners than colours, some share one."""
    owners = dict.fromkeys(owner_of(subject.flow, step) for step in subject.stream.steps)
    others = [owner for owner in owners if owner != CUSTOMER]
    shades = {
        owner: palette.OWNERS[place % len(palette.OWNERS)] for place, owner in enumerate(others)
    }
    # Red letters do not stand on every colour.
    return {**shades, CUSTOMER: palette.CUSTOMER_LANE, NO_OWNER: palette.BOX}


def draw_owner_heads(pen: Pen, shades: Mapping[str, Shade]) -> None:
    canvas, subject, space = pen
    for step in space.grid.column:
        owner = owner_of(subject.flow, step)
        heading = heading_of(subject, owner)
        box = space.box(step)
        place = Rect(box.left, box.top - HEAD, box.width, HEAD)
        id = subject.id("step", step, "owner")
        look = Look("owner", fill=shades[owner], line=palette.BORDER, thickness=0.8)
        meaning = Meaning("\n".join(filter(None, heading)))
        canvas.shape(id, place, look, meaning=meaning)
        room = place.width - 14
        long = measure(heading.name, _SIZE, bold=True) > room
        type = Type("owner", inks_of(owner)[0], _SMALL if long else _SIZE, bold=not long)
        text = shorten(heading.name, room, type.size, bold=type.bold)
        words = Rect(place.left + 8, place.top + 2, room, 12)
        canvas.text(f"{id}.name", words, [text], type)
