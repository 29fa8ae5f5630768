"""What is kept on disk from one run to the next changes nothing that is said or drawn."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from tests.bench.workspaces import write_workspace
from tests.cli.running import vsm
from tests.random_edits import EDITS, SEEDS, edits_of
from vsm_cli.api import Options, analyse, workspace_check
from vsm_cli.api import memory as keeping
from vsm_cli.cache import Cache, _made_by
from vsm_cli.diagrams.engine import version_of
from vsm_cli.errors import VsmError
from vsm_cli.lint.plugins import plugins_in_use
from vsm_cli.model.settings import Preset
from vsm_cli.reporters.check.json import as_json
from vsm_cli.reporters.check.sarif import sarif
from vsm_cli.reporters.report.json import as_json as figures
from vsm_cli.reporters.report.overview import overview

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a few files were many."""
    monkeypatch.setattr(keeping, "MANY", 1)
    monkeypatch.setattr(workspace_check, "MANY", 1)


def said(folder: Path, cache: Cache | None) -> object:
    """All that a check and a report tell."""
    try:
        report = analyse([folder], Options(preset=Preset.strict, cache=cache))
    except VsmError as error:
        return str(error)
    told = [
        figures(overview(each.workspace, each.diagnostics, each.suppressed))
        for each in report.workspaces
    ]
    return (as_json(report), sarif(report), report.notices, report.streams, told,
            report.suppressed, [each.faulty for each in report.workspaces])  # fmt: skip


@pytest.mark.parametrize("sample", ["bank", "bank-defects-zh", "healthdata"])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_edits(sample: str, seed: int, tmp_path: Path) -> None:
    folder = copytree(SAMPLES / sample, tmp_path / "w")
    random = Random(f"{sample} {seed}")
    for _, path in zip(range(EDITS), edits_of(folder, random), strict=False):
        without = said(folder, None)
        for _ in range(2):
            assert said(folder, Cache(tmp_path / "cache")) == without, path.name


def test_kept_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule runs and nothing is loaded where nothing changed."""
    folder = copytree(SAMPLES / "bank-defects", tmp_path / "w")
    first = analyse([folder], Options(cache=Cache(tmp_path / "cache")))

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workspace_check, "load_files", never)
    monkeypatch.setattr(workspace_check, "run", never)
    again = analyse([folder], Options(cache=Cache(tmp_path / "cache")))
    assert again.diagnostics == first.diagnostics
    assert (again.paths, again.streams) == (first.paths, first.streams)


def kept(cache: Cache) -> list[Path]:
    return sorted(cache.folder.rglob("*.json"))


@pytest.mark.parametrize("seed", range(2))
def test_broken_entries(seed: int, tmp_path: Path) -> None:
    """A byte changed, a part missing, anything else in its place."""
    folder = copytree(SAMPLES / "bank-defects", tmp_path / "w")
    without, cache = said(folder, None), Cache(tmp_path / "cache")
    random = Random(seed)
    assert said(folder, cache) == without
    for number in range(4):
        assert len(kept(cache)) > 1
        for path in kept(cache):
            data = bytearray(path.read_bytes())
            match number % 4:
                case 0:
                    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
                case 1:
                    del data[random.randrange(len(data)) :]
                case 2:
                    data[random.randrange(len(data))] ^= 255
                case 3:
                    data = bytearray(random.randbytes(random.randrange(99)))
            path.write_bytes(data)
        assert said(folder, cache) == without


def test_entries_of_others(tmp_path: Path) -> None:
    """What stands whole under a wrong name is not taken for what is asked."""
    folder = copytree(SAMPLES / "bank-defects", tmp_path / "w")
    without, cache = said(folder, None), Cache(tmp_path / "cache")
    said(folder, cache)
    one, other = kept(cache)
    for this, that in ((one, other), (other, one)):
        this.write_bytes(that.read_bytes())
        assert said(folder, cache) == without


def test_nowhere_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read-only, a file where the folder should be, a full disk."""
    folder = copytree(SAMPLES / "bank-defects", tmp_path / "w")
    without = said(folder, None)
    (tmp_path / "file").write_text("in the way")
    assert said(folder, Cache(tmp_path / "file")) == without
    assert said(folder, Cache(Path("/dev/null/cache"))) == without
    good = Cache(tmp_path / "cache")
    assert said(folder, good) == without

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    monkeypatch.setattr(os, "utime", full)
    assert said(folder, good) == without
    (folder / "vsm.yaml").write_text("vsm: 1\n")
    assert said(folder, good) == said(folder, None)


