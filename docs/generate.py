"""Writes the generated pages: rules, format reference, command line, schema, pictures.

`python docs/generate.py` writes them; with `--check` nothing is written, the files that are not
current are named, and the exit code is 1 if there are any.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from reference import commands, file_format, gallery, layers, rules, words

from vsm_cli.language import spoken

DOCS = Path(__file__).resolve().parent
# Folders that hold nothing but generated files: anything else in them is left over.
OURS = ("rules", "pictures", "zh/rules", "zh/pictures")


def pages() -> dict[str, str]:
    """Every generated file, by its path below docs/."""
    return {
        **rule_pages("rules"),
        **in_chinese(),
        "format-reference.md": file_format.reference(),
        "cli-reference.md": commands.reference(),
        "glossary.md": words.glossary(),
        "schema.json": file_format.schema_text(),
        "gallery.md": gallery.gallery(),
        **gallery.drawn(),
        layers.PICTURE: layers.picture(),
    }


def rule_pages(folder: str) -> dict[str, str]:
    manuals = {f"{folder}/{name}.md": text for name, text in rules.manuals()}
    return {f"{folder}/README.md": rules.overview(), **manuals}


def in_chinese() -> dict[str, str]:
    with spoken("zh"):
        return {
            **rule_pages("zh/rules"),
            "zh/format-reference.md": file_format.reference(),
            "zh/cli-reference.md": commands.reference(),
            "zh/glossary.md": words.glossary(),
            "zh/gallery.md": gallery.gallery(),
            **{f"zh/{name}": picture for name, picture in gallery.drawn().items()},
        }


def stale(expected: dict[str, str]) -> Iterator[Path]:
    """The files that `write` would write or remove, in order of path."""
    for name in sorted(expected.keys() | leftovers(expected)):
        path = DOCS / name
        wanted = expected.get(name)
        if wanted is None or not path.is_file() or path.read_bytes() != wanted.encode():
            yield path


def leftovers(expected: dict[str, str]) -> set[str]:
    """Files of a rule or a picture that is no more."""
    found = {
        path.relative_to(DOCS).as_posix()
        for folder in OURS
        for path in (DOCS / folder).rglob("*")
        if path.is_file()
    }
    return found - expected.keys()


def write(expected: dict[str, str]) -> None:
    for path in list(stale(expected)):
        text = expected.get(path.relative_to(DOCS).as_posix())
        if text is None:
            path.unlink()
            print(f"removed {shown(path)}")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        print(f"wrote {shown(path)}")


def shown(path: Path) -> str:
    return path.relative_to(DOCS.parent).as_posix()


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    expected = pages()
    if not arguments:
        write(expected)
        return 0
    found = list(stale(expected))
    for path in found:
        print(f"{shown(path)} is not current: write it again with `make docs`")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
