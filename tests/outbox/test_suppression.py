from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection

from careerhub.outbox import kinds, suppression
from careerhub.outbox.claim import claim
from careerhub.outbox.models import Declined, State, Suppression, Trace
from careerhub.outbox.verdicts import Hold
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user
from tests.outbox.kinds_for_tests import write

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def letters():
    kinds.register(kinds.Kind(name="letter", label="Letter", prepare=write, group="letters"))
    kinds.register(kinds.Kind(name="booked", label="Booked", prepare=write))


@pytest.fixture
def mira(db):
    return make_user("Mira Holm", email="mira@alum.example")


def states(*emails):
    claim(now=NOON, limit=100)
    for email in emails:
        email.refresh_from_db()
    return [email.state for email in emails]


def test_what_is_declined_does_not_go_and_the_rest_does(mira):
    letter, booked = make_email("letter", reader=mira), make_email("booked", reader=mira)
    other = make_email("letter")
    suppression.decline(mira, ["letters"], now=NOON)
    assert states(letter, booked, other) == [State.SUPPRESSED, State.CLAIMED, State.CLAIMED]
    assert letter.reason == "Its reader has chosen not to get these emails."
    assert letter.trail.get().note == letter.reason


def test_a_complaint_is_said_as_one(mira):
    letter = make_email("letter", reader=mira)
    suppression.decline(mira, ["letters"], now=NOON, how=Declined.How.COMPLAINT)
    assert states(letter) == [State.SUPPRESSED]
    assert letter.reason == "Its reader called an earlier email spam, so none of these go there."


def test_declining_twice_is_declining_once(mira):
    suppression.decline(mira, ["letters"], now=NOON)
    suppression.decline(mira, ["letters", "news"], now=LATER)
    assert suppression.declined_by(mira) == {"letters", "news"}
    assert Declined.objects.get(group="letters").at == NOON


def test_who_wants_them_again_gets_what_is_not_decided_yet(mira):
    decided = make_email("letter", reader=mira)
    suppression.decline(mira, ["letters"], now=NOON)
    assert states(decided) == [State.SUPPRESSED]
    waiting = make_email("letter", reader=mira)
    suppression.want(mira, ["letters"])
    assert states(decided, waiting) == [State.SUPPRESSED, State.CLAIMED]


def test_one_that_is_claimed_is_called_back_and_one_that_must_be_known_is_not(mira):
    letter, booked = make_email("letter", reader=mira), make_email("booked", reader=mira)
    assert states(letter, booked) == [State.CLAIMED, State.CLAIMED]
    suppression.decline(mira, ["letters"], now=NOON)
    letter.refresh_from_db()
    assert (letter.state, letter.lease_until) == (State.SCHEDULED, None)
    assert Trace.objects.filter(email=letter).last().note == (
        "Called back: its reader has just said what they do not want."
    )
    assert states(letter, booked) == [State.SUPPRESSED, State.CLAIMED]


def test_nothing_goes_to_an_address_that_sends_emails_back_until_that_is_lifted(mira):
    booked = make_email("booked", reader=mira)
    assert suppression.suppress("Mira@Alum.example", reason="550 unknown", email=None, now=NOON)
    assert not suppression.suppress("mira@alum.example", reason="550 again", email=None, now=NOON)
    assert states(booked) == [State.SUPPRESSED]
    assert booked.reason == "Emails to mira@alum.example come back: 550 unknown"
    carol, row = make_user("Carol Adeyemi"), Suppression.objects.get()
    assert suppression.lift(row, by=carol, now=LATER)
    assert not suppression.lift(row, by=make_user(), now=LATER)
    row.refresh_from_db()
    assert (row.lifted_by, row.lifted_at) == (carol, LATER)
    after = make_email("booked", reader=mira)
    assert states(after) == [State.CLAIMED]


def test_an_address_may_be_suppressed_again_after_it_was_lifted(mira):
    suppression.suppress("mira@alum.example", reason="550", email=None, now=NOON)
    suppression.lift(Suppression.objects.get(), by=mira, now=NOON)
    assert suppression.suppress("mira@alum.example", reason="551", email=None, now=LATER)
    assert Suppression.objects.filter(lifted_at=None).get().reason == "551"


def test_an_address_that_is_not_the_readers_own_is_looked_up_too(mira):
    def elsewhere(email, now):
        send = write(email, now)
        return type(send)(**{**send.__dict__, "to": "old@bücher.example"})

    kinds.register(kinds.Kind(name="elsewhere", label="Elsewhere", prepare=elsewhere))
    suppression.suppress("OLD@xn--bcher-kva.example", reason="550", email=None, now=NOON)
    assert states(make_email("elsewhere", reader=mira)) == [State.SUPPRESSED]


def test_a_batch_asks_twice_however_large_it_is(mira, django_assert_num_queries):
    few = [make_email("letter", reader=mira)]
    many = [make_email("letter") for _ in range(20)]
    for emails in (few, many):
        with django_assert_num_queries(2):
            wishes = suppression.wishes_of(emails)
        assert not any(wishes.why_not(email, to=email.reader.email) for email in emails)


@pytest.mark.parametrize("text", ["", "nobody", "a@b@c", "ü@x.example", " A@B.example "])
def test_any_text_has_a_form_to_compare(text):
    assert suppression.normal(text) == text.strip().lower()


def test_an_expired_email_stays_expired_whatever_its_reader_wants(mira):
    old = make_email("letter", reader=mira, expires_at=datetime(2026, 10, 1, tzinfo=UTC))
    suppression.decline(mira, ["letters"], now=NOON)
    assert states(old) == [State.EXPIRED]


def test_nobody_is_asked_about_an_email_that_its_reader_would_not_get(mira):
    kinds.register(
        kinds.Kind(name="odd", label="Odd", prepare=lambda *_: Hold("Look."), group="letters")
    )
    other, declined = make_email("odd"), make_email("odd", reader=mira)
    suppression.decline(mira, ["letters"], now=NOON)
    assert states(other, declined) == [State.HELD, State.SUPPRESSED]


def in_a_thread(do):
    def run():
        do()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_a_claim_that_has_read_the_old_wishes_is_called_back(mira):
    reading, go_on = Event(), Event()

    def slow(email, now):
        reading.set()
        assert go_on.wait(10)
        return write(email, now)

    kinds.register(kinds.Kind(name="slow", label="Slow", prepare=slow, group="letters"))
    letter = make_email("slow", reader=mira)
    claiming = in_a_thread(lambda: claim(now=NOON, limit=10))
    assert reading.wait(10)
    declining = in_a_thread(lambda: suppression.decline(mira, ["letters"], now=NOON))
    declining.join(0.3)
    assert declining.is_alive()  # it waits for what is being decided
    go_on.set()
    claiming.join(10)
    declining.join(10)
    assert [trace.state for trace in letter.trail.all()] == [State.CLAIMED, State.SCHEDULED]
    assert states(letter) == [State.SUPPRESSED]
