from datetime import UTC, datetime, timedelta

import pytest

from careerhub.counselors.digest import prepare
from careerhub.counselors.digest_week import due_at, put_digests
from careerhub.office.models import Policies
from careerhub.outbox.models import Email, State
from careerhub.outbox.verdicts import Withdraw
from tests.interviews.emails.conversations import make_conversation

# Monday, March 9, 2026, 8:00 am in New York, the day after the clocks changed.
EIGHT = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "due"),
    [
        ("2026-03-09T12:00Z", "America/New_York", "2026-03-09T12:00Z"),
        ("2026-03-08T23:00Z", "America/New_York", "2026-03-02T13:00Z"),
        ("2026-03-09T02:20Z", "Asia/Kathmandu", "2026-03-09T02:15Z"),
        ("2026-11-02T13:00Z", "America/New_York", "2026-11-02T13:00Z"),
    ],
)
def test_it_is_due_on_monday_at_eight_where_the_office_is(now, zone, due):
    assert due_at(Policies(zone=zone), now=datetime.fromisoformat(now)) == datetime.fromisoformat(
        due
    )


def test_each_counselor_is_put_down_once_a_week(carol, sam):
    office = Policies(pk=1)
    assert put_digests(office, now=EIGHT - timedelta(seconds=1)) == 0
    assert [put_digests(office, now=EIGHT), put_digests(office, now=EIGHT)] == [1, 0]
    email = Email.objects.get()
    assert (email.key, email.reader) == (f"office:digest:2026-W11:{carol.pk}", carol)
    assert put_digests(office, now=EIGHT + timedelta(days=7)) == 1


def test_after_two_days_it_is_no_news(carol):
    assert put_digests(Policies(pk=1), now=EIGHT + timedelta(days=2)) == 0


def test_it_tells_what_is_stuck_now_and_what_went_out(carol, sam, mira):
    make_conversation(sam, mira, stage="asked", starts_at=EIGHT + timedelta(days=3))
    put_digests(Policies(pk=1), now=EIGHT)
    for n, state in enumerate((State.SENT, State.SENT, State.FAILED)):
        Email.objects.create(
            key=f"x:{n}",
            about="x",
            kind="booked",
            reader=sam,
            state=state,
            send_at=EIGHT - timedelta(days=1),
            sent_at=EIGHT - timedelta(days=1) if state == State.SENT else None,
            expires_at=EIGHT,
            created_at=EIGHT - timedelta(days=2),
        )
    sent = prepare(carol.emails.get(), EIGHT + timedelta(minutes=1))
    assert sent.subject == "Monday, March 9: 1 thing is stuck, 2 emails went out"
    assert sent.text.startswith("Where things stand on Monday, March 9\n")
    assert "1 email failed. 0 emails wait for a decision." in sent.text
    assert "Mira" in sent.text
    assert "Mira" in sent.html
    assert sent.unsubscribe.startswith("http")
    assert "You get this every Monday" in sent.html


def test_it_bears_the_day_on_which_it_goes(carol):
    put_digests(Policies(pk=1), now=EIGHT)
    late = prepare(carol.emails.get(), EIGHT + timedelta(days=1))
    assert late.subject.startswith("Tuesday, March 10: ")


def test_who_is_no_counselor_any_more_gets_none(carol):
    put_digests(Policies(pk=1), now=EIGHT)
    carol.counselor.delete()
    assert isinstance(prepare(Email.objects.get(), EIGHT), Withdraw)
