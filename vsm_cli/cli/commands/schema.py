"""`vsm schema`: the JSON Schema of the format, for editors."""

from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output
from vsm_cli.cli.shared_arguments import ForceOption


def schema(
    output_file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout."),
    ] = None,
    force: ForceOption = False,
) -> int:
    """Print the JSON Schema of the definition format, for completion and checks in editors."""
    import json

    from vsm_cli.cli.suffixes import by_suffix
    from vsm_cli.cli.targets import target
    from vsm_cli.loading.json_schema import json_schema

    if output_file:
        by_suffix(output_file, {".json": "json"})
        file = target(output_file, force=force)
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if output_file:
        output.write_file(file, text)
    else:
        output.write(text)
    return 0
