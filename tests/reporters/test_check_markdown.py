"""`--format markdown`, read as GitHub and GitLab read it."""

from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.reporters.checks import hostile, on_any_text, on_every_result
from tests.reporters.expecting import assert_expected
from tests.reporters.problems import CLEAN, SEVERAL
from vsm_cli.lint.check_report import Report
from vsm_cli.reporters.check.markdown import markdown

OURS = "https://github.com/vsm-cli/vsm/blob/main/docs/rules/"


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or ()


def rows(text: str) -> int:
    """How many rows the only table has; nothing is in it but texts, breaks and our links."""
    found = list(tokens(text))
    kinds = [token.type for token in found]
    assert set(kinds) <= {
        *("paragraph_open", "paragraph_close", "inline", "text", "strong_open", "strong_close"),
        *(f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td")
          for end in ("open", "close")),
        *("html_inline", "link_open", "link_close", "text_special"),
    }  # fmt: skip
    assert all(token.content == "<br>" for token in found if token.type == "html_inline")
    links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
    assert all(link.startswith(OURS) for link in links)
    assert kinds.count("td_open") == 4 * max(0, kinds.count("tr_open") - 1)
    return max(0, kinds.count("tr_open") - 1)


def test_expected() -> None:
    assert_expected("check.md", markdown(SEVERAL))


def test_clean() -> None:
    assert markdown(CLEAN) == "**No problems in 3 files with 2 streams**\n"


@on_every_result
def test_table(result_of: Callable[[], Report]) -> None:
    result = result_of()
    assert rows(markdown(result)) == len(result.diagnostics)


@on_any_text
def test_any_text(text: str) -> None:
    assert rows(markdown(hostile(text))) == 1
