"""The line's limits, the page while a time is held, and a visit without signing in."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from interviews.actions.waitlist import join_waitlist, offer_place
from interviews.models import Interview, Stage, Wait
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student

MESSAGE = "Dear Nora, how did you come to flood models? May I ask you?"


def text(answer):
    return " ".join(answer.content.decode().split())


def send(client, mentor, page="join_line", **changes):
    body = {"message": MESSAGE, "questions": "How?", "key": "one", **changes}
    return client.post(reverse(f"students:{page}", args=[mentor.pk]), body)


def look(client, mentor):
    return text(client.get(reverse("students:mentor_detail", args=[mentor.pk])))


def make_resting(name):
    return make_mentor(name, schedule={"paused_until": date(2026, 5, 1)})


def test_at_most_three_lines_at_once(as_sam, sam):
    for number in range(3):
        join_waitlist(
            sam, mentor=make_resting(f"Nora {number}"), message="Why?", questions="", now=NOON
        )
    fourth = make_resting("Nora Last")
    answer = send(as_sam, fourth)
    assert answer.status_code == 422
    assert "You wait for 3 people already. Leave one line to join another." in text(answer)
    assert f"{MESSAGE}</textarea>" in text(answer)
    assert not Wait.objects.filter(mentor=fourth).exists()


def test_a_line_of_twenty_is_long_enough(as_sam, sam):
    nora = make_resting("Nora Wanted")
    Wait.objects.bulk_create(
        Wait(student=make_student(f"Waits {n}"), mentor=nora, message="Why?", since=NOON)
        for n in range(20)
    )
    answer = send(as_sam, nora)
    assert answer.status_code == 422
    assert "Many students wait for Nora already. Please ask another." in text(answer)
    assert f"{MESSAGE}</textarea>" in text(answer)
    assert not Wait.objects.filter(student=sam).exists()


def test_a_double_click_waits_once(as_sam, sam):
    nora = make_resting("Nora Resting")
    assert [send(as_sam, nora).status_code for _ in range(2)] == [302, 302]
    assert Wait.objects.filter(student=sam, left_at=None).count() == 1


def test_a_double_click_proposes_once(as_sam):
    free = make_mentor("Nora Free", hours=())
    times = {"time_1": "2026-03-05T09:00", "time_2": "2026-03-06T09:05"}
    first, second = (send(as_sam, free, "ask", **times) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Interview.objects.get().proposals.count() == 2


def test_for_proposals_nothing_is_said_of_booking_at_once(as_sam):
    page = look(as_sam, make_mentor("Nora Free", hours=()))
    assert "Nora chooses one of your times, or proposes another." in page
    assert "booked at once" not in page


@pytest.mark.parametrize("page", ["join_line", "leave_line", "ask"])
def test_signed_out_one_signs_in_first(client, db, page):
    nora = make_resting("Nora Resting")
    answer = send(client, nora, page)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert Wait.objects.count() == 0


def test_signed_out_a_mentors_page_leads_back_after_signing_in(client, mira):
    address = reverse("students:mentor_detail", args=[mira.pk])
    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.fixture
def offered(sam, mira):
    Wait.objects.create(student=sam, mentor=mira, message=MESSAGE, questions="How?", since=NOON)
    return offer_place(mira, now=NOON)


def test_while_a_time_is_held_the_page_lets_one_take_it_or_let_it_go(as_sam, mira, offered):
    page = look(as_sam, mira)
    assert "It is your turn: a time with Mira" in page
    assert "The time is held for you until" in page
    assert reverse("interviews:take_offer", args=[offered.pk]) in page
    assert reverse("interviews:let_go", args=[offered.pk]) in page
    assert "Take Wed 12:00 pm" in page
    assert "Join the waitlist" not in page


def test_taking_it_asks_the_alum(as_sam, offered):
    as_sam.post(reverse("interviews:take_offer", args=[offered.pk]))
    offered.refresh_from_db()
    assert (offered.stage, offered.is_offer) == (Stage.ASKED, False)
    assert Wait.objects.get().left_at == NOON


def test_past_its_time_it_can_no_longer_be_taken_here(as_sam, mira, offered):
    with clock.standing_at(offered.expires_at + timedelta(minutes=1)):
        page = look(as_sam, mira)
    assert reverse("interviews:take_offer", args=[offered.pk]) not in page
    assert "Open the conversation" in page


def test_nobody_else_sees_what_is_held(client, otto, mira, offered):
    client.force_login(otto)
    assert "It is your turn" not in look(client, mira)
    address = reverse("interviews:take_offer", args=[offered.pk])
    assert client.post(address).status_code == 404


def test_in_line_the_words_stand_once(as_sam, sam, term):
    full = make_mentor("Nora Full", schedule={"term_cap": 1})
    make_ask(make_student("First Come"), full)
    join_waitlist(sam, mentor=full, message=MESSAGE, questions="", now=NOON)
    page = look(as_sam, full)
    assert "You are in line for Nora" in page
    assert page.count(MESSAGE) == 1
