"""Can an alum set their hours without a mouse, on a phone, in under a minute, and without scripts?"""

import re
import time

import pytest

from tests.journeys.axe import COLORS, violations
from tests.journeys.site import link_in
from tests.journeys.test_keyboard import press_enter, skip_to_main, tab_to

pytestmark = pytest.mark.journey

AVAILABILITY = "/alumni/availability/"
PHONE = {"width": 390, "height": 844}
HERE = "document.activeElement.getAttribute('aria-label')"
ROWS = """() => [...document.querySelectorAll('[data-rows-list] [data-row]')]
    .filter(row => !row.querySelector('[name$=DELETE]').checked)
    .map(row => [...row.querySelectorAll('select, input:not([type=checkbox])')].map(f => f.value))
    .filter(row => row[0] !== '')"""


@pytest.fixture
def plain(open_as):
    return lambda who: open_as(who, java_script_enabled=False, viewport=PHONE)


def set_week(page, *rows):
    """Give the alum of this page exactly these hours, through the form that is sent."""
    page.goto(AVAILABILITY)
    page.evaluate(SET_ROWS, [list(row) for row in rows])
    save(page)


SET_ROWS = """rows => {
    const box = document.querySelector('[data-rows]').hourRows;
    box.live().forEach(box.remove);
    rows.forEach(row => [...box.add().querySelectorAll('select, input:not([type=checkbox])')]
        .forEach((field, n) => { field.value = row[n]; }));
}"""


def save(page):
    page.get_by_role("button", name="Save your week").click()
    page.get_by_text(re.compile("^Saved. This gives")).wait_for()


def cell(page, said):
    return page.get_by_role("button", name=re.compile(f"^{said}"))


def pressed(page, *said):
    return [cell(page, one).get_attribute("aria-pressed") for one in said]


def test_the_whole_editor_by_keyboard(open_as):
    mira = open_as("Mira", reduced_motion="reduce")
    set_week(mira, ("1", "09:10", "10:00"))
    mira.goto(AVAILABILITY)
    skip_to_main(mira)
    tab_to(mira, tag="^button$", type="^button$", text="^$")  # the one stop of the grid
    assert mira.evaluate(HERE) == "Monday 8:00 to 8:30 am, closed"
    mira.keyboard.press("ArrowRight")
    mira.keyboard.press("Space")
    assert mira.evaluate(HERE) == "Tuesday 8:00 to 8:30 am, available"
    mira.keyboard.press("Shift+ArrowRight")
    assert mira.evaluate(HERE) == "Wednesday 8:00 to 8:30 am, available"
    mira.keyboard.press("Shift+ArrowDown")
    mira.keyboard.press("End")
    assert mira.evaluate(HERE) == "Sunday 8:30 to 9:00 am, closed"
    mira.keyboard.press("Home")
    assert mira.evaluate(HERE) == "Monday 8:30 to 9:00 am, closed"
    # odd minutes were not touched by any of it
    assert mira.evaluate(ROWS) == [
        ["1", "08:00", "08:30"],
        ["1", "09:10", "10:00"],
        ["2", "08:00", "09:00"],
    ]
    tab_to(mira, tag="^button$", text="^Save your week")
    press_enter(mira)
    assert mira.get_by_text(re.compile("^Saved. This gives")).is_visible()
    tab_to(mira, tag="^button$", text="^Undo$")
    press_enter(mira)
    assert mira.get_by_text("Brought back. Your availability is as it was before.").is_visible()
    assert mira.evaluate(ROWS) == [["1", "09:10", "10:00"]]


def test_what_a_screen_reader_is_told(open_as):
    mira = open_as("Mira")
    set_week(mira, ("1", "09:10", "10:30"), ("3", "15:00", "16:00"))
    mira.goto(AVAILABILITY)
    tree = mira.locator("table.week").aria_snapshot()
    assert '- table "Usual week, Los Angeles' in tree
    assert '- columnheader "Tue 1:20 hours"' in tree
    assert '- columnheader "Thu 1 hour"' in tree
    assert '- rowheader "3 pm"' in tree
    # whoever is booked at that time of this week is named behind it
    named = '(, booked with [^"]+)?"'
    for button in (
        rf"Thursday 3:00 to 3:30 pm, available{named} \[pressed\]",
        rf"Tuesday 9:00 to 9:30 am, partly available{named} \[pressed=mixed\]",
        rf"Monday 3:00 to 3:30 pm, closed{named}",
    ):
        assert re.search(f'- button "{button}', tree), button
    assert re.search(r'- button "[^"]*, booked with Leilani Duarte"', tree)


def test_mouse_paints_and_a_change_can_be_taken_back(open_as):
    mira = open_as("Mira", viewport={"width": 1280, "height": 1300})
    set_week(mira)
    mira.goto(AVAILABILITY)
    half_hours = [f"Saturday {said}" for said in ("1:00 to 1:30", "1:30 to 2:00", "2:00 to 2:30")]
    boxes = [cell(mira, said).bounding_box() for said in half_hours]
    mira.mouse.move(boxes[0]["x"] + 9, boxes[0]["y"] + 9)
    mira.mouse.down()
    mira.mouse.move(boxes[2]["x"] + 9, boxes[2]["y"] + 9, steps=6)
    mira.mouse.up()
    assert pressed(mira, *half_hours) == ["true"] * 3
    cell(mira, half_hours[1]).click()
    assert pressed(mira, *half_hours) == ["true", "false", "true"]
    bar = mira.get_by_role("region", name="Save your week")
    assert "Not saved yet. You closed Saturday 1:30 to 2:00 pm." in bar.inner_text()
    bar.get_by_role("button", name="Undo").click()
    assert pressed(mira, *half_hours) == ["true"] * 3
    bar.get_by_role("button", name="Undo").click()
    assert pressed(mira, *half_hours) == ["false"] * 3


