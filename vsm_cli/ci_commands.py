"""Orders to CI systems in what a program writes: only those that we mean may be there.

GitHub's runner takes a line that begins with `::`, whatever space is before, and `##[` anywhere
in a line; Azure's agent takes `##vso[` anywhere, TeamCity `##teamcity[`.
"""

import re
from collections.abc import Mapping

# Space of any kind, and what a comparison of texts may pass over as if it were not there.
_SKIPPED = (
    "[\x00-\t\v\f\x0e-\x20\x7f-\xa0\u00ad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f-\u2064"
    "\u3000\ufeff]"
)
_LINE = re.compile(f"(?:^|\r){_SKIPPED}*::", re.M)
_ANYWHERE = re.compile(r"##(?:vso|teamcity)?\[", re.I)


def runs_in_ci(environment: Mapping[str, str]) -> bool:
    """Whether a CI system reads along: nearly all set CI, Azure Pipelines TF_BUILD."""
    names = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
    return any(environment.get(name, "").lower() not in ("", "0", "false") for name in names)


def without_commands(text: str, *, colon: str = "\\:", bracket: str = "\\[") -> str:
    """A text in which no CI system finds an order: the sign that would make one is written in
    another way, by default behind a backslash."""
    if "##" in text:
        text = _ANYWHERE.sub(lambda found: found[0][:-1] + bracket, text)
    if "::" in text:
        text = _LINE.sub(lambda found: found[0][:-2] + colon + ":", text)
    return text
