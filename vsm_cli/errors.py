"""Why a run cannot go on: the few errors that end a command with exit code 2."""


class VsmError(Exception):
    """The job could not be done; the text says why and what to do next."""


class NothingFoundError(VsmError):
    """None of the given paths holds a definition of ours."""


class ConfigError(VsmError):
    """The `lint:` or `render:` section of a root's vsm.yaml cannot be used. `keys` lead to what is
    wrong, from the section on, where that is known."""

    def __init__(self, text: str, keys: tuple[str | int, ...] = ()) -> None:
        super().__init__(text)
        self.keys = keys


class EngineError(VsmError):
    """The drawing engine did not draw one picture that it was given; others may be well."""
