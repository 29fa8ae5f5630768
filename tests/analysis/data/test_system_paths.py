"""Chains of paths against trying out every one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.analysis.models import PLACE
from vsm_cli.analysis.data.system_paths import PathNetwork
from vsm_cli.model.elements import SystemPath

SYSTEMS = "abcd"


def path(source: str, target: str, data: str | None, manual: bool) -> SystemPath:
    id_ = f"{source}->{target}"
    return SystemPath(
        id=id_,
        address=f"paths.{id_}",
        place=PLACE,
        source=source,
        target=target,
        data=(data,) if data else (),
        mode="manual" if manual else "automatic",
    )


paths = st.builds(
    path,
    st.sampled_from(SYSTEMS),
    st.sampled_from(SYSTEMS),
    st.sampled_from([None, "order", "bill"]),
    st.booleans(),
)


@given(st.lists(paths, max_size=5), st.booleans())
def test_best_chain(given_paths: list[SystemPath], backwards: bool) -> None:
    # Each by means of its own, so that none says another thing of the same way.
    given_paths = [replace(each, via=str(number)) for number, each in enumerate(given_paths)]

    def ends(path: SystemPath) -> list[tuple[str, str]]:
        both = [(path.source, path.target), (path.target, path.source)]
        return both if backwards else both[:1]

    def leads(chain: tuple[SystemPath, ...]) -> bool:
        here = {"a"}
        for each in chain:
            here = {onward for start, onward in ends(each) if start in here}
        return "b" in here

    def rank(chain: tuple[SystemPath, ...]) -> tuple[bool, int]:
        return any(each.mode == "manual" for each in chain), len(chain)

    carrying = [each for each in given_paths if each.carries("order")]
    chains = (c for n in range(1, len(carrying) + 1) for c in permutations(carrying, n))
    possible = [rank(chain) for chain in chains if leads(chain)]
    best = PathNetwork(given_paths).best(("a",), ("b",), "order", backwards=backwards)
    if best is None:
        assert not possible
    else:
        assert leads(best)
        assert rank(best) == min(possible)


def test_of_paths_that_contradict_each_other_the_one_counts_that_asks_for_more() -> None:
    automatic, manual = path("a", "b", "order", False), path("a", "b", "order", True)
    for both in ([automatic, manual], [manual, automatic]):
        assert PathNetwork(both).best(("a",), ("b",), "order") == (manual,)
    wide = replace(automatic, data=("order", "bill"))
    network = PathNetwork([wide, manual])
    assert network.best(("a",), ("b",), "order") == (manual,)
    assert network.best(("a",), ("b",), "bill") == (wide,)
