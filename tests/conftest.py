"""What holds for every test: how long one example takes says more of the machine than of vsm, what
earlier runs found is nobody's business, and it is always the same day."""

import os
import tempfile

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# 2026-07-01: what is due, or was mapped, is so whenever the tests run.
os.environ["SOURCE_DATE_EPOCH"] = "1782864000"

_kept = tempfile.TemporaryDirectory(prefix="vsm-tests-")
os.environ["XDG_CACHE_HOME"] = _kept.name
