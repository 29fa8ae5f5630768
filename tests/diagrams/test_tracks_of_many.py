"""More lines than anybody can tell apart still do not run over each other."""

from itertools import combinations

from vsm_cli.diagrams.stream_map.layout.tracks import MOST_COMPARED, Run, assign_tracks


def test_many_close_lines_are_kept_apart_on_as_few_tracks_as_will_do() -> None:
    count, gap = MOST_COMPARED + 50, 10
    runs = [Run(n, [n * 7], [n * 7 + 100]) for n in range(count)]
    track = assign_tracks(runs, gap)
    for one, other in combinations(runs, 2):
        if other.low < one.high + gap and one.low - gap < other.high:
            assert track[one.key] != track[other.key]
    assert max(track.values()) + 1 == 16
