"""Which rules run, at which level and with which settings; faulty configuration ends the run."""

# ruff: noqa: E501 -- a table is read by its rows

import json
import re
from pathlib import Path

import pytest

from vsm_cli.api import Options, analyse
from vsm_cli.diagnostics import Finding, Level
from vsm_cli.errors import ConfigError
from vsm_cli.lint.rule import Rule
from vsm_cli.lint.rule_choice import choose, in_preset
from vsm_cli.rules import ALL_RULES

PRESETS = ("errors", "recommended", "strict")


def codes(preset: str, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> set[str]:
    return {rule.code for rule in choose(ALL_RULES, preset, select, ignore)}


def test_presets_contain_one_another() -> None:
    errors, recommended, strict = (codes(preset) for preset in PRESETS)
    assert errors < recommended < strict
    assert strict == {rule.code for rule in ALL_RULES}
    levels = {rule.code: rule.level for rule in ALL_RULES}
    assert {levels[code] for code in errors} == {Level.ERROR}
    assert Level.NOTE not in {levels[code] for code in recommended}


def test_a_new_rule_starts_in_strict() -> None:
    new = Rule(code="VSM999", name="new", level=Level.ERROR, summary="", manual="", messages={},
               strict_only=True)  # fmt: skip
    assert [in_preset(new, preset) for preset in PRESETS] == [False, False, True]


@pytest.mark.parametrize(
    ("select", "ignore", "there", "not_there"),
    [
        (("VSM303",), (), {"VSM303"}, {"VSM304"}),
        (("practice-alias",), (), {"VSM303"}, set()),
        (("Practice-Alias",), (), {"VSM303"}, set()),
        (("vsm303",), (), {"VSM303"}, set()),
        (("VSM30",), (), {"VSM301", "VSM303"}, {"VSM203"}),
        (("strict",), ("VSM3",), {"VSM201"}, {"VSM301", "VSM303"}),
        (("strict",), ("recommended",), {"VSM303"}, {"VSM101", "VSM301"}),
        ((), ("VSM",), {"VSM001", "VSM008"}, {"VSM009", "VSM101"}),
        ((), ("VSM00",), {"VSM001", "VSM005"}, {"VSM009"}),
        ((), ("unused-suppression",), set(), {"VSM009"}),
        ((), ("step-without-owner", "VSM301"), set(), {"VSM102", "VSM301"}),
    ],
)
def test_select_and_ignore(
    select: tuple[str, ...], ignore: tuple[str, ...], there: set[str], not_there: set[str]
) -> None:
    found = codes("errors", select, ignore)
    assert there <= found
    assert not not_there & found


@pytest.mark.parametrize("name", ["VSM998", "VSM1000", "no-such-rule", "", "VSM 101", "everything"])
def test_unknown_names(name: str) -> None:
    for select, ignore in (((name,), ()), ((), (name,))):
        with pytest.raises(ConfigError, match="there is no rule"):
            choose(ALL_RULES, "recommended", select, ignore)


@pytest.mark.parametrize("name", ["VSM001", "VSM005", "undefined-reference", "VSM008"])
def test_reading_cannot_be_switched_off(name: str) -> None:
    with pytest.raises(ConfigError, match="cannot be switched off"):
        choose(ALL_RULES, "recommended", (), (name,))


def _limited(workspace, *, most: int = 2, share: float = 0.5, loud: bool = False, word: str = "a"):  # type: ignore[no-untyped-def]
    said = json.dumps([most, share, loud, word])
    for stream in workspace.streams.values():
        yield Finding(code="", place=stream.place, element=stream.address, message="message",
                      fields={"said": said})  # fmt: skip


LIMITED = Rule(code="VSM901", name="limited", level=Level.WARNING, summary="", manual="",
               messages={"message": "{said}"}, check=_limited)  # fmt: skip
RULES = (*(rule for rule in ALL_RULES if rule.check is None), LIMITED)


def run(folder: Path, lint: str, **options):  # type: ignore[no-untyped-def]
    (folder / "legacy").mkdir(exist_ok=True)
    (folder / "vsm.yaml").write_text(f"vsm: 1\nlint: {lint}\n")
    (folder / "a.yaml").write_text("vsm: 1\nstreams: {a: }\n")
    (folder / "legacy" / "b.yaml").write_text("vsm: 1\nstreams: {b: }\n")
    return analyse([folder], Options(rules=RULES, **options)).diagnostics


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("{}", [2, 0.5, False, "a"]), ("{most: 5}", [5, 0.5, False, "a"]),
        ('{most: "5"}', [5, 0.5, False, "a"]), ("{share: 30%}", [2, 0.3, False, "a"]),
        ("{share: 0.3}", [2, 0.3, False, "a"]), ("{share: 3}", [2, 3.0, False, "a"]),
        ("{loud: true}", [2, 0.5, True, "a"]), ("{word: b}", [2, 0.5, False, "b"]),
    ],
)  # fmt: skip
def test_settings(tmp_path: Path, settings: str, said: list[object]) -> None:
    for name in ("limited", "VSM901"):
        found = run(tmp_path, f"{{settings: {{{name}: {settings}}}}}")
        assert [json.loads(d.message) for d in found] == [said, said]


