"""From a student's ask to the follow-up that a worker sends, through every real part."""

import re
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.site import link_in, text_of, wait_for
from tests.journeys.steps import (
    MESSAGE,
    ask,
    demo_now,
    letter_due,
    skip,
    wait_until_nothing_is_due,
)

pytestmark = pytest.mark.journey

OFFICE = "careers@brightwater.example"
SAM, MIRA = "sam.rivera@brightwater.example", "mira.holm@alum.brightwater.example"
DANA = "dana.whitlock@alum.brightwater.example"
LA = ZoneInfo("America/Los_Angeles")
HOUR = timedelta(hours=1)


def invitation_of(message):
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    return part.get_param("method"), part.get_content().replace("\r\n ", "").splitlines()


def from_sam(site, about):
    return [m for m in site.mails_to(MIRA, about) if m["Reply-To"] == SAM]


def wait_for_letter(site, about):
    wait_for(lambda: from_sam(site, about), f"Sam’s “{about}”", seconds=45)
    (letter,) = from_sam(site, about)
    return letter


def test_ask_accept_meet_thank_and_follow_up(site, open_as):
    sam = open_as("Sam")
    ask(sam, "Mira Holm")
    page = sam.url
    accept_from_the_email(site, sam, open_as())
    meet(sam, page)
    thanks = be_thanked_at_nine_and_not_before(site, sam)
    sam.goto(page)
    wait_for(lambda: sam.reload() and sam.get_by_text("These are the words").count(), "the page")

    skip(sam, "weeks")
    follow_up = wait_for_letter(site, "Since we spoke")
    since = follow_up["Date"].datetime - thanks["Date"].datetime
    assert abs(since - timedelta(days=13)) < timedelta(minutes=1)  # day 14 after the meeting
    assert "We spoke on" in text_of(follow_up)
    assert len(from_sam(site, "Thank you for")) == 1


def accept_from_the_email(site, sam, mira):
    """Mira answers on a device where nobody is signed in; scanners that open her link change nothing."""
    asked = site.wait_for_mail(MIRA, "Sam Rivera would like")
    assert asked["From"] == f"Sam Rivera via Career Office <{OFFICE}>"
    assert MESSAGE in " ".join(text_of(asked).split())
    for _scan in range(3):
        mira.goto(link_in(asked, "/alumni/answer/"))
    sam.reload()
    assert sam.locator("[aria-current=step] h2").inner_text() == "Asked"
    mira.get_by_role("button", name=re.compile("^Say yes")).click()
    for address in (SAM, MIRA):
        method, lines = invitation_of(site.wait_for_mail(address, "Booked:"))
        assert method == "REQUEST"
        assert "SEQUENCE:0" in lines
        assert any(line.endswith(f"mailto:{address}") for line in lines)


def meet(sam, page):
    yes = sam.get_by_role("button", name=re.compile("we met", re.IGNORECASE))
    for _meeting in range(40):
        sam.goto(page)
        if yes.count():
            break
        skip(sam, "meeting")
    yes.click()


def be_thanked_at_nine_and_not_before(site, sam):
    due = letter_due(sam)
    assert due.astimezone(LA).time() == time(9)
    assert timedelta() < due - demo_now(sam) <= timedelta(hours=24)
    while demo_now(sam) + HOUR < due:
        skip(sam, "hour")
    wait_until_nothing_is_due(site)
    assert from_sam(site, "Thank you for") == []

    skip(sam, "hour")
    thanks = wait_for_letter(site, "Thank you for")
    assert thanks["From"] == f"Sam Rivera via Career Office <{OFFICE}>"
    assert thanks["Auto-Submitted"] == "auto-generated"
    assert due <= thanks["Date"].datetime < due + HOUR
    assert text_of(thanks).startswith("Dear Mira,")
    assert "You get this because you met Sam Rivera" in text_of(thanks)
    return thanks


def test_a_cancelled_interview_sends_nothing_more(site, open_as):
    sam = open_as("Sam")
    ask(sam, "Dana Whitlock")  # who never needs to confirm
    first = site.wait_for_mail(DANA, "Booked:")
    sam.get_by_role("link", name="Cancel", exact=True).click()
    sam.get_by_label(re.compile("why|reason|sentence", re.IGNORECASE)).fill("An exam was moved.")
    sam.get_by_role("button", name="Cancel the conversation").click()
    for address in (SAM, DANA):
        method, lines = invitation_of(site.wait_for_mail(address, "Cancelled:"))
        assert method == "CANCEL"
        assert {"SEQUENCE:1", "STATUS:CANCELLED"} <= set(lines)
    for _half in range(2):
        skip(sam, "weeks")
        wait_until_nothing_is_due(site)
    whole = [m["Subject"] for m in site.mails_to(DANA) if "Sam Rivera" in m["Subject"]]
    assert [subject.partition(":")[0] for subject in whole] == ["Booked", "Cancelled"]
    assert first["Subject"] in whole
    assert [m for m in site.mails_to(DANA) if m["Reply-To"] == SAM] == []