def test_other_folder_of_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From within, files are called alike wherever they stand; `per-file` sees them below the
    root."""
    root, cache = tmp_path / "w", Cache(tmp_path / "cache")
    copytree(SAMPLES / "bank-defects", root)
    (root / "vsm.yaml").write_text(
        "vsm: 1\nlint: {preset: strict, per-file: {'stores/**': [VSM3]}}\n"
    )
    found = []
    for name in ("streams", "stores"):
        monkeypatch.chdir(root)
        if name == "stores":
            (root / "streams").rename(root / "stores")
        monkeypatch.chdir(root / name)
        found.append(said(Path(), cache))
        assert found[-1] == said(Path(), None)
    assert found[0] != found[1]


def test_plugin_of_the_same_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed again with other contents, it is another one; what is not known to be whole says
    nothing of what it does."""
    metadata = tmp_path / "acme-1.0.dist-info"
    metadata.mkdir()
    module, record = tmp_path / "acme_rules.py", metadata / "RECORD"
    module.write_text("RULES = ()\n")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[vsm_cli.rules]\nacme = acme_rules:RULES\n")
    record.write_text("acme_rules.py,,\n")
    monkeypatch.syspath_prepend(tmp_path)
    first = plugins_in_use()
    assert first
    assert plugins_in_use() == first
    module.write_text("RULES = []  # another\n")
    assert plugins_in_use() not in (None, first)
    record.unlink()
    assert plugins_in_use() is None


def test_several_at_once(tmp_path: Path) -> None:
    """Runs that keep and take the same at once, while the folder is cleared."""
    write_workspace(tmp_path / "w", 20)
    step = tmp_path / "w/streams/s0007.yaml"
    step.write_text(step.read_text().replace("process: 5m", "process: 5x"))
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}

    def run(number: int) -> str:
        if number % 5 == 4:
            vsm("cache", "--clear", folder=tmp_path, environment=environment, fresh=True)
        arguments = (
            ("check", "w") if number % 2 else ("render", "w", "--view", "streams", "--check")
        )
        done = vsm(*arguments, folder=tmp_path, environment=environment, fresh=True)
        return done.stdout + done.stderr

    expected = [vsm("check", "w", "--no-cache", folder=tmp_path).stdout]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(run, range(8)))
    assert set(found[1::2]) == set(expected)
    assert len(set(found[::2])) == 1


def test_bounds(tmp_path: Path) -> None:
    """What was not used for longest goes first; what is not ours stays."""
    cache = Cache(tmp_path)
    (tmp_path / "ab").mkdir()
    foreign = [tmp_path / "ab/notes.txt", tmp_path / "ab/texts.json"]
    for path in foreign:
        path.write_text("mine")
        os.utime(path, (1e9, 1e9))
    for number in range(5):
        cache.put("x" * 1000, "entry", str(number))
        os.utime(cache._path(("entry", str(number))), (2e9 + number, 2e9 + number))
    assert cache.size() > 5000
    cache.trim(3500)
    assert [cache.get("entry", str(number)) is None for number in range(5)] == [
        *(True, True, False, False, False)
    ]
    os.utime(cache._path(("entry", "4")), (1e9, 1e9))
    Cache(tmp_path).put(1, "another")
    assert cache.get("entry", "4") is None
    assert cache.clear() > 2000
    assert kept(cache) == foreign[1:]
    assert [path.read_text() for path in foreign] == ["mine", "mine"]