@pytest.mark.parametrize(
    ("lint", "told"),
    [
        ("{levels: {limited: error}}", ["error", "error"]),
        ("{levels: {VSM9: note}}", ["note", "note"]),
        ("{per-file: {legacy/**: VSM901}}", ["warning"]),
        ("{per-file: {legacy: [limited]}}", ["warning"]),
        ("{per-file: {'**': [VSM9]}}", []),
        ("{per-file: {'legacy/**': [VSM003]}}", ["warning", "warning"]),
        ("{ignore: limited}", []),
        ("{levels: {limited: off}}", []),
        ("{levels: {VSM9: off, limited: note}}", ["note", "note"]),
        ("{preset: errors}", []),
        ("{preset: errors, select: [limited]}", ["warning", "warning"]),
        ("{x-mine: 1}", ["warning", "warning"]),
        ("{}", ["warning", "warning"]),
        ("", ["warning", "warning"]),
        ("{preset: , select: , exclude: }", ["warning", "warning"]),
    ],
)
def test_config(tmp_path: Path, lint: str, told: list[str]) -> None:
    assert [d.level.value for d in run(tmp_path, lint)] == told


def test_the_command_line_replaces_what_the_file_says(tmp_path: Path) -> None:
    assert run(tmp_path, "{ignore: [limited]}", ignore=("VSM009",))
    assert not run(tmp_path, "{preset: errors, select: [limited]}", select=("VSM009",))
    assert run(tmp_path, "{preset: errors}", preset="recommended")


FAULTY = {
    "{presets: strict}": "presets", "{preset: loud}": "preset", "{select: [nope]}": "nope",
    "{ignore: nope}": "nope", "{levels: {nope: error}}": "nope", "{levels: {limited: loud}}": "levels",
    "{per-file: {a.yaml: nope}}": "nope", "{settings: {nope: {a: 1}}}": "nope",
    "{settings: {limited: {nope: 1}}}": "nope", "{settings: {limited: {most: many}}}": "most",
    "{settings: {limited: {loud: 1}}}": "loud", "{settings: {limited: {share: x}}}": "share",
    "{settings: {limited: 5}}": "settings", "{require-reason: 1}": "require-reason",
    "{exclude: {a: b}}": "exclude", "{select: [[a]]}": "select", "5": "lint", "[a]": "lint",
    "{ignore: VSM003}": "VSM003", "{settings: {limited: {most: [1]}}}": "most",
    "{settings: {VSM101: {x: 1}}}": "VSM101",
}  # fmt: skip


@pytest.mark.parametrize(("lint", "named"), FAULTY.items())
def test_faulty_config_names_the_file_and_the_key(tmp_path: Path, lint: str, named: str) -> None:
    with pytest.raises(ConfigError, match=rf"vsm\.yaml.*{named}"):
        run(tmp_path, lint)
    with pytest.raises(ConfigError):
        run(tmp_path, lint, select=("limited",), ignore=("VSM009",), preset="strict")


def _fails(_workspace):  # type: ignore[no-untyped-def]
    raise RuntimeError("{broken} [red]")
    yield


def test_a_rule_that_fails_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    faulty = Rule(code="VSM900", name="faulty", level=Level.WARNING, summary="", manual="",
                  messages={}, check=_fails)  # fmt: skip
    run(tmp_path, "{}")
    options = Options(rules=(*RULES[:-1], faulty, LIMITED))
    for named in (tmp_path, tmp_path / "legacy" / "b.yaml"):
        report = analyse([named], options)
        assert report.failed
        found = [d.code for d in report.diagnostics]
        assert found.count("VSM008") == 1
        assert "VSM901" in found
        assert "{broken} [red]" in next(d.message for d in report.diagnostics if d.code == "VSM008")


def test_fingerprints_are_unique_and_survive_moved_lines(tmp_path: Path) -> None:
    text = "vsm: 1\nstreams: {s: {steps: {a: {systems: [x, x2], wait: 1, x: 1, y: 1}}}}\nsystems: {A: {owner: x}}\n"
    path = tmp_path / "a.yaml"
    path.write_text(text)
    first = [d.fingerprint for d in analyse([path]).diagnostics]
    path.write_text("# moved\n\n" + text.replace("{", "{ ").replace("x2", "x3").replace("x3", "x2"))
    assert len(set(first)) == len(first) > 4
    assert [d.fingerprint for d in analyse([path]).diagnostics] == first


def test_a_fault_is_told_at_its_line_with_what_is_meant(tmp_path: Path) -> None:
    def told(lint: str) -> str:
        with pytest.raises(ConfigError) as fault:
            run(tmp_path, lint)
        return str(fault.value).rpartition("vsm.yaml")[2]

    preset = "{preset: strickt}"
    assert told(preset).endswith("(did you mean strict?)")
    assert re.match(r":\d+: lint\.preset: strickt is none of errors, recommended, ", told(preset))
    assert re.match(r":\d+: lint\.levls: unknown key \(did you mean levels", told("{levls: {}}"))
    assert "allowed are extends, fail-on, " in told("{zzz: 1}")
    assert re.match(r":\d+: lint\.select\.0: there is no rule nope", told("{select: [nope]}"))
    assert re.match(r":\d+: lint\.levels\.nope: there is no rule", told("{levels: {nope: off}}"))
