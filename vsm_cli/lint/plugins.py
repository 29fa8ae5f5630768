"""Rules that other packages bring: entry points of the group `vsm_cli.rules`."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vsm_cli.diagnostics import Level
from vsm_cli.errors import ConfigError
from vsm_cli.language import message, tr
from vsm_cli.lint.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "vsm_cli.rules"
_CODE = re.compile(r"[A-Z]{2,}[0-9]{1,6}")
# What our own type checker sees to, for rules that it does not see.
_PARTS: dict[str, Any] = {"code": str, "name": str, "level": Level, "summary": str, "manual": str,
          "messages": Mapping, "helps": Mapping, "check": Callable}  # fmt: skip
_NAME = re.compile(r"[^\W\d_]\w*(-\w+)+")

_PLUGIN = message("the plugin {plugin}: {reason}")
_NO_RULE = message("{value} is not a Rule")
_NO_PART = message("the {part} of the rule {rule} is no {kind}")
_CODE_FORM = message("{code} is not a code: capital letters and a number, such as ACME101")
_OURS = message("{code}: codes that begin with VSM are those of vsm itself")
_NAME_FORM = message("{name} is not a name: words in small letters with hyphens between them")
_ALWAYS = message("{code}: only what vsm itself reads is told always; leave out `always`")
_TAKEN = message("{word} is taken by the rule {other}")


def with_plugins(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """These rules and those of the installed packages. Raises ConfigError, which names the
    plugin that cannot be used."""
    for plugin, found in _plugins():
        for rule in found:
            try:
                rules = with_rule(rules, rule)
            except ConfigError as error:
                raise _unusable(plugin, error) from None
    return rules


def plugins_in_use() -> str | None:
    """The plugins that are installed, and when: a version may be installed again with other
    rules. None where that does not tell what they do, since somebody works at one."""
    if not _declared():
        return ""
    from importlib.metadata import entry_points

    found = []
    for each in sorted(entry_points(group=GROUP)):
        said = each.dist and each.dist.read_text("direct_url.json")
        if each.dist is None or not each.dist.files or '"editable": true' in (said or ""):
            return None
        found.append(f"{each.name} {each.value} {each.dist.name} {each.dist.version}")
        for file in each.dist.files:
            with suppress(OSError):
                state = Path(str(file.locate())).stat()
                found.append(f"{file} {state.st_mtime_ns} {state.st_size}")
    return "\n".join(found)


def with_rule(rules: tuple[Rule, ...], rule: Rule) -> tuple[Rule, ...]:
    """These rules and a further one. Raises ConfigError where its code or name cannot be."""
    if rule.code.startswith("VSM"):
        raise ConfigError(tr(_OURS, code=rule.code))
    if rule.always:
        raise ConfigError(tr(_ALWAYS, code=rule.code))
    if not _CODE.fullmatch(rule.code):
        raise ConfigError(tr(_CODE_FORM, code=rule.code))
    if not _NAME.fullmatch(rule.name) or rule.name != rule.name.lower():
        raise ConfigError(tr(_NAME_FORM, name=rule.name))
    for other in rules:
        for word in (rule.code, rule.name):
            if word in (other.code, other.name):
                raise ConfigError(tr(_TAKEN, word=word, other=f"{other.code} {other.name}"))
    return (*rules, rule)


@cache
def _plugins() -> tuple[tuple[str, tuple[Rule, ...]], ...]:
    """The rules of each plugin, with what it is called."""
    if not _declared():
        return ()
    from importlib.metadata import entry_points

    return tuple((_name(each), _rules_of(each)) for each in sorted(entry_points(group=GROUP)))


def _declared() -> bool:
    """Whether any installed package mentions the group: reading the few files that would is
    much quicker than importlib.metadata, and mostly there is none."""
    group = GROUP.encode()
    for folder in sys.path:
        try:
            names = os.listdir(folder or os.curdir)  # noqa: PTH208
        except OSError:  # an archive, or a folder that is not there
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123 -- pathlib takes twice as long
                        if group in file.read():
                            return True
                except OSError:
                    continue
    return False


def _rules_of(entry_point: "EntryPoint") -> tuple[Rule, ...]:
    try:
        found: Any = entry_point.load()
    except (Exception, SystemExit) as error:  # whatever a stranger's module does when imported
        reason = f"{type(error).__name__}: {error}"
        raise _unusable(_name(entry_point), reason) from None
    rules = tuple(found) if isinstance(found, tuple | list) else (found,)
    for rule in rules:
        if not isinstance(rule, Rule):
            reason = tr(_NO_RULE, value=f"{rule!r:.60}")
            raise _unusable(_name(entry_point), reason)
        for part, kind in _PARTS.items():
            if not isinstance(getattr(rule, part), kind):
                reason = tr(_NO_PART, rule=rule.code, part=part, kind=kind.__name__)
                raise _unusable(_name(entry_point), reason)
    return rules


def _name(entry_point: "EntryPoint") -> str:
    package = f" ({entry_point.dist.name})" if entry_point.dist else ""
    return f"{entry_point.name}{package}"


def _unusable(plugin: str, reason: object) -> ConfigError:
    return ConfigError(tr(_PLUGIN, plugin=plugin, reason=str(reason)))
