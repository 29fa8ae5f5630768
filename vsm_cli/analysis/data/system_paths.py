"""Chains of defined paths: how data can get from one set of systems to another."""

from collections import deque
from collections.abc import Sequence

from vsm_cli.analysis.data.path_conflicts import outweighed
from vsm_cli.analysis.memo import remembered
from vsm_cli.model.elements import SystemPath
from vsm_cli.model.workspace import Workspace

Chain = tuple[SystemPath, ...]


class PathNetwork:
    """The paths of a workspace, searched for chains; every answer is remembered.

    A path of which one end could not be read is part of no chain, nor is one where another path
    says that the same takes people's hands or longer.
    """

    def __init__(self, paths: Sequence[SystemPath]) -> None:
        self._outweighed = outweighed(paths)
        self._leaving: dict[str, list[SystemPath]] = {}
        self._arriving: dict[str, list[SystemPath]] = {}
        self._found: dict[tuple[object, ...], Chain | None] = {}
        self._half_known: list[SystemPath] = []
        for path in paths:
            if not (path.source and path.target):
                self._half_known.append(path)
                continue
            self._leaving.setdefault(path.source, []).append(path)
            self._arriving.setdefault(path.target, []).append(path)

    def best(
        self,
        sources: tuple[str, ...],
        targets: tuple[str, ...],
        data: str | None = None,
        *,
        backwards: bool = False,
    ) -> Chain | None:
        """The chain from any of `sources` to any of `targets`, whose every path carries
        `data` (None: whatever it carries); None where there is none.

        An automatic chain goes before one with a manual path, then a short one before a
        long one. With `backwards`, paths may also be used against their direction.
        """
        key = (sources, targets, data, backwards)
        if key not in self._found:
            automatic = self._shortest(sources, targets, data, backwards, automatic=True)
            self._found[key] = automatic or self._shortest(
                sources, targets, data, backwards, automatic=False
            )
        return self._found[key]

    def might_lead(
        self, sources: tuple[str, ...], targets: tuple[str, ...], data: str | None = None
    ) -> bool:
        """Whether a path with an unreadable end may be what is missing from a chain."""
        return any(
            (data is None or path.carries(data))
            and (not path.source or self._leads(sources, (path.source,), data))
            and (not path.target or self._leads((path.target,), targets, data))
            for path in self._half_known
        )

    def _leads(self, sources: tuple[str, ...], targets: tuple[str, ...], data: str | None) -> bool:
        same = any(system in targets for system in sources)
        return same or self.best(sources, targets, data) is not None

    def _takes(self, path: SystemPath, data: str | None) -> bool:
        less = self._outweighed.get(path)
        if less is not None and (not less or data in less):
            return False
        return data is None or path.carries(data)

    def _shortest(
        self,
        sources: tuple[str, ...],
        targets: tuple[str, ...],
        data: str | None,
        backwards: bool,
        *,
        automatic: bool,
    ) -> Chain | None:
        seen = set(sources)
        todo = deque[tuple[str, Chain]]((system, ()) for system in sources)
        while todo:
            system, chain = todo.popleft()
            onward = [(path.target, path) for path in self._leaving.get(system, ())]
            if backwards:
                onward += [(path.source, path) for path in self._arriving.get(system, ())]
            for reached, path in onward:
                if reached in seen or (automatic and path.mode == "manual"):
                    continue
                if not self._takes(path, data):
                    continue
                if reached in targets:
                    return (*chain, path)
                seen.add(reached)
                todo.append((reached, (*chain, path)))
        return None


@remembered
def path_network(workspace: Workspace) -> PathNetwork:
    """The paths of a workspace, ready to be searched."""
    return PathNetwork(workspace.paths)
