"""Repeated acceptances as groups: what a bracket joins and a report lists."""

from vsm_cli.analysis.flow.acceptances import acceptances, deciding_teams, repeated_acceptances
from vsm_cli.loading import load_texts
from vsm_cli.model.workspace import Workspace

TEXT = """
vsm: 1
teams: {dev: , ops: }
roles: {tester: {team: dev}}
data: {release: , contract: }
streams:
  make:
    steps:
      test: {owner: tester, accepts: {release: all tests pass, contract: }}
      look: {owner: ops, accepts: {release: nice to look at}}
      check: {owner: dev, accepts: {release: All tests pass}}
      sign: {owner: customer, accepts: {release: }, starts: launch}
  launch:
    steps:
      decide: {accepts: release}
  elsewhere:
    steps:
      one: {accepts: contract}
      two: {accepts: contract}
"""


def workspace(text: str = TEXT) -> Workspace:
    return load_texts({"test.yaml": text}).workspace


def test_groups() -> None:
    groups = repeated_acceptances(workspace())
    assert [(g.data, [each.step.id for each in g.members]) for g in groups] == [
        ("release", ["test", "look", "check", "sign", "decide"]),
        ("contract", ["one", "two"]),
    ]


def test_one_repetition_for_each_that_repeats() -> None:
    release, _ = repeated_acceptances(workspace())
    repeated = {r.later.step.id: [e.step.id for e in r.earlier] for r in release.repetitions}
    assert repeated == {
        "check": ["test"],
        "sign": ["test", "look", "check"],
        # Of another stream only the last one before.
        "decide": ["sign"],
    }


def test_teams() -> None:
    given = workspace()
    release, contract = repeated_acceptances(given)
    assert deciding_teams(given, release.members) == ("dev", "ops", "customer")
    assert deciding_teams(given, contract.members) == ()


def test_all_acceptances() -> None:
    assert len(list(acceptances(workspace()))) == 8


def chain(streams: int) -> Workspace:
    """Each stream accepts its own and starts the next one."""
    parts = [
        f"  s{n}: {{steps: {{x: {{accepts: {{release: '{n % 15}'}}, starts: s{n + 1}}}}}}}\n"
        for n in range(streams)
    ]
    last = f"  s{streams}: {{steps: {{x: {{accepts: {{release: last}}}}}}}}\n"
    return workspace(f"vsm: 1\ndata: {{release: }}\nstreams:\n{''.join(parts)}{last}")


def test_a_way_ends_after_ten_streams() -> None:
    assert repeated_acceptances(chain(40)) == ()


def test_streams_that_wait_for_one_another() -> None:
    """A circle of links and of waiting ends; what is accepted once in it repeats nothing."""
    given = workspace("""
vsm: 1
data: {release: }
streams:
  a: {steps: {x: {accepts: release, wait: 1h, uses: {stream: b, wait: true}, starts: c}}}
  b: {steps: {x: {wait: 1h, uses: {stream: a, wait: true}}}}
  c: {steps: {x: {starts: [a, c]}}}
""")
    assert repeated_acceptances(given) == ()


def test_deep_nesting_of_waiting() -> None:
    parts = [
        f"  s{n}: {{steps: {{x: {{uses: {{stream: s{n + 1}, wait: true}}}}}}}}\n"
        for n in range(2000)
    ]
    text = (
        "vsm: 1\ndata: {release: }\nstreams:\n"
        "  start: {steps: {x: {accepts: release, starts: s0}}}\n"
        + "".join(parts)
        + "  s2000: {steps: {x: {accepts: release}}}\n"
    )
    assert repeated_acceptances(workspace(text)) == ()
