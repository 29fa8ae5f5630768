"""`python -m vsm_cli` is `vsm`."""

from vsm_cli.cli.main import run

run()
