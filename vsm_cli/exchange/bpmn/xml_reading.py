"""XML of strangers into elements: no document types, and neither too deep nor too much."""

import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from vsm_cli.errors import VsmError
from vsm_cli.language import message, tr

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
# What `vsm export` adds to elements: their ids here (`id`), and whether a name is `made`.
VSM = "{urn:vsm:bpmn:1}"
MOST_BYTES = 10_000_000
MOST_DEPTH = 200
MOST_ELEMENTS = 500_000

_LARGE = message("{file} is larger than {most} MB, which is the most that is read")
_DTD = message("{file} declares its own document type, which is not read")
_DEEP = message("{file}: more than {most} elements lie within each other")
_MANY = message("{file} has more than {most} elements, which is the most that is read")
_BROKEN = message("{file} is no XML: {reason}")
_ENCODING = message("{file} is written in an encoding that is not read; save it as UTF-8")
_OTHER = message("{file} is no BPMN 2.0: it begins with the element {element}")

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
# Those that expat does not know, and that may be met.
_BY_PYTHON = {"gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"}


def parse(data: bytes, file: str) -> Element:
    """The `definitions` of a file. Raises VsmError for what is no BPMN 2.0, or nobody should
    read."""
    if len(data) > MOST_BYTES:
        raise VsmError(tr(_LARGE, file=file, most=MOST_BYTES // 1_000_000))
    parser = XMLParser(target=_Builder(file))
    try:
        parser.feed(_decoded(data))
        root: Element = parser.close()
    except ParseError as error:
        raise VsmError(tr(_BROKEN, file=file, reason=str(error))) from None
    except (ValueError, LookupError):
        raise VsmError(tr(_ENCODING, file=file)) from None
    if root.tag != f"{BPMN}definitions":
        raise VsmError(tr(_OTHER, file=file, element=root.tag[:200]))
    return root


def _decoded(data: bytes) -> bytes | str:
    declared = _DECLARED.match(data)
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    if name not in _BY_PYTHON:
        return data
    # GB18030 holds the two others, of which tools often write more than they declare.
    return data.decode("gb18030" if name.startswith("gb") else name)


class _Builder(TreeBuilder):
    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._depth = self._count = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        # Entities could be made to grow without end, or to read other files.
        raise VsmError(tr(_DTD, file=self._file))

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > MOST_DEPTH:
            raise VsmError(tr(_DEEP, file=self._file, most=MOST_DEPTH))
        if self._count > MOST_ELEMENTS:
            raise VsmError(tr(_MANY, file=self._file, most=MOST_ELEMENTS))
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def kind_of(element: Element) -> str:
    """What an element of BPMN is called; empty for one of another vocabulary."""
    return element.tag.removeprefix(BPMN) if element.tag.startswith(BPMN) else ""


def words_of(element: Element, attribute: str = "name") -> str:
    """A text of one line as a person reads it."""
    return one_line(element.get(attribute, ""))


def one_line(text: str) -> str:
    return " ".join(text.split())


def text_of(element: Element | None) -> str:
    """All that is written in an element, without empty lines."""
    if element is None:
        return ""
    lines = map(one_line, "".join(element.itertext()).splitlines())
    return "\n".join(filter(None, lines))


def children_of(element: Element, kind: str) -> list[Element]:
    return element.findall(f"{BPMN}{kind}")
