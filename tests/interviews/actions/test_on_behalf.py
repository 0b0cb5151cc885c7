from datetime import timedelta

import pytest

from careerhub.office.models import Policies
from interviews.actions.errors import Conflict, LimitReached, NotAllowed, TimeTaken
from interviews.actions.on_behalf import book_for_student, limits_in_the_way
from interviews.models import Interview, Stage
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student

pytestmark = pytest.mark.django_db


def book(carol, student, mentor, start, **fields):
    fields = {"message": "Sam would like to learn.", "key": "k", "now": NOON, **fields}
    return book_for_student(student, mentor=mentor, starts_at=start, by=carol, **fields)


def codes(student, mentor, start):
    return [limit.code for limit in limits_in_the_way(student, mentor, start, now=NOON)]


def test_within_the_rules_no_reason_is_needed_and_the_alums_rule_holds(carol, sam, mira):
    start = openings_of(mira, booker=sam, now=NOON)[0]
    assert codes(sam, mira, start) == []
    asked = book(carol, sam, mira, start)
    assert (asked.stage, asked.asked_by, asked.student) == (Stage.ASKED, carol, sam)
    assert [event.kind for event in asked.events.all()] == ["asked"]


def test_every_limit_is_named_and_a_reason_sets_them_aside(carol, sam, mira):
    make_interview(make_student(), mira)
    make_interview(make_student(), mira)
    start = NOON + timedelta(hours=3, minutes=10)  # today, off the grid, in a full week
    assert codes(sam, mira, start) == ["notice", "off_grid", "week_cap"]
    with pytest.raises(LimitReached, match=r"48 hours’ notice.*write down why"):
        book(carol, sam, mira, start)
    asked = book(carol, sam, mira, start, reason="Mira offered this by phone.")
    assert asked.starts_at == start
    (event,) = asked.events.filter(kind="overridden")
    assert event.by == carol
    assert event.facts == {
        "limits": ["notice", "off_grid", "week_cap"],
        "reason": "Mira offered this by phone.",
    }


def test_the_students_own_limit_may_be_set_aside_too(carol, sam, mira):
    Policies.objects.create(pk=1, student_open_asks=1)
    make_ask(sam, make_mentor(schedule={"confirmation": "always"}))
    start = openings_of(mira, booker=sam, now=NOON)[0]
    assert codes(sam, mira, start) == ["own_asks"]
    assert book(carol, sam, mira, start, reason="An exception for the fair.").pk


@pytest.mark.parametrize("whose", ["alum", "student"])
def test_a_promised_time_is_never_given_twice(carol, sam, mira, whose):
    held = make_interview(make_student() if whose == "alum" else sam, make_mentor())
    if whose == "alum":
        held = make_interview(make_student(), mira)
    with pytest.raises(TimeTaken):
        book(carol, sam, mira, held.starts_at, reason="Please.")
    assert Interview.objects.filter(student=sam, mentor=mira).count() == 0


def test_the_past_cannot_be_booked(carol, sam, mira):
    with pytest.raises(TimeTaken, match="already passed"):
        book(carol, sam, mira, NOON - timedelta(hours=1), reason="Please.")


def test_a_double_click_books_once_and_other_words_are_refused(carol, sam, mira):
    start = openings_of(mira, booker=sam, now=NOON)[0]
    assert book(carol, sam, mira, start).pk == book(carol, sam, mira, start).pk
    with pytest.raises(Conflict):
        book(carol, sam, mira, start, message="Other words.")


def test_only_a_counselor_books_for_a_student(carol, sam, otto, mira):
    start = openings_of(mira, booker=sam, now=NOON)[0]
    for by, student, mentor in ((otto, sam, mira), (carol, mira, mira), (carol, sam, otto)):
        with pytest.raises(NotAllowed):
            book(by, student, mentor, start)


def test_a_conversation_under_way_cannot_be_set_aside(carol, sam, mira):
    make_ask(sam, mira)
    start = openings_of(mira, booker=sam, now=NOON)[3]
    assert codes(sam, mira, start) == ["under_way"]
    with pytest.raises(TimeTaken, match="already have a conversation"):
        book(carol, sam, mira, start, reason="Please.")


def test_a_reason_sets_aside_only_what_was_read(carol, sam, mira):
    start = NOON + timedelta(hours=3)
    with pytest.raises(LimitReached, match="More stands in the way"):
        book(carol, sam, mira, start, reason="By phone.", seen=["off_grid"])
    assert book(carol, sam, mira, start, reason="By phone.", seen=["notice"]).pk
