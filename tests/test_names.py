"""No two public classes of one name: whoever reads a name knows which idea is meant."""

import ast
from collections import defaultdict
from pathlib import Path

import vsm_cli

# Names that stand twice, each with the reason; none so far.
ON_PURPOSE: dict[str, str] = {}


def test_no_public_class_has_a_twin() -> None:
    places = defaultdict(list)
    folder = Path(vsm_cli.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(folder).as_posix())
    assert len(places) > 200
    twins = {name: found for name, found in places.items() if len(found) > 1}
    assert twins.keys() == ON_PURPOSE.keys(), twins
