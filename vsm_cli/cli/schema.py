"""`vsm schema`: the JSON Schema of the format, for editors."""

from pathlib import Path
from typing import Annotated

import typer

from vsm_cli.cli import output


def schema(
    output_file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout."),
    ] = None,
) -> int:
    """Print the JSON Schema of the definition format, for completion and checks in editors."""
    import json

    from vsm_cli.loading.schema import json_schema

    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if output_file:
        output.write_file(output_file, text)
    else:
        output.write(text)
    return 0
