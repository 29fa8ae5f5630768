"""Texts compared with files: `UPDATE_EXPECTED=1` writes what is said now, for review."""

import os
from pathlib import Path

HERE = Path(__file__).parent


def assert_expected(name: str, text: str) -> None:
    """`text` is what `expected/NAME` holds."""
    expected = HERE / "expected" / name
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def definition(name: str) -> str:
    return (HERE / "definitions" / f"{name}.yaml").read_text(encoding="utf-8")
