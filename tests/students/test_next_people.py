"""Who is asked next: named once, sent once, and never lost when the last time goes meanwhile."""

import pytest
from django.urls import reverse

from interviews.models import Choice, Interview
from tests.factories.interviews import make_ask
from tests.factories.people import make_mentor, make_student

MESSAGE = "Dear Mira, how did you come to flood models? May I ask you?"
TO_NINA = "Dear Nina, how did you come to maps? May I ask you, too?"
AT = "2026-03-04T17:00Z"


def text(answer):
    return " ".join(answer.content.decode().split())


def send(client, mentor, page="ask", **changes):
    body = {"message": MESSAGE, "questions": "How?", "key": "one", "at": AT, **changes}
    return client.post(reverse(f"students:{page}", args=[mentor.pk]), body)


@pytest.fixture
def nina(db):
    return make_mentor("Nina Next")


@pytest.fixture
def full(term):
    nora = make_mentor("Nora Full", schedule={"term_cap": 1})
    make_ask(make_student("First Come"), nora)
    return nora


def test_a_double_click_names_them_once(as_sam, mira, nina):
    first, second = (send(as_sam, mira, next_2=nina.pk, words_2=TO_NINA) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert list(Choice.objects.values_list("mentor", "message")) == [(nina.pk, TO_NINA)]


def test_the_same_form_with_others_to_ask_next_is_refused_and_kept(as_sam, mira, nina):
    send(as_sam, mira)
    answer = send(as_sam, mira, next_2=nina.pk, words_2=TO_NINA)
    assert answer.status_code == 422
    assert "already sent once, with other words" in text(answer)
    assert f"{TO_NINA}</textarea>" in text(answer)
    assert Choice.objects.count() == 0


@pytest.mark.parametrize(
    ("second", "third"), [("mira", "nina"), ("nina", "mira"), ("nina", "nina")]
)
def test_nobody_is_named_twice(as_sam, request, mira, nina, second, third):
    people = {"next_2": request.getfixturevalue(second), "next_3": request.getfixturevalue(third)}
    chosen = {name: person.pk for name, person in people.items()}
    answer = send(as_sam, mira, **chosen, words_2=TO_NINA, words_3="And you?")
    assert answer.status_code == 422
    assert "Name each person once." in text(answer)
    assert f"{TO_NINA}</textarea>" in text(answer)
    assert "And you?</textarea>" in text(answer)
    assert '<details class="more further" open>' in text(answer)
    assert Interview.objects.count() == 0


@pytest.mark.parametrize("chosen", ["999999", "-1", "x", "²", "99999999999999999999"])
def test_only_somebody_from_the_list(as_sam, mira, chosen):
    answer = send(as_sam, mira, next_2=chosen, words_2=TO_NINA)
    assert answer.status_code == 422
    assert "Choose somebody from the list." in text(answer)


def test_words_for_nobody_and_nobody_without_words(as_sam, mira, nina):
    assert "Choose whom these words are for." in text(send(as_sam, mira, words_2=TO_NINA))
    assert "Add a sentence on why you ask Nina." in text(send(as_sam, mira, next_2=nina.pk))


def test_words_for_the_next_are_kept_when_the_last_time_goes(as_sam, full, nina):
    answer = send(as_sam, full, next_2=nina.pk, words_2=TO_NINA, words_3="For whom?")
    assert answer.status_code == 422
    assert "Join the waitlist" in text(answer)
    assert f"{MESSAGE}</textarea>" in text(answer)
    kept = [(one.person, one.words) for one in answer.context["kept_choices"]]
    assert kept == [(nina, TO_NINA), (None, "For whom?")]
    assert "Choose a time with Nina" in text(answer)


def test_they_are_kept_while_the_waitlist_is_refused(as_sam, full, nina):
    answer = send(as_sam, full, "join_line", message=" ", next_2=nina.pk, words_2=TO_NINA)
    assert answer.status_code == 422
    assert [one.words for one in answer.context["kept_choices"]] == [TO_NINA]


def test_the_next_is_asked_with_the_words_that_were_kept(as_sam, full, nina):
    address = reverse("students:ask", args=[nina.pk])
    page = as_sam.post(address, {"message": TO_NINA, "pick": ""})
    assert page.status_code == 200
    assert f"{TO_NINA}</textarea>" in text(page)
    assert Interview.objects.filter(mentor=nina).count() == 0


def test_words_of_others_never_become_markup(as_sam, full, nina):
    answer = send(as_sam, full, next_2=nina.pk, words_2='<script>alert("1")</script>')
    assert "<script>alert" not in text(answer)
