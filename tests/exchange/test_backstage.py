"""Catalogues of Backstage: what becomes of entities, and of a file when they have changed."""

from pathlib import Path

import pytest

from tests.cli.running import vsm
from tests.exchange.tables import lost, said, workspace_of
from vsm_cli.errors import VsmError
from vsm_cli.exchange.imported import Imported
from vsm_cli.exchange.readers import read_bytes


def entity(kind: str, name: str, spec: str = "", **metadata: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in metadata.items())
    return (
        "---\napiVersion: backstage.io/v1alpha1\n"
        f"kind: {kind}\nmetadata: {{name: {name}{more}}}\nspec: {{{spec}}}\n"
    )


CATALOGUE = (
    entity("Group", "engineering", "type: department", title="All engineers")
    + entity("Group", "payments", "parent: engineering, profile: {displayName: Payments}")
    + entity("User", "jane", "memberOf: [payments], profile: {displayName: Jane}")
    + entity("System", "payments", "owner: payments")
    + entity(
        "Component", "pay.v2", "owner: group:default/payments, consumesApis: [fraud],"
        " dependsOn: [resource:db, Component:ledger], lifecycle: production", title="Pay",
    )
    + entity("Component", "ledger", "owner: user:jane", description="Books all of them")
    + entity("Resource", "db", "owner: Payments, type: database")
    + entity("API", "fraud", "owner: payments, type: openapi")
)  # fmt: skip


def read(text: str) -> Imported:
    return read_bytes(text.encode(), "catalog-info.yaml")


def test_what_becomes_of_entities() -> None:
    imported = read(CATALOGUE)
    assert lost(imported) == []
    found = imported.definitions
    assert found["teams"] == {
        "engineering": {"name": "All engineers", "x-backstage": "group:default/engineering"},
        "payments": {
            "name": "Payments", "x-backstage": "group:default/payments", "parent": "engineering",
        },
        "jane": {"name": "Jane", "x-backstage": "user:default/jane", "parent": "payments"},
    }  # fmt: skip
    owners = {id_: each["owner"] for id_, each in found["systems"].items()}
    assert owners == {
        "payments": "payments", "pay-v2": "payments", "ledger": "jane", "db": "payments",
        "fraud": "payments",
    }  # fmt: skip
    assert found["systems"]["pay-v2"]["name"] == "Pay"
    assert found["systems"]["ledger"]["description"] == "Books all of them"
    assert [(each["from"], each["to"]) for each in found["paths"]] == [
        ("pay-v2", "db"), ("pay-v2", "ledger"), ("pay-v2", "fraud"),
    ]  # fmt: skip
    workspace = workspace_of(imported)
    assert list(workspace.systems) == list(found["systems"])
    assert "lifecycle and type" in said(imported)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (entity("Template", "t"), "template:default/t", "a template has no place"),
        (
            entity("Location", "l", "target: ./b.yaml"),
            "location:default/l",
            "./b.yaml, which is not",
        ),
        ("---\n- 1\n", "document 2", "this is no entity"),
        (entity("Component", "c", "owner: a b"), "component:default/c", "owner: a b is no"),
        (entity("Group", "a"), "group:default/a", "defined twice"),
        (entity("User", "u", "memberOf: [a, b]"), "user:default/u", "belongs to several groups"),
        ("---\na: [\n", "line 8", "nothing can be read from here on"),
    ],
)
def test_what_is_lost_is_said(text: str, place: str, reason: str) -> None:
    imported = read(entity("Group", "a") + text)
    [(at, why)] = lost(imported)
    assert at == place
    assert reason in why
    assert "a" in imported.definitions["teams"]


def test_elements_that_other_files_define() -> None:
    imported = read(entity("Component", "web", "owner: shop, dependsOn: [component:db]"))
    assert list(imported.definitions["teams"]) == ["shop"]
    assert list(imported.definitions["systems"]) == ["web", "db"]
    assert "shop is not defined in this file: it is taken by its name" in said(imported)


def test_ids_that_two_have() -> None:
    text = entity("Component", "pay") + entity("API", "pay") + entity("Resource", "customer")
    imported = read(text)
    assert list(imported.definitions["systems"]) == ["pay", "pay-api", "customer-resource"]
    assert "api:default/pay: its id is pay-api" in said(imported)


def test_what_cannot_be_read() -> None:
    head = "apiVersion: backstage.io/v1alpha1\n"
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)
    )
    for text in (head + "\ta", head + "a: [", head + bomb):
        with pytest.raises(VsmError, match="cannot be read: line"):
            read(text)
    with pytest.raises(VsmError, match="is not UTF-8"):
        read_bytes(head.encode() + b"\xff", "catalog-info.yaml")


