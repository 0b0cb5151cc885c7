from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.actions.errors import TooLate
from interviews.actions.meeting import (
    prepare_interview,
    report_no_show,
    save_notes,
    say_held,
    settle_meeting,
)
from interviews.models import Ending, Evidence, Stage
from tests.factories.interviews import NOON, make_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(sam, mira):
    return make_interview(sam, mira)


def letters(interview):
    rows = Email.objects.filter(about=interview.about, kind__in=["thank_you", "follow_up"])
    return {row.kind: row.state for row in rows}


def test_choosing_questions_makes_the_student_prepared(booked, sam):
    ready = prepare_interview(booked, by=sam, questions="One?\n\nTwo?\n", now=NOON)
    assert (ready.stage, ready.question_list) == (Stage.PREPARED, ["One?", "Two?"])
    assert prepare_interview(ready, by=sam, questions="", now=NOON).stage == Stage.PREPARED


def test_without_a_question_nobody_is_prepared(booked, sam):
    assert prepare_interview(booked, by=sam, questions=" ", now=NOON).stage == Stage.BOOKED


def test_only_the_student_prepares_and_takes_notes(booked, mira, otto):
    for person in (mira, otto):
        with pytest.raises(TooLate):
            prepare_interview(booked, by=person, questions="?", now=NOON)
        with pytest.raises(TooLate):
            save_notes(booked, by=person, notes="x")


@pytest.mark.parametrize(
    ("first", "second", "evidence"),
    [
        ("sam", None, Evidence.STUDENT),
        ("mira", None, Evidence.MENTOR),
        ("sam", "mira", Evidence.BOTH),
        ("mira", "sam", Evidence.BOTH),
    ],
)
def test_who_said_so_is_the_evidence(booked, sam, mira, first, second, evidence):
    cast = {"sam": sam, "mira": mira}
    met = say_held(booked, by=cast[first], now=booked.ends_at)
    if second:
        met.refresh_from_db()
        met = say_held(met, by=cast[second], now=booked.ends_at + timedelta(minutes=5))
    assert (met.stage, met.held_evidence) == (Stage.MET, evidence)


def test_nobody_can_say_so_before_the_start(booked, sam, otto):
    with pytest.raises(TooLate):
        say_held(booked, by=sam, now=booked.starts_at - timedelta(seconds=1))
    with pytest.raises(TooLate):
        say_held(booked, by=otto, now=booked.ends_at)


def test_silence_counts_as_held_after_two_hours(booked):
    assert settle_meeting(booked, now=booked.ends_at + timedelta(hours=2, seconds=-1)) is False
    assert settle_meeting(booked, now=booked.ends_at + timedelta(hours=2)) is True
    booked.refresh_from_db()
    assert (booked.stage, booked.held_evidence) == (Stage.MET, Evidence.PRESUMED)
    assert settle_meeting(booked, now=booked.ends_at + timedelta(days=9)) is False


def test_a_report_holds_the_letters_until_it_is_answered(booked, sam, mira):
    reported = report_no_show(booked, by=mira, now=booked.starts_at + timedelta(minutes=10))
    assert letters(reported) == {"thank_you": State.HELD, "follow_up": State.HELD}
    assert settle_meeting(reported, now=booked.ends_at + timedelta(hours=20)) is False
    met = say_held(reported, by=sam, now=booked.ends_at + timedelta(hours=20))
    assert (met.stage, met.held_evidence) == (Stage.MET, Evidence.STUDENT)
    assert letters(met) == {"thank_you": State.SCHEDULED, "follow_up": State.SCHEDULED}


def test_a_report_that_nobody_answers_closes_after_48_hours(booked, mira):
    at = booked.starts_at + timedelta(minutes=10)
    reported = report_no_show(booked, by=mira, now=at)
    assert settle_meeting(reported, now=at + timedelta(hours=48)) is True
    reported.refresh_from_db()
    assert (reported.ending, letters(reported)) == (
        Ending.NO_SHOW,
        {"thank_you": State.WITHDRAWN, "follow_up": State.WITHDRAWN},
    )


def test_when_both_say_no_it_closes_at_once(booked, sam, mira):
    reported = report_no_show(booked, by=mira, now=booked.ends_at)
    closed = report_no_show(reported, by=sam, now=booked.ends_at + timedelta(minutes=1))
    assert (closed.ending, closed.student_says_held, closed.mentor_says_held) == (
        Ending.NO_SHOW,
        False,
        False,
    )


def test_a_presumption_can_still_be_contradicted(booked, mira):
    settle_meeting(booked, now=booked.ends_at + timedelta(hours=2))
    reported = report_no_show(booked, by=mira, now=booked.ends_at + timedelta(hours=3))
    assert (reported.stage, reported.held_evidence, letters(reported)["thank_you"]) == (
        Stage.BOOKED,
        "",
        State.HELD,
    )


def test_too_early_too_late_or_a_stranger_reports_nothing(booked, sam, mira, otto):
    with pytest.raises(TooLate):
        report_no_show(booked, by=mira, now=booked.starts_at + timedelta(minutes=9))
    with pytest.raises(TooLate):
        report_no_show(booked, by=otto, now=booked.ends_at)
    say_held(booked, by=sam, now=booked.ends_at)
    with pytest.raises(TooLate):
        report_no_show(booked, by=mira, now=booked.ends_at + timedelta(hours=1))
