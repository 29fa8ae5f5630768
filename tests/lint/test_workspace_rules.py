"""Rules of other packages and of the workspace itself, as docs/own-rules.md shows them."""

import re
from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.docs.pages import ROOT, fences, read
from vsm_cli.api import Options, analyse_texts
from vsm_cli.errors import ConfigError

PAGE = read(ROOT / "docs" / "own-rules.md")
(DECLARED,) = (fence.text for fence in fences(PAGE, "yaml"))
(PLUGIN,) = (fence.text for fence in fences(PAGE, "python"))
ENTRY_POINT = re.search(r"^(acme = )\"(.*)\"$", PAGE, re.M)
STREAM = """vsm: 1
teams: {desk: }
streams:
  s:
    owner: desk
    trigger: a call
    value: help
    steps:
      a: {name: A name that nobody can read while walking by, owner: desk, practices: service desk}
"""


def said(text: str, **options: object) -> list[str]:
    report = analyse_texts({"vsm.yaml": text}, Options(**options))  # type: ignore[arg-type]
    return [f"{d.span.line}:{d.span.column} {d.code} {d.message}" for d in report.diagnostics]


def changed(old: str, new: str) -> str:
    assert DECLARED.count(old) == 1, old
    return DECLARED.replace(old, new)


def with_rule(rule: str, more: str = "") -> str:
    return f"vsm: 1\nlint: {{rules: {{XY1: {{name: x-y, {rule}}}}}}}\n{more}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", x-retention: 2y}", "}",
         "ACME101 customer-record is personal data, and nobody says how long it is kept"),
        ("        accepts: {customer-record: every branch sees it}\n", "",
         "ACME102 go-live has no accepts"),
        ("work: adding\n", "work: waste\n",
         "ACME102 work of go-live is waste, not adding or necessary"),
        ("work: adding\n", "work: 浪费\n",
         "ACME102 work of go-live is waste, not adding or necessary"),
        ("        work: adding\n", "        work: adding\n        ideas: less\n",
         "ACME102 go-live has ideas, which it must not have"),
        ("    target: {lead: 6w}\n", "    target: {process: 6w}\n",
         "ACME103 new-product has no target.lead"),
        ("    demand: 4/month\n    target: {lead: 6w}\n", "",
         "ACME103 new-product has no demand or target.lead"),
    ],
)  # fmt: skip
def test_the_declared_rules_of_the_page(old: str, new: str, expected: str) -> None:
    assert said(DECLARED) == []
    assert [line.partition(" ")[2] for line in said(changed(old, new))] == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    layer: core\n", "    layer: support\n"),  # another element than `where` asks for
        ("tags: personal, x-retention: 2y", "tags: public"),
        ("    target: {lead: 6w}\n", "    x-pilot: true\n"),
    ],
)
def test_other_elements_are_left_alone(old: str, new: str) -> None:
    assert [line for line in said(changed(old, new)) if "ACME" in line] == []


def test_what_cannot_be_read_counts_as_present() -> None:
    (line,) = said(changed("    demand: 4/month\n", "    demand: often\n"))
    assert "VSM003" in line


def test_a_bare_number_is_unread_and_its_rule_silent() -> None:
    lines = said(changed("target: {lead: 6w}", "target: {lead: 6}"))
    assert ["VSM003" in line for line in lines] == [True]


