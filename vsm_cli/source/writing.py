"""The one writer of YAML, for documents that vsm makes: texts that people wrote are edited in
place (`lint.text_edits`)."""

from io import StringIO
from textwrap import wrap
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter


class _Representer(SafeRepresenter):
    """Quotes texts that begin like a key or a value, as `? Days`: ruamel does not within brackets,
    where no reader takes them for texts."""

    def _text(self, data: str) -> ScalarNode:
        style = "'" if data.startswith(("?", ":")) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Representer.add_representer(str, _Representer._text)


def as_yaml(data: dict[str, Any], heading: str) -> str:
    """A document of mappings, lists, texts, numbers and dates, under a comment; what holds no
    further mapping stands on one line where it fits."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = None
    yaml.allow_unicode = True
    yaml.width = 1 << 16  # a line that is broken within brackets is hard to read
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    stream = StringIO()
    yaml.dump(data, stream)
    comment = "".join(f"# {line}\n" for line in wrap(heading, 98))
    return f"{comment}{stream.getvalue()}"