OURS = """\
# By hand.
vsm: 1
teams:
  pay-crew: {name: Payments, size: 4}   # the name is what they know us by
systems:
  # Renamed by hand, owned by hand.
  book: {name: Books, x-backstage: component:default/ledger, owner: pay-crew}
  old: {x-backstage: component:default/old}
paths:
- {from: old, to: book, via: mail, x-backstage: dependsOn}
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_update_adds_and_touches_nothing(tmp_path: Path, ends: str) -> None:
    (tmp_path / "catalog-info.yaml").write_text(CATALOGUE)
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    file = tmp_path / "ours.yaml"
    before = OURS.replace("\n", ends).encode()
    file.write_bytes(before)
    arguments = ("import", "catalog-info.yaml", "--update", "-o", "ours.yaml")
    done = vsm(*arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    after = file.read_bytes()
    assert after.startswith(before)
    added = after[len(before) :].decode()
    assert added.count("\n") == added.count(ends)
    assert "ledger" not in added.replace("component:default/ledger", "")
    assert "{from: pay-v2, to: book, x-backstage: dependsOn}" in added
    assert "owner: pay-crew" in added
    for line in (
        "defined here already, and used as they are: pay-crew and book",
        "book: its owner is jane there, and pay-crew here",
        "systems.old: component:default/old is there no longer",
        "paths.old->book: dependsOn is there no longer",
    ):
        assert f"catalog-info.yaml: {line}\n" in done.stderr
    assert vsm("check", "--select", "VSM0", "--preset", "errors", folder=tmp_path).returncode == 0
    again = vsm(*arguments, folder=tmp_path)
    assert again.returncode == 0
    assert again.stderr.endswith("nothing new for ours.yaml\n")
    assert file.read_bytes() == after


WEB = """\
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: web}
spec: {owner: team-a}
"""
OTHER_WEB = """\
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: web, namespace: retail}
spec: {owner: team-b, dependsOn: ["component:default/web"]}
"""


@pytest.mark.parametrize(("first", "second"), [(WEB, OTHER_WEB), (OTHER_WEB, WEB)])
def test_an_update_takes_nothing_for_another_of_its_name(
    tmp_path: Path, first: str, second: str
) -> None:
    (tmp_path / "vsm.yaml").write_text("vsm: 1\n")
    file = tmp_path / "catalog-info.yaml"
    arguments = ("import", file.name, "--update", "-o", "ours.yaml")
    for text in (first, first + second):
        file.write_text(text)
        assert vsm(*arguments, folder=tmp_path).returncode == 0
    ours = (tmp_path / "ours.yaml").read_text()
    for mark in ("component:default/web", "component:retail/web"):
        assert ours.count(f"x-backstage: {mark}") == 1
    assert "dependsOn" in ours
    again = vsm(*arguments, folder=tmp_path)
    assert again.stderr.endswith("nothing new for ours.yaml\n")
    done = vsm("check", "--select", "VSM0", "--preset", "errors", folder=tmp_path)
    assert done.returncode == 0, done.stdout


def test_an_update_of_nothing_is_an_import(tmp_path: Path) -> None:
    (tmp_path / "catalog-info.yaml").write_text(CATALOGUE)
    done = vsm("import", "catalog-info.yaml", "--update", "-o", "new.yaml", folder=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "new.yaml").read_text().startswith("# Imported from catalog-info.yaml")
    done = vsm("import", "catalog-info.yaml", "--update", folder=tmp_path)
    assert done.returncode == 2
    assert "-o FILE" in done.stderr


def test_files_that_a_location_names(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(entity("Group", "secret"))
    folder = tmp_path / "repo"
    (folder / "teams").mkdir(parents=True)
    (folder / "catalog-info.yaml").write_text(
        entity("Location", "all", "targets: [./teams/all.yaml, ./none.yaml, ../secret.yaml]")
        + entity("Component", "web", "owner: shop")
    )
    (folder / "teams" / "all.yaml").write_text(
        entity(
            "Location", "deeper", "targets: [shop.yaml, ../catalog-info.yaml, link.yaml, bad.yaml]"
        )
    )
    (folder / "teams" / "shop.yaml").write_text(
        entity("Group", "shop", title="Shop", tags="[retail, 1]",
               links="[{url: 'https://shop.example', title: Wiki}, {title: x}]")
        + "---\nfoo: 1\n"
    )  # fmt: skip
    (folder / "teams" / "bad.yaml").write_text("\ta: 1")
    (folder / "teams" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    done = vsm("import", "repo/catalog-info.yaml", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[2:] == [
        "teams:",
        "  shop:",
        "    name: Shop",
        "    x-backstage: group:default/shop",
        "    tags: [retail, '1']",
        "    urls: {Wiki: https://shop.example}",
        "systems:",
        "  web: {x-backstage: component:default/web, owner: shop}",
    ]
    told = [
        "location:default/all: names ./none.yaml, which is not read: import it, too",
        "location:default/all: names ../secret.yaml, which is not read: import it, too",
        "location:default/deeper: names link.yaml, which is not read: import it, too",
        "teams/shop.yaml, document 2: this is no entity: it has no kind or no metadata.name",
        "teams/bad.yaml cannot be read: line 1: this is not YAML",
    ]
    lines = done.stderr.splitlines()[1:]
    for line, text in zip(lines, told, strict=True):
        assert line.startswith(f"repo/catalog-info.yaml: {text}"), line
