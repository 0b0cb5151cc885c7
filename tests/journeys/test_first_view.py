"""How heavy is the first view of a page, does it stay where it is, and does it keep still and print?"""

import pytest

pytestmark = pytest.mark.journey

AT_MOST = 60 * 1024
STILL = 0.01
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SHIFTED = """() => new Promise(answer => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => answer(sum), 300);
})"""
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
    const style = getComputedStyle(element);
    return style.animationName !== "none"
        || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
}).map(element => element.outerHTML.slice(0, 80))"""


def first_view(page, address):
    """What each file of the page takes on its way, compressed and with its headers."""
    session = page.context.new_cdp_session(page)
    names, sizes = {}, {}
    session.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="networkidle")
    return {
        names[one].rpartition("/")[2][:60] or address: int(size)
        for one, size in sizes.items()
        if one in names
    }


@pytest.mark.parametrize(("who", "address"), [("", "/"), ("Sam", "/students/")])
def test_the_first_view_is_light(open_as, who, address):
    sizes = first_view(open_as(who), address)
    total = sum(sizes.values())
    print(f"first view of {address}: {total / 1024:.1f} KB in {len(sizes)} files {sizes}")
    assert any(name.startswith("bootstrap") for name in sizes)
    assert total <= AT_MOST


def test_the_first_view_of_an_alum_is_light(open_as):
    sam = open_as("Sam")
    sam.goto("/students/mentors/?q=Mira+Holm")
    sizes = first_view(sam, sam.locator("main h3 a").first.get_attribute("href"))
    total = sum(sizes.values())
    print(f"first view of an alum: {total / 1024:.1f} KB in {len(sizes)} files {sizes}")
    assert any(name.startswith("calendar") for name in sizes)
    assert total <= AT_MOST


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_shifts_while_a_page_loads(open_as, size):
    nobody, sam = open_as(viewport=size), open_as("Sam", viewport=size)
    sam.goto("/students/mentors/?q=Rafael+Quispe")
    mentor = sam.locator("main h3 a").first.get_attribute("href")
    for page, address in ((nobody, "/"), (sam, "/students/"), (sam, mentor)):
        page.goto(address, wait_until="networkidle")
        shifted = page.evaluate(SHIFTED)
        print(f"layout shift of {address} at {size['width']} px: {shifted:.4f}")
        assert shifted < STILL


def test_who_wants_no_motion_gets_none(open_as):
    sam = open_as("Sam", reduced_motion="reduce")
    for address in ("/students/", "/students/mentors/", "/profile/"):
        sam.goto(address)
        assert sam.evaluate(MOVING) == []


def test_a_printed_conversation_keeps_its_words(open_as):
    sam = open_as("Sam")
    sam.goto("/students/conversations/")
    sam.get_by_role("main").get_by_role("link", name="Lucia Ferreyra").click()
    sam.get_by_role("heading", level=1, name="Lucia Ferreyra").wait_for()
    steps, letters = sam.locator("ol.loop h2"), sam.locator(".letter")
    assert steps.count() > 3
    assert letters.count() > 2
    assert not all(letter.is_visible() for letter in letters.all())  # most are folded away
    sam.emulate_media(media="print")
    for words in (*steps.all(), *letters.all()):
        assert words.is_visible()
        assert words.inner_text()
    assert sam.get_by_role("heading", level=1).is_visible()
    assert not sam.locator(".demo-bar").is_visible()
    assert not sam.locator("header .mainnav").is_visible()
