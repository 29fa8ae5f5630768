"""What analysing gave, for commands that analyse the same paths again and again."""

from dataclasses import dataclass, field

from vsm_cli.loading.earlier import Earlier
from vsm_cli.source.reading import Readings


@dataclass(repr=False)
class Memory:
    """Files by name, and the last load of each workspace by its root: what has not changed is
    neither read nor built again, and what was worked out from it is still known."""

    readings: Readings = field(default_factory=dict)
    loads: dict[str, Earlier] = field(default_factory=dict)

    def of(self, root: str) -> Earlier:
        """What is known of the workspace at a root."""
        return self.loads.setdefault(root, Earlier())
