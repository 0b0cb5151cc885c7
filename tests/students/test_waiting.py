"""A line for an alum without an open time, times for one without hours, and who is next."""

import pytest
from django.urls import reverse

from interviews.actions.waitlist import join_waitlist
from interviews.models import Interview, Wait
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student

MESSAGE = "Dear Nora, how did you come to flood models? May I ask you?"


def text(answer):
    return " ".join(answer.content.decode().split())


def send(client, mentor, page="ask", **changes):
    body = {"message": MESSAGE, "questions": "How?", "key": "one", **changes}
    return client.post(reverse(f"students:{page}", args=[mentor.pk]), body)


def look(client, mentor):
    return text(client.get(reverse("students:mentor_detail", args=[mentor.pk])))


@pytest.fixture
def full(term):
    nora = make_mentor("Nora Full", schedule={"term_cap": 1})
    make_ask(make_student("First Come"), nora)
    return nora


@pytest.fixture
def free(db):
    return make_mentor("Nora Free", hours=())


def test_joining_changing_and_leaving_the_line(as_sam, sam, full):
    assert "Join the waitlist" in look(as_sam, full)
    assert send(as_sam, full, "join_line").status_code == 302
    assert "Place <b>1</b> of 1" in look(as_sam, full)
    send(as_sam, full, "join_line", message="Newer words, dear Nora?")
    assert Wait.objects.get().message == "Newer words, dear Nora?"
    assert send(as_sam, full, "leave_line").status_code == 302
    assert send(as_sam, full, "leave_line").status_code == 302
    assert Wait.objects.get().left_at == NOON


def test_an_empty_request_does_not_join(as_sam, full):
    answer = send(as_sam, full, "join_line", message=" ")
    assert answer.status_code == 422
    assert "How?" in text(answer)
    assert Wait.objects.count() == 0


def test_nobody_leaves_for_another(as_sam, otto, full):
    join_waitlist(otto, mentor=full, message="Why?", questions="", now=NOON)
    send(as_sam, full, "leave_line")
    assert Wait.objects.get().left_at is None


def test_who_asks_past_the_line_may_join_with_the_same_words(as_sam, otto, mira):
    Wait.objects.create(student=otto, mentor=mira, message="Why?", since=NOON)
    answer = send(as_sam, mira, at="2026-03-04T17:00Z")
    assert answer.status_code == 422
    assert "Join the waitlist with these words" in text(answer)
    assert MESSAGE in text(answer)


@pytest.mark.parametrize("page", ["join_line", "leave_line"])
@pytest.mark.parametrize("role", ["mira", "carol"])
def test_other_roles_have_no_line(client, request, mira, page, role):
    client.force_login(request.getfixturevalue(role))
    assert send(client, mira, page).status_code == 403


def test_times_are_proposed_on_the_students_clock(as_sam, free):
    send(as_sam, free, time_1="2026-03-05T09:00", time_2="2026-03-06T09:05")
    starts = [f"{each.starts_at:%d %H:%M}" for each in Interview.objects.get().proposals.all()]
    assert starts == ["05 14:00", "06 14:05"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Propose at least one day and time."),
        ({"time_1": "2026-03-01T09:00"}, "has already passed"),
        ({"time_1": "2026-03-02T13:00"}, "too soon"),
        ({"time_1": "2026-03-05T09:03"}, "Choose a full five minutes"),
        ({"time_1": "2026-03-05T09:00", "time_2": "2026-03-05T09:00"}, "You propose this time"),
    ],
)
def test_what_is_wrong_with_a_proposed_time(as_sam, free, changes, sentence):
    answer = send(as_sam, free, **changes)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert MESSAGE in text(answer)


def test_who_is_next_is_kept_in_order(as_sam, mira, free):
    send(as_sam, mira, at="2026-03-04T17:00Z", next_2=free.pk, words_2="And you?")
    choice = Interview.objects.get().choices.get()
    assert (choice.mentor, choice.message, choice.position) == (free, "And you?", 2)


def test_a_job_ask_to_the_next_is_refused(as_sam, mira, free):
    words = "Could I have an internship on your team?"
    answer = send(as_sam, mira, at="2026-03-04T17:00Z", next_2=free.pk, words_2=words)
    assert answer.status_code == 422
    assert "sounds like asking for a job" in text(answer)
