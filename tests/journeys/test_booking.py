"""Can a time be found and booked by keyboard, by ear, without scripts, after a lost race, and only once?"""

import re

import pytest

from tests.journeys.axe import COLORS, violations
from tests.journeys.steps import MESSAGE
from tests.journeys.test_keyboard import press_enter, tab_to
from tests.journeys.test_without_scripts import sign_in_with_a_code

pytestmark = pytest.mark.journey

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PICKED = "#calendar table button[aria-pressed=true]"
DAY = re.compile(r"^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d+, \d+ openings?$")
LONG_DAY = re.compile(r"^\w+day, \w+ \d+$")


def page_of(page, name):
    page.goto(f"/students/mentors/?q={name.replace(' ', '+')}")
    page.locator("main h3").get_by_role("link", name=re.compile(name)).click()
    page.get_by_role("heading", level=1, name=re.compile(name)).wait_for()


def words(page):
    return page.get_by_label(re.compile("Your request to"))


def send(page):
    return page.locator("[data-send]")


def test_a_later_month_is_booked_by_keyboard_alone(open_as):
    sam = open_as("Sam", reduced_motion="reduce", viewport=DESK)
    page_of(sam, "Grace Liu")
    sam.goto(sam.url)
    tab_to(sam, name="^month$")
    sam.keyboard.press("Enter")
    sam.wait_for_url("**month=*")
    tab_to(sam, name="^day$")
    sam.keyboard.press("Space")
    sam.wait_for_url("**day=*")
    day = re.search(r"day=([\d-]+)", sam.url)[1]
    assert sam.evaluate("document.activeElement.id") == f"day-{day}"
    assert sam.locator(PICKED).get_attribute("value") == day
    assert DAY.match(sam.locator("[data-calendar-status]").inner_text())
    tab_to(sam, type="^radio$", name="^at$")
    sam.keyboard.press("Space")
    chosen = sam.locator("#calendar input[type=radio]:checked").get_attribute("data-short")
    tab_to(sam, name="^message$")
    sam.keyboard.type(MESSAGE)
    tab_to(sam, tag="^button$", text=f"^(Book|Send request for) {chosen}$")
    press_enter(sam)
    assert re.search(r"/interviews/\d+/$", sam.url)


def test_a_screen_reader_finds_a_table_and_a_named_group_of_times(open_as):
    sam = open_as("Sam", viewport=DESK)
    page_of(sam, "Sofia Marin")
    tree = sam.locator("#calendar").aria_snapshot()
    month = re.search(r'- heading "(\w+ \d{4})" \[level=3\]', tree)[1]
    assert f'- table "Openings in {month}":' in tree
    assert '- columnheader "Mo"' in tree
    days = sam.get_by_role("table").get_by_role("button").all()
    assert days
    assert all(DAY.match(day.get_attribute("aria-label")) for day in days)
    assert tree.count("[pressed]") == 2  # the month view and one day
    times = sam.get_by_role("group", name=LONG_DAY)
    radios = times.get_by_role("radio")
    many = radios.count()
    assert many == int(sam.locator(PICKED).inner_text().split()[1])
    assert re.match(r'- radio "\d+:\d\d [ap]m E[SD]T', radios.first.locator("..").aria_snapshot())
    sam.locator("#view-list").click()
    sam.get_by_role("button", name="List", pressed=True).wait_for()
    assert sam.get_by_role("group", name="Choose a time").get_by_role("radio").count() == many


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("view", ["", "view=list", "month=2031-01", "day=2020-01-01"])
def test_axe_finds_nothing(open_as, size, view):
    sam = open_as("Sam", viewport=size, reduced_motion="reduce")
    page_of(sam, "Sofia Marin")
    sam.goto(f"{sam.url.partition('?')[0]}?{view}")
    found = violations(sam)
    sam.emulate_media(color_scheme="dark")
    sam.locator("html[data-bs-theme=dark]").wait_for(state="attached")
    found += violations(sam, COLORS)
    assert found == []
    assert sam.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_back_and_reload_show_what_was_shown_and_words_stay(open_as):
    sam = open_as("Sam", viewport=DESK)
    page_of(sam, "Ingrid Solheim")
    words(sam).fill("Words that must stay.")
    first = sam.locator(PICKED).get_attribute("value")
    sam.locator("#month-after").click()
    sam.wait_for_url("**month=*")
    later = sam.locator(PICKED).get_attribute("value")
    assert later > first
    sam.go_back()
    sam.locator(f"#day-{first}[aria-pressed=true]").wait_for()
    assert words(sam).input_value() == "Words that must stay."
    sam.go_forward()
    sam.locator(f"#day-{later}[aria-pressed=true]").wait_for()
    sam.locator("#calendar input[type=radio]").nth(1).check()
    chosen = sam.locator("#calendar input[type=radio]:checked").input_value()
    assert "pick=" in sam.url
    sam.reload()
    assert sam.locator("#calendar input[type=radio]:checked").input_value() == chosen
    assert sam.locator(PICKED).get_attribute("value") == later


