"""Another time or a cancellation from the email, for one conversation, without signing in."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from careerhub.outbox import kinds
from careerhub.outbox.models import Email
from interviews.emails import links
from interviews.models import Ending, Interview
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor, make_student

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def booked(sam, mira):
    """Sam and Mira meet on Wednesday, 9:00 am in Los Angeles."""
    return make_interview(sam, mira)


def link(interview, person=None, purpose=links.CHANGE):
    return f"/alumni/change/{links.sign(interview, person or interview.mentor, purpose)}/"


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_email_to_the_alum_carries_the_link_and_the_students_does_not(booked, sam, mira):
    said = {
        email.reader_id: kinds.get("booked").prepare(email, LATER)
        for email in Email.objects.filter(kind="booked")
    }
    for body in (said[mira.pk].text, said[mira.pk].html):
        token = re.search(r"http://127.0.0.1:8000/alumni/change/([^/]+)/", body).group(1)
        assert links.read(token, links.CHANGE) == (booked, mira)
    for body in (said[sam.pk].text, said[sam.pk].html):
        assert "/alumni/change/" not in body


def test_looking_asks_and_changes_nothing(booked, at):
    before = list(Interview.objects.values())
    with at(LATER):
        for query in ("", "?answer=cancel", "?do=cancel"):
            page = text_of(Client().get(link(booked) + query))
            assert "Your conversation with Sam" in page
            assert "Wed, Mar 4, 9:00 am PST" in page
        assert Client().head(link(booked)).status_code == 200
    assert list(Interview.objects.values()) == before


def test_another_opening_moves_it(booked, sam, mira, at):
    start = openings_of(mira, booker=sam, now=LATER)[3]
    with at(LATER):
        typed = {"answer": "move", "starts_at": start.isoformat()}
        path = link(booked)
        answer = Client().post(path, typed, follow=True)
    booked.refresh_from_db()
    assert answer.redirect_chain == [(path, 302)]
    assert (booked.starts_at, booked.moves_by_mentor, booked.sequence) == (start, 1, 1)


def test_the_openings_are_grouped_by_day_as_on_the_page_of_the_signed_in(booked, at):
    with at(LATER):
        page = text_of(Client().get(link(booked)))
    assert '<details class="day" open> <summary> <b>Wednesday, March 4</b>' in page
    assert "12 openings" in page
    assert "more days </summary>" in page


def test_a_time_that_went_meanwhile_offers_the_nearest(booked, mira, at):
    wanted = booked.starts_at + timedelta(hours=1)
    make_interview(make_student("Ann Quick"), mira, starts_at=wanted)
    with at(LATER):
        typed = {"answer": "move", "starts_at": wanted.isoformat()}
        answer = Client().post(link(booked), typed)
    assert answer.status_code == 422
    assert "is still open; it is chosen below." in text_of(answer)
    assert answer.content.decode().count("checked") == 1


def test_it_is_cancelled_with_a_word(booked, at):
    with at(LATER):
        typed = {"answer": "cancel", "reason": "The river is rising."}
        page = text_of(Client().post(link(booked), typed, follow=True))
    booked.refresh_from_db()
    assert (booked.ending, booked.reason) == (Ending.CANCELLED, "The river is rising.")
    assert "This conversation was cancelled." in page


def test_close_to_the_time_a_sentence_is_needed(booked, at):
    with at(booked.starts_at - timedelta(hours=3)):
        answer = Client().post(link(booked), {"answer": "cancel", "reason": " "})
    booked.refresh_from_db()
    assert (answer.status_code, booked.ending) == (422, "")
    assert "Please add a sentence on why, so that the other knows." in text_of(answer)


@pytest.mark.parametrize("starts_at", ["", "soon", "2026-03-04T03:00:00+00:00"])
def test_a_time_that_is_not_open_moves_nothing(starts_at, booked, at):
    before = booked.starts_at
    with at(LATER):
        answer = Client().post(link(booked), {"answer": "move", "starts_at": starts_at})
    booked.refresh_from_db()
    assert (answer.status_code, booked.starts_at) == (422, before)


def test_once_it_has_begun_the_words_are_not_lost(booked, at):
    with at(booked.starts_at):
        page = text_of(Client().get(link(booked)))
        answer = Client().post(link(booked), {"answer": "cancel", "reason": "Too late, sorry."})
    booked.refresh_from_db()
    assert "It has begun, so it can no longer be moved or cancelled here." in page
    assert (answer.status_code, booked.ending) == (422, "")
    assert "Too late, sorry.</textarea>" in answer.content.decode()


def test_a_link_of_another_purpose_or_person_does_not_exist(booked, sam, at):
    other = make_interview(make_student("Ann Other"), booked.mentor, now=NOON)
    with at(LATER):
        for bad in (
            link(booked, purpose=links.ANSWER),
            link(booked, person=sam),
            link(booked)[:-4] + "xyz/",
            "/alumni/change/nonsense/",
        ):
            assert Client().get(bad).status_code == 404
            assert Client().post(bad, {"answer": "cancel", "reason": "No."}).status_code == 404
        assert Client().get(link(other, person=make_mentor("Another Alum"))).status_code == 404
    booked.refresh_from_db()
    assert booked.ending == ""


def test_the_page_of_the_answer_leads_there_once_it_is_booked(booked, at):
    answer_link = f"/alumni/answer/{links.sign(booked, booked.mentor, links.ANSWER)}/"
    with at(LATER):
        page = text_of(Client().get(answer_link))
    token = re.search(r'href="/alumni/change/([^/"]+)/"', page).group(1)
    assert links.read(token, links.CHANGE) == (booked, booked.mentor)
