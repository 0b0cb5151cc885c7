"""A browser and the real processes for every journey."""

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import find_chromium
from tests.journeys.site import Site

HOMES = {"Sam": "**/students/", "Mira": "**/alumni/", "Carol": "**/counselors/"}
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("journey") / "var")
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture(scope="session")
def browser():
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium found")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)


@pytest.fixture
def open_as(browser, site):
    """Open a fresh browser as one of the personas, or as nobody; its console must stay silent."""
    contexts = []

    def open_page(persona="", **options):
        context = browser.new_context(
            base_url=site.url, locale="en-US", timezone_id="America/New_York", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda m: page.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        if persona:
            page.goto("/accounts/login/")
            page.locator(".personas").get_by_role("button", name=persona).click()
            page.wait_for_url(HOMES[persona])
        return page

    yield open_page
    for context in contexts:
        said = [line for page in context.pages for line in getattr(page, "said", [])]
        context.close()
        assert said == []
