"""Can somebody stop emails from the email itself, and does the office hear of one that came back?"""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.journeys.axe import COLORS, violations
from tests.journeys.site import ROOT, link_in
from tests.journeys.steps import ask
from tests.journeys.test_without_scripts import sign_in_with_a_code
from tests.outbox.post import delivery_report

pytestmark = pytest.mark.journey

HIROSHI = "hiroshi.tanabe@alum.brightwater.example"
ELIF = "elif.kaya@brightwater.example"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def asked(site, browser):
    """A request as it lies in the alum’s mailbox."""
    context = browser.new_context(base_url=site.url, timezone_id="America/New_York")
    page = context.new_page()
    sign_in_with_a_code(site, page, ELIF)
    message = site.next_mail(HIROSHI, "Elif Kaya would like", lambda: ask(page, "Hiroshi Tanabe"))
    context.close()
    return message


def post(url, body):
    """What a mail program sends when somebody presses its button: no cookie, no page before."""
    request = urllib.request.Request(url, body.encode(), method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.status, answer.read().decode()


def looks_right(page):
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLORS)
    page.emulate_media(color_scheme="light")
    return [*found, *(["scrolls sideways"] if is_too_wide(page) else [])]


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_mail_programs_button_and_the_page_behind_the_link(asked, open_as, scripts):
    assert asked["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = asked["List-Unsubscribe"].strip("<>")
    assert link == link_in(asked, "/mail/")
    said = (200, "You get no more of these: Requests.")
    assert post(link, "List-Unsubscribe=One-Click") == said
    assert post(link, "List-Unsubscribe=One-Click") == said

    phone = open_as(viewport=PHONE, reduced_motion="reduce", java_script_enabled=scripts)
    phone.goto(link)
    assert not phone.get_by_role("checkbox", name="Requests").is_checked()
    assert phone.get_by_text("students of Brightwater University may ask you").is_visible()
    if scripts:
        assert looks_right(phone) == []
    phone.get_by_role("checkbox", name="Requests").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.get_by_role("status").get_by_text("Saved. You get all of these emails.").wait_for()
    phone.get_by_role("button", name="Turn all off").click()
    phone.get_by_text("You only get what you must know about a meeting.").wait_for()
    if scripts:
        assert looks_right(phone) == []
    phone.get_by_role("button", name="Undo").click()
    phone.get_by_text("Taken back: everything is as it was.").wait_for()
    assert phone.get_by_role("checkbox", name="Requests").is_checked()


def test_a_link_that_was_tampered_with_does_nothing(asked):
    link = asked["List-Unsubscribe"].strip("<>")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        post(link[:-2] + "/", "List-Unsubscribe=One-Click")


def test_a_report_of_the_post_reaches_the_counselor_who_puts_it_right(site, asked, open_as):
    raw = delivery_report().replace(b"<other@elsewhere.example>", asked["Message-ID"].encode())
    env = {**os.environ, "DATABASE_URL": site.database, "VAR_DIR": str(site.var)}
    env["DJANGO_SETTINGS_MODULE"] = "careerhub.settings.local"
    command = [sys.executable, "manage.py", "read_bounces", "-"]
    ran = subprocess.run(command, cwd=ROOT, env=env, input=raw, capture_output=True, timeout=60)
    assert f"1: {HIROSHI} takes no emails" in ran.stdout.decode()
    carol = open_as("Carol", viewport=PHONE, reduced_motion="reduce")
    carol.get_by_role("listitem").filter(has_text="Emails to Hiroshi Tanabe come back").get_by_role(
        "link", name=re.compile("Open")
    ).click()
    assert carol.get_by_text("Recipient address rejected").is_visible()
    assert looks_right(carol) == []
    carol.get_by_role("button", name=re.compile("Let it in again")).click()
    carol.get_by_text(f"{HIROSHI} gets emails again.").wait_for()
    assert carol.get_by_text("Every address takes emails.").is_visible()
    assert looks_right(carol) == []
