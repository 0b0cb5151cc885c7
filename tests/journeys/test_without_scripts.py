"""Does the whole loop work in a browser that runs no scripts?"""

import re

import pytest

from tests.journeys.site import link_in, text_of
from tests.journeys.steps import ask

pytestmark = pytest.mark.journey

KWAME, NGOZI = "kwame.darko@brightwater.example", "ngozi.clarke@alum.brightwater.example"


@pytest.fixture
def plain(open_as):
    """Open a phone's browser that runs no scripts."""
    phone = {"width": 390, "height": 844}
    return lambda who="": open_as(who, java_script_enabled=False, viewport=phone)


def sign_in_with_a_code(site, page, address=KWAME):
    page.goto("/accounts/login/")
    page.locator("#code-email").fill(address)
    email_me = page.get_by_role("button", name="Email me a code")
    told = text_of(site.next_mail(address, "code", email_me.click))
    code = next(line for line in told.splitlines() if re.fullmatch(r"[A-Z0-9-]{6,12}", line))
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/students/")


def test_from_a_code_by_email_to_an_edited_thank_you(site, plain):
    kwame = plain()
    sign_in_with_a_code(site, kwame)
    ask(kwame, "Ngozi Clarke")
    conversation = kwame.url
    assert kwame.locator("[aria-current=step] h2").inner_text() == "Asked"

    ngozi = plain()
    asked = site.wait_for_mail(NGOZI, "Kwame Darko would like")
    ngozi.goto(link_in(asked, "/alumni/answer/"))
    ngozi.get_by_role("button", name=re.compile("^Say yes")).click()
    site.wait_for_mail(KWAME, "Booked:")

    kwame.goto(conversation)
    letter = kwame.locator("#thank_you")
    letter.get_by_text("Read or change it", exact=True).click()
    letter.get_by_text("Edit the letter", exact=True).click()
    letter.get_by_label(re.compile("Your letter")).fill(
        "Dear Ngozi,\n\nThank you for page one.\n\nKwame"
    )
    letter.get_by_role("button", name="Save the letter").click()
    assert kwame.url.partition("#")[0] == conversation
    assert "Thank you for page one." in kwame.locator("#thank_you .letter").first.text_content()


def test_filters_answer_to_their_button(plain):
    sam = plain("Sam")
    sam.goto("/students/mentors/")
    before = sam.locator("main h3").count()
    sam.locator("details.facets-box > summary").click()
    sam.get_by_role("checkbox", name=re.compile("Water and rivers")).check()
    sam.get_by_role("button", name="Show these people").click()
    assert "Water" in sam.url
    assert 0 < sam.locator("main h3").count() < before
    sam.get_by_role("link", name=re.compile("Water and rivers")).click()
    assert sam.locator("main h3").count() == before


def test_availability_is_kept(plain):
    mira = plain("Mira")
    mira.goto("/alumni/availability/")
    closes = mira.locator("[name=hours-0-closes]")
    before = closes.input_value()
    closes.fill("11:30")
    mira.get_by_role("button", name="Save your week").click()
    mira.goto("/alumni/availability/")
    assert mira.locator("[name=hours-0-closes]").input_value() == "11:30" != before
    mira.get_by_role("button", name="Add another").click()
    mira.locator("[data-rows-list] [name$=weekday]").last.select_option(label="Sunday")
