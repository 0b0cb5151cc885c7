"""Can an alum join in under a minute on a phone, and come back with a passkey or a code?"""

import re
import time

import pytest

from tests.journeys.axe import COLORS, violations
from tests.journeys.site import link_in

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
ROSTER = """first_name,last_name,preferred_name,email,class_of,majors,employer,job_title,industry,city,country
Tomás,Ferreira,Tom,{address},2009,Physics;Music,Halden Water,Flood modeller,Environment,Lisbon,PT
Old,Friend,,,1961,,,,,,
"""


@pytest.fixture
def invited(site, open_as):
    """Carol invites somebody by a list; returns the link of the letter, under a name and not a number."""

    def invite(address):
        carol = open_as("Carol")
        carol.get_by_role("link", name="Invitations").first.click()
        carol.get_by_role("link", name="Invite several at once").click()
        carol.get_by_label("Paste the list").fill(ROSTER.format(address=address))
        carol.get_by_role("button", name="See what would happen").click()
        assert carol.get_by_role("heading", name="One person would be invited").is_visible()
        assert carol.get_by_text("There is no email address.").is_visible()
        carol.get_by_role("button", name="Send one invitation").click()
        carol.get_by_text("1 invitation goes out now. 1 row was left out.").wait_for()
        letter = site.wait_for_mail(address, "Half an hour")
        return link_in(letter, "/join/").replace("127.0.0.1", "localhost")

    return invite


def keep_passkeys(page):
    """Give the browser a device that keeps passkeys and agrees to everything."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devices, made["authenticatorId"]


def looks_right(page):
    """What axe finds in the light and in the dark."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLORS)
    page.emulate_media(color_scheme="light")
    return found


def sign_out(page):
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r"//localhost:\d+/$"))


def test_joining_on_a_phone_and_coming_back_with_a_passkey(invited, open_as):
    link = invited("tom.ferreira@alum.example")
    tom = open_as(viewport=PHONE, reduced_motion="reduce")
    begun = time.monotonic()
    tom.goto(link)
    assert tom.get_by_label("Job title").input_value() == "Flood modeller"
    assert tom.get_by_label("Country").input_value() == "PT"
    assert tom.get_by_label("Time zone").input_value() == "America/New_York"
    tom.get_by_label("City").fill("Porto")
    tom.get_by_role("button", name="Join as an alum").click()
    tom.get_by_role("heading", name="Welcome, Tom").wait_for()
    took = time.monotonic() - begun
    assert took < 60
    assert looks_right(tom) == []

    devices, device = keep_passkeys(tom)
    tom.get_by_role("link", name="Add a passkey").click()
    assert looks_right(tom) == []
    tom.get_by_role("button", name="Make the passkey").click()
    tom.get_by_text("Your passkey is ready.").wait_for()
    assert looks_right(tom) == []
    kept = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert [one["isResidentCredential"] for one in kept] == [True]

    sign_out(tom)
    tom.goto(tom.url + "accounts/login/?next=/alumni/impact/")
    tom.get_by_role("button", name="Sign in with a passkey").click()
    tom.get_by_role("heading", name="What became of it").wait_for()


def test_a_passkey_that_the_device_does_not_give_is_said_and_a_code_still_works(
    site, invited, open_as
):
    address = "ines.rocha@alum.example"
    ines = open_as(viewport=PHONE)
    ines.goto(invited(address))
    ines.get_by_role("button", name="Join as an alum").click()
    devices, device = keep_passkeys(ines)
    ines.get_by_role("link", name="Add a passkey").click()
    unverified = {"authenticatorId": device, "isUserVerified": False}
    devices.send("WebAuthn.setUserVerified", unverified)
    ines.get_by_role("button", name="Make the passkey").click()
    ines.get_by_text("Your device stopped before it was done.").wait_for()
    sign_out(ines)

    ines.goto(ines.url + "accounts/login/")
    ines.locator("#code-email").fill(address)
    ines.get_by_role("button", name="Email me a code").click()
    letter = site.wait_for_mail(address, "code").get_body(("plain",)).get_content()
    code = next(line for line in letter.splitlines() if re.fullmatch(r"[A-Z0-9-]{6,12}", line))
    ines.get_by_label(re.compile("code", re.IGNORECASE)).fill(code)
    ines.get_by_role("main").get_by_role("button", name="Sign in").click()
    ines.wait_for_url("**/alumni/")


def test_where_a_passkey_cannot_be_kept_it_is_not_offered(open_as):
    by_number = open_as(viewport=PHONE)
    by_number.goto("/accounts/login/")
    assert by_number.get_by_role("button", name="Sign in with a passkey").count() == 0
    assert by_number.get_by_role("button", name="Email me a code").is_visible()


def test_joining_without_scripts(invited, open_as):
    link = invited("lena.plain@alum.example").replace("localhost", "127.0.0.1")
    lena = open_as(viewport=PHONE, java_script_enabled=False)
    lena.goto(link)
    lena.get_by_role("button", name="Join as an alum").click()
    lena.get_by_role("heading", name="Welcome, Tom").wait_for()
    lena.get_by_role("link", name="Add a passkey").click()
    assert lena.get_by_text("Passkeys need JavaScript.").is_visible()
    lena.get_by_role("link", name="Not now").click()
    assert lena.url.endswith("/alumni/")
