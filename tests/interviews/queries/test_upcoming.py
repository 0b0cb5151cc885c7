"""What a student should do next, by when; each fact in the rows, each rule once."""

from datetime import datetime, timedelta

import pytest

from careerhub.office.models import Policies
from careerhub.outbox.models import Email, State
from interviews.actions.answering import accept_ask, decline_ask
from interviews.actions.arranging import propose_times
from interviews.actions.meeting import prepare_interview, report_no_show, save_notes
from interviews.models import Interview, Side, Stage
from interviews.queries import upcoming
from tests.factories.interviews import NOON, make_ask, make_interview

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIVE = "One?\nTwo?\nThree?\nFour?\nFive?"


def todo(student, now):
    interviews = upcoming.interviews_of(student)
    letters = upcoming.letters_of(interviews)
    found = upcoming.next_actions(interviews, letters, office=Policies(), now=now)
    return [(action.do, action.due) for action in found]


def test_nothing_asked_nothing_to_do(sam):
    assert todo(sam, NOON) == []


def test_an_ask_is_mentioned_when_its_end_is_near(sam, mira):
    ask = make_ask(sam, mira)
    assert todo(sam, ask.expires_at - 3 * DAY) == []
    assert todo(sam, ask.expires_at - DAY) == [("wait", ask.expires_at)]


def test_questions_are_due_before_they_are_sent(sam, mira):
    booked = make_interview(sam, mira)
    assert todo(sam, NOON + HOUR) == [("prepare", booked.starts_at - DAY)]
    assert todo(sam, booked.starts_at - HOUR) == [("prepare", booked.starts_at)]


def test_five_questions_are_enough(sam, mira):
    booked = make_interview(sam, mira)
    prepare_interview(booked, by=sam, questions=FIVE, now=NOON + HOUR)
    assert todo(sam, NOON + HOUR) == []


def test_did_you_meet(sam, mira):
    booked = make_interview(sam, mira)
    assert todo(sam, booked.ends_at) == [("say_held", booked.ends_at + 2 * HOUR)]


def test_a_report_by_the_alum_wants_an_answer_and_ones_own_does_not(sam, otto, mira):
    theirs = make_interview(sam, mira)
    at = theirs.starts_at + timedelta(minutes=40)
    report_no_show(theirs, by=mira, now=at)
    assert todo(sam, at) == [("answer_report", at + 48 * HOUR)]
    mine = make_interview(otto, mira, now=NOON + 7 * DAY)
    at = mine.starts_at + timedelta(minutes=40)
    report_no_show(mine, by=otto, now=at)
    assert todo(otto, at) == []


def test_the_thank_you_waits_to_be_checked_until_it_is_edited(sam, mira):
    met = make_interview(sam, mira, stage=Stage.MET)
    row = Email.objects.get(key=f"{met.about}:thank_you:mentor:1")
    assert todo(sam, met.ends_at + HOUR) == [("check_thank_you", row.send_at)]
    Email.objects.filter(pk=row.pk).update(letter_edited_at=met.ends_at)
    assert todo(sam, met.ends_at + HOUR) == []


def test_the_follow_up_shows_a_week_ahead(sam, mira):
    met = make_interview(sam, mira, stage=Stage.MET)
    Email.objects.filter(about=met.about, kind="thank_you").update(
        state=State.SENT, sent_at=met.ends_at
    )
    row = Email.objects.get(key=f"{met.about}:follow_up:mentor:1")
    assert todo(sam, row.send_at - 8 * DAY) == []
    assert todo(sam, row.send_at - 7 * DAY) == [("check_follow_up", row.send_at)]


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_a_letter_in_trouble_is_shown(sam, mira, state):
    met = make_interview(sam, mira, stage=Stage.MET)
    Email.objects.filter(about=met.about, kind="thank_you").update(state=state)
    assert todo(sam, met.ends_at + HOUR) == [("see_letter", None)]


def test_a_letter_on_hold_is_not_the_students_to_do(sam, mira):
    met = make_interview(sam, mira, stage=Stage.MET)
    Email.objects.filter(about=met.about).update(state=State.HELD)
    assert todo(sam, met.ends_at + HOUR) == []


def test_after_a_refusal_ask_again_while_it_is_fresh(sam, mira):
    asked = make_ask(sam, mira)
    decline_ask(asked, by=mira, reason="", now=NOON + HOUR)
    assert todo(sam, NOON + 2 * HOUR) == [("ask_again", None)]
    assert todo(sam, NOON + 9 * DAY) == []


def test_who_has_asked_again_is_not_told_to(sam, mira):
    decline_ask(make_ask(sam, mira), by=mira, reason="", now=NOON + HOUR)
    make_ask(sam, mira, now=NOON + 2 * HOUR)
    assert "ask_again" not in [do for do, _due in todo(sam, NOON + 3 * HOUR)]


def test_the_most_pressing_comes_first_and_what_has_no_clock_last(sam, mira):
    early = Interview(pk=1, stage=Stage.BOOKED, starts_at=NOON + 3 * DAY, ends_at=NOON + 4 * DAY)
    late = Interview(pk=2, stage=Stage.BOOKED, starts_at=NOON + 9 * DAY, ends_at=NOON + 10 * DAY)
    gone = Interview(pk=3, stage=Stage.CLOSED, ending="declined", closed_at=NOON)
    for one in (early, late, gone):
        one.asked_at = NOON - DAY
    found = upcoming.next_actions([gone, late, early], {}, office=Policies(), now=NOON)
    assert [action.interview.pk for action in found] == [1, 2, 3]


def test_the_next_conversation_is_the_soonest_that_is_not_over(sam, mira):
    booked = make_interview(sam, mira)
    interviews = upcoming.interviews_of(sam)
    assert upcoming.next_conversation(interviews, now=booked.ends_at - HOUR / 4) == booked
    assert upcoming.next_conversation(interviews, now=booked.ends_at) is None


def test_getting_ready_counts_only_facts(sam, mira):
    mira.mentor.meeting_link = "https://meet.example/mira"
    mira.mentor.save()
    ask = make_ask(sam, mira)
    booked = accept_ask(ask, by=mira, now=NOON + HOUR)
    steps = [(step.name, step.is_done, step.count) for step in upcoming.preparation(booked)]
    assert steps == [
        ("booked", True, 0),
        ("where", True, 0),
        ("questions", False, 1),
        ("notes", False, 0),
    ]
    noted = save_notes(booked, by=sam, notes="Ask about floods")
    assert upcoming.preparation(noted)[3].is_done is True


def test_a_page_of_interviews_takes_two_queries(sam, mira, django_assert_num_queries):
    make_interview(sam, mira)
    with django_assert_num_queries(2):
        interviews = upcoming.interviews_of(sam)
        letters = upcoming.letters_of(interviews)
        names = [one.mentor.mentor.name for one in interviews]
    assert names == ["Mira Holm"]
    assert {kind for _pk, kind in letters} == {"thank_you", "follow_up"}
    assert all(isinstance(row.send_at, datetime) for row in letters.values())


def test_times_that_the_alum_proposes_are_to_be_chosen_from(sam, mira):
    asked = make_ask(sam, mira)
    turned = propose_times(asked, by=mira, starts=[asked.starts_at + DAY], now=NOON)
    assert todo(sam, NOON) == [("choose_time", turned.expires_at)]


def test_a_time_from_the_waitlist_is_to_be_taken(sam, mira):
    offered = make_ask(sam, mira)
    Interview.objects.update(waits_for=Side.STUDENT)
    assert todo(sam, NOON) == [("take_offer", offered.expires_at)]
