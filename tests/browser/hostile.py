"""The bank with names that are hard to show: some would be more than text, if a picture or page
took them for it, and some are longer than any box."""

import json
import re
from itertools import cycle
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
LONG = (
    "Bereitstellungsgenehmigungsverfahrensbeauftragtenstelle für Änderungen",
    "安全扫描与渗透测试以及发布前的全部合规检查工作（含外部审计）",
    "Approve the change request with everybody who might conceivably be concerned by it",
    "WWWWWWWWWW MMMMMMMMMM @@@@@@@@ 100 %",
    "集成 CI/CD 流水线 and deploy it to the production environment of every branch",
)
SAMPLES = Path(__file__).parents[2] / "samples"
_TEXTS = "name|via|trigger|value|customer|touchpoint|criteria|required-by"


def hostile_texts() -> dict[str, str]:
    """The files of the bank, each name a hostile one in turn."""
    return _renamed("bank", "name", HOSTILE)


def long_texts() -> dict[str, str]:
    """The files of the bank with defects, everything that people word longer than its place."""
    return _renamed("bank-defects", _TEXTS, LONG)


def _renamed(sample: str, keys: str, names: tuple[str, ...]) -> dict[str, str]:
    taken = cycle(names)

    def renamed(found: re.Match[str]) -> str:
        return f"{found[1]}{json.dumps(next(taken))}{found[2]}"

    in_braces = re.compile(rf"""([{{,] ?(?:{keys}): )[^,}}\n"]+([,}}])""")
    on_a_line = re.compile(rf"""^( *(?:- )?(?:{keys}): )[^{{\[\n#"]+?( +#|$)""", re.MULTILINE)
    texts = {}
    for file in sorted((SAMPLES / sample).rglob("*.yaml")):
        text = in_braces.sub(renamed, file.read_text(encoding="utf-8"))
        path = file.relative_to(SAMPLES / sample).as_posix()
        texts[path] = on_a_line.sub(renamed, text)
    return texts


def hostile_bank() -> Workspace:
    loaded = load_texts(hostile_texts())
    assert not loaded.findings
    return loaded.workspace
