"""Does an alum settle everything from the email, on a phone, without ever signing in?"""

import re

import pytest

from tests.journeys.axe import COLORS, violations
from tests.journeys.site import link_in, wait_for
from tests.journeys.steps import ask

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


@pytest.fixture
def next_mail(site):
    """Do something, then wait for the email that it brings Hiroshi: there may be older ones."""

    def wait(about, act):
        known = len(site.mails_to(HIROSHI, about))
        act()
        wait_for(lambda: len(site.mails_to(HIROSHI, about)) > known, f"another “{about}”")
        return site.mails_to(HIROSHI, about)[-1]

    return wait


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_yes_another_time_and_a_cancellation(next_mail, open_as, scripts):
    sam = open_as("Sam")
    asked = next_mail("Sam Rivera would like", lambda: ask(sam, "Hiroshi Tanabe"))
    conversation = sam.url
    phone = open_as(viewport=PHONE, reduced_motion="reduce", java_script_enabled=scripts)
    phone.goto(link_in(asked, "/alumni/answer/"))

    phone.get_by_text("Not this time", exact=True).click()
    phone.get_by_label("Please ask me again next term; I will gladly talk then.").check()
    phone.get_by_role("button", name=re.compile("Send “not this time”")).click()
    phone.get_by_role("button", name="Undo").click()
    yes = phone.get_by_role("button", name=re.compile("^Say yes"))
    booked = next_mail("with Sam Rivera", yes.click)
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
    sam.goto(conversation)
    assert sam.get_by_text("The river is rising.").first.is_visible()
