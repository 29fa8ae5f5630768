"""What several tests of the command line begin with."""

from pathlib import Path

import pytest

from tests.cli.workspaces import streams
from tests.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two states of a workspace, with a folder in it that may become anything."""
    made = Repository(tmp_path / "checkout")
    attributes = "*.yaml filter=planted diff=planted\n*.yml filter=process\n"
    made.write({"vsm.yaml": streams("one"), "evil/vsm.yaml": streams("planted")})
    made.write({"more/two.yml": streams("two", owner="ops"), ".gitattributes": attributes})
    made.commit()
    made.write({"vsm.yaml": streams("one", "other"), ".gitignore": "drafts/\n"})
    made.commit()
    return made
