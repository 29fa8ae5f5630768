"""`python -m vsm_cli` is `vsm`."""

import sys

if not sys.flags.safe_path:
    # Python would take modules and plugins from the working folder, where a stranger's may lie.
    del sys.path[0]

from vsm_cli.cli.main import run

run()
