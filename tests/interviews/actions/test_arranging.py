from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.actions.answering import accept_ask, decline_ask, expire_ask, undo_decline
from interviews.actions.arranging import accept_proposal, propose_times, refuse_proposals
from interviews.actions.errors import NotAllowed, TimeTaken, TooLate
from interviews.models import Commitment, Ending, Side, Stage
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
DAY = timedelta(days=1)


def waiting(interview):
    rows = Email.objects.filter(about=interview.about, state=State.SCHEDULED)
    return sorted(rows.values_list("kind", "reader__full_name"))


def held(interview):
    """The start that both have promised."""
    rows = Commitment.objects.filter(interview=interview, live=True)
    return {row.during.lower for row in rows}


def far_from(interview, *days):
    return [interview.starts_at + n * DAY for n in days]


def test_the_alum_proposes_and_the_first_time_is_held_until_the_student_answers(sam, mira):
    asked = make_ask(sam, mira)
    first, second = far_from(asked, 1, 2)
    turned = propose_times(asked, by=mira, starts=[second, first], reason="Board day.", now=LATER)
    assert (turned.stage, turned.waits_for, turned.starts_at) == (Stage.ASKED, Side.STUDENT, first)
    assert held(turned) == {first}
    assert turned.expires_at == first - timedelta(hours=2)
    assert waiting(turned) == [("times_proposed", "Sam Rivera")]


def test_the_student_takes_one_and_it_is_booked_without_another_yes(sam, mira):
    asked = make_ask(sam, mira)
    first, second = far_from(asked, 1, 2)
    propose_times(asked, by=mira, starts=[first, second], now=LATER)
    booked = accept_proposal(asked, by=sam, starts_at=second, now=LATER)
    assert (booked.stage, booked.starts_at, held(booked)) == (Stage.BOOKED, second, {second})
    assert not booked.proposals.filter(settled_at=None).exists()
    again = accept_proposal(asked, by=sam, starts_at=second, now=LATER)
    assert again.events.filter(kind="booked").count() == 1


def test_none_suits_ends_the_ask_and_frees_the_time(sam, mira):
    asked = make_ask(sam, mira)
    propose_times(asked, by=mira, starts=far_from(asked, 1), now=LATER)
    closed = refuse_proposals(asked, by=sam, now=LATER)
    assert (closed.ending, held(closed)) == (Ending.WITHDRAWN, set())
    assert waiting(closed) == [("ask_withdrawn", "Mira Holm")]


def test_the_student_may_propose_back_and_the_alum_take_that(sam, mira):
    asked = make_ask(sam, mira)
    first, back = far_from(asked, 1, 3)
    propose_times(asked, by=mira, starts=[first], now=LATER)
    returned = propose_times(asked, by=sam, starts=[back], now=LATER)
    assert (returned.waits_for, returned.proposal_round) == (Side.MENTOR, 2)
    booked = accept_ask(returned, by=mira, now=LATER)
    assert (booked.stage, booked.starts_at) == (Stage.BOOKED, back)


def test_only_whose_turn_it_is_may_propose(sam, mira, otto):
    asked = make_ask(sam, mira)
    for person in (sam, otto):
        with pytest.raises(TooLate, match="moved on"):
            propose_times(asked, by=person, starts=far_from(asked, 1), now=LATER)


@pytest.mark.parametrize(
    ("offsets", "words"),
    [
        ([], "one to three"),
        ([timedelta(days=n) for n in range(1, 5)], "one to three"),
        ([timedelta(0)], "stands already"),
        ([timedelta(days=400)], "six months"),
        ([timedelta(hours=-60)], "two hours ahead"),
    ],
)
def test_times_that_make_no_sense_are_refused(sam, mira, offsets, words):
    asked = make_ask(sam, mira)
    with pytest.raises(NotAllowed, match=words):
        propose_times(
            asked, by=mira, starts=[asked.starts_at + each for each in offsets], now=LATER
        )


