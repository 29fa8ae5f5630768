"""What holds for every test: how long one example takes says more of the machine than of vsm."""

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
