"""Workspaces of one shape each that grow: what `growth` measures.

Each takes a size and gives the text of one definition whose length grows with the size; where
everything is tied to everything, the size counts the ties, not the ends.
"""

from collections.abc import Callable, Iterable
from math import isqrt

Shape = Callable[[int], str]

_HEAD = """\
vsm: 1
calendar: {day: 8h, week: 5d}
teams:
  desk: {name: Service desk, size: 6}
  platform: {name: Platform team, size: 8}
systems: {tickets: {name: Tickets, owner: desk}, jobs: {name: Jobs, owner: platform}}
data: {record: {name: Record, master: tickets}}
"""
_OWNERS = ("desk", "platform")
_SYSTEMS = ("tickets", "jobs")


def _step(name: str, number: int, more: str = "") -> str:
    """A step with all that most steps have, and `more` keys."""
    kind = number % 7 // 4
    return (
        f"      {name}: {{owner: {_OWNERS[kind]}, systems: {_SYSTEMS[kind]}, process: {5 + kind}m,"
        f" wait: {1 + number % 5}h, complete-accurate: {95 + number % 5}%,"
        f" practices: incident-management{more}}}\n"
    )


def _stream(name: str, steps: Iterable[str], more: str = "") -> str:
    return (
        f"  {name}:\n    layer: core\n    owner: desk\n    demand: 10/week\n{more}    steps:\n"
        + "".join(steps)
    )


def _one(steps: Iterable[str], more: str = "") -> str:
    return f"{_HEAD}streams:\n{_stream('all', steps, more)}"


def chain(size: int) -> str:
    """So many steps one after the other."""
    more = f"    delivered-at: s{size // 2}\n"
    return _one((_step(f"s{n}", n) for n in range(size)), more)


def rework(size: int) -> str:
    """So many steps, every tenth of which sends a little back five steps, and one to the start."""

    def way(n: int) -> str:
        if n == size - 1:
            return ", next: {s0: 5%, end: }"
        return f", next: {{s{n - 5}: 2%, s{n + 1}: }}" if n % 10 == 9 else ""

    more = f"    delivered-at: s{size // 2}\n"
    return _one((_step(f"s{n}", n, way(n)) for n in range(size)), more)


def complete(size: int) -> str:
    """Steps with so many routes, from each to every other, with an unknown split."""
    steps = isqrt(size)

    def ways(n: int) -> str:
        return ", ".join(f"s{other}: " for other in range(steps) if other != n)

    return _one(_step(f"s{n}", n, f", next: {{{ways(n)}}}") for n in range(steps))


def forks(size: int) -> str:
    """So many steps: forks one after the other, each into three branches of four steps, one of
    which forks again; and one fork with a tenth of the steps as branches."""
    wide = size // 10
    steps = [_step("s0", 0, f", next: [{', '.join(f'w{n}' for n in range(wide))}]")]
    steps += [_step(f"w{n}", n, ", next: f0") for n in range(wide)]
    for n in range((size - wide) // 12):
        steps += [
            _step(f"f{n}", n, f", next: [a{n}, b{n}, c{n}]"),
            _step(f"a{n}", n),
            _step(f"aa{n}", n, f", next: f{n + 1}"),
            _step(f"b{n}", n, f", next: [d{n}, e{n}]"),
            _step(f"d{n}", n),
            _step(f"dd{n}", n, f", next: g{n}"),
            _step(f"e{n}", n),
            _step(f"ee{n}", n),
            _step(f"g{n}", n, f", next: f{n + 1}"),
            _step(f"c{n}", n),
            _step(f"cc{n}", n),
            _step(f"ccc{n}", n, f", next: f{n + 1}"),
        ]
    return _one([*steps, _step(f"f{(size - wide) // 12}", 0)])


def stranded(size: int) -> str:
    """So many steps, most of which no item reaches, and loops that no way leads out of."""

    def way(n: int) -> str:
        if n % 4 == 3:
            return f", next: s{n - 1}" if n % 8 == 3 else ", next: end"
        return ""

    return _one(_step(f"s{n}", n, way(n)) for n in range(size))


def streams(size: int) -> str:
    """So many streams of six steps each."""
    return f"{_HEAD}streams:\n" + "".join(
        _stream(f"a{n}", [_step(f"s{m}", m) for m in range(6)]) for n in range(size)
    )


def linked(size: int) -> str:
    """Streams with so many links, from each to every other."""
    count = isqrt(size)

    def starts(n: int) -> str:
        others = (f"{{stream: a{m}, share: 1%}}" for m in range(count) if m != n)
        return f", outputs: record, starts: [{', '.join(others)}]"

    return f"{_HEAD}streams:\n" + "".join(
        _stream(f"a{n}", [_step("x", 0, ", inputs: record"), _step("y", 1, starts(n))])
        for n in range(count)
    )


def awaited(size: int) -> str:
    """So many streams, each of which waits for the next."""

    def use(n: int) -> str:
        return f", uses: {{stream: a{n + 1}, wait: true}}" if n < size - 1 else ""

    return f"{_HEAD}streams:\n" + "".join(
        _stream(f"a{n}", [f"      x: {{owner: desk, process: 5m{use(n)}}}\n", _step("y", 1)])
        for n in range(size)
    )


def teams(size: int) -> str:
    """Teams with so many hand-offs, from each to every other, in a stream of each team."""
    count = isqrt(size)
    named = "".join(f"  t{n}: {{name: Team {n}, size: 9}}\n" for n in range(count))

    def steps(n: int) -> Iterable[str]:
        for m in range(count):
            if m != n:
                yield f"      a{m}: {{owner: t{n}, process: 5m}}\n"
                yield f"      b{m}: {{owner: t{m}, process: 5m, wait: 1h}}\n"

    return f"vsm: 1\nteams:\n{named}streams:\n" + "".join(
        f"  a{n}:\n    layer: core\n    owner: t{n}\n    demand: 10/week\n    steps:\n"
        + "".join(steps(n))
        for n in range(count)
    )


def systems(size: int) -> str:
    """So many systems with a way from each to the next, data on it, and a step at each."""
    named = "".join(f"  y{n}: {{name: System {n}, owner: desk}}\n" for n in range(size))
    data = "".join(f"  d{n}: {{name: Data {n}, master: y{n}}}\n" for n in range(size))
    paths = "".join(
        f"  - {{from: y{n}, to: y{n + 1}, data: d{n}, via: API, owner: desk}}\n"
        for n in range(size - 1)
    )
    steps = "".join(
        f"      s{n}: {{owner: desk, systems: y{n}, process: 5m, outputs: d{n}"
        f"{f', inputs: d{n - 1}' if n else ''}}}\n"
        for n in range(size)
    )
    head = "vsm: 1\nteams: {desk: {name: Service desk, size: 6}}\n"
    return f"{head}systems:\n{named}data:\n{data}paths:\n{paths}streams:\n{_stream('all', [steps])}"


def comments(size: int) -> str:
    """Ten steps under so many suppression comments."""
    said = "".join(f"# vsm: ignore VSM{301 + n % 4}\n" for n in range(size))
    return _one([*(_step(f"s{n}", n) for n in range(10)), said])


def long_name(size: int) -> str:
    """A name and a description of so many words each."""
    words = " ".join(f"word{n % 100}" for n in range(size))
    more = f"    name: {words}\n    description: {words}\n"
    steps = [
        _step("s0", 0, f", name: {words}"),
        _step("s1", 1, f", name: {words.replace(' ', '')}"),
    ]
    return _one(steps, more)