def test_the_list_is_remembered(open_as):
    sam = open_as("Sam", viewport=PHONE)
    page_of(sam, "Sofia Marin")
    sam.locator("#view-list").click()
    sam.get_by_role("button", name="List", pressed=True).wait_for()
    page_of(sam, "Ingrid Solheim")
    assert sam.get_by_role("button", name="List", pressed=True).count() == 1
    assert sam.locator("#calendar table").count() == 0


def test_without_scripts_one_looks_around_and_loses_nothing(open_as):
    sam = open_as("Sam", java_script_enabled=False, viewport=PHONE)
    page_of(sam, "Ben Carver")
    sam.locator("#month-after").click()
    assert "month=" in sam.url
    sam.locator("#calendar table button").last.click()
    assert "day=" in sam.url
    words(sam).fill("Words that must stay.")
    send(sam).click()
    assert "Choose a time." in sam.locator(".errsum").inner_text()
    sam.locator("#calendar table button").last.click()
    assert words(sam).input_value() == "Words that must stay."
    last = sam.locator("#calendar table button").last.get_attribute("value")
    assert sam.locator(PICKED).get_attribute("value") == last
    sam.locator("#calendar input[type=radio]").first.check()
    words(sam).fill(MESSAGE)
    send(sam).click()
    assert re.search(r"/interviews/\d+/$", sam.url)
    sam.said.clear()  # the browser notes the 422


def test_a_lost_race_keeps_the_words_and_offers_the_nearest(site, open_as):
    sam, kwame = open_as("Sam", viewport=DESK), open_as(java_script_enabled=False)
    sign_in_with_a_code(site, kwame)
    page_of(sam, "Hana Kobayashi")
    sam.locator("#calendar input[type=radio]").first.check()
    wanted = sam.locator("#calendar input[type=radio]:checked").input_value()
    words(sam).fill(MESSAGE)
    page_of(kwame, "Hana Kobayashi")
    kwame.locator(f"#calendar input[value='{wanted}']").check()
    words(kwame).fill(MESSAGE)
    send(kwame).click()
    sam.said.clear()
    send(sam).click()
    sam.get_by_text("Your words are safe.").wait_for()
    assert words(sam).input_value() == MESSAGE
    near = sam.get_by_role("group", name="Nearest times that are open").get_by_role("button")
    assert near.count() == 3
    instead = sam.locator("#calendar input[type=radio]:checked")
    assert instead.input_value() == near.first.get_attribute("value") != wanted
    assert send(sam).inner_text().endswith(instead.get_attribute("data-short"))
    sam.said.clear()  # the browser notes the 422
    second = near.nth(1).get_attribute("value")
    near.nth(1).click()
    sam.locator(f"#calendar input[value='{second}']:checked").wait_for()
    assert words(sam).input_value() == MESSAGE


def test_a_double_click_books_once(open_as):
    sam = open_as("Sam", viewport=DESK)
    page_of(sam, "Elena Petrova")
    sam.locator("#calendar input[type=radio]").last.check()
    words(sam).fill(MESSAGE)
    send(sam).dblclick()
    sam.wait_for_url(re.compile(r"/interviews/\d+/$"))
    sam.goto("/students/conversations/")
    assert sam.get_by_role("main").get_by_role("link", name="Elena Petrova").count() == 1
