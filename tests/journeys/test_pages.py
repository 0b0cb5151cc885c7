"""Every page of the loop, light and dark, on a phone and on a desk: what does axe find, and does it fit?"""

import re
from contextlib import contextmanager

import pytest

from tests.journeys.axe import COLORS, violations
from tests.journeys.pages import PLACES, Stage
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

PHONE, DESK = (390, 844), (1280, 900)
NARROWEST = 320
EXPECTED = re.compile(r"Failed to load resource: .* status of (403|404|422)")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of its own, so that what the journeys do elsewhere never changes what is looked at."""
    site = Site(tmp_path_factory.mktemp("pages") / "var")
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture(scope="module")
def page_of(site, browser):
    """The one page of each persona, or of nobody, in which everything is opened one after another."""
    pages = {}

    def page(who):
        if who not in pages:
            pages[who] = open_page(browser, site, who)
        return pages[who]

    yield page
    for each in pages.values():
        each.context.close()


def open_page(browser, site, who):
    context = browser.new_context(
        base_url=site.url, locale="en-US", timezone_id="America/New_York", reduced_motion="reduce"
    )
    page = context.new_page()
    page.said, page.statuses = [], []
    page.on("console", lambda m: page.said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("response", lambda one: page.statuses.append(one.status) if is_page(one) else None)
    if who:
        page.goto("/accounts/login/")
        page.locator(".personas").get_by_role("button", name=who).click()
        page.get_by_role("heading", level=1).wait_for()
    return page


def is_page(answer):
    return answer.request.is_navigation_request() and answer.frame.parent_frame is None


@pytest.fixture(scope="module")
def stage(site, page_of):
    return Stage(site, page_of).set()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("place", PLACES, ids=[place.name for place in PLACES])
def test_page(place, size, stage, page_of):
    page = page_of(place.who)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.said.clear()
    stage.go(page, place)
    found = [*frame_of(page), *wide(page, size)]
    open_everything(page)
    found += wide(page, size)
    leave_out_repetition(page)
    found += [f"light: {line}" for line in violations(page)]
    with darkness(page, size):
        found += [f"dark: {line}" for line in violations(page, COLORS)]
    found += [line for line in page.said if place.status < 400 or not EXPECTED.match(line)]
    assert found == []
    assert page.statuses[-1] == place.status


def frame_of(page):
    """What is wrong with the title and the first heading."""
    headings = page.locator("h1").count()
    title = page.title().removesuffix("· CareerHub").strip()
    return [] if (headings == 1 and title) else [f"{headings} h1, titled “{title}”"]


def wide(page, size):
    """Where the page scrolls sideways; a phone's page is narrowed further as well."""
    found = []
    for width in [size[0], NARROWEST] if size == PHONE else [size[0]]:
        page.set_viewport_size({"width": width, "height": size[1]})
        takes = page.evaluate("document.documentElement.scrollWidth")
        if takes > width:
            found.append(f"takes {takes} px of {width}: {page.evaluate(TOO_WIDE)}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return found


TOO_WIDE = """() => [...document.querySelectorAll("main *, header *, footer *, .demo-bar *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.tagName + "." + e.className).slice(0, 5).join(", ")"""


def open_everything(page):
    """Forms behind “edit” and the like are part of the page; a menu would cover it."""
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)")


def leave_out_repetition(page):
    """The fifth row of a table looks like the fourth, and axe looks at each as long."""
    page.evaluate(f"document.querySelectorAll('{REPEATED}').forEach(row => row.remove())")


REPEATED = (
    ":is(.day, .move-day, .times > li, .times-list > li, tbody tr, .rows > li):nth-child(n + 5)"
)


@contextmanager
def darkness(page, size):
    """On a phone by the person's own choice, on a desk because the system is dark."""
    switch = page.locator("[data-theme-choice]")
    by_choice = size == PHONE and switch.count()
    if by_choice:
        page.evaluate("document.querySelector('[data-theme-choice=dark]').click()")
    else:
        page.emulate_media(color_scheme="dark")
    page.locator("html[data-bs-theme=dark]").wait_for(state="attached")
    yield
    if by_choice:
        page.evaluate("document.querySelector('[data-theme-choice=system]').click()")
    page.emulate_media(color_scheme="light")
    page.locator("html[data-bs-theme=light]").wait_for(state="attached")
