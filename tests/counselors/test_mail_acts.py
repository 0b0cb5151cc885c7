from datetime import timedelta

import pytest

from careerhub.common import clock
from careerhub.counselors.mail_words import WHY
from careerhub.outbox.models import Email, State
from interviews.actions.mailing import LABELS
from interviews.emails.post import letter_row, plan_emails
from tests.interviews.emails.conversations import MONDAY, make_conversation

NOW = MONDAY + timedelta(hours=2)


@pytest.fixture(autouse=True)
def standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def booked(sam, mira):
    interview = make_conversation(sam, mira)
    plan_emails(interview, now=MONDAY + timedelta(hours=1))
    return interview


@pytest.fixture
def office(client, carol):
    client.force_login(carol)
    return client


def act(client, name, *emails, **more):
    data = {"act": name, "email": [email.pk for email in emails], **more}
    return client.post("/counselors/outbox/act/", data, follow=True)


def undo(client):
    return client.post("/counselors/outbox/undo/", {}, follow=True).content.decode()


def fresh(email):
    return Email.objects.get(pk=email.pk)


def notes(email):
    return [trace.note for trace in email.trail.all()]


def test_a_letter_is_kept_back_and_that_is_taken_back(office, booked):
    letter = letter_row(booked, "thank_you")
    page = act(office, "hold", letter, reason="Mira is ill.").content.decode()
    assert "1 email is kept back." in page
    assert (fresh(letter).state, fresh(letter).reason) == (
        State.HELD,
        "Carol Adeyemi keeps it back. Mira is ill.",
    )
    assert "Taken back for 1 email." in undo(office)
    assert fresh(letter).state == State.SCHEDULED
    assert notes(letter)[-1] == "Carol Adeyemi took that back."
    assert "nothing to take back" in undo(office)


def test_several_at_once_and_all_on_the_page(office, booked):
    rows = list(Email.objects.filter(about=booked.about, kind="follow_up"))
    data = {"act": "hold", "all": "yes", "shown": [row.pk for row in rows]}
    page = office.post("/counselors/outbox/act/", data, follow=True).content.decode()
    assert "3 emails are kept back." in page
    assert {fresh(row).state for row in rows} == {State.HELD}
    assert "3 emails go out at their time." in act(office, "release", *rows).content.decode()
    assert {fresh(row).state for row in rows} == {State.SCHEDULED}


def test_what_is_stopped_stays_stopped_until_it_is_brought_back(office, booked):
    letter = letter_row(booked, "follow_up")
    act(office, "stop", letter, reason="They talk already.")
    plan_emails(booked, now=NOW)
    assert (fresh(letter).state, fresh(letter).state_by_hand) == (State.WITHDRAWN, True)
    undo(office)
    assert fresh(letter).state == State.SCHEDULED


def test_send_now_and_back_to_its_time(office, booked):
    letter = letter_row(booked, "follow_up")
    at = letter.send_at
    act(office, "send-now", letter)
    assert fresh(letter).send_at == NOW
    undo(office)
    assert fresh(letter).send_at == at


@pytest.mark.parametrize(
    ("name", "state", "then"),
    [
        ("arrived", State.UNCERTAIN, State.SENT),
        ("again", State.UNCERTAIN, State.SCHEDULED),
        ("again", State.FAILED, State.SCHEDULED),
        ("stop", State.FAILED, State.WITHDRAWN),
    ],
)
def test_what_waits_for_a_person_is_settled(office, booked, name, state, then):
    letter = letter_row(booked, "follow_up")
    Email.objects.filter(pk=letter.pk).update(state=state, dated_at=NOW)
    act(office, name, letter)
    assert fresh(letter).state == then
    assert notes(letter)[-1].startswith("Carol Adeyemi ")


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.EXPIRED])
def test_what_has_moved_on_is_told_and_hinders_nobody(office, booked, state):
    late, other = Email.objects.filter(about=booked.about, kind="reminder_day")
    lease = {"lease_until": NOW} if state == State.SENDING else {}
    Email.objects.filter(pk=late.pk).update(state=state, sent_at=NOW, **lease)
    page = act(office, "hold", late, other).content.decode()
    assert "1 email is kept back." in page
    assert f"{late.reader.get_full_name()}: It has moved on meanwhile." in page
    assert (fresh(late).state, fresh(other).state) == (state, State.HELD)


def test_nothing_ticked_changes_nothing(office, booked):
    assert "Tick the emails first." in act(office, "stop").content.decode()
    assert not Email.objects.filter(state=State.WITHDRAWN).exists()


def test_only_counselors_and_only_known_acts(client, office, sam, booked):
    assert act(office, "burn", letter_row(booked, "thank_you")).status_code == 404
    assert office.get("/counselors/outbox/act/").status_code == 405
    client.force_login(sam)
    act(client, "hold", letter_row(booked, "thank_you"))
    assert letter_row(booked, "thank_you").state == State.SCHEDULED


def test_the_way_back_stays_on_this_site(office, booked):
    data = {"act": "hold", "email": letter_row(booked, "thank_you").pk}
    there = office.post("/counselors/outbox/act/", {**data, "next": "https://elsewhere.example/"})
    assert there["Location"] == "/counselors/outbox/"


def test_the_pages_offer_what_can_be_done(office, booked):
    listed = office.get("/counselors/outbox/?show=scheduled").content.decode()
    assert 'value="hold"' in listed
    assert 'aria-label="Thank-you, Sam Rivera to Mira Holm"' in listed
    detail = office.get(f"/counselors/outbox/{letter_row(booked, 'thank_you').pk}/")
    assert [each.value for each in detail.context["acts"]] == ["send-now", "hold", "stop"]


def test_every_kind_of_a_conversation_says_why_it_exists():
    assert set(LABELS) <= set(WHY)
