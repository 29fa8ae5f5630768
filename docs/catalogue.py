"""Keeps the Chinese catalogue current: every text that people read, and nothing else.

`python docs/catalogue.py` brings vsm_cli/locale/zh/LC_MESSAGES/vsm.po up to date, with an empty
translation for what is new. With `--check` nothing is written, the exit code is 1 where the file
is not current, and what has no translation yet is told; with `--release` that is a fault as well.
Babel reads and writes the format.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import typer
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from vsm_cli.cli.main import application
from vsm_cli.cli.usage_in_language import paragraphs
from vsm_cli.language import CATALOGUES, DOMAIN
from vsm_cli.lint.manual import texts_of
from vsm_cli.loading.json_schema import WRITTEN_OTHERWISE, json_schema, shape_schema
from vsm_cli.rules import ALL_RULES

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = CATALOGUES / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"

Text = str | tuple[str, str]


def texts() -> Iterator[tuple[Text, str]]:
    """Every text, or singular and plural, with the file that it stands in."""
    yield from templates()
    yield from proses()


def templates() -> Iterator[tuple[Text, str]]:
    """The texts with fields in braces."""
    for file in sorted((ROOT / "vsm_cli").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "message" or (
                    node.func.id in ("tr", "fill") and isinstance(node.args[0], ast.Constant)
                ):
                    yield ast.literal_eval(node.args[0]), name
                elif node.func.id == "forms":
                    one, many = map(ast.literal_eval, node.args)
                    yield (one, many), name


def proses() -> Iterator[tuple[str, str]]:
    """The texts in which braces are braces: manuals of rules, help of commands."""
    for rule in ALL_RULES:
        module = sys.modules[rule.check.__module__] if rule.check else None
        place = Path(module.__file__ or "") if module else ROOT / "vsm_cli" / "rules" / "reading"
        for text in texts_of(rule.manual):
            yield text, place.relative_to(ROOT).as_posix()
    for shape in (json_schema(chinese_keys=False), *map(shape_schema, WRITTEN_OTHERWISE)):
        yield from ((text, "vsm_cli/loading/shapes") for text in descriptions(shape))
    yield from ((text, "vsm_cli/cli") for text in helps(typer.main.get_command(application())))


def descriptions(schema: Any) -> Iterator[str]:
    """What a JSON Schema says about its keys."""
    for key, part in schema.items() if isinstance(schema, dict) else ():
        if key == "description" and isinstance(part, str):
            yield part
        else:
            yield from descriptions(part)
    for part in schema if isinstance(schema, list) else ():
        yield from descriptions(part)


def helps(command: Any) -> Iterator[str]:
    """The help of a command, its parameters, and all commands below it."""
    for help in (command.help, *(getattr(each, "help", None) for each in command.params)):
        yield from paragraphs(help or "")
    for below in getattr(command, "commands", {}).values():
        yield from helps(below)


def current() -> Catalog:
    """The catalogue with every text of today, and the translations that there are."""
    with CATALOGUE.open("rb") as file:
        known = read_po(file, locale="zh")
    found = Catalog(locale="zh", project="vsm", header_comment="# Chinese for vsm.", fuzzy=False)
    for text, place in texts():
        found.add(text, locations=[(place, None)])
    plain = {text for text, _ in proses()}
    for each in found:
        # Fields stand in braces; `80% on` is no format.
        each.flags.discard("python-format")
        if each.id in plain:
            each.flags.discard("python-brace-format")
        old = known.get(each.id[0] if isinstance(each.id, tuple) else each.id)
        if each.id and old:
            each.string = old.string
    return found


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a file that is the same for the same texts: no dates, no lines."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True, include_lineno=False, sort_by_file=True)
    return _HEADER + buffer.getvalue()


_HEADER = b"""\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: zh\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"], ["--release"]):
        print("usage: python docs/catalogue.py [--check | --release]", file=sys.stderr)
        return 2
    catalogue = current()
    content = written(catalogue)
    missing = [each for each in catalogue if each.id and not any(_strings(each.string))]
    if not arguments:
        CATALOGUE.write_bytes(content)
        print(f"{CATALOGUE.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} to translate")
        return 0
    stale = content != CATALOGUE.read_bytes()
    if stale:
        print("the Chinese catalogue is not current: `make translations` brings it up to date")
    for each in missing:
        print(f"without translation: {each.id!r}")
    return int(stale or (bool(missing) and arguments == ["--release"]))


def _strings(string: object) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (str(string or ""),)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