def test_a_time_that_one_of_them_has_promised_is_not_proposed(sam, mira, otto):
    other = make_interview(otto, mira, starts_at=openings_of(mira, booker=otto, now=NOON)[8])
    asked = make_ask(sam, mira)
    with pytest.raises(TimeTaken, match="promised"):
        propose_times(asked, by=mira, starts=[other.starts_at], now=LATER)
    assert held(asked) == {asked.starts_at}


def test_a_proposed_time_taken_meanwhile_leaves_everything_as_it_was(sam, mira, otto):
    asked = make_ask(sam, mira)
    first, second = far_from(asked, 1, 2)
    propose_times(asked, by=mira, starts=[first, second], now=LATER)
    make_ask(otto, mira, starts_at=second, now=LATER)
    with pytest.raises(TimeTaken):
        accept_proposal(asked, by=sam, starts_at=second, now=LATER)
    asked.refresh_from_db()
    assert (asked.stage, held(asked)) == (Stage.ASKED, {first})
    assert asked.proposals.filter(settled_at=None).count() == 2


def test_a_time_that_was_not_proposed_cannot_be_taken(sam, mira):
    asked = make_ask(sam, mira)
    propose_times(asked, by=mira, starts=far_from(asked, 1), now=LATER)
    with pytest.raises(TooLate, match="not among"):
        accept_proposal(asked, by=sam, starts_at=asked.starts_at + 2 * DAY, now=LATER)


def test_times_nobody_answers_lapse_for_both(sam, mira):
    asked = make_ask(sam, mira)
    turned = propose_times(asked, by=mira, starts=far_from(asked, 1), now=LATER)
    assert expire_ask(turned, now=turned.expires_at)
    assert waiting(turned) == [("ask_expired", "Sam Rivera"), ("ask_withdrawn", "Mira Holm")]
    assert held(turned) == set()


def test_a_booked_time_stands_until_a_proposed_one_is_taken(sam, mira):
    booked = make_interview(sam, mira)
    before, (wanted,) = booked.starts_at, far_from(booked, 7)
    propose_times(booked, by=mira, starts=[wanted], now=LATER)
    booked.refresh_from_db()
    assert (booked.stage, booked.starts_at, held(booked)) == (Stage.BOOKED, before, {before})
    moved = accept_proposal(booked, by=sam, starts_at=wanted, now=LATER)
    assert (moved.starts_at, held(moved), moved.sequence) == (wanted, {wanted}, 1)
    assert (moved.moves_by_mentor, moved.moves_by_student) == (1, 0)


def test_refusing_a_move_keeps_the_time_and_tells_who_proposed(sam, mira):
    booked = make_interview(sam, mira)
    propose_times(booked, by=sam, starts=far_from(booked, 7), now=LATER)
    kept = refuse_proposals(booked, by=mira, now=LATER)
    assert (kept.stage, kept.starts_at, kept.proposed_at) == (Stage.BOOKED, booked.starts_at, None)
    assert ("proposal_refused", "Sam Rivera") in waiting(kept)
    with pytest.raises(TooLate, match="no longer proposed"):
        refuse_proposals(kept, by=mira, now=LATER)


def test_without_published_hours_up_to_three_times_are_asked_for(sam):
    mentor = make_mentor("Ada No", hours=(), schedule={"confirmation": "never"})
    starts = [NOON + timedelta(days=n) for n in (3, 4, 5)]
    asked = make_ask(sam, mentor, starts_at=starts[0], more_times=starts[1:])
    assert (asked.stage, asked.waits_for, held(asked)) == (Stage.ASKED, Side.MENTOR, {starts[0]})
    booked = accept_proposal(asked, by=mentor, starts_at=starts[2], now=LATER)
    assert (booked.stage, held(booked)) == (Stage.BOOKED, {starts[2]})


