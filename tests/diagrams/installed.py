"""What a fresh machine lacks: tests that need it are skipped there."""

import shutil

import pytest

needs_graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="needs an installed Graphviz")
