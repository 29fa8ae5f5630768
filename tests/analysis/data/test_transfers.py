"""What passes over routes and links, as rules and diagrams ask for it."""

from vsm_cli.analysis.data.transfers import Transfer, transfer_of, transfers
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

BASE = """
vsm: 1
teams: {desk: , hosting: {external: true}}
systems: {a: , b: , c: , d: }
data: {order: , bill: , box: {tangible: true}}
"""


def workspace(text: str) -> Workspace:
    return load_texts({"test.yaml": BASE + text}).workspace


def between(given: Workspace, source: str, target: str) -> Transfer:
    [found] = [t for t in transfers(given) if (t.source.id, t.target.id) == (source, target)]
    return found


def two_steps(source: str, target: str, paths: str = "[]") -> Transfer:
    given = workspace(
        f"paths: {paths}\nstreams: {{s: {{steps: {{x: {{{source}}}, y: {{{target}}}}}}}}}\n"
    )
    return between(given, "x", "y")


def test_shared_system_needs_no_path() -> None:
    transfer = two_steps("systems: [a, b]", "systems: b", "[{from: a, to: b}]")
    assert (transfer.state, transfer.paths) == ("shared", ())


def test_automatic_chain_goes_before_a_shorter_manual_one() -> None:
    paths = "[{from: a, to: b, mode: manual}, {from: a, to: c}, {from: c, to: b}]"
    transfer = two_steps("systems: a", "systems: b", paths)
    assert transfer.state == "carried"
    assert [path.id for path in transfer.paths] == ["a->c", "c->b"]
    assert not transfer.manual


def test_manual_where_there_is_no_other() -> None:
    paths = "[{from: a, to: c, mode: manual}, {from: c, to: b}]"
    assert two_steps("systems: a", "systems: b", paths).manual


def test_each_data_takes_its_own_way() -> None:
    paths = "[{from: a, to: b, data: order}, {from: a, to: c, data: bill}, {from: c, to: b}]"
    transfer = two_steps(
        "systems: a, outputs: [order, bill, box]", "systems: b, inputs: [bill, order, box]", paths
    )
    assert transfer.data == ("order", "bill")
    assert [(w.data, [p.id for p in w.paths]) for w in transfer.ways] == [
        ("order", ["a->b"]),
        ("bill", ["a->c", "c->b"]),
    ]
    assert [path.id for path in transfer.paths] == ["a->b", "a->c", "c->b"]


def test_lost_data_is_named_and_its_chain_is_not_used() -> None:
    transfer = two_steps(
        "systems: a, outputs: [order, bill]",
        "systems: b, inputs: [order, bill]",
        "[{from: a, to: b, data: order}]",
    )
    assert (transfer.state, transfer.lost) == ("not-carried", ("bill",))
    assert [path.id for path in transfer.paths] == ["a->b"]


def test_defined_paths_of_a_customer_are_shown() -> None:
    customer = "owner: customer, touchpoint: portal, systems: a"
    assert two_steps(customer, "systems: b", "[{from: a, to: b}]").state == "carried"
    excused = two_steps(customer, "systems: b")
    assert (excused.state, excused.exemption) == ("exempt", "outside")


def test_exemptions() -> None:
    assert two_steps("systems: a, outputs: []", "systems: b").exemption == "nothing-moves"
    assert two_steps("systems: a, outputs: box", "systems: b").exemption == "tangible"
    assert two_steps("systems: a", "inputs: order").exemption == "unnamed"
    assert two_steps("systems: [a, nowhere]", "systems: b").exemption == "unread"
    assert two_steps("systems: a", "systems: b", "[{from: a, to: nowhere}]").exemption == "unread"


def test_a_half_known_path_excuses_only_what_it_may_join() -> None:
    paths = "[{from: a, to: nowhere, data: bill}, {from: nowhere, to: d}]"
    transfer = two_steps("systems: c, outputs: order", "systems: b, inputs: order", paths)
    assert transfer.state == "missing"
    data = "systems: a, outputs: order", "systems: b, inputs: order"
    assert two_steps(*data, paths).state == "missing"
    onward = "[{from: a, to: nowhere}, {from: c, to: b, data: bill}]"
    assert two_steps("systems: a", "systems: b", onward).exemption == "unread"


LINKED = """
streams:
  s:
    steps:
      x:
        systems: a
        starts: [{stream: t, data: order}, {stream: empty}]
        uses: [t, {stream: t, wait: true}]
      y: {systems: a, next: {x: 10%, end: }}
  t:
    steps:
      first: {systems: b, entry: true, next: end}
      second: {systems: a, entry: true}
  empty: {}
"""


def test_links_come_in_at_the_best_entry() -> None:
    given = workspace(LINKED)
    step = given.streams["s"].steps["x"]
    link = transfer_of(given, step.starts[0])
    assert link is not None
    assert link.is_link
    assert (link.target_stream.id, link.target.id, link.state) == ("t", "second", "shared")
    assert transfer_of(given, step.starts[1]) is None
    assert transfer_of(given, step.uses[0]) is None
    assert transfer_of(given, step.uses[1]) is not None


def test_routes_with_rework_but_not_to_the_end() -> None:
    given = workspace(LINKED)
    routes = [(t.source.id, t.target.id, t.rework) for t in transfers(given) if not t.is_link]
    assert routes == [("x", "y", False), ("y", "x", True)]