@pytest.mark.parametrize(
    ("rule", "definitions", "expected"),
    [
        ("every: link, must: {have: via}",
         "streams: {a: {steps: {one: {starts: b}}}, b: {steps: {two: }}}", ["b has no via"]),
        ("every: link, where: {is: {stream.layer: core}}, must: {have: via}",
         "streams: {a: {layer: 核心, steps: {one: {starts: {stream: b}}}},"
         " b: {steps: {two: {starts: a}}}}", ["b has no via"]),
        ("every: path, must: {not-be: {mode: 手工}}",
         "systems: {a: , b: }\npaths: {from: a, to: b, mode: manual}",
         ["mode of a->b is manual, which it must not be"]),
        ("every: path, must: {be: {mode: manual}}", "systems: {a: , b: }\npaths: {from: a, to: b}",
         ["mode of a->b is automatic, not manual"]),
        ("every: step, must: {be: {practices: [事件管理, service desk]}}",
         "streams: {a: {steps: {one: {practices: [incident-management, problem management]}}}}",
         ["practices of one is problem-management, not 事件管理 or service desk"]),
        ("every: step, where: {is: {practices: Service Desk}}, must: {have: touchpoint}",
         "streams: {a: {steps: {one: {practices: 服务台}, two: {practices: problem-management}}}}",
         ["one has no touchpoint"]),
        ("every: team, where: {is: {external: false}}, must: {have: size}",
         "teams: {a: , b: {external: true}}", ["a has no size"]),
        ("every: team, where: {is-not: {id: [a, b]}}, must: {have: x-mail}",
         "teams: {a: , b: , c: {x-mail: c@x.org}, d: {x-mail: }}", ["d has no x-mail"]),
        ("every: step, must: {have: inputs}",
         "streams: {a: {steps: {one: {inputs: []}, two: {participants: []}}}}",
         ["two has no inputs"]),
        ("every: step, where: {is: {starts: b}}, must: {be: {uses: c}}",
         "streams: {a: {steps: {one: {starts: b, uses: {stream: a, wait: true}}}}, b: , c: }",
         ["uses of one is a, not c"]),
        ("every: step, must: {be: {complete-accurate: [95%, 99%]}}",
         "streams: {a: {steps: {one: {complete-accurate: 90%}, two: {complete-accurate: 99%}}}}",
         ["complete-accurate of one is 90%, not 95% or 99%"]),
        ("every: role, must: {have: team}, message: '{name} ({id}) {{x}}'",
         "roles: {r: {name: Rob}}", ["Rob (r) {x}"]),
        ("every: journey, must: {have: closed-loop}",
         "streams: {s: }\njourneys: {j: {steps: [{stage: engage, stream: s}]}}",
         ["j has no closed-loop"]),
        ("every: system, where: {has: x-pii.kind}, must: {have: owner}",
         "systems: {a: {x-pii: {kind: mail}}, b: {x-pii: }}", ["a has no owner"]),
    ],
)  # fmt: skip
def test_declared_rules(rule: str, definitions: str, expected: list[str]) -> None:
    lines = said(with_rule(rule, definitions), ignore=("VSM",))
    assert [line.partition("XY1 ")[2] for line in lines if "XY1" in line] == expected


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("every: stepp, must: {have: owner}", "lint.rules.XY1.every: "),
        ("every: step, must: {hav: owner}", "lint.rules.XY1.must.hav: unknown key"),
        ("every: step, must: {}", "lint.rules.XY1: must: say what must be so"),
        ("every: step", "lint.rules.XY1.must: "),
        ("every: step, must: {have: ownr}",
         "lint.rules.XY1: must.have: ownr is not a key of step (did you mean owner?)"),
        ("every: step, must: {have: stream.owner}", "stream.owner is not a key of step"),
        ("every: team, where: {has: stream.owner}, must: {have: size}",
         "where.has: stream.owner is not a key of team"),
        ("every: stream, must: {have: target.led}", "(did you mean lead?)"),
        ("every: step, where: {is: {stream.layer: cor}}, must: {have: owner}",
         "where.is: stream.layer is core or support, never cor"),
        ("every: step, must: {have: owner}, message: '{idd}'",
         "message: in braces may stand {id}, {name} or {stream}, not {idd}"),
        ("every: step, must: {have: owner}, help: '{id.place}'", "not {id.place}"),
        ("every: step, must: {have: owner}, message: '{id'", "message: a brace is not closed"),
        ("every: step, must: {have: owner}, level: fatal", "lint.rules.XY1.level: "),
    ],
)  # fmt: skip
def test_mistakes_in_a_declaration(rule: str, reason: str) -> None:
    with pytest.raises(ConfigError) as told:
        said(with_rule(rule))
    assert re.match(r"vsm\.yaml:\d: lint\.rules\.XY1", str(told.value))
    assert reason in str(told.value)