def test_other_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With another version of a package that vsm needs, what was kept is made anew."""
    cache = Cache(tmp_path / "cache")
    monkeypatch.setattr("msgspec.__file__", str(tmp_path / "site/msgspec/__init__.py"))
    (tmp_path / "site").mkdir()
    try:
        _made_by.cache_clear()
        cache.put(1, "entry")
        assert cache.get("entry") == 1
        (tmp_path / "site/other-2.0.dist-info").mkdir()
        os.utime(tmp_path / "site", (2e9, 2e9))
        _made_by.cache_clear()
        assert cache.get("entry") is None
    finally:
        _made_by.cache_clear()


def test_pictures(tmp_path: Path) -> None:
    """Drawn again they are the same, from what was kept and after a change."""
    write_workspace(tmp_path / "w", 20)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}

    def drawn(name: str, *options: str, **more: str) -> dict[str, bytes]:
        only = ("--view", "handoffs", "--view", "streams", "--stream", "stream-3")
        done = vsm("render", "w", "-o", name, *only, *options, folder=tmp_path,
                   environment=environment | more)  # fmt: skip
        assert done.returncode == 0, done.stderr
        files = sorted((tmp_path / name).rglob("*.*"))
        return {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in files}

    first = drawn("a", "--no-cache")
    assert not (tmp_path / "cache").exists()
    assert drawn("b") == drawn("b") == first
    # Links of pictures lead from where they stand.
    assert drawn("c/deeper") == drawn("d/deeper", "--no-cache") != first
    stream = tmp_path / "w/streams/s0003.yaml"
    stream.write_text(stream.read_text().replace("process: 5m", "process: 6m"))
    second = drawn("b")
    assert second == drawn("e", "--no-cache")
    assert second != first
    assert drawn("f", "--language", "zh") == drawn("g", "--language", "zh", "--no-cache")


def test_pictures_of_named_files(tmp_path: Path) -> None:
    """Problems of other files are not marked, though all of them were found."""
    write_workspace(tmp_path / "w", 20)
    step = tmp_path / "w/streams/s0003.yaml"
    step.write_text(step.read_text().replace("process: 5m", "process: 5x"))
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}

    def drawn(named: str, *options: str) -> str:
        done = vsm("render", named, "-o", "one.svg", "--view", "streams", "--stream", "stream-3",
                   "--problems", *options, folder=tmp_path, environment=environment)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return (tmp_path / "one.svg").read_text()

    whole, other = drawn("w"), drawn("w/streams/s0004.yaml")
    assert other == drawn("w/streams/s0004.yaml", "--no-cache")
    assert whole == drawn("w", "--no-cache") != other


def test_command(tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = vsm("cache", folder=tmp_path, environment=environment)
    assert done.stdout == f"{tmp_path / 'cache' / 'vsm'} holds 0.0 MB\n"
    done = vsm("cache", "--clear", "--language", "zh", folder=tmp_path, environment=environment)
    assert done.returncode == 0
    assert "0.0 MB" in done.stdout


def test_what_rests_on_fonts_is_not_kept(tmp_path: Path) -> None:
    """Whole pictures as PNG are made anew each time: nothing tells which fonts there are."""
    write_workspace(tmp_path / "w", 20)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    only = ("render", "w", "--view", "streams", "--stream", "stream-3", "-f")
    for format, more in (("svg", 2), ("png", 0), ("svg", 0)):
        before = len(list((tmp_path / "cache").rglob("*.json")))
        vsm(*only, format, folder=tmp_path, environment=environment)
        entries = len(list((tmp_path / "cache").rglob("*.json"))) - before
        # The first run keeps the texts and the workspace, too.
        assert entries == (more + 2 if not before else more), format


def test_a_graphviz_that_is_gone_is_told(tmp_path: Path) -> None:
    assert version_of(tmp_path / "nothing") == ""
