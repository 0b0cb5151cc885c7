"""Does an alum settle everything from the email, on a phone, without ever signing in?"""

import re

import pytest

from tests.journeys.axe import COLORS, violations
from tests.journeys.site import link_in
from tests.journeys.steps import ask
from tests.journeys.test_without_scripts import sign_in_with_a_code

pytestmark = pytest.mark.journey

HIROSHI = "hiroshi.tanabe@alum.brightwater.example"
PHONE = {"width": 390, "height": 844}


def looks_right(page):
    """What axe finds in the light and in the dark."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLORS)
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_yes_another_time_and_a_cancellation(site, open_as, scripts):
    kwame = open_as(java_script_enabled=False)
    sign_in_with_a_code(site, kwame)
    asked = site.next_mail(HIROSHI, "Kwame Darko would like", lambda: ask(kwame, "Hiroshi Tanabe"))
    conversation = kwame.url
    phone = open_as(viewport=PHONE, reduced_motion="reduce", java_script_enabled=scripts)
    phone.goto(link_in(asked, "/alumni/answer/"))

    phone.get_by_text("Not this time", exact=True).click()
    phone.get_by_label("Please ask me again next term; I will gladly talk then.").check()
    phone.get_by_role("button", name=re.compile("Send “not this time”")).click()
    phone.get_by_role("button", name="Undo").click()
    yes = phone.get_by_role("button", name=re.compile("^Say yes"))
    booked = site.next_mail(HIROSHI, "with Kwame Darko", yes.click)
    assert phone.get_by_text("Booked. Thank you.").is_visible()

    phone.goto(link_in(booked, "/alumni/change/"))
    if scripts:
        assert looks_right(phone) == []
    before = phone.locator(".iv-head time").first.get_attribute("datetime")
    phone.locator("input[name=starts_at]").nth(1).check()
    phone.get_by_role("button", name="Move it there").click()
    phone.get_by_role("heading", level=1).wait_for()
    assert phone.locator(".iv-head time").first.get_attribute("datetime") != before

    phone.get_by_text("Cancel the conversation", exact=True).click()
    phone.get_by_label("Why").fill("The river is rising.")
    phone.get_by_role("button", name="Yes, cancel it").click()
    phone.get_by_text("This conversation was cancelled.").wait_for()
    kwame.goto(conversation)
    assert kwame.get_by_text("The river is rising.").first.is_visible()
