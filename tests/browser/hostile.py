"""The bank with names that would be more than text, if a picture or page took them for it."""

import json
import re
from pathlib import Path

from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "]]><img src=x onerror=window.hacked=1>",
    "javascript:window.hacked=1",
    "\"' onload=window.hacked=1 \\N \\",
    "</style></svg></title><script>window.hacked=1</script>",
    "{{ 7*7 }} {% raw %} &lt;b&gt; &amp;",
)
BANK = Path(__file__).parents[2] / "samples" / "bank"


def hostile_texts() -> dict[str, str]:
    """The files of the bank, each name a hostile one in turn, with links that run something."""
    count = 0

    def hostile(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{found[1]}{json.dumps(HOSTILE[count % len(HOSTILE)])}{found[3]}"

    texts = {}
    for file in sorted(BANK.rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"(\bname: )([^,}\n#]+?)([,}\n]| +#)", hostile, text)
        texts[file.relative_to(BANK).as_posix()] = text
    return texts


def hostile_bank() -> Workspace:
    loaded = load_texts(hostile_texts())
    assert not loaded.findings
    return loaded.workspace