@pytest.mark.parametrize(
    ("code", "name", "reason"),
    [
        ("VSM901", "x-y", "codes that begin with VSM"),
        ("acme1", "x-y", "acme1 is not a code"),
        ("XY1", "owner", "owner is not a name"),
        ("XY1", "Step-name", "Step-name is not a name"),
        ("XY1", "step-without-owner", "taken by the rule VSM102 step-without-owner"),
    ],
)
def test_codes_and_names_that_cannot_be(code: str, name: str, reason: str) -> None:
    rule = f"{code}: {{name: {name}, every: step, must: {{have: owner}}}}"
    with pytest.raises(ConfigError, match=reason):
        said(f"vsm: 1\nlint: {{rules: {{{rule}}}}}\n")


def test_declared_rules_are_chosen_levelled_and_suppressed_like_others() -> None:
    text = with_rule("every: team, must: {have: size}, level: note", "teams:\n  a:\n")
    assert said(text) == []
    expected = ["4:3 XY1 a has no size"]
    assert said(text, preset="strict") == expected
    assert said(text, select=("xy",)) == said(text, select=("XY1",)) == expected
    assert said(text, select=("x-y",), ignore=("XY",)) == []
    assert said(text.replace("  a:", "  a:  # vsm: ignore[x-y] small"), preset="strict") == []
    louder = text.replace("lint: {", "lint: {levels: {x-y: error}, preset: strict, ")
    (problem,) = analyse_texts({"vsm.yaml": louder}).diagnostics
    assert problem.level.value == "error"


def test_a_suppression_without_a_declared_problem_is_told() -> None:
    text = with_rule(
        "every: team, must: {have: size}", "teams:\n  a: {size: 1}  # vsm: ignore[XY1]\n"
    )
    assert ["VSM009" in line for line in said(text)] == [True]


def test_vsm_rules_and_explain_know_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "vsm.yaml").write_text(DECLARED)
    below = tmp_path / "below"
    below.mkdir()
    assert "ACME101  personal-data-without-retention" in vsm("rules", folder=below).stdout
    told = vsm("explain", "personal-data-without-retention", folder=below).stdout
    assert "Data protection asks for it in every audit." in told
    assert 'where: {"is": {"tags": ["personal"]}}' in told


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """The package of the page as pip would have installed it, and a workspace beside it."""
    assert ENTRY_POINT
    install(
        tmp_path / "site", "acme-vsm-rules", ENTRY_POINT[1] + ENTRY_POINT[2], "acme_rules", PLUGIN
    )
    (tmp_path / "s.yaml").write_text(STREAM)
    return tmp_path


def install(site: Path, package: str, entry_point: str, module: str, code: str) -> None:
    info = site / f"{package.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[vsm_cli.rules]\n{entry_point}\n")
    (site / f"{module}.py").write_text(code)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = vsm(*arguments, folder=folder, environment={"PYTHONPATH": f"{folder / 'site'}:{ROOT}"})
    return done.returncode, done.stdout + done.stderr


def test_the_plugin_of_the_page(plugin: Path) -> None:
    code, text = run(plugin, "check", "--format", "concise", "--fail-on", "warning")
    assert code == 1
    expected = (
        "warning ACME201 step-name-too-long A name that nobody can read while walking by of s"
    )
    assert text.startswith(f"s.yaml:9:11: {expected} is longer than 30 letters")
    assert run(plugin, "check", "--ignore", "ACME", "--fail-on", "warning")[0] == 0
    assert "ACME201  step-name-too-long" in run(plugin, "rules")[1]
    explained = run(plugin, "explain", "ACME201")[1]
    assert "people read them while they walk by" in explained
    assert "most: 30" in explained


