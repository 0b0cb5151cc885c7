"""What people do in the journeys, each as they would."""

import json
import re
import urllib.error
import urllib.request
from datetime import datetime

from tests.journeys.site import wait_for

MESSAGE = (
    "I study environmental science and read how you explain your work to people outside it. "
    "Could I ask you for half an hour about how you learned that?"
)


def ask(page, name):
    """Ask `name` for the first opening that is shown; ends on the conversation's page."""
    page.goto(f"/students/mentors/?q={name.replace(' ', '+')}")
    page.locator("main h3").get_by_role("link", name=re.compile(name)).click()
    page.locator("#calendar input[type=radio]").first.check()
    page.get_by_label(re.compile("Your request to")).fill(MESSAGE)
    page.get_by_label(re.compile("questions")).fill(
        "What surprised you?\nWho else should I talk to?"
    )
    page.get_by_role("button", name=re.compile("Send request|Book")).click()
    page.wait_for_url(re.compile(r"/interviews/\d+/$"))


def skip(page, leap):
    """Skip the demo's clock ahead by one of its leaps; returns what it shows afterwards."""
    page.locator("#demo-leap").select_option(leap)
    with page.expect_navigation(timeout=90_000):  # the clock stops wherever something falls due
        page.get_by_role("button", name="Skip ahead").click(timeout=90_000)
    return demo_now(page)


def demo_now(page):
    return datetime.fromisoformat(page.locator(".demo-bar time").get_attribute("datetime"))


def letter_due(page):
    """When the letter in sight goes out, by the page."""
    shown = page.locator("[aria-current=step] .sendline time").first
    return datetime.fromisoformat(shown.get_attribute("datetime"))


def wait_until_nothing_is_due(site):
    """Every email whose time has come has been decided."""

    def is_idle():
        return readiness(site)["oldest_due_email_seconds"] == 0

    wait_for(is_idle, "the outbox to be empty", seconds=90)


def readiness(site):
    """What /readyz says; after a long skip it may say 503, since everything due is late at once."""
    try:
        answer = urllib.request.urlopen(f"{site.url}/readyz", timeout=10)
    except urllib.error.HTTPError as unready:
        answer = unready
    with answer:
        return json.load(answer)