def test_the_list_and_the_look_ahead_follow(open_as):
    mira = open_as("Mira")
    set_week(mira)
    mira.goto(AVAILABILITY)
    seen = mira.locator("#preview")
    assert "Add the hours of a usual week" in seen.inner_text()
    mira.get_by_role("button", name="Add another").click()
    row = mira.locator("[data-row]:not([hidden])")
    row.get_by_label("Day").select_option(label="Friday")
    row.get_by_label("From").fill("09:00")
    row.get_by_label("Until").fill("09:20")
    assert pressed(mira, "Friday 9:00 to 9:30 am") == ["mixed"]
    row.get_by_text("Shorter than a conversation of 30 minutes").wait_for()
    assert "none of your blocks is that long" in seen.inner_text()
    row.get_by_label("Until").fill("11:00")
    seen.get_by_text(re.compile(r"This gives [1-9]\d* open times")).wait_for()
    assert pressed(mira, "Friday 9:00 to 9:30 am", "Friday 10:30 to 11:00") == ["true", "true"]
    mira.get_by_role("button", name="Saturday morning").click()
    mira.get_by_text("Added: Saturday morning, 9 to 12. Not saved yet.").wait_for()
    assert pressed(mira, "Friday 9:00 to 9:30 am", "Saturday 9:00 to 9:30") == ["true", "true"]
    mira.reload()
    assert mira.evaluate(ROWS) == []  # nothing of it was saved


def test_on_a_phone(open_as):
    mira = open_as("Mira", viewport=PHONE, has_touch=True, reduced_motion="reduce")
    set_week(mira, ("1", "09:00", "10:00"))
    mira.goto(AVAILABILITY)
    one = cell(mira, "Thursday 9:00 to 9:30 am")
    one.tap()
    assert one.get_attribute("aria-pressed") == "true"
    assert one.bounding_box()["height"] >= 32
    assert one.bounding_box()["width"] >= 32
    assert mira.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert mira.evaluate("document.documentElement.scrollHeight") < 3000
    mira.get_by_text(re.compile(r"^This gives \d+ open times in the next 4 weeks")).first.wait_for()
    assert violations(mira) == []
    mira.emulate_media(color_scheme="dark")
    mira.locator("html[data-bs-theme=dark]").wait_for(state="attached")
    assert violations(mira, COLORS) == []


def test_a_new_alum_has_hours_in_under_a_minute(site, open_as):
    address = "nadia.newhours@alum.brightwater.example"
    carol = open_as("Carol")
    carol.goto("/counselors/invitations/")
    carol.get_by_label("Name").first.fill("Nadia Newhours")
    carol.get_by_label("Email").first.fill(address)
    carol.get_by_role("button", name="Send the invitation").first.click()
    nadia = open_as(viewport=PHONE)

    def read_and_aim():
        nadia.wait_for_timeout(4000)  # a person's pace

    link = link_in(site.wait_for_mail(address, ""), "/join/")
    began = time.monotonic()
    nadia.goto(link)
    read_and_aim()
    nadia.get_by_role("main").get_by_role("button", name=re.compile("^Join")).click()
    nadia.wait_for_url("**/welcome/")
    joined = time.monotonic() - began
    read_and_aim()
    nadia.get_by_role("link", name="Add your usual hours").click()
    read_and_aim()
    nadia.get_by_role("button", name="Weekday evenings").click()
    nadia.get_by_text("Added: Weekday evenings, 6 to 8. Not saved yet.").wait_for()
    read_and_aim()
    cell(nadia, "Friday 7:30 to 8:00 pm").click()
    read_and_aim()
    save(nadia)
    took = time.monotonic() - began
    print(f"joined after {joined:.1f} s, hours saved after {took:.1f} s, five times 4 s of reading")
    assert took < 60
    assert nadia.evaluate(ROWS) == [
        *[[str(day), "18:00", "20:00"] for day in range(4)],
        ["4", "18:00", "19:30"],
    ]


def test_without_scripts_the_list_does_the_same(plain):
    mira = plain("Mira")
    mira.goto(AVAILABILITY)
    assert not mira.locator("table.week").is_visible()
    mira.get_by_text("Quick ways").click()
    mira.locator("#clear-day").select_option(label="Sunday")
    mira.get_by_role("button", name="Clear the day").click()
    assert "Sunday is clear. Not saved yet." in mira.get_by_role("main").inner_text()
    mira.get_by_role("button", name="Saturday morning").click()
    mira.get_by_role("button", name="Save your week").click()
    assert "Saved. This gives" in mira.get_by_role("main").inner_text()
    mira.get_by_role("button", name="Undo").click()
    assert "Brought back." in mira.get_by_role("main").inner_text()
    mira.get_by_role("link", name="Single dates").click()
    mira.locator("table.month").get_by_role("link").last.click()
    mira.get_by_label("Closed all day").check()
    mira.get_by_role("button", name="Save this date").click()
    assert "is closed. What is booked stands." in mira.get_by_role("main").inner_text()
    mira.get_by_role("button", name="Undo").click()
    assert "Brought back." in mira.get_by_role("main").inner_text()
