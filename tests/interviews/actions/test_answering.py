from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.actions.answering import accept_ask, decline_ask, expire_ask, withdraw_ask
from interviews.actions.errors import TooLate
from interviews.models import Commitment, Ending, Stage
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(hours=1)


def states(interview):
    rows = Email.objects.filter(about=interview.about).order_by("kind", "reader__full_name")
    return [(row.kind, row.state) for row in rows]


def test_yes_books_and_tells_both(sam, mira):
    mira.mentor.meeting_link = "https://meet.example/mira"
    mira.mentor.save()
    booked = accept_ask(make_ask(sam, mira), by=mira, now=SOON)
    assert (booked.stage, booked.booked_at, booked.answered_at) == (Stage.BOOKED, SOON, SOON)
    assert booked.where == "https://meet.example/mira"
    assert [e.kind for e in booked.events.all()] == ["asked", "booked"]
    assert states(booked)[:3] == [
        ("ask_made", State.WITHDRAWN),
        ("booked", State.SCHEDULED),
        ("booked", State.SCHEDULED),
    ]


def test_yes_twice_is_yes_once(sam, mira):
    ask = make_ask(sam, mira)
    accept_ask(ask, by=mira, now=SOON)
    again = accept_ask(ask, by=mira, now=SOON + timedelta(minutes=1))
    assert again.booked_at == SOON
    assert Email.objects.filter(kind="booked").count() == 2


def test_no_frees_the_time_and_tells_the_student_only(sam, mira):
    ask = make_ask(sam, mira)
    declined = decline_ask(ask, by=mira, reason=" Not this term. ", now=SOON)
    assert (declined.stage, declined.ending, declined.reason) == (
        Stage.CLOSED,
        Ending.DECLINED,
        "Not this term.",
    )
    assert states(declined) == [("ask_declined", State.SCHEDULED), ("ask_made", State.WITHDRAWN)]
    assert Email.objects.get(kind="ask_declined").reader == sam
    assert not Commitment.objects.filter(live=True).exists()
    assert ask.starts_at in openings_of(mira, booker=sam, now=NOON)


def test_withdrawing_stops_the_email_to_the_alum(sam, mira):
    withdrawn = withdraw_ask(make_ask(sam, mira), by=sam, now=SOON)
    assert withdrawn.ending == Ending.WITHDRAWN
    assert states(withdrawn) == [
        ("ask_made", State.WITHDRAWN),
        ("ask_withdrawn", State.SCHEDULED),  # goes only to an alum whom the request has reached
    ]


def test_silence_expires_only_when_its_time_has_come(sam, mira):
    ask = make_ask(sam, mira)
    assert expire_ask(ask, now=ask.expires_at - timedelta(seconds=1)) is False
    assert expire_ask(ask, now=ask.expires_at) is True
    assert expire_ask(ask, now=ask.expires_at) is False
    assert states(ask) == [("ask_expired", State.SCHEDULED), ("ask_made", State.WITHDRAWN)]


def test_an_answer_after_the_expiry_is_too_late_even_before_the_sweep(sam, mira):
    ask = make_ask(sam, mira)
    with pytest.raises(TooLate, match="has expired"):
        accept_ask(ask, by=mira, now=ask.expires_at)


@pytest.mark.parametrize(
    "answer", [accept_ask, lambda i, by, now: decline_ask(i, by=by, reason="", now=now)]
)
def test_only_the_alum_answers(sam, mira, otto, carol, answer):
    ask = make_ask(sam, mira)
    for person in (sam, otto, carol):
        with pytest.raises(TooLate):
            answer(ask, by=person, now=SOON)
    ask.refresh_from_db()
    assert ask.stage == Stage.ASKED


def test_only_the_student_withdraws_and_not_after_the_answer(sam, mira, otto):
    ask = make_ask(sam, mira)
    for person in (mira, otto):
        with pytest.raises(TooLate):
            withdraw_ask(ask, by=person, now=SOON)
    accept_ask(ask, by=mira, now=SOON)
    with pytest.raises(TooLate, match="already been answered"):
        withdraw_ask(ask, by=sam, now=SOON)


def test_after_no_there_is_no_yes(sam, mira):
    ask = make_ask(sam, mira)
    decline_ask(ask, by=mira, reason="", now=SOON)
    with pytest.raises(TooLate, match="already declined"):
        accept_ask(ask, by=mira, now=SOON)
