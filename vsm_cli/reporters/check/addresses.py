"""Where others find what a problem names: files in a checkout, manuals of rules on the web."""

import posixpath

HOME = "https://github.com/vsm-cli/vsm"


def rule_page(code: str, name: str) -> str | None:
    """The address of a rule's manual; None for the rules of others, which only they know."""
    return f"{HOME}/blob/main/docs/rules/{name}.md" if name and code.startswith("VSM") else None


def from_top(path: str, way: str) -> str:
    """A path as a CI service finds it; `way` leads from the top of its checkout to the working
    folder, which paths start from: `streams/a.yaml`, or `../a.yaml` further up."""
    return posixpath.normpath(posixpath.join(way, path)) if way else path
