"""The ask: sent once, refused kindly, and never a typed word lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from interviews.actions.answering import withdraw_ask
from interviews.models import Interview, Stage
from tests.factories.interviews import NOON, make_ask

MESSAGE = "Dear Mira, I study biology and wonder how you came to flood models. May I ask you?"
AT = "2026-03-04T17:00Z"  # Wednesday 12:00 pm in New York, 48 hours ahead
LATER = "2026-03-12T18:00Z"  # far enough ahead to be booked at once


def send(client, mira, **changes):
    body = {"at": AT, "message": MESSAGE, "questions": "How?\nWhy?", "key": "one", **changes}
    return client.post(reverse("students:ask", args=[mira.pk]), body)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_an_ask_is_sent_and_the_student_sees_it(as_sam, sam, mira):
    answer = send(as_sam, mira)
    ask = Interview.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("interviews:interview_detail", args=[ask.pk])
    assert (ask.student, ask.mentor, ask.stage) == (sam, mira, Stage.ASKED)
    assert (ask.message, ask.questions) == (MESSAGE, "How?\nWhy?")
    assert ask.starts_at == NOON + timedelta(hours=48)


def test_a_time_far_enough_ahead_is_booked_at_once(as_sam, mira):
    send(as_sam, mira, at=LATER)
    assert Interview.objects.get().stage == Stage.BOOKED


def test_a_double_click_asks_once(as_sam, mira):
    first, second = send(as_sam, mira), send(as_sam, mira)
    assert first["Location"] == second["Location"]
    assert Interview.objects.count() == 1


def test_the_same_form_with_other_words_is_refused_and_kept(as_sam, mira):
    send(as_sam, mira)
    answer = send(as_sam, mira, message="Other words entirely, dear Mira.")
    assert answer.status_code == 422
    assert "already sent once, with other words" in text(answer)
    assert "Other words entirely, dear Mira." in text(answer)
    assert Interview.objects.count() == 1


def test_an_ask_has_few_questions_for_the_database(as_sam, mira, django_assert_max_num_queries):
    with django_assert_max_num_queries(48):
        assert send(as_sam, mira).status_code == 302


def test_who_comes_too_late_hears_so_without_locks(
    as_sam, otto, mira, django_assert_max_num_queries
):
    make_ask(otto, mira)
    with django_assert_max_num_queries(24) as asked:
        assert send(as_sam, mira).status_code == 422
    assert not any("FOR NO KEY UPDATE" in question["sql"] for question in asked)


def test_a_lost_race_keeps_the_words_and_offers_the_nearest(as_sam, otto, mira):
    page = as_sam.get(reverse("students:mentor_detail", args=[mira.pk]), {"at": AT})
    assert page.context["calendar"].chosen.value == AT
    make_ask(otto, mira)
    answer = send(as_sam, mira)
    assert answer.status_code == 422
    assert "Someone took Wed, Mar 4, 12:00 pm EST a moment ago. Your words are safe." in text(
        answer
    )
    assert "Wed Mar 4, 1:00 pm EST is still open" in text(answer)
    assert MESSAGE in text(answer)
    assert "How? Why?" in text(answer)
    assert [slot.value for slot in answer.context["calendar"].near] == [
        "2026-03-04T18:00Z",
        "2026-03-04T18:30Z",
        "2026-03-04T19:00Z",
    ]
    assert 'value="2026-03-04T18:00Z" data-short="Wed 1:00 pm" checked' in text(answer)
    assert Interview.objects.count() == 1


def test_the_nearest_time_can_be_taken_with_the_same_form(as_sam, otto, mira):
    make_ask(otto, mira)
    send(as_sam, mira)
    assert send(as_sam, mira, at="2026-03-04T18:00Z").status_code == 302


def test_a_second_ask_to_the_same_alum_is_refused_and_kept(as_sam, sam, mira):
    make_ask(sam, mira)
    answer = send(as_sam, mira, at=LATER)
    assert answer.status_code == 422
    assert "You already have a conversation with Mira under way." in text(answer)
    assert MESSAGE in text(answer)


def test_a_withdrawn_ask_makes_room_for_another(as_sam, sam, mira):
    withdraw_ask(make_ask(sam, mira), by=sam, now=NOON)
    assert send(as_sam, mira).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"at": ""}, "Choose a time."),
        ({"at": "soon"}, "Choose a time."),
        ({"message": " "}, "Add one sentence on why you chose Mira."),
        ({"message": "word " * 201}, "This is 201 words and 200 is the most."),
        ({"questions": "\n".join("abcdefghijkl")}, "Take 2 off, or keep them for your notes."),
        ({"questions": "\n".join("abcdefghijk")}, "Take 1 off, or keep it for your notes."),
        ({"questions": "why " * 100}, "One of the questions is too long to ask."),
    ],
)
def test_what_the_form_refuses(as_sam, mira, changes, sentence):
    answer = send(as_sam, mira, **changes)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Interview.objects.count() == 0


def test_two_hundred_words_are_fine(as_sam, mira):
    assert send(as_sam, mira, message="word " * 200).status_code == 302


def test_questions_are_kept_one_a_line(as_sam, mira):
    send(as_sam, mira, questions="  How? \r\n\r\n Why? ")
    assert Interview.objects.get().questions == "How?\nWhy?"


def test_every_page_has_a_key_of_its_own(as_sam, mira):
    address = reverse("students:mentor_detail", args=[mira.pk])
    keys = {as_sam.get(address).context["form"]["key"].value() for _ in range(2)}
    assert len(keys) == 2


def test_typed_text_is_escaped(as_sam, mira):
    page = send(as_sam, mira, at="", message="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_nobody_asks_an_alum_who_is_not_listed(as_sam, mira):
    mira.mentor.is_listed = False
    mira.mentor.save()
    assert send(as_sam, mira).status_code == 404


JOB_ASK = "Could I have an internship on your team?"


def test_a_first_ask_for_a_job_is_stopped_with_the_words_marked(as_sam, mira):
    answer = send(as_sam, mira, message=f"{MESSAGE} {JOB_ASK}")
    assert answer.status_code == 422
    assert f"“{JOB_ASK}” sounds like asking for a job" in text(answer)
    assert f'<mark class="flag">{JOB_ASK}</mark>' in text(answer)
    assert f"{MESSAGE} {JOB_ASK}</textarea>" in text(answer)
    assert Interview.objects.count() == 0


def coach(client, mira, message):
    return text(client.post(reverse("students:coach", args=[mira.pk]), {"message": message}))


def test_the_coach_reads_along_and_keeps_nothing(as_sam, mira):
    mira.mentor.topics = "Flood models"
    mira.mentor.save()
    said = coach(as_sam, mira, MESSAGE)
    assert "<html" not in said
    assert "17 words." in said
    assert "Names the connection:</b> Flood." in said
    assert "Asks something that can be answered." in said
    assert "sounds like a job ask" not in said
    assert Interview.objects.count() == 0


def test_the_coach_hints_where_something_is_missing(as_sam, mira):
    said = coach(as_sam, mira, "Hello there. " + "very " * 120 + JOB_ASK)
    assert "About 100 is right for a phone." in said
    assert "Say why Mira." in said
    assert "This sounds like a job ask:" in said


def test_the_coach_has_no_page_of_its_own(as_sam, mira):
    assert as_sam.get(reverse("students:coach", args=[mira.pk])).status_code == 405
