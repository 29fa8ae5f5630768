"""Fixes as edits of the text: every byte outside an edit stays as it is."""

import re
from collections.abc import Iterable

from vsm_cli.diagnostics import Edit
from vsm_cli.source.places import Span

_LINE_END = re.compile("\r\n|\n|\r")
_BYTE_ORDER_MARK = "\ufeff"


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; of two that overlap, only the first is made."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    if text.startswith(_BYTE_ORDER_MARK):
        # Columns of the first line count from behind the mark.
        starts[0] = 1
    spots = sorted((*_spot(edit.span, starts), edit.text) for edit in edits)
    result = []
    position = 0
    for start, end, new in spots:
        if start >= position:
            result += [text[position:start], new]
            position = end
    return "".join([*result, text[position:]])


def _spot(span: Span, starts: list[int]) -> tuple[int, int]:
    """From where to where a span reaches, as offsets into the text."""
    return (
        starts[span.line - 1] + span.column - 1,
        starts[span.end_line - 1] + span.end_column - 1,
    )
