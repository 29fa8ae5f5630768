"""What holds for every test: how long one example takes says more of the machine than of vsm, and
what earlier runs found is nobody's business."""

import os
import tempfile

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

_kept = tempfile.TemporaryDirectory(prefix="vsm-tests-")
os.environ["XDG_CACHE_HOME"] = _kept.name
