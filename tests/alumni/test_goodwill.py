"""What an alum offers this term: shown, changed by one, rested from; never “5 of 2”."""

from datetime import date, timedelta

import pytest

from careerhub.alumni.goodwill import Goodwill
from careerhub.office.models import Term
from interviews.models import Interview, Schedule
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_student

GOODWILL = "/alumni/goodwill/"


@pytest.fixture(autouse=True)
def spring(db):
    return Term.objects.create(
        name="Spring", starts_on=date(2026, 1, 12), ends_on=date(2026, 5, 20)
    )


def text_of(answer):
    return " ".join(answer.content.decode().split())


def cap_of(mira):
    return Schedule.objects.get(mentor=mira).term_cap


@pytest.mark.parametrize(
    ("given", "cap", "circles", "left"),
    [
        (0, 2, (False, False), 2),
        (1, 2, (True, False), 1),
        (5, 2, (True,) * 5, 0),
        (3, 17, (), 14),
    ],
)
def test_one_circle_a_conversation_as_far_as_they_can_be_counted(given, cap, circles, left):
    goodwill = Goodwill(given, cap, 20)
    assert (goodwill.circles, goodwill.left) == (circles, left)


def test_one_more_and_one_fewer(mira, browse, at):
    with at(NOON):
        page = text_of(browse(mira).post(GOODWILL, {"step": "fewer"}, follow=True))
        assert "You offer 7 conversations this term." in page
        assert "0 of 7 given." in page
        browse(mira).post(GOODWILL, {"step": "more"})
        assert cap_of(mira) == 8
        page = text_of(browse(mira).post(GOODWILL, {"step": "more"}, follow=True))
    assert "The office allows 8 a term at most, so that nobody is asked too much." in page
    assert cap_of(mira) == 8


def test_at_the_offices_limit_more_is_not_offered(mira, browse, at):
    with at(NOON):
        page = text_of(browse(mira).get("/alumni/"))
    assert "One fewer" in page
    assert "One more" not in page
    assert "8 is the most that the office asks of anybody." in page


def test_a_term_is_not_less_than_a_week(mira, browse, at):
    Schedule.objects.filter(mentor=mira).update(week_cap=2, term_cap=2)
    with at(NOON):
        page = text_of(browse(mira).post(GOODWILL, {"step": "fewer"}, follow=True))
    assert "You give up to 2 a week, so a term has room for 2 at least." in page
    assert cap_of(mira) == 2


def test_who_has_given_more_than_they_now_offer_is_thanked(mira, browse, at):
    for n in range(2):
        make_interview(make_student(f"Student {n}"), mira, now=NOON + timedelta(minutes=n))
    Schedule.objects.filter(mentor=mira).update(term_cap=1)
    with at(NOON + timedelta(hours=2)):
        page = text_of(browse(mira).get("/alumni/"))
    assert "2 given or promised, more than you meant to. Thank you." in page
    assert "2 of 1" not in page
    assert Interview.objects.filter(mentor=mira, stage="booked").count() == 2


def test_a_rest_has_an_end_and_can_be_ended(mira, browse, at):
    with at(NOON):
        page = text_of(browse(mira).post(GOODWILL, {"day": "2026-04-01"}, follow=True))
        assert "You rest until Wed, Apr 1. What is booked stands." in page
        assert Schedule.objects.get(mentor=mira).paused_until == date(2026, 4, 1)
        assert 'value="2026-04-01"' in page
        page = text_of(browse(mira).post(GOODWILL, {"day": ""}, follow=True))
    assert "You are open again." in page
    assert Schedule.objects.get(mentor=mira).paused_until is None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-02", "Choose a day ahead, or leave it empty."),
        ("someday", "Write the day, such as 2026-12-01."),
    ],
)
def test_a_day_that_is_none_is_explained(day, sentence, mira, browse, at):
    with at(NOON):
        answer = browse(mira).post(GOODWILL, {"day": day})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert Schedule.objects.get(mentor=mira).paused_until is None


def test_it_is_for_alumni_and_by_post(mira, sam, browse, at):
    with at(NOON):
        assert browse(mira).get(GOODWILL).status_code == 405
        assert browse(sam).post(GOODWILL, {"step": "more"}).status_code == 403
        assert browse().post(GOODWILL, {"step": "more"}).url.startswith("/accounts/login/")
        assert browse(mira).post(GOODWILL, {"step": "sideways"}).status_code == 302
    assert cap_of(mira) is None