def test_a_single_time_proposed_to_an_alum_without_hours_waits_for_a_yes(sam):
    mentor = make_mentor(hours=(), schedule={"confirmation": "never"})
    asked = make_ask(sam, mentor, starts_at=NOON + timedelta(days=20))
    assert (asked.stage, asked.has_choice_of_times) == (Stage.ASKED, False)


def test_several_times_need_an_alum_without_hours(sam, mira):
    starts = openings_of(mira, booker=sam, now=NOON)[:2]
    with pytest.raises(NotAllowed, match="publishes hours"):
        make_ask(sam, mira, starts_at=starts[0], more_times=starts[1:])


@pytest.mark.parametrize(("days", "words"), [(1, "notice"), (60, "too far ahead")])
def test_other_rules_hold_without_hours_too(sam, days, words):
    mentor = make_mentor(hours=())
    with pytest.raises(TimeTaken, match=words):
        make_ask(sam, mentor, starts_at=NOON + timedelta(days=days))


def test_a_decline_may_be_taken_back_before_the_student_hears_of_it(sam, mira):
    asked = make_ask(sam, mira)
    declined = decline_ask(asked, by=mira, reason="Away.", now=LATER)
    back = undo_decline(declined, by=mira, now=LATER + timedelta(seconds=10))
    assert (back.stage, back.ending, back.reason, held(back)) == (
        Stage.ASKED,
        "",
        "",
        {asked.starts_at},
    )
    assert waiting(back) == [("ask_made", "Mira Holm")]


def test_a_decline_is_not_taken_back_once_the_student_has_asked_anew(sam, mira):
    declined = decline_ask(make_ask(sam, mira), by=mira, reason="", now=LATER)
    make_ask(sam, mira, starts_at=NOON + timedelta(days=7), now=LATER)
    with pytest.raises(TooLate, match="asked you anew"):
        undo_decline(declined, by=mira, now=LATER + timedelta(seconds=5))


def test_the_times_that_a_student_proposed_come_back_with_an_undone_decline(sam):
    mentor = make_mentor("Ada No", hours=())
    starts = [NOON + timedelta(days=n) for n in (3, 4, 5)]
    asked = make_ask(sam, mentor, starts_at=starts[0], more_times=starts[1:])
    declined = decline_ask(asked, by=mentor, reason="", now=LATER)
    back = undo_decline(declined, by=mentor, now=LATER + timedelta(seconds=5))
    assert [each.starts_at for each in back.proposals.filter(settled_at=None)] == starts
    assert accept_proposal(back, by=mentor, starts_at=starts[1], now=LATER).stage == Stage.BOOKED


def test_a_decline_stands_once_the_student_is_told(sam, mira):
    declined = decline_ask(make_ask(sam, mira), by=mira, reason="", now=LATER)
    with pytest.raises(TooLate, match="told already"):
        undo_decline(declined, by=mira, now=LATER + timedelta(seconds=15))


def test_a_time_taken_in_the_meantime_is_not_taken_back(sam, mira, otto):
    start = NOON + timedelta(hours=51)
    asked = make_ask(sam, mira, starts_at=start)
    declined = decline_ask(asked, by=mira, reason="", now=LATER)
    make_ask(otto, mira, starts_at=asked.starts_at, now=LATER)
    with pytest.raises(TimeTaken):
        undo_decline(declined, by=mira, now=LATER + timedelta(seconds=5))
    declined.refresh_from_db()
    assert declined.ending == Ending.DECLINED


def test_the_alum_may_suggest_somebody_else(sam, mira, carol):
    other = make_mentor("Tom Reed")
    declined = decline_ask(make_ask(sam, mira), by=mira, reason="", suggested=other, now=LATER)
    assert declined.suggested == other
    with pytest.raises(NotAllowed, match="in the directory"):
        decline_ask(make_ask(sam, other), by=other, reason="", suggested=carol, now=LATER)
