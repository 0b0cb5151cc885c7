from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from careerhub.outbox.verdicts import Postpone, Send
from interviews.actions.changing import cancel_interview, move_interview
from interviews.actions.errors import NotAllowed, TooLate
from interviews.actions.letters import (
    edit_letter,
    keep_follow_up,
    move_letter,
    record_sent_letter,
    send_letter_now,
    skip_follow_up,
    thank_in_person,
)
from interviews.actions.meeting import report_no_show
from interviews.emails.compose import prepare
from interviews.models import Stage
from tests.factories.interviews import NOON, make_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(sam, mira):
    return make_interview(sam, mira, stage=Stage.MET)


def row(interview, kind="thank_you"):
    return Email.objects.get(key=f"{interview.about}:{kind}:mentor:1")


def test_the_students_words_are_kept_through_a_new_plan(sam, mira):
    booked = make_interview(sam, mira)
    edit_letter(booked, kind="thank_you", by=sam, letter=" Dear Mira, thank you. ", now=NOON)
    move_interview(booked, by=sam, starts_at=booked.starts_at + timedelta(days=7), now=NOON)
    assert row(booked).letter == "Dear Mira, thank you."


def test_an_empty_letter_is_refused(met, sam):
    with pytest.raises(NotAllowed, match="empty letter"):
        edit_letter(met, kind="thank_you", by=sam, letter=" \n", now=met.ends_at)


@pytest.mark.parametrize("name", ["mira", "otto"])
def test_nobody_else_writes_in_the_students_name(request, met, name):
    person = request.getfixturevalue(name)
    later = met.ends_at + timedelta(hours=1)
    for attempt in (
        lambda: edit_letter(met, kind="thank_you", by=person, letter="x", now=later),
        lambda: send_letter_now(met, kind="thank_you", by=person, now=later),
        lambda: move_letter(
            met, kind="thank_you", by=person, send_at=later + timedelta(hours=1), now=later
        ),
        lambda: thank_in_person(met, by=person, now=later),
        lambda: skip_follow_up(met, by=person, now=later),
    ):
        with pytest.raises(TooLate):
            attempt()


def test_send_now_is_now_and_not_before_the_end(sam, mira):
    booked = make_interview(sam, mira)
    with pytest.raises(TooLate, match="not over yet"):
        send_letter_now(booked, kind="thank_you", by=sam, now=booked.starts_at)
    at = booked.ends_at + timedelta(minutes=1)
    assert send_letter_now(booked, kind="thank_you", by=sam, now=at).send_at == at


def test_what_is_held_cannot_be_hurried(sam, mira):
    booked = make_interview(sam, mira)
    report_no_show(booked, by=mira, now=booked.ends_at)
    with pytest.raises(TooLate, match="Waits for an answer"):
        send_letter_now(booked, kind="thank_you", by=sam, now=booked.ends_at + timedelta(hours=1))
    assert row(booked).state == State.HELD


def test_a_chosen_time_survives_what_the_plan_says_later(met, sam, mira):
    at = met.ends_at + timedelta(hours=23)
    move_letter(met, kind="thank_you", by=sam, send_at=at, now=met.ends_at)
    skip_follow_up(met, by=sam, now=met.ends_at)
    assert (row(met).send_at, row(met, "follow_up").state) == (at, State.WITHDRAWN)


@pytest.mark.parametrize("hours", [-48, 0, 25])
def test_a_time_that_makes_no_sense_is_refused(met, sam, hours):
    with pytest.raises(NotAllowed, match="at most 24 hours after"):
        move_letter(
            met,
            kind="thank_you",
            by=sam,
            send_at=met.ends_at + timedelta(hours=hours),
            now=met.ends_at,
        )


def test_thanked_in_person_withdraws_the_email(met, sam):
    thanked = thank_in_person(met, by=sam, now=met.ends_at + timedelta(hours=1))
    assert (thanked.stage, row(thanked).state) == (Stage.THANKED, State.WITHDRAWN)
    assert row(thanked, "follow_up").state == State.SCHEDULED
    with pytest.raises(TooLate):
        edit_letter(met, kind="thank_you", by=sam, letter="x", now=met.ends_at)


def test_skipping_the_follow_up_can_be_undone(met, sam):
    before = row(met, "follow_up").send_at
    skip_follow_up(met, by=sam, now=met.ends_at)
    keep_follow_up(met, by=sam, now=met.ends_at)
    assert (row(met, "follow_up").state, row(met, "follow_up").send_at) == (State.SCHEDULED, before)


def test_sent_letters_move_the_interview_on_once(met):
    at = met.ends_at + timedelta(hours=16)
    assert record_sent_letter(met, kind="thank_you", sent_at=at) is True
    assert record_sent_letter(met, kind="thank_you", sent_at=at) is False
    later = at + timedelta(days=13)
    assert record_sent_letter(met, kind="follow_up", sent_at=later) is True
    met.refresh_from_db()
    assert (met.stage, met.thanked_at, met.followed_up_at) == (Stage.FOLLOWING_UP, at, later)
    assert [e.kind for e in met.events.all()] == [
        "asked",
        "booked",
        "held",
        "thanked",
        "followed_up",
    ]


def test_a_letter_that_has_gone_cannot_be_changed(met, sam):
    Email.objects.filter(pk=row(met).pk).update(state=State.SENT, sent_at=met.ends_at)
    with pytest.raises(TooLate, match="already gone out"):
        edit_letter(met, kind="thank_you", by=sam, letter="x", now=met.ends_at)


def test_after_a_cancellation_there_is_nothing_to_write(sam, mira):
    booked = make_interview(sam, mira)
    cancel_interview(booked, by=sam, reason="", now=NOON)
    with pytest.raises(TooLate):
        edit_letter(booked, kind="thank_you", by=sam, letter="x", now=NOON)


def typed(interview, words, at):
    interview_now = interview.ends_at + timedelta(minutes=at)
    edit_letter(interview, kind="thank_you", by=interview.student, letter=words, now=interview_now)


def versions(interview):
    return [version.letter for version in row(interview).versions.all()]


def test_a_burst_of_typing_is_one_version_and_the_draft_is_never_lost(met):
    for minute, words in ((2, "Dear M"), (3, "Dear Mira"), (4, "Dear Mira, thank you.")):
        typed(met, words, minute)
    typed(met, "Dear Mira, thanks a lot.", 30)
    latest, before, draft = versions(met)
    assert (latest, before) == ("Dear Mira, thanks a lot.", "Dear Mira, thank you.")
    assert draft.startswith("Dear Mira,\n\nThank you for talking with me")
    assert met.events.filter(kind="thank_you_edited").count() == 2


def test_words_taken_again_are_a_version_of_their_own(met):
    typed(met, "One", 2)
    typed(met, "Two", 20)
    typed(met, "One", 21)
    assert versions(met)[:3] == ["One", "Two", "One"]
    assert row(met).letter == "One"


def test_saving_the_same_words_again_is_no_edit(met):
    typed(met, "One", 2)
    edited_at = row(met).letter_edited_at
    typed(met, "One", 40)
    assert row(met).letter_edited_at == edited_at


def test_a_letter_is_not_sent_in_the_middle_of_a_sentence(met):
    due = row(met).send_at
    minutes = (due - met.ends_at) // timedelta(minutes=1)
    typed(met, "Dear Mira, thank you for the", minutes - 1)
    verdict = prepare(row(met), due)
    assert (type(verdict), verdict.until) == (Postpone, due + timedelta(minutes=1))
    assert isinstance(prepare(row(met), verdict.until), Send)
