from email import message_from_bytes, policy

import pytest
from django.urls import reverse

from careerhub.outbox import kinds, message
from careerhub.people import mail_links
from interviews.actions.mailing import GROUPS, LABELS, MUST_BE_KNOWN
from interviews.emails.compose import LETTERS, compose
from interviews.emails.reasons import why
from tests.factories.outbox import make_email
from tests.interviews.emails.conversations import MONDAY, case_of, make_conversation

TO_STUDENT = ("ask_declined", "ask_expired", "place_offered", "prepare", "reflect", "update_read")


@pytest.fixture
def booked(sam, mira):
    mira.full_name = "Mira O’Hara & <Holm>"
    mira.save()
    return make_conversation(sam, mira)


def stored(interview, kind, reader):
    return make_email(kind, reader=reader, about=interview.about, send_at=MONDAY)


def test_every_kind_may_be_declined_in_a_group_or_must_be_known():
    assert set(GROUPS) | MUST_BE_KNOWN == set(LABELS)
    assert not set(GROUPS) & MUST_BE_KNOWN
    assert {name for name in LABELS if kinds.get(name).essential} == MUST_BE_KNOWN


@pytest.mark.parametrize("kind", sorted(set(LABELS) - {"update_read"}))
def test_the_page_gives_the_reason_that_stands_at_the_foot_of_the_email(booked, kind):
    reader = booked.student if kind in TO_STUDENT else booked.mentor
    said = why(stored(booked, kind, reader))
    assert said.startswith("You get this because ")
    assert said.endswith(".")
    assert said in " ".join(compose(case_of(booked, kind, reader)).text.split())


@pytest.mark.parametrize(
    ("stage", "reason"),
    [
        ("asked", "because Sam Rivera and you are arranging a conversation."),
        ("booked", "because you have a conversation with Sam Rivera on March 5."),
    ],
)
def test_other_times_are_about_an_ask_or_about_a_booking(sam, mira, stage, reason):
    interview = make_conversation(sam, mira, stage=stage)
    assert reason in why(stored(interview, "times_proposed", mira))
    assert reason in compose(case_of(interview, "times_proposed", mira)).text


@pytest.mark.parametrize("kind", ["ask_declined", "ask_expired", "ask_passed_on"])
def test_a_student_for_whom_the_office_asked_did_not_send_it(sam, mira, carol, kind):
    asked = make_conversation(sam, mira, asked_by=carol)
    assert why(stored(asked, kind, sam)) == (
        "You get this because a request went to Mira Holm for you on March 2."
    )


@pytest.mark.parametrize("kind", sorted(LABELS))
def test_only_what_can_be_declined_offers_to_decline_it(booked, kind):
    reader = booked.student if kind in TO_STUDENT else booked.mentor
    sent = compose(case_of(booked, kind, reader))
    for part in (sent.text, sent.html):
        assert ("always come" in part) == (kind in MUST_BE_KNOWN)
        assert ("Choose which other emails you get" in part) == (kind in MUST_BE_KNOWN)


def test_the_page_shows_it_escaped_once_with_its_date(booked, client):
    reminder = stored(booked, "reminder_day", booked.student)
    page = client.get(mail_links.choices_url(reminder).removeprefix("https://hub.example"))
    html = page.content.decode()
    assert "conversation with Mira O’Hara &amp; &lt;Holm&gt; on March 5." in html
    assert "Mon, Mar 2, 12:00 pm EST" in html
    assert "It belongs to “Reminders”." in html


def test_what_is_about_nothing_any_more_has_no_reason(booked, mira):
    for about in ("interview:999999", "interview:", "invitation:x", "interview:²"):
        assert why(make_email("thank_you", reader=mira, about=about)) == ""


@pytest.mark.parametrize("kind", sorted(LETTERS | {"ask_made"}))
def test_a_reply_goes_to_the_student_and_nowhere_else(booked, kind):
    email = stored(booked, kind, booked.mentor)
    email.dated_at = MONDAY
    raw = message.build(email, compose(case_of(booked, kind, booked.mentor))).payload
    parsed = message_from_bytes(raw, policy=policy.default)
    assert [a.addr_spec for a in parsed["Reply-To"].addresses] == ["sam@brightwater.example"]
    assert parsed["From"].addresses[0].addr_spec == "careers@brightwater.example"


def test_the_link_in_the_header_is_the_one_at_the_foot(booked):
    email = stored(booked, "thank_you", booked.mentor)
    token = mail_links.token_of(email)
    link = "https://hub.example" + reverse("people:choices_by_link", args=[token])
    assert mail_links.unsubscribe_url(email) == mail_links.choices_url(email) == link
    email.attempts, email.dated_at = 3, MONDAY
    assert mail_links.token_of(email) == token
