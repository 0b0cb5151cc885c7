from datetime import timedelta

import pytest
from django.http import Http404

from careerhub.office.models import Policies, Term
from careerhub.outbox.models import Email, State
from interviews.access import get_interview_for
from interviews.actions.answering import decline_ask, expire_ask, withdraw_ask
from interviews.actions.errors import LimitReached, NotAllowed, TooLate
from interviews.actions.waitlist import (
    join_waitlist,
    leave_waitlist,
    line_of,
    offer_place,
    take_offer,
)
from interviews.models import Commitment, Ending, Interview, Side, Stage
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def ada():
    """Gives one conversation a term, which is taken."""
    Policies.objects.create(pk=1, mentor_week_cap=1)
    mentor = make_mentor("Ada Full", schedule={"term_cap": 1, "week_cap": 1})
    Policies.objects.update(mentor_term_cap=1)
    Term.objects.create(name="Spring", starts_on="2026-01-12", ends_on="2026-05-15")
    return mentor


@pytest.fixture
def taken(ada):
    return make_ask(make_student("First Come"), ada)


def join(student, mentor, *, now=NOON):
    return join_waitlist(student, mentor=mentor, message="Why you?", questions="What?", now=now)


def kinds(interview):
    rows = Email.objects.filter(about=interview.about, state=State.SCHEDULED)
    return sorted(rows.values_list("kind", "reader__full_name"))


def offer_to(student, ada, taken):
    join(student, ada)
    decline_ask(taken, by=ada, reason="", now=LATER)
    return offer_place(ada, now=LATER)


def test_a_place_freed_is_offered_to_whoever_waits_longest(sam, otto, ada, taken):
    join(sam, ada)
    join(otto, ada, now=NOON + timedelta(minutes=1))
    assert offer_place(ada, now=LATER) is None
    decline_ask(taken, by=ada, reason="", now=LATER)
    offered = offer_place(ada, now=LATER)
    assert (offered.student, offered.stage, offered.waits_for) == (sam, Stage.ASKED, Side.STUDENT)
    assert offered.expires_at == LATER + timedelta(hours=24)
    assert Commitment.objects.filter(interview=offered, live=True).count() == 2
    assert kinds(offered) == [("place_offered", "Sam Rivera")]
    assert offer_place(ada, now=LATER) is None  # the term is full again
    assert [wait.student for wait in line_of(ada)] == [otto]


def test_the_alum_learns_of_it_only_when_it_is_taken(sam, ada, taken):
    offered = offer_to(sam, ada, taken)
    with pytest.raises(Http404):
        get_interview_for(ada, offered.pk)
    asked = take_offer(offered, by=sam, now=LATER)
    assert (asked.waits_for, asked.stage) == (Side.MENTOR, Stage.ASKED)
    assert kinds(asked) == [("ask_made", "Ada Full")]
    assert get_interview_for(ada, offered.pk) == asked
    again = take_offer(offered, by=sam, now=LATER)
    assert again.events.filter(kind="asked").count() == 1


def test_another_open_time_may_be_taken_instead(sam, ada, taken):
    offered = offer_to(sam, ada, taken)
    other = openings_of(ada, booker=sam, now=LATER, without=offered)[-1]
    booked = take_offer(offered, by=sam, starts_at=other, now=LATER)
    assert (booked.stage, booked.starts_at) == (Stage.BOOKED, other)


def test_an_offer_that_lapses_goes_to_the_next(sam, otto, ada, taken):
    offered = offer_to(sam, ada, taken)
    join(otto, ada, now=LATER)
    assert expire_ask(offered, now=offered.expires_at)
    assert kinds(offered) == [("ask_expired", "Sam Rivera")]
    with pytest.raises(TooLate, match="no longer held"):
        take_offer(offered, by=sam, now=offered.expires_at)
    assert offer_place(ada, now=offered.expires_at).student == otto


def test_an_offer_let_go_tells_the_alum_nothing(sam, ada, taken):
    offered = offer_to(sam, ada, taken)
    closed = withdraw_ask(offered, by=sam, now=LATER)
    assert (closed.ending, kinds(closed)) == (Ending.WITHDRAWN, [])
    assert line_of(ada) == []


def test_nobody_jumps_the_line(sam, otto, ada, taken):
    join(sam, ada)
    decline_ask(taken, by=ada, reason="", now=LATER)
    with pytest.raises(LimitReached, match="offered to them first"):
        make_ask(otto, ada, now=LATER)
    assert make_ask(sam, ada, now=LATER).student == sam
    assert line_of(ada) == []


def test_joining_twice_keeps_the_place_and_the_newer_words(sam, ada, taken):
    first = join(sam, ada)
    again = join_waitlist(sam, mentor=ada, message="Better.", questions="", now=LATER)
    assert (again.pk, again.since, again.message) == (first.pk, NOON, "Better.")


def test_there_is_no_line_where_a_time_is_open_or_no_hours_are_published(sam, mira):
    with pytest.raises(NotAllowed, match="open now"):
        join(sam, mira)
    with pytest.raises(NotAllowed, match="Propose a time"):
        join(sam, make_mentor("Nora No", hours=()))


def test_a_student_waits_for_three_at_most(sam, ada, taken):
    others = [make_mentor(schedule={"term_cap": 1}) for _ in range(3)]
    for other in others:
        make_ask(make_student(), other)
        join(sam, other)
    with pytest.raises(LimitReached, match="3 people already"):
        join(sam, ada)


def test_only_who_waits_may_leave_and_an_offer_is_answered_instead(sam, otto, ada, taken):
    wait = join(sam, ada)
    with pytest.raises(NotAllowed):
        leave_waitlist(wait, by=otto, now=LATER)
    assert leave_waitlist(wait, by=sam, now=LATER).left_at == LATER
    join(sam, ada)
    decline_ask(taken, by=ada, reason="", now=LATER)
    offered = offer_place(ada, now=LATER)
    with pytest.raises(TooLate, match="held for you"):
        leave_waitlist(offered.wait, by=sam, now=LATER)
    assert Interview.objects.count() == 2
