"""Can somebody without a mouse book, answer and look after the emails, and always see where they are?"""

import re

import pytest

from tests.journeys.site import link_in
from tests.journeys.steps import MESSAGE

pytestmark = pytest.mark.journey

HIROSHI = "hiroshi.tanabe@alum.brightwater.example"
MOST_STOPS = 120
PARTED = {"date", "time"}  # the browser marks hours and minutes each by itself
HERE = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
    return {
        tag: element.tagName.toLowerCase(),
        type: element.type || "",
        name: element.name || "",
        text: (element.innerText || "").trim(),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        bare: Boolean(top) && (element.contains(top) || top.contains(element)),
    };
}"""


def tab_to(page, **wanted):
    """Press Tab until the focus is on what is wanted; each stop on the way is outlined and not covered."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["tag"] == "body" or here["type"] in PARTED:
            continue
        assert here["outlined"], here
        assert here["bare"], here
        if all(re.search(pattern, here[what]) for what, pattern in wanted.items()):
            return here
    raise AssertionError(f"no stop like {wanted} in {MOST_STOPS}")


def press_enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_book_and_answer_by_keyboard(site, open_as):
    sam = open_as("Sam", reduced_motion="reduce")
    sam.goto("/students/mentors/")
    skip_to_main(sam)
    tab_to(sam, name="^q$")
    sam.keyboard.type("Hiroshi Tanabe")
    with sam.expect_response(re.compile("q=Hiroshi")):
        sam.keyboard.press("Enter")
    sam.locator("main h3").filter(has_text="Hiroshi Tanabe").wait_for()
    sam.goto(sam.url)
    tab_to(sam, tag="^a$", text="^Hiroshi Tanabe")
    press_enter(sam)
    tab_to(sam, type="^radio$", name="^at$")
    sam.keyboard.press("Space")
    tab_to(sam, name="^message$")
    sam.keyboard.type(MESSAGE)
    tab_to(sam, name="^questions$")
    sam.keyboard.type("What surprised you?")
    tab_to(sam, tag="^button$", text="^Send request for")
    press_enter(sam)
    assert re.search(r"/interviews/\d+/$", sam.url)

    hiroshi = open_as(reduced_motion="reduce")
    hiroshi.goto(link_in(site.wait_for_mail(HIROSHI, "Sam Rivera would like"), "/alumni/answer/"))
    skip_to_main(hiroshi)
    tab_to(hiroshi, tag="^button$", text="^Say yes to")
    press_enter(hiroshi)
    sam.reload()
    assert sam.locator("[aria-current=step] h2").inner_text() != "Asked"
    assert site.wait_for_mail(HIROSHI, "Booked:")


def skip_to_main(page):
    page.keyboard.press("Tab")
    assert page.evaluate(HERE)["text"] == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_keep_an_email_back_and_undo_it_by_keyboard(open_as):
    carol = open_as("Carol", reduced_motion="reduce")
    carol.goto("/counselors/outbox/?show=scheduled&kind=follow_up")
    skip_to_main(carol)
    tab_to(carol, tag="^a$", text="Follow-up, ")
    press_enter(carol)
    tab_to(carol, name="^reason$")
    carol.keyboard.type("Until the office is open again.")
    tab_to(carol, tag="^button$", text="^Keep back$")
    press_enter(carol)
    assert carol.get_by_text("Until the office is open again.").first.is_visible()
    tab_to(carol, tag="^button$", text="^Undo the last change$")
    press_enter(carol)
    tab_to(carol, tag="^button$", text="^Keep back$")


def test_change_the_cadence_by_keyboard(open_as):
    carol = open_as("Carol", reduced_motion="reduce")
    carol.goto("/counselors/cadence/")
    skip_to_main(carol)
    tab_to(carol, tag="^a$", text="^Add a follow-up$")
    carol.goto("/counselors/cadence/follow_up/3/")
    skip_to_main(carol)
    tab_to(carol, name="^amount$")
    carol.keyboard.press("Control+A")
    carol.keyboard.type("7")
    tab_to(carol, tag="^button$", text="^See what changes$")
    press_enter(carol)
    tab_to(carol, tag="^button$", text="^Save the change$")
    press_enter(carol)
    assert carol.get_by_role("status").first.is_visible()
    carol.goto("/counselors/cadence/follow_up/3/")
    assert carol.get_by_label(re.compile("How long|After")).first.input_value() == "7"


def test_reword_an_email_by_keyboard(open_as):
    carol = open_as("Carol", reduced_motion="reduce")
    carol.goto("/counselors/templates/update_read/usual/")
    skip_to_main(carol)
    tab_to(carol, name="^subject$")
    carol.keyboard.press("Control+A")
    carol.keyboard.type("{mentor_full_name} has read your news")
    tab_to(carol, tag="^button$", text="^Look at it$")
    carol.keyboard.press("Enter")
    carol.get_by_text("Mira Holm has read your news").first.wait_for()
    tab_to(carol, tag="^button$", text="^Save these words$")
    press_enter(carol)
    assert carol.get_by_role("status").first.is_visible()
