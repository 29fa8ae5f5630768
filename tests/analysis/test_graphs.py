"""Circles and gates of graphs, against their definitions."""

from hypothesis import given
from hypothesis import strategies as st

from vsm_cli.analysis.components import components
from vsm_cli.analysis.flow.dominance import Dominance
from vsm_cli.analysis.reachable import reachable

_NODES = "abcdefg"
Graph = dict[str, list[str]]
graphs = st.fixed_dictionaries(
    {node: st.lists(st.sampled_from((*_NODES, "end")), max_size=3) for node in _NODES}
)


def _reached(graph: Graph, starts: list[str], without: str = "") -> set[str]:
    seen: set[str] = set()
    todo = [node for node in starts if node != without]
    while todo:
        node = todo.pop()
        if node in graph and node not in seen:
            seen.add(node)
            todo += [target for target in graph[node] if target != without]
    return seen


@given(graphs)
def test_nodes_that_lead_to_each_other_are_one_component_and_edges_lead_to_higher_ones(
    graph: Graph,
) -> None:
    number = components(graph)
    beyond = {node: _reached(graph, [node]) for node in graph}
    for one in graph:
        for other in graph:
            together = other in beyond[one] and one in beyond[other]
            assert (number[one] == number[other]) == together
            if other in beyond[one]:
                assert number[one] <= number[other]


def test_a_chain_of_any_length_is_no_recursion() -> None:
    assert len(set(components({str(n): [str(n + 1)] for n in range(5000)}).values())) == 5000


@given(graphs, st.lists(st.sampled_from(_NODES), min_size=1, max_size=2, unique=True))
def test_behind_a_gate_is_what_cannot_be_reached_without_it(graph: Graph, roots: list[str]) -> None:
    found = Dominance(graph, roots)
    reached = _reached(graph, roots)
    for gate in reached:
        behind = reached - _reached(graph, roots, without=gate)
        assert found.behind(gate) == behind
        assert {node for node in reached if found.is_behind(node, gate)} == behind


@given(graphs, st.lists(st.sampled_from(_NODES)))
def test_reachable_is_all_that_starts_lead_to_and_nothing_before_what_leads_to_it(
    graph: Graph, starts: list[str]
) -> None:
    found = list(reachable(starts, lambda node: graph.get(node, ())))
    assert len(set(found)) == len(found)
    assert set(starts) <= set(found)
    for number, node in enumerate(found):
        assert set(graph.get(node, ())) <= set(found)
        assert node in starts or any(node in graph.get(n, ()) for n in found[:number])
