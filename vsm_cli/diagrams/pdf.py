"""Finished pictures as PDF: a page of each, and pages bound to a booklet.

Lines and letters stay what they are, with the fonts of this machine in the file. svg2pdf writes
fonts in any order; here they have one, so that the same picture gives the same bytes.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from vsm_cli.errors import EngineError, VsmError
from vsm_cli.language import message, tr

if TYPE_CHECKING:
    from pypdf import PageObject
    from svg2pdf_py import FontDatabase

# By which `-o` knows a file of ours, too.
PRODUCER = "vsm"

_NO_FONTS = message("no fonts are installed here, without which a PDF has no texts")
_NO_PDF = message("the PDF could not be made: {reason}")
_SIZE = re.compile(r'width="[^"]*" height="[^"]*"')


def page_of(svg: str, title: str, width: float, height: float) -> bytes:
    """A finished SVG as a PDF of one page, so large in points. Raises EngineError, and
    VsmError where there are no fonts."""
    import svg2pdf_py

    # It takes an inch for 96 points, unless the size has no unit.
    sized = _SIZE.sub(f'width="{width:.2f}" height="{height:.2f}"', svg, count=1)
    try:
        pdf = bytes(svg2pdf_py.svg_to_pdf(sized, _fonts()))
    except ValueError as error:
        raise EngineError(tr(_NO_PDF, reason=error)) from error
    return bound([pdf], title)


def bound(pages: Iterable[bytes], title: str) -> bytes:
    """PDFs of one page each as one document; of several, its table of contents has their titles."""
    from pypdf import PdfReader, PdfWriter

    book = PdfWriter()
    readers = [PdfReader(BytesIO(page)) for page in pages]
    for number, reader in enumerate(readers):
        (page,) = reader.pages
        _order_fonts(page)
        book.add_page(page)
        if len(readers) > 1 and reader.metadata:
            book.add_outline_item(title=reader.metadata.title or "", page_number=number)
    book.add_metadata({"/Title": title, "/Producer": PRODUCER})
    written = BytesIO()
    book.write(written)
    return written.getvalue()


def _order_fonts(page: "PageObject") -> None:
    from pypdf.generic import DictionaryObject

    resources = page["/Resources"]
    fonts = resources.get("/Font") if isinstance(resources, DictionaryObject) else None
    if isinstance(fonts, DictionaryObject):
        ordered = sorted(fonts.items())
        fonts.clear()
        fonts.update(ordered)


@lru_cache(maxsize=1)
def _fonts() -> "FontDatabase":
    from svg2pdf_py import FontDatabase

    fonts = FontDatabase.system()
    if not fonts.len():
        raise VsmError(tr(_NO_FONTS))
    return fonts
