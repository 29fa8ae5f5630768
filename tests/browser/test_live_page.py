"""The page of `vsm serve` in a browser: it follows the files, and misses its server."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.test_serve import serving
from tests.cli.workspaces import streams

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE_MS = 30_000


def test_the_page_stays_where_one_is_and_says_when_the_server_has_ended(
    chromium: "Browser", tmp_path: Path
) -> None:
    root = tmp_path / "vsm.yaml"
    names = [f"stream-{number}" for number in range(9)]
    root.write_text(streams(*names))
    with serving(tmp_path) as run:
        page = chromium.new_page(viewport={"width": 1200, "height": 700})
        page.goto(run.address)
        page.fill("#filter-text", "stream")
        page.locator('details[id="streams.stream-2"] summary').click()
        page.evaluate("window.scrollTo({top: 900, behavior: 'instant'})")
        page.wait_for_timeout(300)  # what is closed above moves it a little
        height = "document.getElementById('streams.stream-5').getBoundingClientRect().top"
        before = page.evaluate(height)
        assert page.evaluate("window.scrollY") > 500
        assert page.locator(".alarm:visible").count() == 0

        root.write_text(streams(*names, "another-one"))
        page.locator('details[id="streams.another-one"]').wait_for(
            state="attached", timeout=PATIENCE_MS
        )
        page.wait_for_load_state()
        page.wait_for_timeout(300)
        # What is looked at stays where it is, though there is one more stream above it.
        assert abs(page.evaluate(height) - before) < 60
        assert not page.locator('details[id="streams.stream-2"]').evaluate("each => each.open")
        assert page.locator("#filter-text").input_value() == "stream"

        root.write_text(streams(*names) + "  broken: [1\n")
        alarm = page.locator(".alarm:visible")
        alarm.wait_for(timeout=PATIENCE_MS)
        assert "vsm.yaml:" in alarm.inner_text()
        assert page.locator('details[id="streams.another-one"]').count() == 1

        run.end()
        page.locator("#gone:visible").wait_for(timeout=PATIENCE_MS)
        page.close()