def test_settings_levels_and_suppressions_of_a_plugin(plugin: Path) -> None:
    config = "vsm: 1\nlint: {settings: {ACME201: {most: 99}}}\n"
    (plugin / "vsm.yaml").write_text(config)
    assert run(plugin, "check", "--fail-on", "note")[0] == 0
    (plugin / "vsm.yaml").write_text("vsm: 1\nlint: {levels: {step-name-too-long: error}}\n")
    assert run(plugin, "check")[0] == 1
    suppressed = STREAM.replace("service desk}", "service desk}  # vsm: ignore[ACME201] on paper")
    (plugin / "s.yaml").write_text(suppressed)
    assert run(plugin, "check", "--fail-on", "note")[0] == 0


def test_sarif_holds_the_rules_of_a_plugin_without_a_page(plugin: Path) -> None:
    import json

    (log,) = json.loads(run(plugin, "check", "--format", "sarif")[1])["runs"]
    (rule,) = (each for each in log["tool"]["driver"]["rules"] if each["id"] == "ACME201")
    assert "helpUri" not in rule
    assert rule["defaultConfiguration"] == {"level": "warning"}


@pytest.mark.parametrize(
    ("entry_point", "code", "reason"),
    [
        ("bad = bad_rules:RULES", "import nowhere", "No module named 'nowhere'"),
        ("bad = bad_rules:RULES", "raise SystemExit(0)", "SystemExit: 0"),
        ("bad = bad_rules:MISSING", "", "AttributeError"),
        ("bad = bad_rules:RULES", "RULES = ['ACME9']", "'ACME9' is not a Rule"),
        ("bad = bad_rules:RULES", PLUGIN, "ACME201 is taken by the rule ACME201 step-name"),
        ("bad = bad_rules:RULES", PLUGIN.replace("ACME201", "VSM102"), "VSM102: codes that begin"),
        ("bad = bad_rules:RULES", PLUGIN.replace("step-name-too-long", "step-without-owner"),
         "step-without-owner is taken by the rule VSM102"),
        ("bad = bad_rules:RULES", PLUGIN.replace("Level.WARNING", "'warning'"),
         "the level of the rule ACME201 is no Level"),
        ("bad = bad_rules:RULES", PLUGIN.replace("check=long_names", "check=None"),
         "the check of the rule ACME201 is no Callable"),
        ("bad = bad_rules:RULES", PLUGIN.replace("check=long", "always=True, check=long"),
         "only what vsm itself reads is told always"),
    ],
)  # fmt: skip
def test_a_broken_plugin_is_named(plugin: Path, entry_point: str, code: str, reason: str) -> None:
    install(plugin / "site", "bad-package", entry_point, "bad_rules", code)
    for command in ("check", "rules"):
        exit_code, text = run(plugin, command)
        assert exit_code == 2
        assert text.startswith("vsm: the plugin bad (bad-package): ")
        assert reason in text


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("if len(step.label) > most", "if 1 / 0", "ZeroDivisionError"),
        ("is longer than {most} letters", "is longer than {more} letters", "KeyError: 'more'"),
        ("yield finding(", "yield str(", "TypeError"),
    ],
)
def test_a_rule_that_fails_leaves_the_others_running(
    plugin: Path, old: str, new: str, reason: str
) -> None:
    module = plugin / "site" / "acme_rules.py"
    module.write_text(PLUGIN.replace(old, new))
    (plugin / "s.yaml").write_text(STREAM.replace("owner: desk, practices", "practices"))
    exit_code, text = run(plugin, "check")
    assert exit_code == 2
    assert f"the rule ACME201 step-name-too-long failed: {reason}" in text
    assert "VSM102 step-without-owner" in text
