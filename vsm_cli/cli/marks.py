"""What tells a file that vsm wrote from other people's: a mark in it, which nothing else has.

Text ends with a line that says so, as a comment where the format has comments; a PNG, a PDF and a
workbook name vsm as their producer, which a PDF does from the start. SVG, JUnit, BPMN, JSON,
SARIF, GitLab's reports, the schema, tables and baselines are known by what they are made of.
"""

import json
import re
import struct
import zlib
from typing import Any

_NAME = "written by vsm"
_LINES = {
    "html": f"<!-- {_NAME} -->",
    "markdown": f"<!-- {_NAME} -->",
    "dot": f"// {_NAME}",
    "mermaid": f"%% {_NAME}",
    "full": f"# {_NAME}",
    "rich": f"# {_NAME}",
    "text": f"# {_NAME}",
}
_ENDS = tuple(line.encode() for line in _LINES.values())
_PNG, _PNG_HEAD = b"\x89PNG\r\n\x1a\n", 33  # the signature and the header, which comes first
_SOFTWARE = b"tEXtSoftware\0vsm"
_PRODUCER = b"/Producer (vsm"  # see `diagrams/pdf.py`
_STARTS = re.compile(
    rb'<svg [^>]*class="vsm(-times)?"'
    rb'|<\?xml [^>]*>\s*<testsuites name="vsm check"'
    rb'|<\?xml [^>]*>\s*<bpmn:definitions [^>]*exporter="vsm"'
    # Lines of `concise` and of `github`.
    rb"|[^\n]*:\d+:\d+: \S+ [A-Z]+\d+ "
    rb"|::(error|warning|notice) title=[A-Z]+\d+ "
    # An event log, and what was measured in one.
    rb"|case,time,activity,owner\r?\n|# Written by `vsm "
)
# How tables (CSV) begin, in English and in Chinese: nobody else has just these headings.
_TABLES = tuple(
    headings.encode()
    for headings in (
        "Stream,Id,Step,Description,", "价值流,标识,步骤,说明,",
        "Stream id,Stream name,Layer,", "价值流标识,价值流名称,层次,",
        "From stream,From step,Kind of link,", "自价值流,自步骤,联系种类,",
        '"Practice, with its steps in each stream"', "实践及其在各价值流中的步骤",
        "Level,Code,Rule,Problem,", "级别,代码,规则,问题,",
    )
)  # fmt: skip
_ZIP, _CORE = b"PK\x03\x04", "docProps/core.xml"
_AUTHOR = b"<dc:creator>vsm</dc:creator>"
_BASELINE = re.compile(rb"^\S+ [A-Z]+\d+ \S+ [0-9a-f]{32}$", re.M)
_SCHEMA = "Value stream definitions, version "


def marked(content: str | bytes, format: str) -> str | bytes:
    """A result as it goes into a file: with a mark, unless its format is known without one."""
    if isinstance(content, bytes):
        return _with_software(content) if format == "png" else content
    if format not in _LINES:
        return content
    # The empty line keeps it out of a table or a paragraph of Markdown.
    return f"{content.rstrip()}\n\n{_LINES[format]}\n"


def is_own(data: bytes) -> bool:
    """Whether vsm wrote this, or nobody anything."""
    text = data.strip()
    if not text or text.endswith(_ENDS) or _STARTS.match(data):
        return True
    if _BASELINE.search(data):  # in any line: a merge may have left its own above
        return True
    if data.startswith(_PNG):
        return _SOFTWARE in data[:200]
    if data.startswith(b"%PDF"):
        return _PRODUCER in data
    if data.removeprefix(b"\xef\xbb\xbf").startswith(_TABLES):
        return True
    if data.startswith(_ZIP):
        return _is_own_workbook(data)
    return text[:1] in (b"{", b"[") and _is_own_json(data)


def _is_own_workbook(data: bytes) -> bool:
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive, archive.open(_CORE) as core:
            return _AUTHOR in core.read(10_000)
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError, zlib.error):
        return False


def _is_own_json(data: bytes) -> bool:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    if isinstance(value, list):
        return all(map(_is_gitlab, value))
    if str(value.get("title", "")).startswith(_SCHEMA):
        return True
    if value.get("version") == "2.1.0":
        return _is_sarif(value)
    # Other people's JSON has a version, too.
    return value.get("version") == 1 and ("streams" in value or "diagnostics" in value)


def _is_sarif(value: dict[str, Any]) -> bool:
    try:
        return all(run["tool"]["driver"]["name"] == "vsm" for run in value["runs"])
    except (KeyError, TypeError):
        return False


def _is_gitlab(problem: object) -> bool:
    """Whether a problem of a Code Quality report is ours; other tools write such reports, too."""
    from vsm_cli.rules import ALL_RULES

    if not isinstance(problem, dict):
        return False
    names = {known for rule in ALL_RULES for known in (rule.code, rule.name)}
    return problem.get("check_name") in names


def _with_software(png: bytes) -> bytes:
    """The image with a text chunk behind its header."""
    chunk = struct.pack(">I", len(_SOFTWARE) - 4) + _SOFTWARE
    return b"".join(
        (png[:_PNG_HEAD], chunk, struct.pack(">I", zlib.crc32(_SOFTWARE)), png[_PNG_HEAD:])
    )
