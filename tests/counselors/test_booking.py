from datetime import timedelta
from urllib.parse import urlencode

import pytest

from careerhub.common import clock
from interviews.models import Interview, Stage
from interviews.queries.openings import openings_of
from interviews.views.offered import value_of
from tests.counselors.stage import HOUR, words
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student

BOOK = "/counselors/book/"
LATER_TODAY = NOON + 3 * HOUR


@pytest.fixture
def counselor(client, carol):
    client.force_login(carol)
    with clock.standing_at(NOON):
        yield client


def address(student, mentor=None, **more):
    query = {"student": student.pk, **({"mentor": mentor.pk} if mentor else {}), **more}
    return f"{BOOK}?{urlencode(query)}"


def first_opening(student, mentor):
    return openings_of(mentor, booker=student, now=NOON)[0]


def send(client, student, mentor, start, **fields):
    typed = {"at": value_of(start), "key": "k", "message": "Sam would like to learn.", **fields}
    return client.post(address(student, mentor), typed)


def test_each_step_stands_in_the_address(counselor, sam, mira):
    assert "For which student?" in words(counselor.get(BOOK))
    found = words(counselor.get(BOOK, {"q": "rivera"}))
    assert f'href="?student={sam.pk}"' in found
    assert "With which alum?" in words(counselor.get(address(sam)))
    found = words(counselor.get(address(sam, q="mira@alum")))
    assert f'href="?student={sam.pk}&amp;mentor={mira.pk}"' in found
    page = words(counselor.get(address(sam, mira)))
    start = value_of(first_opening(sam, mira))
    assert f'value="{start}"' in page
    page = words(counselor.get(address(sam, mira, at=start)))
    assert "Book for Sam" in page
    assert "What stands in the way" not in page
    assert "Why book all the same" not in page


def test_nobody_found_is_said_and_the_words_stay(counselor, sam):
    page = words(counselor.get(BOOK, {"q": "zanzibar"}))
    assert "Nobody here fits “zanzibar”." in page
    assert 'value="zanzibar"' in page


def test_the_search_names_ten_and_says_that_more_fit(counselor):
    for number in range(11):
        make_student(f"Quinn {number:02}")
    page = words(counselor.get(BOOK, {"q": "quinn"}))
    assert "Quinn 09</b>" in page
    assert "Quinn 10" not in page
    assert "More people fit." in page


def test_an_alum_who_is_not_listed_is_not_there(counselor, sam):
    hidden = make_mentor("Hidden Alum", profile={"is_listed": False})
    assert "Nobody here fits" in words(counselor.get(address(sam, q="hidden")))
    assert counselor.get(address(sam, hidden)).status_code == 404
    assert counselor.get(f"{BOOK}?student=99999").status_code == 404
    assert counselor.get(f"{BOOK}?student=x").status_code == 404


def test_within_the_rules_it_is_asked_in_the_students_name(counselor, carol, sam):
    mira = make_mentor("Mira Holm", schedule={"confirmation": "always"})
    start = first_opening(sam, mira)
    answer = send(counselor, sam, mira, start)
    asked = Interview.objects.get()
    assert answer.url == f"/counselors/conversations/{asked.pk}/"
    assert (asked.student, asked.asked_by, asked.starts_at) == (sam, carol, start)
    page = words(counselor.get(answer.url))
    assert "Asked in Sam’s name. It waits for Mira to say yes." in page
    assert "by Carol Adeyemi" in page
    assert "In the name of Sam Rivera" in page


def test_an_alum_who_books_at_once_is_booked(counselor, sam):
    mira = make_mentor("Mira Holm", schedule={"confirmation": "never"})
    answer = send(counselor, sam, mira, first_opening(sam, mira))
    assert Interview.objects.get().stage == Stage.BOOKED
    assert "Booked. Sam and Mira both get a calendar invitation." in words(
        counselor.get(answer.url)
    )


def test_a_double_click_books_once(counselor, sam, mira):
    start = first_opening(sam, mira)
    first, second = (send(counselor, sam, mira, start) for _click in range(2))
    assert first.url == second.url
    assert Interview.objects.count() == 1


def test_a_time_outside_the_openings_is_typed_on_the_offices_clock(counselor, sam, mira):
    answer = counselor.get(address(sam, mira, another="2026-03-02T15:00"))
    assert answer.url == address(sam, mira, at="2026-03-02T20:00Z")  # 3 pm in New York
    wrong = counselor.get(address(sam, mira, another="soon"))
    assert wrong.status_code == 422
    assert "Write the day and the time" in words(wrong)
    assert counselor.get(address(sam, mira, another="9999-12-31T23:59")).status_code == 422


