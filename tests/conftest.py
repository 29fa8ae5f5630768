"""What holds for every test: messages are English, whatever the machine speaks."""

from collections.abc import Iterator

import pytest

from vsm_cli.language import use


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    use("en")
    yield
    use("en")