def test_every_limit_is_listed_and_asks_for_a_reason(counselor, sam, mira):
    page = words(counselor.get(address(sam, mira, at=value_of(LATER_TODAY))))
    assert "What stands in the way" in page
    assert "Mira needs 48 hours’ notice." in page
    assert "Why book all the same" in page
    assert "This cannot be set aside." not in page


def test_without_a_reason_nothing_is_booked_and_everything_typed_stays(counselor, sam, mira):
    answer = send(counselor, sam, mira, LATER_TODAY, seen="notice", questions="Why games?")
    assert answer.status_code == 422
    page = words(answer)
    assert "Write down why to book it anyway." in page
    assert "Sam would like to learn." in page
    assert "Why games?" in page
    assert Interview.objects.count() == 0


def test_a_reason_sets_limits_aside_and_stands_in_the_log(counselor, sam, mira):
    answer = send(counselor, sam, mira, LATER_TODAY, seen="notice", reason="Agreed by phone.")
    page = words(counselor.get(answer.url))
    assert "Limits set aside by the office" in page
    assert "Set aside: the alum’s notice. Reason: “Agreed by phone.”" in page


def test_a_reason_sets_aside_only_what_was_shown(counselor, sam, mira):
    answer = send(counselor, sam, mira, LATER_TODAY, reason="Agreed by phone.")
    assert answer.status_code == 422
    page = words(answer)
    assert "More stands in the way than was shown." in page
    assert 'name="seen" value="notice"' in page


def test_a_promised_time_is_firm(counselor, sam, otto, mira):
    held = make_interview(otto, mira)
    page = words(counselor.get(address(sam, mira, at=value_of(held.starts_at))))
    assert "Mira is promised to another conversation at that time." in page
    assert "This cannot be set aside." in page
    answer = send(counselor, sam, mira, held.starts_at, seen="mentor_busy", reason="Please.")
    assert answer.status_code == 422
    assert "Nothing was booked: this cannot be set aside." in words(answer)
    assert Interview.objects.filter(student=sam).count() == 0


def test_after_a_refusal_another_time_keeps_the_words(counselor, sam, otto, mira):
    held = make_interview(otto, mira)
    typed = {"another": "2026-03-05T13:00", "seen": "mentor_busy"}  # 10 am in Los Angeles
    assert send(counselor, sam, mira, held.starts_at, **typed).status_code == 302
    assert Interview.objects.get(student=sam).starts_at == NOON + timedelta(days=3, hours=1)


def test_two_who_talk_already_are_not_booked_again(counselor, sam, mira):
    make_ask(sam, mira)
    start = first_opening(sam, mira)
    page = words(counselor.get(address(sam, mira, at=value_of(start))))
    assert "Sam and Mira have a conversation under way already." in page
    assert send(counselor, sam, mira, start, seen="under_way", reason="Again.").status_code == 422


def test_an_alum_without_hours_is_booked_for_a_time_agreed_on(counselor, sam):
    ada = make_mentor("Ada Berg", hours=())
    assert "Ada has no opening just now." in words(counselor.get(address(sam, ada)))
    start = NOON + timedelta(days=3)
    page = words(counselor.get(address(sam, ada, at=value_of(start))))
    assert "Ada is not open at" in page
    answer = send(counselor, sam, ada, start, seen="outside_hours off_grid", reason="By email.")
    assert answer.status_code == 302
    assert Interview.objects.get().starts_at == start


@pytest.mark.parametrize("at", ["", "soon", "9999-12-31T23:59Z"])
def test_a_time_that_cannot_be_read_is_none(counselor, sam, mira, at):
    assert "A time outside the openings" in words(counselor.get(address(sam, mira, at=at)))
    typed = {"at": at, "key": "k", "message": "Hello."}
    assert counselor.post(address(sam, mira), typed).status_code == 422


def test_only_counselors_get_in(client, sam, mira):
    assert client.get(BOOK).url == f"/accounts/login/?next={BOOK}"
    for person in (sam, mira):
        client.force_login(person)
        assert client.get(BOOK).status_code == 403
        assert client.post(address(sam, mira), {"at": value_of(NOON)}).status_code == 403
    assert Interview.objects.count() == 0


def test_what_the_words_and_limits_cost(counselor, sam, mira, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        counselor.get(address(sam, mira, at=value_of(LATER_TODAY)))
